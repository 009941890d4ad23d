package import CheckedJSON
package import Roofline

/// What a calibration starts from: priors, the families of chips, and the generations of engines.
package struct CalibrationSetup: Sendable {
  let priors: ParameterPriors
  let families: [String]
  let relatives: [String: String]
  let releases: [String: EngineReleases]
  /// When models came out, by name.
  let models: [String: BuildDate]
  /// The same by dimensions, the first of each, once they were looked up.
  private(set) var modelReleases: [String: BuildDate] = [:]
  let generations: [EngineGeneration]
  let policies: [MemoryPolicy]
  let habits: [EngineHabits]
  let kernels: KernelEvidence
  let source: String

  /// Reads a set-up file.
  ///
  /// - Parameter kernels: Timings of kernels, which it may call upon.
  package init(
    _ document: JSONDocument, accelerators: AcceleratorCatalog, kernels catalog: KernelCatalog
  ) throws(InputError) {
    let members = try document.root.object()
    try members.allowOnly([
      "version", "source", "parameters", "families", "relatives", "releases", "generations",
      "kernels", "models",
    ])
    source = try members.required("source").text()
    priors = try ParameterPriors(members.required("parameters"))
    var families: [String] = []
    for family in try members.required("families").array() { families.append(try family.text()) }
    self.families = families
    var relatives: [String: String] = [:]
    if let pairs = try members["relatives"]?.object() {
      for name in pairs.keys { relatives[name] = try pairs[name]?.text() }
    }
    self.relatives = relatives
    releases =
      try members["releases"].map { place throws(InputError) in
        try EngineReleases.byEngine(place)
      } ?? [:]
    models = try BuildDate.byName(members["models"])
    var generations: [EngineGeneration] = []
    var policies: [MemoryPolicy] = []
    var habits: [EngineHabits] = []
    for place in try members.required("generations").array() {
      let generation = try place.object()
      try generation.allowOnly([
        "engine", "era", "vendors", "fromVersion", "fromMonth", "memory", "habits",
      ])
      generations.append(try EngineGeneration(generation))
      policies.append(try MemoryPolicy(generation.required("memory")))
      habits.append(try EngineHabits(generation["habits"]))
    }
    self.generations = generations
    self.policies = policies
    self.habits = habits
    kernels =
      try members["kernels"].map { [relatives, families] place throws(InputError) in
        try KernelEvidence(
          place, catalog, accelerators: accelerators, generations: generations, families: families,
          relatives: relatives)
      } ?? .none
  }

  /// The same with the dimensions of the models whose dates it knows.
  func dated(by lookup: MeasurementResolver.ModelLookup) -> CalibrationSetup {
    var dated = self
    for (name, date) in models {
      guard let dimensions = try? lookup(name).dimensions else { continue }
      let known = dated.modelReleases[dimensions]
      if known.map({ date.halfMonths < $0.halfMonths }) ?? true {
        dated.modelReleases[dimensions] = date
      }
    }
    return dated
  }

  /// The catalog of what a fit found, with what it rests on.
  func catalog(
    _ fit: CalibrationFit, rows: [CalibrationRow], spreads: ErrorSpreads, source: String,
    young: [String: YoungStack] = [:]
  ) -> EngineCatalog {
    let fitted = fit.parameters
    let blocks = fitted.blocks
    var effects: [String: FamilyEffect] = [:]
    for (index, name) in families.enumerated() {
      effects[name] = FamilyEffect(
        deviation: fitted.values[blocks.family(index)], yearly: fitted.values[blocks.drift(index)],
        newest: rows.filter { $0.family == index }.map(\.years).max() ?? 0)
    }
    var contents = EngineCatalogContents(
      source: source, common: fitted.values[0],
      exponents: ScaleExponents(
        compute: fitted.values[blocks.compute], bandwidth: fitted.values[blocks.bandwidth],
        span: fit.span),
      families: effects, relatives: relatives, releases: releases,
      generations: generations.indices.map { generation in
        let own = rows.filter { $0.generation == generation }
        var pairs: [String: [Double]] = [:]
        for (family, name) in families.enumerated()
        where own.contains(where: { $0.family == family })
          || kernels.speak(of: generation, on: family)
        {
          pairs[name] = fitted.values[blocks.pair(generation, family)]
        }
        return EngineCatalogContents.Generation(
          generation: generations[generation], memory: policies[generation],
          habits: habits[generation],
          deviation: fitted.values[blocks.generation(generation)], pairs: pairs,
          evidence: Evidence(own), likeCases: fit.likeCases[generation] ?? .none,
          firstTokenCases: fit.firstTokenCases[generation] ?? .none)
      }, spreads: spreads)
    contents.modelReleases = modelReleases
    contents.young = young
    return EngineCatalog(contents)
  }

  /// The catalog before any fit: the priors' means for every generation.
  var start: EngineCatalog {
    let guess = ErrorSpread(dense: 0.4, experts: 0.5, latent: 0.5)
    return catalog(
      CalibrationFit(
        parameters: ParameterLogarithms(
          priors: priors, generations: generations.count, families: families.count)),
      rows: [], spreads: ErrorSpreads(throughput: guess, firstToken: guess, perToken: guess),
      source: source)
  }
}
