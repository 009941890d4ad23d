/// How many tokens a candidate counts and writes for each token that the workload's lengths state.
package struct TokenFactors: Sendable, Hashable {
  /// Prompt tokens for each prompt token of the lengths.
  package let prompt: Double
  /// Completion tokens, thinking included, for each completion token of the lengths.
  package let completion: Double
  /// Completion tokens, thinking included, for each that is no thinking; 1 where it does not think, or nothing is known
  /// of it.
  package let thinking: Double
  /// Whether the workload itself says how many completion tokens the candidate writes.
  package let completionIsStated: Bool
  /// Where the factors come from.
  package let source: String

  package init(
    prompt: Double, completion: Double, thinking: Double = 1, completionIsStated: Bool = false,
    source: String
  ) {
    self.prompt = prompt
    self.completion = completion
    self.thinking = thinking
    self.completionIsStated = completionIsStated
    self.source = source
  }

  /// The lengths as they are.
  package static let asStated = TokenFactors(
    prompt: 1, completion: 1, source: "the lengths as stated")

  /// Whether the lengths are taken as they are.
  package var isAsStated: Bool { prompt == 1 && completion == 1 }
}
