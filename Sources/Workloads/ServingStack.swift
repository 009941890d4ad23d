/// How much of what an engine can do is assumed to be used.
public enum ServingStack: String, CaseIterable, Hashable, Sendable {
  /// What a small team runs from an engine's container: one token a step.
  case plain
  /// What a serving team runs: tokens are guessed ahead where the model has a published draft and the load
  /// gains from it, and prompts are read by replicas of their own where targets make that cheaper.
  case modern
}
