import CheckedJSON
import Workloads

/// Finds how many tokens each candidate counts and writes, from what the workload states and from published
/// figures.
struct TokenCounts {
  let multipliers: CompletionMultipliers
  let ratios: TokenizerRatios

  /// What a candidate counts for the workload's lengths.
  ///
  /// What the workload states holds. Else, where it says of what kind the task is, a model that thinks writes
  /// more than the lengths by its published multiple over that of the model whose tokens they are; and where
  /// it says whose tokens they are, counts are converted between the tokenizers.
  func factors(
    of name: String, stated: CandidateTokens?, workload: Workload
  ) throws(InputError) -> TokenFactors {
    var sources: [String] = []
    var completion = 1.0
    var thinking = 1.0
    var ratio = 1.0
    if let multiplier = stated?.completionMultiplier {
      completion = multiplier
      thinking = multiplier
      sources.append("completions × \(multiplier): the workload file")
    } else if let task = workload.tokens.task {
      let own = multiple(name, effort: stated?.effort, task)
      let counted =
        workload.tokens.lengthsFrom.map { multiple($0, effort: nil, task).value } ?? 1
      completion = own.value / counted
      thinking = own.value
      if completion != 1 { sources.append(own.source) }
    }
    if let stated = stated?.tokenRatio {
      ratio = stated
      sources.append("tokens × \(stated): the workload file")
    } else if let from = workload.tokens.lengthsFrom,
      let known = ratios.ratio(from: from, to: name, text: .english)
    {
      ratio = known.value
      if ratio != 1 { sources.append(known.source.source) }
    }
    guard completion != 1 || ratio != 1 else {
      return thinking == 1
        ? .asStated
        : TokenFactors(
          prompt: 1, completion: 1, thinking: thinking, source: TokenFactors.asStated.source)
    }
    return TokenFactors(
      prompt: ratio, completion: ratio * completion, thinking: thinking,
      completionIsStated: stated?.completionMultiplier != nil,
      source: sources.joined(separator: "; "))
  }

  /// How many times more a model writes than one that does not think.
  ///
  /// What is not thought is the answer that the lengths state, however wordy a model is on benchmarks.
  private func multiple(
    _ name: String, effort: Effort?, _ task: TaskKind
  ) -> (value: Double, source: String) {
    let found = multipliers.multiplier(model: name, effort: effort, task: task)
    return (found.effort == .none ? 1 : found.likely, found.source.source)
  }
}
