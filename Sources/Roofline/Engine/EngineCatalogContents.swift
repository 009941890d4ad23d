/// What a catalog file holds: effects by generation and family, as a fit found them.
package struct EngineCatalogContents: Sendable, Hashable {
  package struct Generation: Sendable, Hashable {
    package let generation: EngineGeneration
    package let memory: MemoryPolicy
    package let habits: EngineHabits
    /// What the generation changes in the logarithms of all parameters.
    package var deviation: [Double]
    /// What it changes together with a family.
    package var pairs: [String: [Double]]
    package var evidence: Evidence
    /// What the physics leaves unexplained of its runs.
    package var likeCases: LikeCases
    /// The same of times to the first token.
    package var firstTokenCases: LikeCases
    /// Spreads of its own, where it was fitted to a user's results.
    package var spreads: ErrorSpreads?

    package init(
      generation: EngineGeneration, memory: MemoryPolicy, habits: EngineHabits,
      deviation: [Double],
      pairs: [String: [Double]], evidence: Evidence, likeCases: LikeCases,
      firstTokenCases: LikeCases = .none, spreads: ErrorSpreads? = nil
    ) {
      self.generation = generation
      self.memory = memory
      self.habits = habits
      self.deviation = deviation
      self.pairs = pairs
      self.evidence = evidence
      self.likeCases = likeCases
      self.firstTokenCases = firstTokenCases
      self.spreads = spreads
    }
  }

  package let source: String
  /// Logarithms of the parameters that all share.
  package let common: [Double]
  /// How they follow a chip's peak and bandwidth.
  package let exponents: ScaleExponents
  package let families: [String: FamilyEffect]
  package let relatives: [String: String]
  /// When the versions of each engine came out.
  package let releases: [String: EngineReleases]
  /// When the first model of some dimensions came out.
  package var modelReleases: [String: BuildDate] = [:]
  /// How far young stacks are off, by the chips' vendor.
  package var young: [String: YoungStack] = [:]
  package var generations: [Generation]
  package let spreads: ErrorSpreads

  package init(
    source: String, common: [Double], exponents: ScaleExponents, families: [String: FamilyEffect],
    relatives: [String: String], releases: [String: EngineReleases], generations: [Generation],
    spreads: ErrorSpreads
  ) {
    self.source = source
    self.common = common
    self.exponents = exponents
    self.families = families
    self.relatives = relatives
    self.releases = releases
    self.generations = generations
    self.spreads = spreads
  }

  package var profiles: [EngineProfile] {
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
        generation: each.generation, memory: each.memory, habits: each.habits,
        effects: ProfileEffects(
          generation: zip(common, each.deviation).map { $0 + $1 }, exponents: exponents,
          families: families, pairs: each.pairs, relatives: relatives),
        likeCases: each.likeCases, firstTokenCases: each.firstTokenCases,
        spreads: each.spreads ?? spreads, evidence: each.evidence,
        allArchitectures: architectures, allAccelerators: accelerators, source: source,
        calendar: StackCalendar(
          models: modelReleases,
          newestBuild: releases[each.generation.engine]?.releases.map(\.date)
            .max { $0.halfMonths < $1.halfMonths },
          young: young))
    }
  }
}
