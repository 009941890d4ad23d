public import CheckedJSON

/// The engine generations that are known by name.
public struct EngineCatalog: Sendable, Hashable {
  /// All of them; of one engine, the newest last.
  public let profiles: [EngineProfile]

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
      try generation.allowOnly(["engine", "era", "memory", "factors", "source"])
      let parameters = try base.scaled(by: generation["factors"])
      var familyParameters: [String: EngineParameters] = [:]
      for family in families.keys {
        familyParameters[family] = try parameters.scaled(by: families[family]).bounded
      }
      profiles.append(
        EngineProfile(
          engine: try generation.required("engine").text(),
          era: try generation.required("era").text(),
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
      ?? profiles.last { $0.engine.lowercased() == wanted }
    guard let match else {
      throw InputError.unknown(
        "engine", name, among: profiles.map(\.name) + Set(profiles.map(\.engine)).sorted())
    }
    return match
  }

  /// The newest generation of each engine.
  public var newest: [EngineProfile] {
    var byEngine: [String: EngineProfile] = [:]
    for profile in profiles { byEngine[profile.engine] = profile }
    return byEngine.values.sorted { $0.engine < $1.engine }
  }
}

extension EngineParameters {
  /// The parameters by name, and whether each is a share that cannot exceed 1.
  static var fields: [(name: String, path: WritableKeyPath<Self, Double>, isShare: Bool)] {
    [
      ("matrixCompute16", \.matrixCompute16, true),
      ("matrixCompute8", \.matrixCompute8, true),
      ("matrixCompute4", \.matrixCompute4, true),
      ("matrixBandwidth", \.matrixBandwidth, true),
      ("weightOnlyBandwidth", \.weightOnlyBandwidth, true),
      ("attentionCompute", \.attentionCompute, true),
      ("attentionBandwidth", \.attentionBandwidth, true),
      ("latentAttentionCompute", \.latentAttentionCompute, true),
      ("groupedQueryLoss", \.groupedQueryLoss, false),
      ("expertCompute", \.expertCompute, true),
      ("expertBandwidth", \.expertBandwidth, true),
      ("linkBandwidth", \.linkBandwidth, true),
      ("allReduceLatency", \.allReduceLatency, false),
      ("layerOverhead", \.layerOverhead, false),
      ("expertLayerOverhead", \.expertLayerOverhead, false),
      ("latentLayerOverhead", \.latentLayerOverhead, false),
      ("sparseLayerOverhead", \.sparseLayerOverhead, false),
      ("recurrentLayerOverhead", \.recurrentLayerOverhead, false),
      ("expertParallelOverhead", \.expertParallelOverhead, false),
      ("stepOverhead", \.stepOverhead, false),
      ("sequenceOverhead", \.sequenceOverhead, false),
      ("activationPasses", \.activationPasses, false),
    ]
  }

  /// No share of a peak exceeds 0.95.
  var bounded: EngineParameters {
    var result = self
    for field in Self.fields where field.isShare {
      result[keyPath: field.path] = min(0.95, result[keyPath: field.path])
    }
    return result
  }

  fileprivate init(_ place: JSONPlace) throws(InputError) {
    self.init()
    let members = try place.object()
    try members.allowOnly(Self.fields.map(\.name))
    for field in Self.fields {
      self[keyPath: field.path] = try members.required(field.name).number(in: 1e-9...1e4)
    }
  }

  fileprivate func scaled(by place: JSONPlace?) throws(InputError) -> EngineParameters {
    guard let members = try place?.object() else { return self }
    try members.allowOnly(Self.fields.map(\.name))
    var result = self
    for field in Self.fields {
      if let factor = members[field.name] {
        result[keyPath: field.path] *= try factor.number(in: 1e-4...1e4)
      }
    }
    return result
  }
}

extension MemoryPolicy {
  fileprivate init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly([
      "utilization", "overheadGigabytes", "cacheShare", "reservation", "sequenceLimit",
      "tokenBudget",
    ])
    self.init(
      utilization: try members.required("utilization").number(in: 0.1...1),
      overheadBytes: try members.required("overheadGigabytes").number(in: 0...100) * 1e9,
      cacheShare: try members.required("cacheShare").number(in: 0.1...1),
      reservation: try members.required("reservation").number(in: 0...1),
      sequenceLimit: try members.required("sequenceLimit").number(in: 1...1e6),
      tokenBudget: try members.required("tokenBudget").number(in: 1...1e7))
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
