/// The machines' cost of one option over volume, tabulated for fast reading.
///
/// A cost depends on volume and throughput only through their quotient, so one table over the logarithm of
/// that serves every draw; between its points, 1.3 % apart, it is read off the straight line.
struct CostTable {
  private let usd: [Double]
  private let start: Double
  private let perUnit: Double

  /// Points from a ten-thousandth to ten thousand times the workload's volume.
  private static let count = 1400
  private static let reach = 9.210340371976184

  /// Tabulates an option around the workload's volume.
  init(_ option: SelfHostOption, requests: Double) {
    let step = 2 * Self.reach / Double(Self.count - 1)
    usd = (0..<Self.count).map {
      option.machineUSD(requests: requests * exponential(Double($0) * step - Self.reach))
    }
    start = -Self.reach
    perUnit = 1 / step
  }

  /// US dollars at `exp(logarithm)` times the workload's volume.
  func usd(logarithm: Double) -> Double {
    let place = min(max(0, (logarithm - start) * perUnit), Double(usd.count - 1))
    let index = min(Int(place), usd.count - 2)
    let share = place - Double(index)
    return usd[index] + share * (usd[index + 1] - usd[index])
  }
}
