/// What a model is asked to do, by how much thinking lengthens its answers.
///
/// The kind of task moves the completion tokens more than the model does: thinking costs 2 to 7 times in
/// tool loops, 5 to 28 times on long documents and 25 to 400 times on short facts.
public enum TaskKind: String, Sendable, Hashable, CaseIterable {
  /// Hard questions with a reasoned answer, such as GPQA's.
  case knowledge
  /// Texts written to detailed instructions, such as IFBench's; chat is close to it.
  case instructions
  /// Questions on long documents: extraction, summaries, retrieval-augmented answers.
  case documents
  /// Short facts and labels: a plain answer has a few dozen tokens.
  case facts
  /// Tool loops, agents and code agents, over all steps of a task.
  case tools
}
