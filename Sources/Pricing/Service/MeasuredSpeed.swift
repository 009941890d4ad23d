/// How fast an API was seen to answer, and under what conditions.
///
/// What an API promises is rarely a latency; this is what somebody measured. A figure at short prompts
/// says nothing of long ones but that they take no less.
package struct MeasuredSpeed: Sendable, Hashable {
  /// From sending a request to its first token, where measured.
  package let firstToken: LatencyQuantiles?
  /// Output tokens per second of one request, in the middle, where measured.
  package let tokensPerSecond: Double?
  /// Output tokens per second that all but the slowest 5 % reach, where measured.
  package let slowTokensPerSecond: Double?
  /// Whether the model thought before its first token.
  package let whileThinking: Bool
  /// Length of the prompt, place and time of the measurement, in words.
  package let conditions: String
  /// Where the figures come from.
  package let provenance: Provenance

  /// Makes a measurement; `nil` unless the rates are finite, above 0, and the slow one no faster.
  package init?(
    firstToken: LatencyQuantiles?, tokensPerSecond: Double?, slowTokensPerSecond: Double? = nil,
    whileThinking: Bool = false, conditions: String, provenance: Provenance
  ) {
    let rates = [slowTokensPerSecond, tokensPerSecond].compactMap(\.self)
    guard rates.allSatisfy({ $0 > 0 && $0.isFinite }), rates == rates.sorted(),
      slowTokensPerSecond == nil || tokensPerSecond != nil
    else { return nil }
    self.firstToken = firstToken
    self.tokensPerSecond = tokensPerSecond
    self.slowTokensPerSecond = slowTokensPerSecond
    self.whileThinking = whileThinking
    self.conditions = conditions
    self.provenance = provenance
  }

  /// The 95th percentile of the time to first token over its median, where only that is known: 2.0.
  ///
  /// It is the median over 334 measured models and hosts; nine in ten are below 7.6. Artificial Analysis,
  /// 2026-08-22.
  package static let firstTokenSlowEnd = 2.0

  /// The slowest twentieth's tokens per second over their median, where only that is known: 0.71.
  ///
  /// It is the median over 318 measured models. Artificial Analysis, 2026-08-22.
  package static let tokensPerSecondSlowEnd = 0.71

  /// The time to first token at a percentile, in seconds; `nil` where it was not measured.
  ///
  /// A log-normal law runs through the known quantiles. Where only the median is known, p95 is
  /// ``firstTokenSlowEnd`` times it: 0.84 s becomes 1.68 s.
  package func timeToFirstTokenSeconds(atPercentile percentile: Double) -> Double? {
    firstToken?.seconds(atPercentile: percentile, slowEnd: Self.firstTokenSlowEnd)
  }

  /// The time per output token at a percentile, in seconds; `nil` where it was not measured.
  ///
  /// It is 1 over tokens per second, so that the slow percentiles are the low rates: 100 tokens/s in
  /// the middle and nothing else known give 0.010 s at p50 and 1/71 = 0.0141 s at p95.
  package func timePerOutputTokenSeconds(atPercentile percentile: Double) -> Double? {
    perToken?.seconds(atPercentile: percentile, slowEnd: 1 / Self.tokensPerSecondSlowEnd)
  }

  /// How the time to first token at a percentile came about: as the source says, or derived.
  package func kindOfTimeToFirstToken(atPercentile percentile: Double) -> Provenance.Kind {
    firstToken?.states(percentile: percentile) ?? false ? provenance.kind : .derived
  }

  /// How the time per output token at a percentile came about: as the source says, or derived.
  package func kindOfTimePerOutputToken(atPercentile percentile: Double) -> Provenance.Kind {
    perToken?.states(percentile: percentile) ?? false ? provenance.kind : .derived
  }

  private var perToken: LatencyQuantiles? {
    tokensPerSecond.flatMap {
      LatencyQuantiles(median: 1 / $0, p95: slowTokensPerSecond.map { 1 / $0 })
    }
  }
}
