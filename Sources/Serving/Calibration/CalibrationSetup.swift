public import CheckedJSON

/// What a calibration starts from: priors, the families of chips, and the generations of engines.
public struct CalibrationSetup: Sendable {
  let priors: ParameterPriors
  let families: [String]
  let generations: [EngineGeneration]
  let policies: [MemoryPolicy]
  let source: String

  /// Reads a set-up file.
  public init(_ document: JSONDocument) throws(InputError) {
    let members = try document.root.object()
    try members.allowOnly(["version", "source", "parameters", "families", "generations"])
    source = try members.required("source").text()
    priors = try ParameterPriors(members.required("parameters"))
    var families: [String] = []
    for family in try members.required("families").array() { families.append(try family.text()) }
    self.families = families
    var generations: [EngineGeneration] = []
    var policies: [MemoryPolicy] = []
    for place in try members.required("generations").array() {
      let generation = try place.object()
      try generation.allowOnly([
        "engine", "era", "vendors", "fromVersion", "fromMonth", "memory",
      ])
      generations.append(try EngineGeneration(generation))
      policies.append(try MemoryPolicy(generation.required("memory")))
    }
    self.generations = generations
    self.policies = policies
  }

  /// A catalog of the set-up's generations with the given parameters.
  func catalog(_ logarithms: ParameterLogarithms, spread: ErrorSpread, source: String)
    -> EngineCatalog
  {
    let blocks = logarithms.blocks
    return EngineCatalog(
      profiles: generations.indices.map { generation in
        var byFamily: [String: EngineParameters] = [:]
        for (family, name) in families.enumerated() {
          byFamily[name] = EngineParameters(
            logarithms: logarithms.sum([
              (0, 1), (blocks.generation(generation), 1), (blocks.family(family), 1),
              (blocks.pair(generation, family), 1),
            ]))
        }
        return EngineProfile(
          generation: generations[generation], memory: policies[generation],
          parameters: EngineParameters(
            logarithms: logarithms.sum([(0, 1), (blocks.generation(generation), 1)])),
          familyParameters: byFamily, spread: spread, source: source)
      })
  }
}
