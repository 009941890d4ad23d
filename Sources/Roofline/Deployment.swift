public import CheckedJSON
public import ModelArithmetic

/// A model on chips: one replica's layout, precision and engine, ready to be asked what it delivers.
///
/// A deployment that exists is valid: its layout suits the model and the chips. Whether its weights fit
/// is a result, which ``memory`` and ``checkFit(of:)`` tell.
///
///     let deployment = try Deployment(
///       model: model, accelerator: h100, layout: Layout(tensor: 2), engine: vLLM)
///     let estimate = try deployment.estimate(
///       of: RequestShape(prompt: 1000, completion: 200), under: .saturation)
///
/// Making one takes some 15 µs, changing its layout or precision a few; then one evaluation of a load
/// takes about a microsecond.
public struct Deployment: Sendable, Hashable {
  /// The model.
  public var model: ModelArchitecture { contents.parts.model }
  /// The model's id, without a copy of the model.
  package var modelName: String { contents.parts.model.name }
  /// The chips.
  public var accelerator: Accelerator { contents.parts.accelerator }
  /// How one replica is spread over chips.
  public var layout: Layout { contents.layout }
  /// The datatypes.
  public var precision: Precision { contents.precision }
  /// The engine.
  public var engine: EngineProfile { contents.parts.engine }
  /// What fills the memory of each chip.
  public var memory: MemoryPlan { contents.memory }
  /// In which ways it is unlike everything that the engine's profile was fitted on.
  package var novelties: Set<Novelty> { contents.parts.novelties }
  /// How long the model had been out when its engine was built; `nil` where nothing tells.
  package var stackAge: StackAge? { contents.parts.stackAge }
  /// The same for all copies, and cheap to compare.
  package var identity: ObjectIdentifier { ObjectIdentifier(contents) }
  /// How tokens are guessed ahead; `nil` where each step yields one.
  public var speculation: Speculation? { contents.speculation }
  /// The adapters that requests are for; `nil` where they are for the model itself.
  package var adapters: AdapterService? { contents.adapters }
  /// What follows from how many adapters are held; `nil` without any.
  var adapterLimits: AdapterLimits? { contents.adapterLimits }
  /// Memory beside the chips' own that keeps the caches of prompts; `nil` for none.
  public var tier: CacheTier? { contents.tier }
  /// The passes of the draft.
  var draftWork: DraftWork? { contents.draftWork }
  package var pass: ForwardPass { contents.pass }
  package var parameters: EngineParameters {
    get { tuning.parameters }
    set { tuning = Tuning(newValue) }
  }
  /// The measured runs that are like it.
  package var relatives: LikeCases.Relatives
  /// The same of times to the first token in closed loops; looked up where they are asked for.
  package var firstTokenRelatives: LikeCases.Relatives?
  /// The date that it stands for, in half months from the first of December 2025.
  let halfMonth: Int
  private let contents: Contents
  private var tuning: Tuning

  /// What the engine makes of the chips, shared by all copies.
  private final class Tuning: Sendable, Hashable {
    let parameters: EngineParameters

    init(_ parameters: EngineParameters) { self.parameters = parameters }

    static func == (first: Tuning, second: Tuning) -> Bool {
      first === second || first.parameters == second.parameters
    }

    func hash(into hasher: inout Hasher) { hasher.combine(parameters) }
  }

  /// What an evaluation does not need, shared by all copies: a decision holds tens of thousands of them.
  private final class Contents: Sendable, Hashable {
    let parts: Parts
    let layout: Layout
    let precision: Precision
    let speculation: Speculation?
    let tier: CacheTier?
    let adapters: AdapterService?
    let memory: MemoryPlan
    let adapterLimits: AdapterLimits?
    let pass: ForwardPass
    let draftWork: DraftWork?

    var model: ModelArchitecture { parts.model }
    var accelerator: Accelerator { parts.accelerator }
    var engine: EngineProfile { parts.engine }

    /// - Parameters:
    ///   - memory: The plan of the result, where it is known.
    ///   - pass: Its pass, where it is known.
    init(
      _ parts: Parts, layout: Layout, precision: Precision, speculation: Speculation? = nil,
      tier: CacheTier? = nil, adapters: AdapterService? = nil, memory: MemoryPlan? = nil,
      pass: ForwardPass? = nil
    ) {
      self.parts = parts
      self.layout = layout
      self.precision = precision
      self.speculation = speculation
      self.adapters = adapters
      self.tier = tier
      let plan =
        memory
        ?? MemoryPlan(
          model: parts.model, accelerator: parts.accelerator, layout: layout, precision: precision,
          policy: parts.engine.memory, speculation: speculation, adapters: adapters)
      self.memory = plan
      adapterLimits = adapters.map { AdapterLimits($0, plan, on: parts.accelerator) }
      self.pass =
        pass
        ?? ForwardPass(
          model: parts.model, accelerator: parts.accelerator, layout: layout, precision: precision,
          adapters: adapters)
      draftWork = speculation.flatMap {
        DraftWork($0, accelerator: parts.accelerator, layout: layout, precision: precision)
      }
    }

    // All else follows from these.
    static func == (first: Contents, second: Contents) -> Bool {
      first === second
        || first.layout == second.layout && first.precision == second.precision
          && first.speculation == second.speculation && first.tier == second.tier
          && first.adapters == second.adapters
          && (first.parts === second.parts
            || first.accelerator == second.accelerator && first.engine == second.engine
              && first.model == second.model)
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(model.name)
      hasher.combine(accelerator.id)
      hasher.combine(layout)
      hasher.combine(precision)
      hasher.combine(speculation)
      hasher.combine(tier)
    }
  }

  /// What all layouts and precisions of a deployment share.
  private final class Parts: Sendable {
    let model: ModelArchitecture
    let accelerator: Accelerator
    let engine: EngineProfile
    let novelties: Set<Novelty>
    let stackAge: StackAge?

    init(
      model: ModelArchitecture, accelerator: Accelerator, engine: EngineProfile,
      stackAge: StackAge?
    ) {
      self.model = model
      self.accelerator = accelerator
      self.engine = engine
      self.stackAge = stackAge
      novelties = engine.novelties(model: model, accelerator: accelerator)
    }
  }

  /// Puts a model on chips.
  ///
  /// - Parameters:
  ///   - model: What is served.
  ///   - accelerator: The chips.
  ///   - layout: How one replica is spread over them.
  ///   - precision: The datatypes of weights, activations and KV cache.
  ///   - engine: What serves it, and what that makes of the chips.
  /// - Throws: `InputError` if the model cannot be spread so over such chips.
  public init(
    model: ModelArchitecture, accelerator: Accelerator, layout: Layout = .single,
    precision: Precision = .asPublished, engine: EngineProfile
  ) throws(InputError) {
    try self.init(
      model: model, accelerator: accelerator, layout: layout, precision: precision,
      engine: engine, years: nil)
  }

  /// Puts a model on chips as of a date, in years from December 2025.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - accelerator: The chips.
  ///   - layout: How the model is spread over them.
  ///   - precision: Datatypes of weights, activations and caches.
  ///   - engine: The engine that serves it.
  ///   - years: The date in years from December 2025; `nil` for the newest fitted.
  ///   - build: When the engine was built, as far as the years are known.
  ///   - memory: `memoryPlan` of the same parts, where it is known
  ///     already.
  package init(
    model: ModelArchitecture, accelerator: Accelerator, layout: Layout, precision: Precision,
    engine: EngineProfile, years: Double? = nil, builtOn build: EngineBuild? = nil,
    memory: MemoryPlan? = nil
  ) throws(InputError) {
    try layout.check(model, on: accelerator)
    if precision.kvCache == .nvfp4, accelerator.densePeaks[.nvfp4] == nil {
      throw InputError(
        place: "kv", found: "\(precision.kvCache.rawValue) on \(accelerator.id)",
        expected: "fp8 or 16 bits: only chips that multiply FP4 read such a cache")
    }
    contents = Contents(
      Parts(
        model: model, accelerator: accelerator, engine: engine,
        stackAge: engine.calendar.models.isEmpty
          ? nil
          : years == nil
            ? engine.calendar.newestAge(of: model.dimensions)
            : engine.calendar.age(of: model.dimensions, on: build)), layout: layout,
      precision: precision, memory: memory)
    tuning = Tuning(engine.parameters(for: accelerator, years: years))
    relatives = .none
    halfMonth = Int(
      (24 * (years ?? engine.effects.newestYears(of: accelerator))).rounded())
    relatives = engine.likeCases.relatives(of: subject)
  }

  /// The same model, chip and engine with another layout or precision; far cheaper than a new one.
  ///
  /// - Parameters:
  ///   - layout: the new layout; `nil` for the same.
  ///   - precision: the new precision; `nil` for the same.
  ///   - memory: the memory plan of the result, where it is known already.
  ///   - twin: the same under another engine, which does the same work.
  /// - Throws: `InputError` if the model cannot be spread so.
  package func with(
    layout: Layout? = nil, precision: Precision? = nil, memory: MemoryPlan? = nil,
    likeUnderAnotherEngine twin: Deployment? = nil
  ) throws(InputError) -> Deployment {
    if twin == nil { try layout?.check(model, on: accelerator) }
    return Deployment(
      self, layout: layout ?? self.layout, precision: precision ?? self.precision, memory: memory,
      pass: twin?.pass)
  }

  private init(
    _ other: Deployment, layout: Layout, precision: Precision, memory: MemoryPlan?,
    pass: ForwardPass?
  ) {
    contents = Contents(
      other.contents.parts, layout: layout, precision: precision,
      speculation: other.contents.speculation, tier: other.contents.tier,
      adapters: other.contents.adapters, memory: memory, pass: pass)
    tuning = other.tuning
    relatives = other.relatives
    halfMonth = other.halfMonth
    // All else of the subject is the same.
    if (layout.expert > 1) != (other.layout.expert > 1)
      || precision.weights != other.precision.weights
    {
      relatives = engine.likeCases.relatives(of: subject)
    }
  }

  /// The same with tokens guessed ahead, or with none.
  ///
  /// The draft's weights and cache come out of the memory that the model leaves.
  ///
  /// - Parameter speculation: How tokens are guessed; `nil` for not at all.
  public func speculating(_ speculation: Speculation?) -> Deployment {
    Deployment(self, speculation: speculation)
  }

  private init(_ other: Deployment, speculation: Speculation?) {
    contents = Contents(
      other.contents.parts, layout: other.layout, precision: other.precision,
      speculation: speculation, tier: other.contents.tier, adapters: other.contents.adapters,
      pass: other.pass)
    tuning = other.tuning
    relatives = other.relatives
    halfMonth = other.halfMonth
  }

  init(_ other: Deployment, adapters: AdapterService?, memory: MemoryPlan?) {
    contents = Contents(
      other.contents.parts, layout: other.layout, precision: other.precision,
      speculation: other.contents.speculation, tier: other.contents.tier, adapters: adapters,
      memory: memory)
    tuning = other.tuning
    relatives = other.relatives
    halfMonth = other.halfMonth
  }

  /// The most sequences that run at a time, as no more different adapters are held; `nil` where that is no limit.
  package var mostSequencesOfAdapters: Double? {
    guard let most = adapterLimits?.sequences, most < .infinity else { return nil }
    return most * Double(layout.attentionData)
  }

  /// The same with memory beside the chips' own that keeps what these drop of prompts' caches, or with none.
  ///
  /// - Parameter tier: Where dropped caches go; `nil` for nowhere.
  public func offloading(to tier: CacheTier?) -> Deployment {
    tier == self.tier ? self : Deployment(self, tier: tier)
  }

  private init(_ other: Deployment, tier: CacheTier?) {
    contents = Contents(
      other.contents.parts, layout: other.layout, precision: other.precision,
      speculation: other.contents.speculation, tier: tier, adapters: other.contents.adapters,
      memory: other.memory, pass: other.pass)
    tuning = other.tuning
    relatives = other.relatives
    firstTokenRelatives = other.firstTokenRelatives
    halfMonth = other.halfMonth
  }

  /// The most requests of this shape that run at a time: bounded by memory and by the engine.
  package func runningLimit(for shape: RequestShape) -> Double {
    min(
      memory.capacity(for: shape),
      engine.memory.sequenceLimit * Double(layout.attentionData),
      mostSequencesOfAdapters ?? .infinity)
  }
}
