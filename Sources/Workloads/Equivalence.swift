package import CheckedJSON
import Numerics

/// Somebody's word that a closed API does this workload as well as an open model.
///
/// Without it the two are never compared.
public struct Equivalence: Hashable, Sendable {
  /// The open model.
  package let model: String
  /// The API model, as `provider/model`.
  package let api: String
  /// Why they are interchangeable here: an evaluation, a pilot.
  package let note: String
  /// Tokens that the API counts for the same text, per token of the open model.
  package let tokenRatio: Double
  /// Completion tokens of the API, reasoning included, per completion token of the open model.
  package let reasoningMultiplier: Double

  /// Makes a declaration; the token ratio is from 0.1 to 10, the multiplier from 0.01 to 100.
  package init(
    model: String, api: String, note: String, tokenRatio: Double = 1,
    reasoningMultiplier: Double = 1
  ) throws(InputError) {
    guard (0.1...10).contains(tokenRatio), (0.01...100).contains(reasoningMultiplier) else {
      throw InputError(
        found:
          "the token ratio \(PlainDecimal.text(tokenRatio)) and the reasoning multiplier \(PlainDecimal.text(reasoningMultiplier))",
        expected: "from 0.1 to 10 and from 0.01 to 100")
    }
    self.model = model
    self.api = api
    self.note = note
    self.tokenRatio = tokenRatio
    self.reasoningMultiplier = reasoningMultiplier
  }
}
