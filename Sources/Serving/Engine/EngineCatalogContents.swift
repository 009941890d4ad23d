/// What a catalog file holds: effects by generation and family, as a fit found them.
struct EngineCatalogContents: Sendable, Hashable {
  struct Generation: Sendable, Hashable {
    let generation: EngineGeneration
    let memory: MemoryPolicy
    /// What the generation changes in the logarithms of all parameters.
    var deviation: [Double]
    /// What it changes together with a family.
    var pairs: [String: [Double]]
    var evidence: Evidence
    /// What the physics leaves unexplained of its runs.
    var likeCases: LikeCases
    /// Spreads of its own, where it was fitted to a user's results.
    var spreads: ErrorSpreads?
  }

  let source: String
  /// Logarithms of the parameters that all share.
  let common: [Double]
  /// How they follow a chip's peak and bandwidth.
  let exponents: ScaleExponents
  let families: [String: FamilyEffect]
  let relatives: [String: String]
  /// When the versions of each engine came out.
  let releases: [String: EngineReleases]
  var generations: [Generation]
  let spreads: ErrorSpreads

  var profiles: [EngineProfile] {
    var architectures: Set<String> = []
    var accelerators: Set<String> = []
    for generation in generations {
      for (accelerator, dimensions) in generation.evidence.architectures {
        accelerators.insert(accelerator)
        architectures.formUnion(dimensions)
      }
    }
    return generations.map { each in
      EngineProfile(
        generation: each.generation, memory: each.memory,
        effects: ProfileEffects(
          generation: zip(common, each.deviation).map { $0 + $1 }, exponents: exponents,
          families: families, pairs: each.pairs, relatives: relatives),
        likeCases: each.likeCases, spreads: each.spreads ?? spreads, evidence: each.evidence,
        allArchitectures: architectures, allAccelerators: accelerators, source: source)
    }
  }
}
