public import CheckedJSON
import Numerics

/// What a model is asked for; how many tokens it writes depends on that more than on the model.
public enum TaskKind: String, CaseIterable, Hashable, Sendable {
  /// Hard questions of knowledge and mathematics.
  case knowledge
  /// Following instructions: chat, drafting, rewording.
  case instructions
  /// Long documents: extraction, summaries, answers from sources.
  case documents
  /// Short facts and classification.
  case facts
  /// Loops of tool calls: agents, and code written by them.
  case tools
}

/// How hard a model is told to think before it answers.
public enum Effort: String, CaseIterable, Comparable, Hashable, Sendable {
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
  package init?(spelled text: String) {
    switch text.lowercased() {
    case "xhigh": self = .max
    case "minimal": self = .low
    case let text:
      guard let effort = Effort(rawValue: text) else { return nil }
      self = effort
    }
  }

  /// Its place among the levels, from 0.
  package var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// Less thinking comes first.
  public static func < (left: Effort, right: Effort) -> Bool { left.rank < right.rank }
}

/// Whose tokens the lengths of a workload count, and what the requests ask for.
///
/// Models write different numbers of tokens for the same answer, and count different numbers for the same
/// text. Where the kind of task is stated, models that think write more than the lengths by a published
/// multiple; where nothing is stated, all are taken to write what the lengths say.
public struct TokenCounting: Hashable, Sendable {
  /// What the requests ask for; `nil` if that is not known.
  package let task: TaskKind?
  /// The model or API whose tokens the lengths count; `nil` for one that does not think.
  package let lengthsFrom: String?

  /// Makes a statement; what is `nil` is not known.
  ///
  /// - Parameters:
  ///   - task: What the requests ask for.
  ///   - lengthsFrom: The model or API whose tokens the lengths count.
  public init(task: TaskKind? = nil, lengthsFrom: String? = nil) {
    self.task = task
    self.lengthsFrom = lengthsFrom
  }
}

/// How the tokens of one candidate differ from the lengths of the workload.
public struct CandidateTokens: Hashable, Sendable {
  /// Completion tokens, thinking included, for each completion token of the lengths; `nil` for a default.
  package let completionMultiplier: Double?
  /// Tokens that the candidate counts for the same text, for each of the lengths; `nil` for a default.
  package let tokenRatio: Double?
  /// How much it thinks; `nil` for what it does when nothing is said.
  package let effort: Effort?

  /// Multipliers that can be stated.
  package static let multipliers = 0.01...1000.0
  /// Token ratios that can be stated.
  package static let ratios = 0.1...10.0

  /// Makes a statement; multipliers are from 0.01 to 1,000, token ratios from 0.1 to 10.
  ///
  /// - Parameters:
  ///   - completionMultiplier: Completion tokens, thinking included, for each completion token of the lengths; `nil`
  ///     for a default.
  ///   - tokenRatio: Tokens that the candidate counts for the same text, for each of the lengths; `nil` for a default.
  ///   - effort: How much it thinks; `nil` for what it does when nothing is said.
  public init(
    completionMultiplier: Double? = nil, tokenRatio: Double? = nil, effort: Effort? = nil
  ) throws(InputError) {
    if let value = completionMultiplier, !Self.multipliers.contains(value) {
      throw InputError(
        found: "the completion multiplier \(PlainDecimal.text(value))",
        expected: "from 0.01 to 1000")
    }
    if let value = tokenRatio, !Self.ratios.contains(value) {
      throw InputError(
        found: "the token ratio \(PlainDecimal.text(value))", expected: "from 0.1 to 10")
    }
    self.completionMultiplier = completionMultiplier
    self.tokenRatio = tokenRatio
    self.effort = effort
  }
}
