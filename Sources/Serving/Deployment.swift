public import ModelArithmetic

/// A model on chips: one replica's layout, precision and engine.
public struct Deployment: Sendable, Hashable {
  /// The model.
  public var model: ModelArchitecture { contents.model }
  /// The chips.
  public var accelerator: Accelerator { contents.accelerator }
  /// How one replica is spread over chips.
  public var parallelism: Parallelism { contents.parallelism }
  /// The datatypes.
  public var precision: Precision { contents.precision }
  /// The engine.
  public var engine: EngineProfile { contents.engine }
  /// What fills the memory of each chip.
  public let memory: MemoryPlan
  /// In which ways it is unlike everything that the engine's profile was fitted on.
  public var novelties: Set<Novelty> { contents.novelties }
  /// The same for all copies, and cheap to compare.
  package var identity: ObjectIdentifier { ObjectIdentifier(contents) }
  let pass: ForwardPass
  var parameters: EngineParameters
  /// The measured runs that are like it.
  var relatives: LikeCases.Relatives
  /// The date that it stands for, in half months from the first of December 2025.
  let halfMonth: Int
  private let contents: Contents

  /// What an evaluation does not need, shared by all copies: a decision holds tens of thousands of them.
  private final class Contents: Sendable, Hashable {
    let model: ModelArchitecture
    let accelerator: Accelerator
    let parallelism: Parallelism
    let precision: Precision
    let engine: EngineProfile
    let novelties: Set<Novelty>

    init(
      model: ModelArchitecture, accelerator: Accelerator, parallelism: Parallelism,
      precision: Precision, engine: EngineProfile, novelties: Set<Novelty>
    ) {
      self.model = model
      self.accelerator = accelerator
      self.parallelism = parallelism
      self.precision = precision
      self.engine = engine
      self.novelties = novelties
    }

    var memoryPlan: MemoryPlan {
      MemoryPlan(
        model: model, accelerator: accelerator, parallelism: parallelism, precision: precision,
        policy: engine.memory)
    }

    var forwardPass: ForwardPass {
      ForwardPass(
        model: model, accelerator: accelerator, parallelism: parallelism, precision: precision)
    }

    // All else follows from these.
    static func == (first: Contents, second: Contents) -> Bool {
      first === second
        || first.parallelism == second.parallelism && first.precision == second.precision
          && first.accelerator == second.accelerator && first.engine == second.engine
          && first.model == second.model
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(model.name)
      hasher.combine(accelerator.id)
      hasher.combine(parallelism)
      hasher.combine(precision)
    }
  }

  /// Puts a model on chips.
  public init(
    model: ModelArchitecture, accelerator: Accelerator, parallelism: Parallelism = Parallelism(),
    precision: Precision = .asPublished, engine: EngineProfile
  ) {
    self.init(
      model: model, accelerator: accelerator, parallelism: parallelism, precision: precision,
      engine: engine, years: nil)
  }

  /// Puts a model on chips as of a date, in years from December 2025.
  ///
  /// - Parameter memory: ``memoryPlan(model:accelerator:parallelism:precision:engine:)`` of the same
  ///   parts, where it is known already.
  package init(
    model: ModelArchitecture, accelerator: Accelerator, parallelism: Parallelism,
    precision: Precision, engine: EngineProfile, years: Double? = nil, memory: MemoryPlan? = nil
  ) {
    contents = Contents(
      model: model, accelerator: accelerator, parallelism: parallelism, precision: precision,
      engine: engine, novelties: engine.novelties(model: model, accelerator: accelerator))
    self.memory = memory ?? contents.memoryPlan
    pass = contents.forwardPass
    parameters = engine.parameters(for: accelerator, years: years)
    relatives = .none
    halfMonth = Int(
      (24 * (years ?? engine.effects.newestYears(of: accelerator))).rounded())
    relatives = engine.likeCases.relatives(of: subject)
  }

  /// The same deployment with each replica spread otherwise over chips.
  public func with(parallelism: Parallelism) -> Deployment {
    Deployment(self, parallelism: parallelism, memory: nil)
  }

  /// The same, with the memory plan of that layout.
  package func with(parallelism: Parallelism, memory: MemoryPlan) -> Deployment {
    Deployment(self, parallelism: parallelism, memory: memory)
  }

  private init(_ other: Deployment, parallelism: Parallelism, memory: MemoryPlan?) {
    contents = Contents(
      model: other.model, accelerator: other.accelerator, parallelism: parallelism,
      precision: other.precision, engine: other.engine, novelties: other.novelties)
    self.memory = memory ?? contents.memoryPlan
    pass = contents.forwardPass
    parameters = other.parameters
    relatives = other.relatives
    halfMonth = other.halfMonth
    if (parallelism.expert > 1) != (other.parallelism.expert > 1) {
      relatives = engine.likeCases.relatives(of: subject)
    }
  }

  /// The most requests of this shape that run at a time: bounded by memory and by the engine.
  public func runningLimit(for shape: RequestShape) -> Double {
    min(
      memory.capacity(for: shape),
      engine.memory.sequenceLimit * Double(parallelism.attentionData))
  }

  /// The steady state with as many requests running as memory and engine allow.
  public func saturation(of shape: RequestShape) -> SteadyState {
    let limit = runningLimit(for: shape)
    return steadyState(of: shape, concurrency: limit, runningLimit: limit)
  }
}
