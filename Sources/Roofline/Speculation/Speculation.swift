public import CheckedJSON
public import ModelArithmetic
public import Numerics

/// Speculative decoding: a draft guesses some tokens, and one pass of the model verifies them all.
///
/// A step of `N` sequences costs `d` passes of the draft over `N` tokens and one pass of the model over
/// `N·(1 + d)` tokens, which reads weights and each sequence's cache once. It yields `A` tokens a
/// sequence, `1 ≤ A ≤ 1 + d`: the accepted ones and the one that verification gives itself. With an
/// acceptance `α` of each token,
///
///     A = (1 − α^(d+1)) / (1 − α)
///
/// (Leviathan et al., "Fast Inference from Transformers via Speculative Decoding", 2023): 0.7 and three
/// draft tokens yield 2.53.
public struct Speculation: Sendable, Hashable {
  /// How tokens are guessed.
  public let method: SpeculationMethod
  /// Tokens that are guessed for each sequence in a step.
  public let draftTokens: Int
  /// Tokens a step yields for each sequence, the verified one included, with its 80 % interval.
  public let acceptanceLength: Interval
  /// What guesses; `nil` where nothing is computed.
  public let draft: ModelArchitecture?
  /// What the acceptance rests on.
  public let source: String
  /// What an engine adds to a step.
  package let costs: SpeculationCosts

  /// Makes a way of speculating.
  ///
  /// - Parameters:
  ///   - method: How tokens are guessed.
  ///   - draftTokens: Tokens that are guessed for each sequence in a step.
  ///   - acceptanceLength: Tokens a step yields for each sequence, the verified one included, with its 80 % interval.
  ///   - draft: What guesses; `nil` where nothing is computed.
  ///   - source: What the acceptance rests on.
  /// - Throws: `InputError` unless 1 to 32 tokens are drafted and 1 to as many and one are accepted.
  public init(
    method: SpeculationMethod, draftTokens: Int, acceptanceLength: Interval,
    draft: ModelArchitecture?, source: String
  ) throws(InputError) {
    try self.init(
      method: method, draftTokens: draftTokens, acceptanceLength: acceptanceLength, draft: draft,
      source: source, costs: .none)
  }

  package init(
    method: SpeculationMethod, draftTokens: Int, acceptanceLength: Interval,
    draft: ModelArchitecture?, source: String, costs: SpeculationCosts
  ) throws(InputError) {
    guard (1...32).contains(draftTokens) else {
      throw InputError(
        place: "draft tokens", found: "\(draftTokens)", expected: "a count from 1 to 32")
    }
    let most = Double(draftTokens) + 1
    guard (1...most).contains(acceptanceLength.value) else {
      throw InputError(
        place: "acceptance length", found: "\(acceptanceLength.value)",
        expected: "from 1 to \(draftTokens + 1): \(draftTokens) draft tokens and the verified one")
    }
    self.method = method
    self.draftTokens = draftTokens
    self.acceptanceLength = Interval(
      value: acceptanceLength.value, low: min(acceptanceLength.value, max(1, acceptanceLength.low)),
      high: max(acceptanceLength.value, min(most, acceptanceLength.high)))
    self.draft = draft
    self.source = source
    self.costs = costs
  }

  /// Tokens of each sequence that a step verifies.
  package var verifiedTokens: Double { Double(draftTokens) + 1 }

  /// σ of the logarithm of a throughput from the spread of acceptance.
  ///
  /// The throughput of decoding is proportional to `A`; an 80 % interval spans 2.56 σ.
  package var deviation: Double {
    naturalLogarithm(acceptanceLength.high / acceptanceLength.low)
      / (2 * ErrorSpread.normalQuantile90)
  }

  /// Hashes what tells most ways of speculating apart; the draft is left out.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(method)
    hasher.combine(draftTokens)
    hasher.combine(acceptanceLength.value)
  }
}

/// What an engine adds to a step that speculates, the same for all models and chips.
package struct SpeculationCosts: Sendable, Hashable {
  /// The fixed time of a step that each pass of the draft pays, as a part of a plain step's.
  package let draftStepShare: Double
  /// Further fixed time of a step that verifies: building the batch, accepting, rolling back.
  package let verificationSeconds: Double
  /// Further time for each verified token of an attention group.
  package let tokenSeconds: Double
  /// σ of the logarithm of the gain that neither physics nor acceptance explains.
  package let deviation: Double

  package init(
    draftStepShare: Double, verificationSeconds: Double, tokenSeconds: Double, deviation: Double
  ) {
    self.draftStepShare = draftStepShare
    self.verificationSeconds = verificationSeconds
    self.tokenSeconds = tokenSeconds
    self.deviation = deviation
  }

  /// Nothing beyond the draft's own passes.
  package static let none = SpeculationCosts(
    draftStepShare: 0, verificationSeconds: 0, tokenSeconds: 0, deviation: 0)
}
