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
    let ranks = 1...1024
    let tensor = try integer("--tp", in: ranks) ?? 1
    let attentionData = try integer("--attention-dp", in: ranks) ?? 1
    guard tensor.isMultiple(of: attentionData) else {
      throw CommandFailure.usage("--attention-dp \(attentionData) must divide --tp \(tensor)")
    }
    let weights = try value("--weights").map { try Precision.Weights(named: $0) }
    return Deployment(
      model: try model(modelName, in: catalog),
      accelerator: try catalog.accelerators.accelerator(named: gpu),
      parallelism: Parallelism(
        tensor: tensor, pipeline: try integer("--pp", in: ranks) ?? 1,
        expert: try integer("--ep", in: ranks) ?? 1, attentionData: attentionData),
      precision: Precision(
        weights: weights ?? .checkpoint,
        kvCache: try choice("--kv", among: NumberFormat.self) ?? .bf16),
      engine: try catalog.engines.profile(named: value("--engine") ?? "vLLM"))
  }
}
