import CheckedJSON
import ModelArithmetic
import Roofline
import Workloads

/// What a result file says of the deployment that it measured; `nil` where it says nothing.
struct BenchmarkedDeployment {
  var model: String?
  var engine: String?
  /// Whether the engine is only that whose protocol the client speaks, which others speak too.
  var isEngineOfClient = false
  var engineVersion: String?
  var gpu: String?
  var chips: Int?
  var tensor: Int?
  var pipeline: Int?
  var expert: Int?
  var attentionData: Int?
  var weightType: String?
  var keyValueType: String?
  var date: String?
  /// Copies of the model that served together.
  var copies: Int?
  /// How tokens were guessed ahead.
  var speculation: String?
  var isDisaggregated = false
  /// Whether weights stayed in the processor's memory.
  var isOffloaded = false
  /// Whether LoRA adapters were served.
  var hasAdapters = false
  /// Layers that were asked to be on the GPU, the rest being on the processor; negative for all.
  var gpuLayers: Double?
}

extension BenchmarkedDeployment {
  /// The deployment as file and person together tell it.
  struct Found {
    var model: String
    var architecture: String
    var engine: String
    var engineVersion: String
    var gpu: String
    var layout: Layout
    var weightType: String
    var keyValueType: String
    var date: String
  }

  /// What the file says, completed by the setting.
  ///
  /// - Throws: `RowError` where the two contradict each other, or neither tells.
  func found(
    with setting: BenchmarkSetting, names: MeasurementResolver?
  ) throws(RowError) -> Found {
    if isDisaggregated {
      throw RowError(reason: "it prefills and decodes on pools of their own, which is not fitted")
    }
    if isOffloaded {
      throw RowError(
        reason: "weights of the model stayed in the processor's memory, which is not fitted")
    }
    if hasAdapters {
      throw RowError(
        reason:
          "it served LoRA adapters, whose work is not fitted; give the results of the model alone")
    }
    if let speculation {
      throw RowError(
        reason: "it guesses tokens ahead (\(speculation.shortened(to: 24))), and speeds are fitted "
          + "without")
    }
    if let copies, copies > 1 {
      throw RowError(
        reason: "\(copies) copies of the model served together; give the results of one")
    }
    let (model, architecture) = try foundModel(setting.architecture, names)
    let machines = WrittenMachines(setting.gpu)
    try requireAllLayers(of: architecture.isEmpty ? model : architecture, names)
    return Found(
      model: model, architecture: architecture, engine: try foundEngine(setting.engine),
      engineVersion: engineVersion ?? setting.engineVersion,
      gpu: try foundChip(machines.name, names),
      layout: try layout(setting, given: machines.count),
      weightType: try weights(setting.weightType, model: model, architecture, names),
      keyValueType: try cache(setting.keyValueType), date: date ?? setting.date)
  }

  private func contradiction(_ said: String, _ option: String, _ given: String) -> RowError {
    RowError(
      reason: "the file says \(said.shortened(to: 60)), \(option) says \(given.shortened(to: 60))")
  }

  private func requireAllLayers(
    of model: String, _ names: MeasurementResolver?
  ) throws(RowError) {
    guard let gpuLayers, gpuLayers >= 0, let names, let known = try? names.model(model),
      gpuLayers < Double(known.layers.count)
    else { return }
    throw RowError(
      reason:
        "\(Int(gpuLayers)) of \(known.layers.count) layers of the model ran on the GPU, the rest "
        + "on the processor")
  }

  private func foundModel(
    _ given: String, _ names: MeasurementResolver?
  ) throws(RowError) -> (model: String, architecture: String) {
    guard let model, !model.isEmpty else {
      guard !given.isEmpty else {
        throw RowError(reason: "it does not name its model; say it with --model")
      }
      return (given, given)
    }
    guard let names else { return (model, given) }
    let said = CheckpointName(model).candidates.lazy.compactMap { name in
      (try? names.model(name)).map { (name, $0) }
    }.first
    guard !given.isEmpty else {
      guard let said else {
        throw RowError(
          reason: "its model \"\(model.shortened(to: 60))\" is not in the catalog; say which it is "
            + "with --model")
      }
      return (said.0, "")
    }
    guard let chosen = try? names.model(given) else { return (model, given) }
    guard let said else {
      // A name that the catalog lacks still tells a size, as llama2-70b does.
      let size = CheckpointName(model).parameters
      let total = Double(chosen.parameterCount.total)
      guard size.map({ $0 < 1.5 * total && total < 1.5 * $0 }) ?? true else {
        throw contradiction(model, "--model", given)
      }
      return (model, given)
    }
    guard said.1.isOfOneShape(with: chosen) else {
      throw contradiction(model, "--model", given)
    }
    return (said.0, "")
  }

  private func foundEngine(_ given: String) throws(RowError) -> String {
    guard let engine else { return given.isEmpty ? "vLLM" : given }
    guard !given.isEmpty else { return engine }
    let (first, second) = (engine.lettersAndDigits, given.lettersAndDigits)
    if first.hasPrefix(second) || second.hasPrefix(first) || isEngineOfClient { return given }
    throw contradiction(engine, "--engine", given)
  }

  private func foundChip(_ given: String, _ names: MeasurementResolver?) throws(RowError) -> String
  {
    guard let gpu, !gpu.isEmpty else {
      guard !given.isEmpty else {
        throw RowError(reason: "it does not name its GPU; say it with --gpu")
      }
      return given
    }
    guard let names else { return given.isEmpty ? gpu : given }
    let said = ChipName(gpu).candidates.lazy.compactMap {
      try? names.accelerators.accelerator(named: $0)
    }.first
    guard !given.isEmpty else {
      guard let said else {
        throw RowError(
          reason:
            "its GPU \"\(gpu.shortened(to: 60))\" is not in the catalog; say which it is with "
            + "--gpu")
      }
      return said.id
    }
    guard let said, let chosen = try? names.accelerators.accelerator(named: given) else {
      return given
    }
    guard said.id == chosen.id || ChipName(gpu).leavesOpen(said, or: chosen) else {
      throw contradiction(gpu, "--gpu", given)
    }
    return chosen.id
  }

  /// - Parameter given: GPUs that a person counted, as in `--gpu 8xH100`.
  private func layout(_ setting: BenchmarkSetting, given: Int?) throws(RowError) -> Layout {
    func agreed(_ said: Int?, _ given: Int?, _ option: String) throws(RowError) -> Int? {
      if let said, let given, said != given {
        throw contradiction("\(option.dropFirst(2)) \(said)", option, "\(given)")
      }
      return said ?? given
    }
    let pipeline = try agreed(self.pipeline, setting.pipeline, "--pp") ?? 1
    var tensor = try agreed(self.tensor, setting.tensor, "--tp")
    let said = chips ?? gpu.flatMap { ChipName($0).count }
    if let said, let given, said != given {
      throw contradiction("\(said) GPUs", "--gpu", "\(given)")
    }
    if let chips = said ?? given, pipeline >= 1 {
      tensor = tensor ?? max(1, chips / pipeline)
      let used = (tensor ?? 1).multipliedReportingOverflow(by: pipeline)
      guard
        said != nil || attentionData != nil || setting.attentionData != nil
          || !used.overflow && used.partialValue == chips
      else {
        throw RowError(
          reason: "--gpu says \(chips) GPUs, and tp \(tensor ?? 1) × pp \(pipeline) run on "
            + "\(used.overflow ? "more" : "\(used.partialValue)"): say the GPUs of one copy of the model"
        )
      }
      guard !used.overflow, chips % max(1, used.partialValue) == 0 else {
        throw RowError(
          reason: "\(chips) chips are no multiple of tp \(tensor ?? 1) × pp \(pipeline)")
      }
      guard chips == used.partialValue || attentionData != nil else {
        throw RowError(
          reason:
            "\(chips) chips ran \(chips / used.partialValue) copies of tp \(tensor ?? 1) × pp "
            + "\(pipeline); give the results of one")
      }
    }
    do {
      return try Layout(
        tensor: tensor ?? 1, pipeline: pipeline,
        expert: try agreed(expert, setting.expert, "--ep") ?? 1,
        attentionData: try agreed(attentionData, setting.attentionData, "--attention-dp") ?? 1)
    } catch let error as RowError {
      throw error
    } catch {
      throw RowError(reason: "\(error)")
    }
  }

  /// The format of the weights, which a model's name tells too where another name stands for its shape.
  private func weights(
    _ given: String, model resolved: String, _ architecture: String,
    _ names: MeasurementResolver?
  ) throws(RowError) -> String {
    let method = weightType.flatMap { Self.methods.contains($0.lowercased()) ? $0 : nil }
    let agreed = method == nil ? try agreedFormat(weightType, given, "--weights") : given
    guard agreed.isEmpty, given.isEmpty else { return agreed == "published" ? "" : agreed }
    let named = model.flatMap { CheckpointName($0).weights }
    if let named, !architecture.isEmpty { return named.rawValue }
    guard let method, named == nil else { return "" }
    let known = try? names?.model(architecture.isEmpty ? resolved : architecture)
    guard let known, !known.checkpoint.exceptions.isEmpty else {
      throw RowError(
        reason: "its quantization \"\(method.shortened(to: 24))\" does not tell the format of the "
          + "weights; say it with --weights")
    }
    return ""
  }

  private func cache(_ given: String) throws(RowError) -> String {
    try agreedFormat(keyValueType, given, "--kv")
  }

  private func agreedFormat(
    _ said: String?, _ given: String, _ option: String
  ) throws(RowError) -> String {
    guard let said = said?.lowercased(), !Self.silentFormats.contains(said) else {
      return given == "published" ? "" : given
    }
    let written = Self.formatNames[said] ?? said
    guard !given.isEmpty, given != "published" else { return written }
    let formats = (
      (try? NumberFormat(published: written)).flatMap(\.self),
      (try? NumberFormat(published: given.lowercased())).flatMap(\.self)
    )
    guard formats.0 == formats.1 else { throw contradiction(said, option, given) }
    return written
  }

  /// What files write where a checkpoint is served as it is.
  private static let silentFormats: Set<String> = [
    "", "none", "null", "auto", "no_quant", "unquantized", "published",
  ]
  /// What files write for a way to store weights that is used with several formats.
  private static let methods: Set<String> = [
    "compressed-tensors", "compressed_tensors", "modelopt", "bitsandbytes", "quark", "torchao",
    "gguf", "moe_wna16", "auto-round", "auto_round", "inc", "hqq", "bnb",
  ]
  /// What files write for formats that have another name here.
  private static let formatNames = [
    "fp8_e5m2": "fp8", "w8a8_block_fp8": "fp8", "fp8_block_scales": "fp8", "fp8_per_tensor": "fp8",
    "modelopt_fp8": "fp8", "modelopt_fp4": "nvfp4", "w4a16_awq": "int4", "w4a16_gptq": "int4",
    "awq_marlin": "int4", "gptq_marlin": "int4", "int4_awq": "int4", "f16": "fp16", "f32": "fp32",
    "fbgemm_fp8": "fp8", "ptpc_fp8": "fp8", "w8a8_int8": "int8", "experts_int8": "int8",
    "petit_nvfp4": "nvfp4", "torch.bfloat16": "bf16", "torch.float16": "fp16",
  ]
}

extension ModelArchitecture {
  /// Whether two checkpoints are of one shape, however they store it.
  func isOfOneShape(with other: ModelArchitecture) -> Bool {
    let (own, others) = (parameterCount, other.parameterCount)
    return own.total == others.total && own.active == others.active
  }
}

extension String {
  /// The letters and digits, in lower case: names differ in the rest.
  var lettersAndDigits: String { lowercased().filter { $0.isLetter || $0.isNumber } }
}
