public import CheckedJSON

/// The engine generations that are known by name.
public struct EngineCatalog: Sendable, Hashable {
  /// All of them; of one engine, the newest last.
  public let profiles: [EngineProfile]

  init(profiles: [EngineProfile]) { self.profiles = profiles }

  /// Reads a catalog file: common parameters, and what each generation and family of chips changes.
  public init(_ document: JSONDocument) throws(InputError) {
    let members = try document.root.object()
    try members.allowOnly(["version", "source", "base", "families", "generations", "spread"])
    let source = try members.required("source").text()
    let base = try EngineParameters(members.required("base"))
    let families = try members.required("families").object()
    let spread = try ErrorSpread(members.required("spread"))
    var profiles: [EngineProfile] = []
    for place in try members.required("generations").array() {
      let generation = try place.object()
      try generation.allowOnly([
        "engine", "era", "vendors", "fromVersion", "fromMonth", "memory", "factors", "source",
      ])
      let parameters = try base.scaled(by: generation["factors"])
      var familyParameters: [String: EngineParameters] = [:]
      for family in families.keys {
        familyParameters[family] = try parameters.scaled(by: families[family]).bounded
      }
      profiles.append(
        EngineProfile(
          generation: try EngineGeneration(generation),
          memory: try MemoryPolicy(generation.required("memory")), parameters: parameters.bounded,
          familyParameters: familyParameters, spread: spread,
          source: try generation["source"]?.text() ?? source))
    }
    guard !profiles.isEmpty else {
      throw document.root.error(expected: "at least one generation")
    }
    self.profiles = profiles
  }

  /// The profile of that name: an engine (its newest generation) or an engine with its era.
  public func profile(named name: String) throws(InputError) -> EngineProfile {
    let wanted = name.lowercased()
    let match =
      profiles.last { $0.name.lowercased() == wanted }
      ?? profiles.last { $0.engine.lowercased() == wanted && $0.generation.vendors.isEmpty }
    guard let match else {
      throw InputError.unknown(
        "engine", name, among: Set(profiles.map(\.engine)).sorted() + profiles.map(\.name))
    }
    return match
  }

  /// The newest generation of each engine.
  public var newest: [EngineProfile] {
    var byEngine: [String: EngineProfile] = [:]
    for profile in profiles where profile.generation.vendors.isEmpty {
      byEngine[profile.engine] = profile
    }
    return byEngine.values.sorted { $0.engine < $1.engine }
  }

  /// The generation to which a run belongs: by version if it has one, else by month, else the newest.
  ///
  /// An engine that is not known is taken for the newest generation of the last engine listed, the
  /// generic one.
  func generation(engine: String, version: String, date: String, vendor: String) -> EngineProfile {
    let ofEngine = profiles.filter { $0.generation.isMeant(by: engine) }
    let suited = ofEngine.filter { $0.generation.suits(vendor: vendor) }
    let candidates = suited.isEmpty ? [profiles[profiles.count - 1]] : suited
    let known: (EngineProfile) -> Bool
    if let numbers = EngineGeneration.versionNumbers(version) {
      known = { !numbers.lexicographicallyPrecedes($0.generation.fromVersion) }
    } else if date.count >= 4 {
      known = { $0.generation.fromMonth <= date }
    } else {
      known = { _ in true }
    }
    let matching = candidates.filter(known)
    return matching.last { !$0.generation.vendors.isEmpty && matching.last?.era == $0.era }
      ?? matching.last ?? candidates[0]
  }
}

extension EngineProfile {
  var era: String { generation.era }
}

extension EngineGeneration {
  init(_ members: JSONMembers) throws(InputError) {
    engine = try members.required("engine").text()
    era = try members.required("era").text()
    var vendors: [String] = []
    for vendor in try members["vendors"]?.array() ?? [] { vendors.append(try vendor.text()) }
    self.vendors = vendors
    fromVersion =
      try members["fromVersion"].flatMap { place throws(InputError) in
        Self.versionNumbers(try place.text())
      } ?? []
    fromMonth = try members["fromMonth"]?.text() ?? ""
  }
}

extension MemoryPolicy {
  init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly([
      "utilization", "overheadGigabytes", "cacheShare", "reservation", "sequenceLimit",
      "tokenBudget", "prefillsFirst",
    ])
    self.init(
      utilization: try members.required("utilization").number(in: 0.1...1),
      overheadBytes: try members.required("overheadGigabytes").number(in: 0...100) * 1e9,
      cacheShare: try members.required("cacheShare").number(in: 0.1...1),
      reservation: try members.required("reservation").number(in: 0...1),
      sequenceLimit: try members.required("sequenceLimit").number(in: 1...1e6),
      tokenBudget: try members.required("tokenBudget").number(in: 1...1e7),
      prefillsFirst: try members["prefillsFirst"]?.bool() ?? false)
  }
}

extension ErrorSpread {
  fileprivate init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(["dense", "experts", "latent"])
    self.init(
      dense: try members.required("dense").number(in: 0...3),
      experts: try members.required("experts").number(in: 0...3),
      latent: try members.required("latent").number(in: 0...3))
  }
}
