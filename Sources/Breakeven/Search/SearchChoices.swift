public import CheckedJSON
import ModelArithmetic
public import Roofline
import Workloads

/// What a search may choose from: what the workload names, else everything that has evidence or needs none.
struct SearchChoices {
  /// The accelerators to look at.
  let accelerators: [Accelerator]
  /// What was not tried, and why, whatever the model.
  private(set) var untried: [Exclusion] = []

  /// Whether the workload names the accelerators.
  private let namesAccelerators: Bool
  private let namedEngines: [EngineProfile]
  private let newestEngines: [EngineProfile]
  private let catalog: Catalog
  private let namedPrecisions: [Precision.Weights]
  private let namedCaches: [NumberFormat]
  private let namedLayouts: [LayoutPattern]
  private let namedOffloads: [CacheOffload]
  private let allowsFewerThan8Bits: Bool
  private let excludedEngines: Set<String>

  /// Why a model is not tried on a chip that nobody named; `nil` where it is.
  func obstacle(
    _ model: ModelArchitecture, on accelerator: Accelerator, _ machines: [Rental]
  ) -> String? {
    guard !namesAccelerators, !machines.contains(where: \.isDeclared) else { return nil }
    return ChipSupport.obstacle(model, on: accelerator)
  }

  init(_ workload: Workload, _ catalog: Catalog) throws(InputError) {
    let candidates = workload.candidates
    self.catalog = catalog
    let excluded = try catalog.excluded(candidates.exclude)
    excludedEngines = excluded.engines
    var named: [Accelerator] = []
    for (index, name) in candidates.gpus.enumerated() {
      for found in try catalog.accelerators(matching: name, place: "$.candidates.gpus[\(index)]")
      where !named.contains(where: { $0.id == found.id }) { named.append(found) }
    }
    let all = candidates.gpus.isEmpty ? catalog.accelerators.accelerators : named
    let isNamed = !candidates.gpus.isEmpty
    namesAccelerators = isNamed
    let allowed = all.filter { !excluded.accelerators.contains($0.id) }
    accelerators = allowed.filter { isNamed || ChipSupport.obstacle($0) == nil }
    if !isNamed {
      untried += allowed.compactMap { accelerator in
        ChipSupport.obstacle(accelerator).map { Exclusion(name: accelerator.id, reason: $0) }
      }
    }
    var engines: [EngineProfile] = []
    for (index, name) in candidates.engines.enumerated() {
      for found in try catalog.engines(matching: name, place: "$.candidates.engines[\(index)]")
      where !engines.contains(where: { $0.name == found.name }) { engines.append(found) }
    }
    namedEngines = engines
    newestEngines = catalog.engines.newest
    var precisions: [Precision.Weights] = []
    for (index, name) in candidates.precisions.enumerated() {
      precisions.append(
        try located("$.candidates.precisions[\(index)]") { () throws(InputError) in
          try Precision.Weights(named: name)
        })
    }
    namedPrecisions = precisions
    var caches: [NumberFormat] = []
    for (index, name) in candidates.kv.enumerated() {
      caches.append(
        try located("$.candidates.kv[\(index)]") { () throws(InputError) in
          try Self.cacheFormat(name)
        })
    }
    namedCaches = caches
    var layouts: [LayoutPattern] = []
    for (index, name) in candidates.layouts.enumerated() {
      layouts.append(
        try located("$.candidates.layouts[\(index)]") { () throws(InputError) in
          try LayoutPattern(name)
        })
    }
    namedLayouts = layouts
    namedOffloads = candidates.offload
    allowsFewerThan8Bits = candidates.allowsFewerThan8Bits
    if namedEngines.isEmpty {
      for profile in catalog.engines.profiles
      where profile.engine != EngineCatalog.genericName
        && !newestEngines.contains(where: { $0.name == profile.name })
      {
        untried.append(
          Exclusion(name: profile.name, reason: "a newer generation of \(profile.engine) is known"))
      }
    }
  }

  /// Named accelerators that no machine has.
  func acceleratorsWithoutMachines(_ gpus: Set<String>) -> [String] {
    accelerators.map(\.id).filter { !gpus.contains($0) }
  }

  /// The engines: those named, else the newest generation of each that was measured on the chip's family, else
  /// the default one.
  func engines(for accelerator: Accelerator, default name: String) -> [EngineProfile] {
    let wanted: [EngineProfile]
    if namedEngines.isEmpty {
      wanted = newestEngines.filter { $0.isMeasured(on: accelerator) }
    } else {
      wanted = namedEngines
    }
    let allowed = wanted.filter { !excludedEngines.contains($0.name) }
    if !allowed.isEmpty { return allowed }
    guard namedEngines.isEmpty else { return [] }
    return newestEngines.filter { $0.engine == name && !excludedEngines.contains($0.name) }
  }

  /// The layouts of a model on a node of so many chips.
  func layouts(of model: ModelArchitecture, on accelerator: Accelerator, upTo chips: Int)
    -> [Layout]
  {
    let all = Layout.candidates(for: model, on: accelerator, chips: chips)
    guard !namedLayouts.isEmpty else { return all }
    let named = namedLayouts.flatMap { $0.layouts(for: model, on: accelerator, among: all) }
    guard !accelerator.hasSlowLink else { return named }
    // As among all layouts: within fast links, stages are for numbers of chips that ranks do not suit.
    return named.filter { layout in
      layout.pipeline == 1 || layout.chips > accelerator.tensorRankLimit
        || !named.contains { $0.pipeline == 1 && $0.chips == layout.chips }
    }
  }

  /// The layouts of a model that one node cannot hold, over several that are linked.
  func layoutsAcrossNodes(of model: ModelArchitecture, on accelerator: Accelerator) -> [Layout] {
    let all = Layout.candidatesAcrossNodes(for: model, on: accelerator)
    guard !namedLayouts.isEmpty else { return all }
    return namedLayouts.flatMap { $0.layouts(for: model, on: accelerator, among: all) }
      .filter { $0.chips > accelerator.tensorRankLimit }
  }

  /// The layouts of replicas that read prompts or write tokens, on machines of so many chips.
  func poolLayouts(of model: ModelArchitecture, on accelerator: Accelerator, upTo chips: Int)
    -> [Layout]
  {
    namedLayouts.isEmpty
      ? Layout.poolCandidates(for: model, on: accelerator, chips: chips)
      : layouts(of: model, on: accelerator, upTo: chips)
  }

  /// Precisions that are tried, and those that are not.
  struct Precisions {
    var tried: [CandidatePrecision] = []
    var untried: [Exclusion] = []
  }

  /// The precisions: those named; else the checkpoint as published, FP8 where it has 16 bits and the chip
  /// multiplies FP8, as engines convert to it while loading, and every format of which a checkpoint is
  /// published.
  func precisions(of model: ModelArchitecture, on accelerator: Accelerator) -> Precisions {
    var found = Precisions()
    let published = 8 * Self.publishedFormat(of: model).bytesPerElement
    func add(_ weights: Precision.Weights, bits: Double, format: NumberFormat) {
      if let obstacle = ChipSupport.obstacle(format, on: accelerator) {
        found.untried.append(
          Exclusion(
            name: "\(model.name) in \(format.rawValue) on \(accelerator.id)", reason: obstacle))
        return
      }
      let isStep = bits < 7.5 && bits < published - 0.5
      for cache in caches(on: accelerator) {
        if let obstacle = ChipSupport.obstacle(toCacheIn: cache, on: accelerator) {
          let missing = Exclusion(
            name: "\(model.name) with KV \(cache.rawValue) on \(accelerator.id)", reason: obstacle)
          if !found.untried.contains(missing) { found.untried.append(missing) }
          continue
        }
        let precision = Precision(weights: weights, kvCache: cache)
        let candidate = CandidatePrecision(precision: precision, isStepInQuality: isStep)
        if !found.tried.contains(candidate) { found.tried.append(candidate) }
      }
    }
    func add(_ weights: Precision.Weights) {
      switch weights {
      case .checkpoint: add(weights, bits: published, format: Self.publishedFormat(of: model))
      case .format(let format): add(weights, bits: 8 * format.bytesPerElement, format: format)
      }
    }
    guard namedPrecisions.isEmpty else {
      for weights in namedPrecisions { add(weights) }
      return found
    }
    add(.checkpoint)
    if published > 15, accelerator.densePeaks[.fp8] != nil { add(.format(.fp8)) }
    let checkpoints = Set(catalog.models.checkpoints(of: model.name).map(\.weights))
    for format in [NumberFormat.int8, .int4, .nvfp4]
    where 8 * format.bytesPerElement < published - 0.5 {
      if !checkpoints.contains(format) {
        found.untried.append(
          Exclusion(
            name: "\(model.name) in \(format.rawValue)",
            reason:
              "no published checkpoint is known; name it under candidates.precisions to try it"))
      } else if 8 * format.bytesPerElement < 8, !allowsFewerThan8Bits {
        found.untried.append(
          Exclusion(
            name: "\(model.name) in \(format.rawValue)",
            reason: "the workload allows no fewer than 8 bits"))
      } else if format != .nvfp4 || accelerator.densePeaks[.nvfp4] != nil {
        add(.format(format))
      }
    }
    return found
  }

  /// The format of the layers that hold most of the weights, as the publisher stores them.
  private static func publishedFormat(of model: ModelArchitecture) -> NumberFormat {
    let role: Operator.Role =
      model.layers.contains(where: \.isMixtureOfExperts) ? .routedExpert : .denseFeedForward
    return model.checkpoint.format(of: role)
  }

  /// The datatypes of the KV cache: those named, else FP8 where the chip knows it, which never serves less than
  /// 16 bits do, else 16 bits.
  private func caches(on accelerator: Accelerator) -> [NumberFormat] {
    if !namedCaches.isEmpty { return namedCaches }
    return [accelerator.densePeaks[.fp8] != nil ? .fp8 : .bf16]
  }

  /// Tiers of memory beside an accelerator's that are tried, and those that are not; `nil` stands for none.
  struct Tiers {
    var tried: [CacheTier?] = []
    var untried: [Exclusion] = []
  }

  /// The tiers: those named, else none, and in a modern stack the memory of the machines too.
  func tiers(on accelerator: Accelerator, isModern: Bool) -> Tiers {
    var found = Tiers()
    guard !namedOffloads.isEmpty else {
      found.tried = [nil]
      if isModern, let host = try? CacheOffload(.host),
        let tier = try? CacheTier(host, on: accelerator)
      {
        found.tried.append(tier)
      }
      return found
    }
    for offload in namedOffloads {
      do throws(InputError) {
        let tier = try CacheTier(offload, on: accelerator)
        if !found.tried.contains(tier) { found.tried.append(tier) }
      } catch {
        found.untried.append(
          Exclusion(
            name: "\(offload.kind.title) on \(accelerator.id)",
            reason: "no machine's memory beside its own is known"))
      }
    }
    if found.tried.isEmpty { found.tried = [nil] }
    return found
  }

  private static func cacheFormat(_ name: String) throws(InputError) -> NumberFormat {
    let choices: [NumberFormat] = [.bf16, .fp16, .fp8, .nvfp4]
    guard let format = choices.first(where: { $0.rawValue == name.lowercased() }) else {
      throw InputError.unknown("datatype of the KV cache", name, among: choices.map(\.rawValue))
    }
    return format
  }
}

/// Runs a check on a part of a workload file, and tells its place if it fails.
func located<Value>(
  _ place: String, _ check: () throws(InputError) -> Value
) throws(InputError) -> Value {
  do {
    return try check()
  } catch {
    var located = error
    located.place = error.place ?? place
    throw located
  }
}

extension Precision.Weights {
  /// The weights of that name: `published`, or a number format.
  ///
  /// - Parameter name: `published`, or a number format such as `fp8`.
  public init(named name: String) throws(InputError) {
    if name == "published" || name == "checkpoint" {
      self = .checkpoint
    } else if let format = NumberFormat(rawValue: name.lowercased()) {
      self = .format(format)
    } else {
      var error = InputError.unknown(
        "precision", name, among: ["published"] + NumberFormat.allCases.map(\.rawValue))
      error.suggestion = NumberFormat.usual(ofMethod: name)?.rawValue ?? error.suggestion
      throw error
    }
  }
}
