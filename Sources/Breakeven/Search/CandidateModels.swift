import CheckedJSON
import ModelArithmetic
import Numerics
import Workloads

/// The open models that a decision looks at, and whether any of them would do.
package struct CandidateModels: Sendable {
  /// What it means that several models are looked at.
  package enum Scope: String, Sendable, Hashable {
    /// The workload's author names them, so that any of them would do.
    case anyOf
    /// Nobody said that one may stand for another: each gets an answer of its own, and none wins.
    case each
  }

  /// One of them.
  struct Model: Sendable {
    /// The publisher's id, or that of the one checkpoint that is named.
    let name: String
    /// The publisher's id.
    let canonical: String
    /// Its layers; `nil` where no config is known, so that only APIs can serve it.
    let architecture: ModelArchitecture?
    /// How its tokens differ from the lengths.
    let factors: TokenFactors
    /// What the workload asks of it.
    let demand: Demand
  }

  let models: [Model]
  /// What it means that several are looked at.
  package let scope: Scope
  /// Where the names come from.
  let origin: Origin
  /// Models that were left out, and why.
  let exclusions: [Exclusion]

  /// Where the names of models come from.
  enum Origin: Sendable {
    case candidates
    case equivalences
    case today
    case everyHosted

    /// Where the names stand in a workload file.
    var place: String {
      switch self {
      case .candidates, .everyHosted: "$.candidates.models"
      case .equivalences: "$.equivalence"
      case .today: "$.today.api"
      }
    }
  }

  /// Those that `candidates.models` names; else those for which an equivalence stands; else the one behind
  /// today's API; else every model that somebody hosts.
  init(
    _ workload: Workload, demand: Demand, catalog: Catalog, counting: TokenCounts
  ) throws(InputError) {
    var exclusions: [Exclusion] = []
    if let name = workload.tokens.lengthsFrom { try catalog.checkCounted(name) }
    let (named, origin) = try Self.names(workload, catalog)
    let excluded = try catalog.excluded(workload.candidates.exclude).models
    if origin == .candidates, workload.candidates.atLeastBillions == nil {
      try Self.refuse(named.map(\.name).filter { !excluded.contains($0) }, moreThanFit: workload)
    }
    var models: [Model] = []
    for (name, stated) in named {
      if excluded.contains(name) {
        exclusions.append(Exclusion(name: name, reason: "the workload excludes it"))
        continue
      }
      let architecture: ModelArchitecture?
      do {
        architecture = try catalog.architecture(ofModel: name)
      } catch {
        guard origin == .everyHosted else { throw error }
        continue
      }
      if let architecture, architecture.purpose.isPrefillOnly != workload.isPrefillOnly {
        if origin != .everyHosted {
          exclusions.append(Exclusion(name: name, reason: Self.otherPurpose(architecture)))
        }
        continue
      }
      if let least = workload.candidates.atLeastBillions, let architecture,
        Double(architecture.parameterCount.total) < least * 1e9
      {
        exclusions.append(
          Exclusion(
            name: name, reason: "it has fewer than \(PlainDecimal.text(least)) billion parameters"))
        continue
      }
      if origin == .everyHosted, architecture == nil { continue }
      let factors = try counting.factors(of: name, stated: stated, workload: workload)
      models.append(
        Model(
          name: name, canonical: catalog.models.canonicalIdentifier(of: name) ?? name,
          architecture: architecture, factors: factors,
          demand: try demand.scaled(by: factors)))
    }
    if models.isEmpty, let name = named.first?.name, origin != .everyHosted,
      let reason = exclusions.first(where: { $0.name == name })?.reason,
      let architecture = try catalog.architecture(ofModel: name),
      reason == Self.otherPurpose(architecture)
    {
      throw InputError(
        place: origin.place, found: "\(name): \(reason)",
        expected: workload.isPrefillOnly
          ? "an embedder or a reranker, as completions are 0, or completions of at least 1 token"
          : "a model that writes, or completions of 0 tokens, as nothing is written")
    }
    if origin == .candidates { try Self.refuse(models.map(\.name), moreThanFit: workload) }
    self.models = models
    self.origin = origin
    self.exclusions = exclusions
    scope = origin == .candidates || models.count == 1 ? .anyOf : .each
  }

  /// More models are not tried on every accelerator: 80 take half a minute, and all that are known some minutes.
  private static let most = 80

  private static func refuse(
    _ models: [String], moreThanFit workload: Workload
  ) throws(InputError) {
    guard models.count > most, workload.candidates.gpus.isEmpty else { return }
    throw InputError(
      place: Origin.candidates.place, found: "\(models.count) models, of which any would do",
      expected:
        "at most \(most) where no GPU is named, as each is tried on all of them: narrow the pattern, or "
        + "name a GPU", suggestion: models.first.map(narrower))
  }

  /// The pattern of a model's line: `Qwen/Qwen3-*` of `Qwen/Qwen3-32B`.
  private static func narrower(_ name: String) -> String {
    let publisher = name.prefix { $0 != "/" }
    let line = name.dropFirst(publisher.count).prefix { $0 != "-" }
    return publisher + line + "-*"
  }

  private static func names(
    _ workload: Workload, _ catalog: Catalog
  ) throws(InputError) -> (names: [(name: String, stated: CandidateTokens?)], origin: Origin) {
    var found: [(name: String, stated: CandidateTokens?)] = []
    func add(_ names: [String], _ stated: CandidateTokens?) {
      for name in names where !found.contains(where: { $0.name == name }) {
        found.append((name, stated))
      }
    }
    for (index, name) in workload.candidates.models.enumerated() {
      add(
        try catalog.models(matching: name, place: "$.candidates.models[\(index)]"),
        workload.candidates.tokens[name])
    }
    if !found.isEmpty { return (found, .candidates) }
    for (index, equivalence) in workload.equivalences.enumerated() {
      add(
        [try catalog.canonicalModel(equivalence.model, place: "$.equivalence[\(index)].model")], nil
      )
    }
    if !found.isEmpty { return (found, .equivalences) }
    if let api = workload.today?.api {
      let tariff = try catalog.tariff(named: api, place: "$.today.api")
      if let model = catalog.openModel(of: tariff) { add([model], nil) }
    }
    if !found.isEmpty { return (found, .today) }
    add(catalog.hostedModels, nil)
    return (found, .everyHosted)
  }

  /// Why a model does not do what the workload asks for.
  private static func otherPurpose(_ architecture: ModelArchitecture) -> String {
    switch architecture.purpose {
    case .embedding: "it embeds and writes no text"
    case .scoring: "it ranks or classifies and writes no text"
    case .generation, .draft: "it writes text, where the requests are only read"
    }
  }

  /// The model of that publisher's id among them.
  func model(_ canonical: String) -> Model? { models.first { $0.canonical == canonical } }
}
