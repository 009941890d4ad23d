public import ModelArithmetic

/// A model on chips: one replica's layout, precision and engine.
public struct Deployment: Sendable, Hashable {
  /// The model.
  public let model: ModelArchitecture
  /// The chips.
  public let accelerator: Accelerator
  /// How one replica is spread over chips.
  public let parallelism: Parallelism
  /// The datatypes.
  public let precision: Precision
  /// The engine.
  public let engine: EngineProfile
  /// What fills the memory of each chip.
  public let memory: MemoryPlan
  /// In which ways it is unlike everything that the engine's profile was fitted on.
  public let novelties: Set<Novelty>
  let pass: ForwardPass
  var parameters: EngineParameters

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
  init(
    model: ModelArchitecture, accelerator: Accelerator, parallelism: Parallelism,
    precision: Precision, engine: EngineProfile, years: Double?
  ) {
    self.model = model
    self.accelerator = accelerator
    self.parallelism = parallelism
    self.precision = precision
    self.engine = engine
    memory = MemoryPlan(
      model: model, accelerator: accelerator, parallelism: parallelism, precision: precision,
      policy: engine.memory)
    pass = ForwardPass(
      model: model, accelerator: accelerator, parallelism: parallelism, precision: precision)
    parameters = engine.parameters(for: accelerator.family, years: years)
    novelties = engine.novelties(model: model, accelerator: accelerator)
  }

  /// The same deployment with each replica spread otherwise over chips.
  public func with(parallelism: Parallelism) -> Deployment {
    Deployment(self, parallelism: parallelism)
  }

  private init(_ other: Deployment, parallelism: Parallelism) {
    model = other.model
    accelerator = other.accelerator
    self.parallelism = parallelism
    precision = other.precision
    engine = other.engine
    memory = MemoryPlan(
      model: model, accelerator: accelerator, parallelism: parallelism, precision: precision,
      policy: engine.memory)
    pass = ForwardPass(
      model: model, accelerator: accelerator, parallelism: parallelism, precision: precision)
    parameters = other.parameters
    novelties = other.novelties
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
