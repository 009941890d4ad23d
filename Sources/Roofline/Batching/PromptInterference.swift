import Numerics
import Workloads

/// How unevenly the prompts of others slow down single requests.
///
/// A request of `D` decode steps of `t` seconds meets about `λ·D·t` prompts, more or fewer by chance;
/// each adds `S` seconds. So its time per token varies with a variance of `λ·t·E[S²]/D` around the mean,
/// and over requests of all lengths the quantile `q` lies at `y·√(λ·t·E[S²])` with `y` from
///
///     E[Φ(y·√D)] = q
///
/// With `D = 100` always and `q = 0.95`, `y = 1.645/10`.
struct PromptInterference: Sendable, Hashable {
  /// `y`: deviations of the time per token at the quantile, for a variance of 1 a decode step.
  let deviations: Double

  init(_ mix: RequestMix, quantile: Double) {
    deviations = Self.deviations(Self.decodeSteps(of: mix), quantile: quantile)
  }

  /// Seconds by which the time per token at the quantile exceeds the mean.
  ///
  /// - Parameters:
  ///   - promptsPerSecond: `λ`.
  ///   - secondsPerToken: `t`, the mean.
  ///   - square: `E[S²]`, in seconds squared.
  func excess(promptsPerSecond: Double, secondsPerToken: Double, square: Double) -> Double {
    deviations * (promptsPerSecond * secondsPerToken * square).squareRoot()
  }

  private struct Steps {
    var weight = 0.0
    var sum = 0.0
  }

  /// Decode steps of the requests, alike ones within a quarter of an octave taken together.
  private static func decodeSteps(of mix: RequestMix) -> [Steps] {
    var bins = [Steps](repeating: Steps(), count: 128)
    for point in mix.points where point.completionTokens > 1 {
      let steps = max(1, point.completionTokens - 1)
      let bin = min(bins.count - 1, Int(4 * naturalLogarithm(steps) / naturalLogarithm(2)))
      bins[bin].weight += point.weight
      bins[bin].sum += point.weight * steps
    }
    return bins.filter { $0.weight > 0 }
  }

  private static func deviations(_ bins: [Steps], quantile: Double) -> Double {
    let total = bins.reduce(0) { $0 + $1.weight }
    guard total > 0, quantile > 0.5, quantile < 1 else { return 0 }
    let roots = bins.map { (weight: $0.weight / total, root: ($0.sum / $0.weight).squareRoot()) }
    func share(below y: Double) -> Double {
      roots.reduce(0) { $0 + $1.weight * NormalDistribution.probability(below: y * $1.root) }
    }
    var low = 0.0
    var high = NormalDistribution.quantile(quantile)
    for _ in 0..<24 {
      let middle = (low + high) / 2
      if share(below: middle) < quantile { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
