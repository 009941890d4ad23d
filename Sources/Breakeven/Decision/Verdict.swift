/// The answer: self-host, API, too close to call, or that there is nothing to compare.
public struct Verdict: Sendable, Hashable {
  /// What to do.
  public enum Choice: String, Sendable, Hashable, CaseIterable {
    case selfHost = "self-host"
    case api
    /// Own base load with an API above it.
    case mixed
    case tooCloseToCall = "too close to call"
    case nothingToCompare = "nothing to compare"

    /// By the rule: self-host if its probability of being cheaper is at least `confidence`, API if at most
    /// `1 − confidence`.
    init(probability: Double, confidence: Double) {
      self =
        probability >= confidence
        ? .selfHost : probability <= 1 - confidence ? .api : .tooCloseToCall
    }
  }

  /// What made it.
  public enum Ground: Sendable, Hashable {
    /// The chance that the recommended fleet is cheaper than the best API.
    case odds
    /// The chance is clear with the cheapest hosts, and another with others that may be all that can be had.
    case hostsDisagree
    /// Models that nobody declared to be alike have different answers.
    case modelsDiffer
    /// Models that nobody declared to be alike have the same answer.
    case modelsAgree
    /// One side, or both, have no candidate.
    case nothing(String)
  }

  /// What to do.
  public let choice: Choice
  /// What made it.
  public let ground: Ground
  /// The probability that the recommended fleet is cheaper than the best API; `nil` if there is nothing to
  /// compare.
  public let probabilitySelfHostCheaper: Double?
  /// What the cheaper side saves against the other, in US dollars in the period.
  public let savingUSD: Double
  /// The saving as a share of the dearer side.
  public let savingShare: Double

  /// Why there was nothing to compare, if so.
  public var onlyBecause: String? { if case .nothing(let reason) = ground { reason } else { nil } }
}

extension Verdict: CustomStringConvertible {
  /// The verdict in a sentence.
  ///
  /// Such as `Pay the API: the cheaper side saves 47 %, $3,272; self-hosting is cheaper with a chance of 12 %.`
  public var sentence: String {
    if let onlyBecause { return "Nothing to compare: \(onlyBecause)." }
    let saving =
      savingUSD > 0
      ? "the cheaper side saves \(Int((savingShare * 100).rounded())) %, \(PlainMoney.text(savingUSD))"
      : ""
    let title =
      switch choice {
      case .selfHost: "Self-host"
      case .api: "Pay the API"
      case .mixed: "Do both"
      case .tooCloseToCall: "Too close to call"
      case .nothingToCompare: "Nothing to compare"
      }
    let odds = probabilitySelfHostCheaper.map {
      "self-hosting is cheaper with a chance of "
        + ($0 < 0.01 ? "under 1 %" : $0 > 0.99 ? "over 99 %" : "\(Int(($0 * 100).rounded())) %")
    }
    let parts = [saving, odds ?? ""].filter { !$0.isEmpty }
    return title + (parts.isEmpty ? "" : ": " + parts.joined(separator: "; ")) + "."
  }

  /// The ``sentence``.
  public var description: String { sentence }
}
