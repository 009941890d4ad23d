import Breakeven
import Reporting
import Workloads

/// The options that describe a deployment.
struct DeploymentOptions: OptionGroup {
  static let title: String? = "Deployment"
  private static let ranks = 1...1024

  @Option("--model", "MODEL", .name(of: .models), help: "a name of the catalog, or a config.json")
  var model: String?
  @Option(
    "--gpu", "GPU", .name(of: .gpus),
    help: "a name of the catalog (breakeven catalog gpus), or 8xH200")
  var gpu: String?
  @Option("--tp", "N", .integer(in: ranks), help: "ranks of tensor parallelism (default 1)")
  var tensor: Int?
  @Option("--pp", "N", .integer(in: ranks), help: "ranks of pipeline parallelism (default 1)")
  var pipeline: Int?
  @Option("--ep", "N", .integer(in: ranks), help: "ranks of expert parallelism (default 1)")
  var expert: Int?
  @Option(
    "--attention-dp", "N", .integer(in: ranks),
    help: "groups of data-parallel attention (default 1)")
  var attentionData: Int?
  @Option(
    "--weights", "FORMAT", .text,
    help: "published (default), bf16, fp8, int8, int4, nvfp4, mxfp4, q4_k_m, q8_0, mlx4")
  var weights: String?
  @Option("--kv", "FORMAT", .choice, help: "format of the KV cache (default bf16)")
  var cacheFormat: NumberFormat?
  @Option(
    "--engine", "ENGINE", .name(of: .engines),
    help: "vLLM (default), SGLang, TensorRT-LLM, or one with its era")
  var engine: String?
  let engines = EngineOptions()

  /// The deployment that the options describe.
  func deployment(in catalog: Catalog, verb: String) throws -> Deployment {
    guard let modelName = model, let gpu else {
      throw CommandFailure.usage("breakeven \(verb) needs --model and --gpu")
    }
    let weights = try Self.naming("--weights") { () throws(InputError) -> Precision.Weights in
      guard let weights = self.weights else { return .checkpoint }
      return try Precision.Weights(named: weights)
    }
    let model = try Self.naming("--model") { try catalog.models.model(orFile: modelName) }
    if let near = WrittenMachines.nearest(toMiscounted: gpu) {
      throw CommandFailure.usage(
        InputError(
          place: "--gpu", found: "\"\(gpu.shortened())\"", expected: WrittenMachines.counts,
          suggestion: near
        ).description)
    }
    let machines = WrittenMachines(gpu)
    let accelerator = try Self.naming("--gpu") {
      try catalog.accelerators.accelerator(named: machines.name)
    }
    let precision = Precision(weights: weights, kvCache: cacheFormat ?? .bf16)
    let engineName = self.engine ?? "vLLM"
    let engine = try Self.naming("--engine") { try catalog.engines.profile(named: engineName) }
    let layout = try layout(of: machines)
    return try Self.namingOptions { () throws(InputError) in
      try Deployment(
        model: model, accelerator: accelerator, layout: layout, precision: precision,
        engine: engine)
    }
  }

  /// The layout that the ranks describe; ranks of tensor parallelism where only a number of GPUs is
  /// given, as in `8xH200`.
  private func layout(of machines: WrittenMachines) throws(CommandFailure) -> Layout {
    let layout = try layout()
    guard let count = machines.count else { return layout }
    guard Self.ranks.contains(count) else {
      throw .usage("--gpu: found \(count) GPUs, expected 1 to \(Self.ranks.upperBound)")
    }
    if tensor == nil, pipeline == nil, expert == nil, attentionData == nil {
      return try Self.namingOptions { () throws(InputError) in try Layout(tensor: count) }
    }
    guard layout.chips == count else {
      throw .usage(
        "--gpu: found \(count) GPUs, expected the \(layout.chips) of the ranks given")
    }
    return layout
  }

  /// The layout that the ranks describe.
  func layout() throws(CommandFailure) -> Layout {
    try Self.namingOptions { () throws(InputError) in
      try Layout(
        tensor: tensor ?? 1, pipeline: pipeline ?? 1, expert: expert ?? 1,
        attentionData: attentionData ?? 1)
    }
  }

  /// Names the option whose name nothing bears; a file that cannot be read names itself.
  private static func naming<Value>(
    _ option: String, _ find: () throws -> Value
  ) throws -> Value {
    do {
      return try find()
    } catch var error as InputError {
      if error.file == nil, error.place == nil { error.place = option }
      throw error
    }
  }

  /// What is wrong with a layout is a wrong use of the options that describe it.
  private static func namingOptions<Value>(
    _ make: () throws(InputError) -> Value
  ) throws(CommandFailure) -> Value {
    do {
      return try make()
    } catch {
      throw .usage(error.namingOptions.description)
    }
  }
}
