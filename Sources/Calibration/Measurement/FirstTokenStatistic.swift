/// Which statistic of the times to the first token a row holds.
///
/// Means hold a share of the first wave, all of whose prompts come at once: of ten waves of 64 prompts,
/// the first alone adds 0.1·(64 + 1)/2 = 3.2 prefills to the mean. A median leaves it out.
enum FirstTokenStatistic: String, Sendable, CaseIterable {
  case mean
  case median

  /// What a row says that its time is; `nil` where it does not say.
  init?(published: String) {
    if published.hasPrefix("mean") {
      self = .mean
    } else if published == "median" || published == "p50" {
      self = .median
    } else {
      return nil
    }
  }
}
