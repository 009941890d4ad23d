import ModelArithmetic

/// An engine of one generation: how it uses chips and memory.
///
/// A generation is a name and an era: the vLLM of 2024 and that of 2025 differ more than two engines
/// of the same year.
public struct EngineProfile: Sendable, Hashable {
  /// Which runs it describes.
  package let generation: EngineGeneration
  /// How it shares out memory.
  package let memory: MemoryPolicy
  /// What it does where nobody tells it otherwise.
  package let habits: EngineHabits
  /// What it makes of chips, by family.
  package let effects: ProfileEffects
  /// What the physics leaves unexplained of the measured runs.
  let likeCases: LikeCases
  /// The same of times to the first token in closed loops.
  let firstTokenCases: LikeCases
  /// How far its predictions are off.
  package let spreads: ErrorSpreads
  /// What it was fitted on.
  package let evidence: Evidence
  /// All architectures and chips that any generation was fitted on.
  let allArchitectures: Set<String>
  let allAccelerators: Set<String>
  /// What the parameters rest on.
  public let source: String
  /// When models came out, and how far young stacks are off.
  package let calendar: StackCalendar

  package init(
    generation: EngineGeneration, memory: MemoryPolicy, habits: EngineHabits = .usual,
    effects: ProfileEffects, likeCases: LikeCases, firstTokenCases: LikeCases = .none,
    spreads: ErrorSpreads,
    evidence: Evidence, allArchitectures: Set<String>,
    allAccelerators: Set<String>, source: String, calendar: StackCalendar = .none
  ) {
    self.generation = generation
    self.memory = memory
    self.habits = habits
    self.effects = effects
    self.likeCases = likeCases
    self.firstTokenCases = firstTokenCases
    self.spreads = spreads
    self.evidence = evidence
    self.allArchitectures = allArchitectures
    self.allAccelerators = allAccelerators
    self.source = source
    self.calendar = calendar
  }

  /// The engine's name.
  package var engine: String { generation.engine }
  /// `vLLM 2025`.
  public var name: String { generation.name }
  /// The families of chips that it was fitted on.
  package var families: [String] { effects.pairs.keys.sorted() }

  /// Settings and loads at which like cases were measured.
  package var likeCasePoints: Int { likeCases.groups.reduce(0) { $0 + $1.points.count } }
  /// Chips and models among them.
  package var likeCaseSubjects: Int { likeCases.groups.count }

  /// The effective parameters on a chip.
  ///
  /// - Parameters:
  ///   - accelerator: The chip.
  ///   - years: The date of the run in years from December 2025; `nil` for the newest fitted.
  package func parameters(for accelerator: Accelerator, years: Double? = nil) -> EngineParameters {
    EngineParameters(logarithms: effects.logarithms(for: accelerator, years: years))
  }

  /// Whether this generation, or at least its kernels, were measured on the chip's family, or on the one
  /// that it is taken for.
  package func isMeasured(on accelerator: Accelerator) -> Bool {
    effects.pairs[effects.familyName(of: accelerator)] != nil
  }

  /// In which ways a deployment is unlike everything that was fitted.
  func novelties(model: ModelArchitecture, accelerator: Accelerator) -> Set<Novelty> {
    var novelties: Set<Novelty> = []
    let dimensions = model.dimensions
    if evidence.rows == 0 { novelties.insert(.unseenGeneration) }
    if !allArchitectures.contains(dimensions) { novelties.insert(.unseenArchitecture) }
    if !allAccelerators.contains(accelerator.id) { novelties.insert(.unseenAccelerator) }
    if novelties.isEmpty,
      evidence.architectures[accelerator.id]?.contains(dimensions) != true
    {
      novelties.insert(.unseenCell)
    }
    return novelties
  }
}

/// The logarithms of a generation's parameters and what each family of chips changes.
package struct ProfileEffects: Sendable, Hashable {
  /// Common to all, with what the generation changes.
  package var generation: [Double]
  /// How they follow a chip's peak and bandwidth.
  let exponents: ScaleExponents
  /// What a family changes in every generation, and its drift.
  let families: [String: FamilyEffect]
  /// What generation and family change together.
  var pairs: [String: [Double]]
  /// The fitted family that one without measurements is taken for.
  let relatives: [String: String]

  package init(
    generation: [Double], exponents: ScaleExponents, families: [String: FamilyEffect],
    pairs: [String: [Double]], relatives: [String: String]
  ) {
    self.generation = generation
    self.exponents = exponents
    self.families = families
    self.pairs = pairs
    self.relatives = relatives
  }

  /// The family that a chip is fitted with.
  package func familyName(of accelerator: Accelerator) -> String {
    let family = accelerator.family
    return families[family] == nil ? relatives[family] ?? family : family
  }

  /// The date of the newest run that was fitted of a chip's family.
  func newestYears(of accelerator: Accelerator) -> Double {
    families[familyName(of: accelerator)]?.newest ?? 0
  }

  package func logarithms(for accelerator: Accelerator, years: Double?) -> [Double] {
    let name = familyName(of: accelerator)
    var sum = zip(generation, exponents.logarithms(at: ChipScale(accelerator))).map { $0 + $1 }
    if let effect = families[name] {
      let time = years ?? effect.newest
      for index in sum.indices {
        sum[index] += effect.deviation[index] + time * effect.yearly[index]
      }
    }
    if let pair = pairs[name] {
      for index in sum.indices { sum[index] += pair[index] }
    }
    return sum
  }
}

/// What a family of chips changes in the logarithms of all parameters.
package struct FamilyEffect: Sendable, Hashable {
  package let deviation: [Double]
  /// Change for each year after December 2025.
  package let yearly: [Double]
  /// The newest run that was fitted, in years after December 2025.
  package let newest: Double

  package init(deviation: [Double], yearly: [Double], newest: Double) {
    self.deviation = deviation
    self.yearly = yearly
    self.newest = newest
  }
}
