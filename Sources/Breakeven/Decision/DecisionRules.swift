/// The rules by which a decision is made, counted so that a report can tell whether a former one had others.
package enum DecisionRules {
  /// The rules of this build.
  package static let version = 4

  /// What each version changed, so that a verdict that changes with it can be explained.
  package static func changes(since version: Int) -> [String] {
    byVersion.filter { $0.version > version }.flatMap(\.changes)
  }

  private static let byVersion: [(version: Int, changes: [String])] = [
    (
      2,
      [
        "candidates restrict, and models that nobody declared alike are not compared",
        "both sides keep targets, deadlines and limits",
        "the odds are those of the fleet that is chosen before anything is known",
        "classes of hosts that disagree make a verdict too close to call",
        "engines, layouts and precisions are searched",
        "people, peaks and lengths are what is usual where nothing is said",
      ]
    ),
    (
      3,
      [
        "a base load of one's own with an API above it is an answer too",
        "a prefix that all share is held once, and fleets are sized by the share that their caches find",
      ]
    ),
    (
      4,
      [
        "machines that are bought for a job that is run once are charged once",
        "units of throughput are paid whether they are used or not, and what a base load leaves is billed by the token",
      ]
    ),
  ]
}
