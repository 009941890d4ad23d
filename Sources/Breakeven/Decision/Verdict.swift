/// The answer: self-host, API, or too close to call.
public struct Verdict: Sendable, Hashable {
  /// What to do.
  public enum Choice: String, Sendable, Hashable, CaseIterable {
    case selfHost = "self-host"
    case api
    case tooCloseToCall = "too close to call"
  }

  /// What to do.
  public let choice: Choice
  /// The probability that self-hosting is cheaper.
  public let probabilitySelfHostCheaper: Double
  /// What the cheaper side saves against the other, in US dollars in the period.
  public let savingUSD: Double
  /// The saving as a share of the dearer side.
  public let savingShare: Double
  /// Why there was nothing to compare, if so.
  public let onlyBecause: String?

  /// By the rule: self-host if its probability of being cheaper is at least `confidence`, API if at most
  /// `1 − confidence`.
  init(uncertainty: Uncertainty, confidence: Double) {
    let probability = uncertainty.probabilitySelfHostCheaper
    choice =
      probability >= confidence
      ? .selfHost : probability <= 1 - confidence ? .api : .tooCloseToCall
    probabilitySelfHostCheaper = probability
    savingUSD = abs(uncertainty.saving.value)
    savingShare = savingUSD / max(uncertainty.selfHostUSD.value, uncertainty.apiUSD.value, 1e-9)
    onlyBecause = nil
  }

  /// One side has no candidate.
  init(only choice: Choice, because reason: String) {
    self.choice = choice
    probabilitySelfHostCheaper = choice == .selfHost ? 1 : 0
    savingUSD = 0
    savingShare = 0
    onlyBecause = reason
  }
}
