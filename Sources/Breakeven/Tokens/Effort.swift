/// How hard a model is told to think before it answers.
public enum Effort: String, Sendable, Hashable, CaseIterable, Comparable {
  /// It does not think.
  case none
  /// As little as it can where it thinks.
  case low
  /// The middle of its levels.
  case medium
  /// Its ordinary thinking where it has no levels, else a high level.
  case high
  /// The most it can, which some call `xhigh`.
  case max

  /// Reads a level as APIs spell it: `xhigh` is ``max``, `minimal` is ``low``.
  public init?(spelled text: String) {
    switch text.lowercased() {
    case "xhigh": self = .max
    case "minimal": self = .low
    case let text:
      guard let effort = Effort(rawValue: text) else { return nil }
      self = effort
    }
  }

  /// Its place among the levels, from 0.
  var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// Less thinking comes first.
  public static func < (left: Effort, right: Effort) -> Bool { left.rank < right.rank }
}
