import Pricing
import Workloads

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A model, or a family of them, by whether it thinks and by what that adds to its completions.
struct ThinkingModel: Sendable, Hashable {
  /// Whether a model thinks.
  enum Thinking: String, Sendable, Hashable, CaseIterable {
    /// It has no such mode.
    case never
    /// It can be switched.
    case optional
    /// It cannot be kept from it.
    case always
  }

  /// The forms of name that it goes by.
  let names: [String]
  /// Whether it thinks.
  let thinking: Thinking
  /// How hard it thinks if nothing is said.
  let defaultEffort: Effort
  /// Who says how hard it thinks if nothing is said.
  let defaultFrom: Provenance?
  /// Measured completion tokens by effort and kind of task, over those of a model without thinking.
  let completions: [Effort: [TaskKind: Double]]

  /// The effort at which it answers: what is asked for, where it has that.
  func effort(asked: Effort?) -> Effort {
    switch thinking {
    case .never: return .none
    case .optional: return asked ?? defaultEffort
    case .always:
      let least = completions.keys.filter { $0 != .none }.min() ?? .low
      return asked == Effort.none ? least : asked ?? defaultEffort
    }
  }

  /// The measured figure at an effort; `nil` if there is none of the kind of task.
  ///
  /// Between two levels of thinking it is the geometric mean, weighted by their places: gpt-oss-120b at
  /// medium effort on documents is √(3.6 · 8.7) = 5.6. Beyond the levels that were measured the nearest
  /// of them stands, since a model without levels thinks in one way only.
  func completions(at effort: Effort, on task: TaskKind) -> (value: Double, isMeasured: Bool)? {
    if let value = completions[effort]?[task] { return (value, true) }
    guard effort != .none else { return nil }
    let levels = completions.filter { $0.key != .none && $0.value[task] != nil }.keys.sorted()
    let lower = levels.last { $0 < effort }
    let upper = levels.first { $0 > effort }
    guard let nearest = lower ?? upper, let value = completions[nearest]?[task] else { return nil }
    guard let lower, let upper, let above = completions[upper]?[task] else { return (value, false) }
    let share = Double(effort.rank - lower.rank) / Double(upper.rank - lower.rank)
    return (value * pow(above / value, share), false)
  }
}
