import Numerics

/// The machines' cost of one option over volume, tabulated for fast reading.
///
/// A cost depends on volume and throughput only through their quotient, so one table over the logarithm of
/// that serves every draw; between its points, 1.3 % apart, it is read off the straight line. Machines that
/// are paid for whether they are used or not cost at least what was committed to.
struct CostTable {
  private let usd: [Double]
  private let start: Double
  private let perUnit: Double

  private static let pointsPerUnit = 76.0

  /// Tabulates an option around the workload's volume.
  ///
  /// - Parameters:
  ///   - reach: The logarithm of the largest and smallest volume, relative to the workload's.
  ///   - committedUSD: What machines cost that are paid for, used or not.
  init(_ option: SelfHostOption, requests: Double, reach: Double, committedUSD: Double) {
    let count = Int(2 * reach * Self.pointsPerUnit)
    let step = 2 * reach / Double(count - 1)
    let committed = option.plan.isPaidByTheHour ? 0 : committedUSD
    usd = (0..<count).map {
      max(committed, option.machineUSD(requests: requests * exponential(Double($0) * step - reach)))
    }
    start = -reach
    perUnit = 1 / step
  }

  /// US dollars at `exp(logarithm)` times the workload's volume.
  ///
  /// Far beyond the table, cost follows volume.
  func usd(logarithm: Double) -> Double {
    let place = (logarithm - start) * perUnit
    guard place > 0 else { return usd[0] }
    let last = Double(usd.count - 1)
    guard place < last else {
      guard logarithm < .infinity else { return .infinity }
      return usd[usd.count - 1] * exponential((place - last) / perUnit)
    }
    let index = min(Int(place), usd.count - 2)
    let share = place - Double(index)
    let (low, high) = (usd[index], usd[index + 1])
    return high < .infinity ? low + share * (high - low) : .infinity
  }
}
