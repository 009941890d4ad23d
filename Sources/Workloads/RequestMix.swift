package import CheckedJSON

/// The requests of a workload as a weighted set of joint lengths: the one form in which every
/// formula over a length distribution is a sum.
///
/// What matters is rarely the mean alone. Decode attention grows with `E[C·(P+C/2)]/E[C]`, tariff
/// tiers with the share of prompts past a length; both are `mean(of:)` here. Construction is
/// deterministic: the same input always gives the same points.
public struct RequestMix: Hashable, Sendable {
  /// The most points of a mix.
  package static let maximumPoints = 4096

  /// The points, by prompt and then completion; their weights are positive and sum to 1.
  public let points: [RequestPoint]

  /// Makes a mix of any points; equal lengths are joined, weights are scaled to sum to 1, and more
  /// than ``maximumPoints`` are compressed so that both means stay exact.
  package init(_ points: [RequestPoint]) throws(InputError) {
    var checked: [RequestPoint] = []
    checked.reserveCapacity(points.count)
    for point in points { checked.append(try point.checked()) }
    self = try RequestMix(unchecked: checked)
  }

  /// A mix of requests that are all alike.
  package init(promptTokens: Double, completionTokens: Double) throws(InputError) {
    try self.init([RequestPoint(promptTokens: promptTokens, completionTokens: completionTokens)])
  }

  init(unchecked points: [RequestPoint]) throws(InputError) {
    let total = points.reduce(0) { $0 + $1.weight }
    guard total > 0 else {
      throw InputError(found: "no requests", expected: "at least one request with a weight above 0")
    }
    var joined: [RequestPoint] = []
    for point in points.filter({ $0.weight > 0 }).sorted(by: RequestMix.isBefore) {
      if let last = joined.last, last.promptTokens == point.promptTokens,
        last.completionTokens == point.completionTokens
      {
        joined[joined.count - 1].weight += point.weight
      } else {
        joined.append(point)
      }
    }
    if joined.count > Self.maximumPoints { joined = Self.compressed(joined) }
    for index in joined.indices { joined[index].weight /= total }
    self.points = joined
  }

  static func isBefore(_ first: RequestPoint, _ second: RequestPoint) -> Bool {
    (first.promptTokens, first.completionTokens, first.weight)
      < (second.promptTokens, second.completionTokens, second.weight)
  }

  /// The mean of a quantity over requests: `Σ wᵢ·f(Pᵢ, Cᵢ)`, in the unit of `f`.
  @inlinable
  package func mean(of quantity: (RequestPoint) -> Double) -> Double {
    var sum = 0.0
    for point in points { sum += point.weight * quantity(point) }
    return sum
  }

  /// `E[P]`, in tokens.
  package var meanPromptTokens: Double { mean(of: \.promptTokens) }
  /// `E[C]`, in tokens.
  package var meanCompletionTokens: Double { mean(of: \.completionTokens) }

  /// The prompt length that a share `quantile` of requests does not exceed, in tokens.
  package func promptTokens(atQuantile quantile: Double) -> Double {
    Self.value(atQuantile: quantile, of: points.map { ($0.promptTokens, $0.weight) })
  }

  /// The completion length that a share `quantile` of requests does not exceed, in tokens.
  package func completionTokens(atQuantile quantile: Double) -> Double {
    Self.value(atQuantile: quantile, of: points.map { ($0.completionTokens, $0.weight) })
  }

  /// Pearson's correlation of prompt and completion lengths; 0 where either never varies.
  package var correlation: Double {
    let (prompt, completion) = (meanPromptTokens, meanCompletionTokens)
    let product = mean { ($0.promptTokens - prompt) * ($0.completionTokens - completion) }
    let promptVariance = mean { ($0.promptTokens - prompt) * ($0.promptTokens - prompt) }
    let completionVariance = mean {
      ($0.completionTokens - completion) * ($0.completionTokens - completion)
    }
    let scale = (promptVariance * completionVariance).squareRoot()
    guard scale > 1e-12 * (1 + prompt * completion) else { return 0 }
    return min(1, max(-1, product / scale))
  }

  /// The same requests with every completion `factor` times as long, as after a change of tokenizer
  /// or of the reasoning that a model does.
  package func scaled(prompt promptFactor: Double = 1, completion completionFactor: Double = 1)
    throws(InputError) -> RequestMix
  {
    try RequestMix(
      points.map {
        RequestPoint(
          promptTokens: $0.promptTokens * promptFactor,
          completionTokens: $0.completionTokens * completionFactor, weight: $0.weight)
      })
  }

  static func value(atQuantile quantile: Double, of values: [(Double, Double)]) -> Double {
    var cumulated = 0.0
    let sorted = values.sorted { $0.0 < $1.0 }
    for (value, weight) in sorted {
      cumulated += weight
      if cumulated >= quantile - 1e-12 { return value }
    }
    return sorted.last?.0 ?? 0
  }
}
