/// The rules by which a decision is made, counted so that a report can tell whether a former one had others.
public enum DecisionRules {
  /// The rules of this build.
  public static let version = 2

  /// What each version changed, so that a verdict that changes with it can be explained.
  public static func changes(since version: Int) -> [String] {
    version < 2
      ? [
        "candidates restrict, and models that nobody declared alike are not compared",
        "both sides keep targets, deadlines and limits",
        "the odds are those of the fleet that is chosen before anything is known",
        "classes of hosts that disagree make a verdict too close to call",
        "engines, layouts and precisions are searched",
        "people, peaks and lengths are what is usual where nothing is said",
      ] : []
  }
}
