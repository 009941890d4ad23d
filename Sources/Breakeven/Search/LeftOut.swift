/// What a search for machines left out, by what was unfit.
struct LeftOut {
  /// What was unfit; the first that anything was left out of tells why nothing serves.
  enum Subject: CaseIterable {
    /// A model on an accelerator: it was tried.
    case deployment
    /// A model wherever it runs.
    case model
    /// An offer that the workload does not want.
    case machine
    /// An accelerator that nobody offers: of a whole catalog some always are.
    case accelerator
  }

  /// All of them, in the order in which they were met.
  private(set) var exclusions: [Exclusion] = []
  private var bySubject: [Subject: [Exclusion]] = [:]

  mutating func append(_ exclusion: Exclusion, _ subject: Subject) {
    exclusions.append(exclusion)
    bySubject[subject, default: []].append(exclusion)
  }

  /// Why nothing was found: the commonest reason of what tells most, of equals the one met first, with how many were
  /// left out in all; `nil` if nothing was.
  var commonObstacle: String? {
    guard let subject = Subject.allCases.first(where: { bySubject[$0] != nil }),
      let found = bySubject[subject]
    else { return nil }
    let counts = Dictionary(found.map { ($0.reason, 1) }, uniquingKeysWith: +)
    let most = counts.values.max()
    guard let first = found.first(where: { counts[$0.reason] == most }) else { return nil }
    let reason = "\(first.name): \(first.reason)"
    guard exclusions.count > 1, subject != .model else { return reason }
    guard let most, most > 1 else { return "\(exclusions.count) left out; \(reason)" }
    return most == exclusions.count
      ? "all \(most) left out: \(first.reason)"
      : "\(exclusions.count) left out, \(most) of them: \(first.reason)"
  }
}
