import Breakeven

extension Arguments {
  /// The options that describe a deployment.
  static let deploymentOptions: [Option] = [
    .value("--model"), .value("--gpu"), .value("--tp"), .value("--pp"), .value("--ep"),
    .value("--attention-dp"), .value("--weights"), .value("--kv"), .value("--engine"),
    .value("--engines"),
  ]

  /// The part of a usage text that tells them.
  static let deploymentUsage = """
      --model MODEL          a name of the catalog, or a config.json
      --gpu GPU              a name of the catalog (breakeven catalog gpus)
      --tp N --pp N --ep N   ranks of tensor, pipeline and expert parallelism (default 1)
      --attention-dp N       groups of data-parallel attention (default 1)
      --weights FORMAT       published (default), bf16, fp8, int8, int4, nvfp4, mxfp4
      --kv FORMAT            format of the KV cache (default bf16)
      --engine ENGINE        vLLM (default), SGLang, TensorRT-LLM, or one with its era
      --engines FILE         profiles that breakeven calibrate wrote, instead of the built-in ones
    """

  /// The deployment that the options describe.
  func deployment(in catalog: Catalog, verb: String) throws -> Deployment {
    guard let modelName = value("--model"), let gpu = value("--gpu") else {
      throw CommandFailure.usage("breakeven \(verb) needs --model and --gpu")
    }
    let weights = try value("--weights").map { try Precision.Weights(named: $0) }
    let model = try model(modelName, in: catalog)
    let accelerator = try catalog.accelerators.accelerator(named: gpu)
    let precision = Precision(
      weights: weights ?? .checkpoint,
      kvCache: try choice("--kv", among: NumberFormat.self) ?? .bf16)
    let engine = try catalog.engines.profile(named: value("--engine") ?? "vLLM")
    let layout = try layout()
    return try Self.namingOptions { () throws(InputError) in
      try Deployment(
        model: model, accelerator: accelerator, layout: layout, precision: precision,
        engine: engine)
    }
  }

  /// The layout that `--tp`, `--pp`, `--ep` and `--attention-dp` describe.
  func layout() throws(CommandFailure) -> Layout {
    let ranks = 1...1024
    let tensor = try integer("--tp", in: ranks) ?? 1
    let pipeline = try integer("--pp", in: ranks) ?? 1
    let expert = try integer("--ep", in: ranks) ?? 1
    let attentionData = try integer("--attention-dp", in: ranks) ?? 1
    return try Self.namingOptions { () throws(InputError) in
      try Layout(
        tensor: tensor, pipeline: pipeline, expert: expert, attentionData: attentionData)
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
