/// What thinking adds to completions among the models that were measured, for those that were not.
struct UsualThinking: Sendable, Hashable {
  /// What nine in ten exceed.
  let low: Double
  /// What half exceed.
  let likely: Double
  /// What one in ten exceeds.
  let high: Double

  init(low: Double, likely: Double, high: Double) {
    self.low = low
    self.likely = likely
    self.high = high
  }
}
