import CheckedJSON
import Numerics
import Roofline

/// What timings of kernels say of effective parameters, as evidence beside end-to-end measurements.
///
/// End-to-end runs cannot tell kernels from overheads: from those of 2025 alone, vLLM's 8-bit experts
/// came out at a quarter of the bandwidth that their kernels reach. So each value enters a fit as one
/// more observation, of the sum of blocks that its engine generation and chip belong to.
struct KernelEvidence: Sendable, Hashable {
  /// One parameter of one engine generation on one chip.
  struct Observation: Sendable, Hashable {
    let generation: Int
    let family: Int
    let scale: ChipScale
    /// The chip's id.
    let accelerator: String
    /// The parameter's place in `EngineParameters.fields`.
    let field: Int
    /// Its logarithm, before shares are bounded.
    let logarithm: Double
    /// The standard deviation of the logarithm: how far a whole engine may be from its kernels.
    let spread: Double

    /// The blocks that it speaks for, with their weights; a pair of generation and family only where
    /// end-to-end runs speak for it too.
    func terms(
      _ blocks: ParameterBlocks, pairs: Set<Int>
    ) -> [(block: Int, weight: Double)] {
      var terms = [
        (0, 1), (blocks.generation(generation), 1), (blocks.family(family), 1),
        (blocks.compute, scale.compute), (blocks.bandwidth, scale.bandwidth),
      ]
      let pair = blocks.pair(generation, family)
      if pairs.contains(pair) { terms.append((pair, 1)) }
      return terms
    }
  }

  private(set) var observations: [Observation] = []

  /// None.
  static let none = KernelEvidence()

  private init() {}

  /// What a catalog of kernels says of the generations and with the spreads that a set-up names.
  ///
  /// Kernels of an engine are taken for those of the generation named: of older ones none was timed.
  init(
    _ place: JSONPlace, _ catalog: KernelCatalog, accelerators: AcceleratorCatalog,
    generations: [EngineGeneration], families: [String], relatives: [String: String]
  ) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(["generations", "spreads"])
    let spreads = try members.required("spreads").object()
    try spreads.allowOnly(EngineParameters.fields.map(\.name))
    var byEngine: [String: Int] = [:]
    for name in try members.required("generations").array() {
      let text = try name.text()
      guard let index = generations.firstIndex(where: { $0.name == text }) else {
        throw name.unknown("generation", text, among: generations.map(\.name))
      }
      byEngine[generations[index].engine] = index
    }
    for (id, engine) in catalog.places {
      let accelerator = try accelerators.accelerator(named: id)
      let name = relatives[accelerator.family] ?? accelerator.family
      guard let generation = byEngine[engine], let family = families.firstIndex(of: name) else {
        continue
      }
      let values = catalog.parameters(accelerator, engine: engine)
      for (field, parameter) in EngineParameters.fields.enumerated() {
        guard let value = values[parameter.name], let spread = spreads[parameter.name] else {
          continue
        }
        observations.append(
          Observation(
            generation: generation, family: family, scale: ChipScale(accelerator),
            accelerator: accelerator.id, field: field, logarithm: parameter.logarithm(of: value),
            spread: try spread.number(in: 1e-3...5)))
      }
    }
  }

  /// Whether kernels of a generation were timed on a family of chips.
  func speak(of generation: Int, on family: Int) -> Bool {
    observations.contains { $0.generation == generation && $0.family == family }
  }

  /// The same without what was timed on some chips.
  func without(accelerators: Set<String>) -> KernelEvidence {
    var rest = self
    rest.observations.removeAll { accelerators.contains($0.accelerator) }
    return rest
  }
}
