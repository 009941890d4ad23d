/// How many tokens a candidate counts and writes for each token that the workload's lengths state.
package struct TokenFactors: Sendable, Hashable {
  /// Prompt tokens for each prompt token of the lengths.
  package let prompt: Double
  /// Completion tokens, thinking included, for each completion token of the lengths.
  package let completion: Double
  /// Where the factors come from.
  package let source: String

  /// The lengths as they are.
  package static let asStated = TokenFactors(
    prompt: 1, completion: 1, source: "the lengths as stated")

  /// Whether the lengths are taken as they are.
  package var isAsStated: Bool { prompt == 1 && completion == 1 }
}
