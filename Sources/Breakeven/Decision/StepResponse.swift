import Numerics
import Roofline
import Workloads

/// What a fleet serves within its targets if every step takes longer, or shorter, than was predicted.
///
/// With steps `f` times longer, requests are served `1/f` times as fast, and latencies are `f` times longer:
/// so a target `T` binds like `T/f` would at the predicted speed, and the rate within targets falls by more
/// than `f`: `κ(f) = capacity(T/f) / (f · capacity(T))`. A reasoning agent whose replica serves 1.45 requests
/// a second within 40 ms a token serves 0.80, not 0.96, with steps 1.51 times as long.
struct StepResponse: Sendable {
  /// Logarithms of κ at even steps of the logarithm of `f`; `-infinity` where the targets are missed.
  private let logarithms: [Double]
  private let stride: Double

  /// Steps from a fifth to five times as long as predicted.
  private static let reach = 1.6

  /// Of a fleet with latency targets: by closed form, relative to what that says at the predicted speed.
  ///
  /// - Parameter points: How many factors are tried; between them the curve is straight.
  init(_ option: SelfHostOption, demand: Demand, mode: Mode, points: Int = 17) {
    guard case .interactive(let level, _) = mode, case .fleet = option.plan, level.hasTargets,
      let here = option.serviceCapacity?.requestsPerSecond, here > 0
    else {
      logarithms = [Self.reach, -Self.reach]
      stride = 2 * Self.reach
      return
    }
    let served = ServiceDemand(
      demand.mix, sharedPrefix: demand.sharedPrefix, percentile: level.percentile)
    let count = max(3, points | 1)
    let stride = 2 * Self.reach / Double(count - 1)
    logarithms = (0..<count).map { index in
      let steps = Double(index) * stride - Self.reach
      guard abs(steps) > 1e-9 else { return 0 }
      let factor = exponential(steps)
      if let workers = option.split?.workers {
        let tighter = SplitWorkers(
          workers.reader, workers.writer, for: served, within: level.targets(dividedBy: factor))
        guard let share = tighter?.leastShare(of: workers) else { return -.infinity }
        return naturalLogarithm(share) - steps
      }
      guard
        let there = option.deployment.capacity(
          for: served, within: level.targets(dividedBy: factor))
      else { return -.infinity }
      return naturalLogarithm(there.requestsPerSecond / here) - steps
    }
    self.stride = stride
  }

  /// The logarithm of the factor on throughput where steps take `exp(steps)` times as long.
  ///
  /// It is `-infinity` where the targets cannot be kept. Beyond the ends throughput follows the steps alone.
  func logarithm(steps: Double) -> Double {
    let last = Double(logarithms.count - 1)
    let place = (steps + Self.reach) / stride
    guard place > 0 else { return logarithms[0] - (steps + Self.reach) }
    if place >= last { return logarithms[logarithms.count - 1] - (steps - Self.reach) }
    let index = min(Int(place), logarithms.count - 2)
    let share = place - Double(index)
    let (low, high) = (logarithms[index], logarithms[index + 1])
    guard high > -.infinity else { return share == 0 ? low : -.infinity }
    return low + share * (high - low)
  }

  /// The factor on throughput where steps take `factor` times as long; 0 where the targets are missed.
  func factor(steps factor: Double) -> Double {
    let logarithm = logarithm(steps: naturalLogarithm(factor))
    return logarithm > -.infinity ? exponential(logarithm) : 0
  }
}

extension ServiceLevel {
  /// Whether any latency is to be kept.
  var hasTargets: Bool { timeToFirstTokenSeconds != nil || timePerOutputTokenSeconds != nil }
}
