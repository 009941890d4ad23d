/// A candidate that was left out, or not tried, and why.
public struct Exclusion: Sendable, Hashable {
  /// What was left out.
  public let name: String
  /// Why.
  public let reason: String
}
