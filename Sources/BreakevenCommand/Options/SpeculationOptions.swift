import Breakeven
import Reporting
import Roofline

/// The options that describe how tokens are guessed ahead.
struct SpeculationOptions: OptionGroup {
  static let title: String? = "Speculative decoding"

  @Option(
    "--speculate", "METHOD", .choice,
    help: "none (default), mtp, eagle3, draft, ngram, or auto: what serves the load best")
  var choice: SpeculationChoice?
  @Option(
    "--draft-tokens", "N", .integer(in: 1...32),
    help: "tokens guessed in a step (default: as many as serve the load best)")
  var draftTokens: Int?
  @Option(
    "--acceptance", "X", .quantity(.number, in: 1...33),
    help: "tokens that a step yields (default: as published)")
  var acceptanceLength: Double?
  @Option(
    "--draft", "MODEL", .name(of: .models),
    help: "the draft: a name of the catalog, or a config.json")
  var draft: String?
  @Option(
    "--task", "TASK", .text, help: "the kind of text that acceptance is taken of: coding, chat …")
  var task: String?

  /// The deployment with tokens guessed ahead as the options ask.
  ///
  /// - Parameter shape: the requests, worked out only where a draft length is chosen for them.
  func apply(
    to plain: Deployment, for shape: @autoclosure () throws -> RequestShape,
    under load: Roofline.Load, in catalog: Catalog
  ) throws -> Deployment {
    let asked = choice ?? .none
    try checkCompany(of: asked)
    if asked == .none { return plain }
    let known = try Catalog.speculation()
    if let task, !known.tasks.contains(task) {
      throw CommandFailure.usage(
        InputError.unknown("task", task, among: known.tasks, place: "--task").description)
    }
    let id = catalog.acceptanceIdentifier(of: plain.model)
    if asked == .auto {
      return plain.speculating(
        best: known.choices(with: plain.model, id: id, task: task), for: try shape(), under: load)
    }
    guard let method = asked.method else { return plain }
    let draft = try draft.map { try catalog.models.model(orFile: $0) }
    let choices = choices(of: method, plain.model, id: id, draft: draft, known)
    switch choices {
    case .success(let choices):
      return plain.speculating(best: choices, for: try shape(), under: load, allowsNone: false)
    case .failure(let error):
      throw CommandFailure.usage("--speculate \(method.rawValue): \(error.description)")
    }
  }

  /// The ways of guessing ahead that the options allow; none without `--speculate`.
  func choices(for plain: Deployment, in catalog: Catalog) throws -> [Speculation] {
    let asked = choice ?? .none
    try checkCompany(of: asked)
    let known = try Catalog.speculation()
    let id = catalog.acceptanceIdentifier(of: plain.model)
    if asked == .auto { return known.choices(with: plain.model, id: id, task: task) }
    guard let method = asked.method else { return [] }
    let draft = try draft.map { try catalog.models.model(orFile: $0) }
    switch choices(of: method, plain.model, id: id, draft: draft, known) {
    case .success(let choices): return choices
    case .failure(let error):
      throw CommandFailure.usage("--speculate \(method.rawValue): \(error.description)")
    }
  }

  /// Checks that no option is given that nothing would come of.
  private func checkCompany(of asked: SpeculationChoice) throws(CommandFailure) {
    let given: [(name: String, isGiven: Bool)] = [
      ("--draft-tokens", draftTokens != nil), ("--acceptance", acceptanceLength != nil),
      ("--draft", draft != nil),
    ]
    let stray = given.first(where: \.isGiven)?.name
    switch asked {
    case .none:
      if let stray = stray ?? (task == nil ? nil : "--task") {
        throw .usage("\(stray) needs --speculate METHOD")
      }
    case .auto:
      if let stray { throw .usage("\(stray) needs a method: --speculate auto chooses by itself") }
    default:
      if acceptanceLength != nil, draftTokens == nil {
        throw .usage("--acceptance needs --draft-tokens, which it belongs to")
      }
    }
  }

  /// The draft lengths that may be chosen.
  private func choices(
    of method: SpeculationMethod, _ model: ModelArchitecture, id: String,
    draft: ModelArchitecture?, _ known: SpeculationCatalog
  ) -> Result<[Speculation], InputError> {
    Result { () throws(InputError) in
      var choices: [Speculation] = []
      for tokens in draftTokens.map({ $0...$0 }) ?? method.usualDraftTokens {
        choices.append(
          try known.speculation(
            with: model, id: id, method: method, draftTokens: tokens, task: task, draft: draft,
            acceptanceLength: acceptanceLength))
      }
      return choices
    }
  }
}

/// What `--speculate` takes.
enum SpeculationChoice: String, CaseIterable, Sendable {
  case none, auto, mtp, eagle3, draft, ngram

  /// The method; `nil` where it is chosen, or none.
  var method: SpeculationMethod? { SpeculationMethod(rawValue: rawValue) }
}
