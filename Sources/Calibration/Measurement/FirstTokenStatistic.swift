/// Which statistic of the times to the first token a row holds.
///
/// Means hold a share of the first wave, all of whose prompts come at once: of ten waves of 64 prompts,
/// the first alone adds 0.1·(64 + 1)/2 = 3.2 prefills to the mean. A median leaves it out.
enum FirstTokenStatistic: Sendable, Hashable {
  case mean
  case median

  /// What a row says that its time is; where it does not say, what its source publishes.
  init(published: String, source: String, engineVersion: String, date: String) {
    if published.hasPrefix("mean") {
      self = .mean
    } else if published == "median" || published == "p50" {
      self = .median
    } else {
      self.init(source: source, engineVersion: engineVersion, date: date)
    }
  }

  /// What a source publishes.
  ///
  /// From December 2025 on, the runs of SemiAnalysis InferenceX that name no container hold medians:
  /// with 64 and more requests of 1,000 tokens they stay near one prefill, while runs of the same engine
  /// on the same chip that name one take three to five, at the same time per output token.
  init(source: String, engineVersion: String, date: String) {
    let isMedian =
      source == "SemiAnalysis InferenceX" && engineVersion.isEmpty && date >= "2025-12"
    self = isMedian ? .median : .mean
  }
}
