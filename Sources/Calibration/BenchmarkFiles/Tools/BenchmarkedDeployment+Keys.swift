import CheckedJSON

extension BenchmarkedDeployment {
  /// Reads what a flat object says of its deployment, under the names that engines' options and people use.
  mutating func readKeys(of run: JSONPlace) {
    tensor =
      tensor
      ?? run.count(anyOf: [
        "tensor_parallel_size", "tp_size", "tensor_parallel", "tensor-parallel-size", "tp", "TP",
      ])
    pipeline =
      pipeline
      ?? run.count(anyOf: [
        "pipeline_parallel_size", "pp_size", "pipeline_parallel", "pipeline-parallel-size", "pp",
      ])
    expert = expert ?? run.count(anyOf: ["expert_parallel_size", "ep_size", "moe_ep_size", "ep"])
    if expert == nil, run.flag("enable_expert_parallel") { expert = tensor }
    chips =
      chips
      ?? run.count(anyOf: [
        "num_gpus", "gpus", "n_gpus", "gpu_count", "num_accelerators", "num_devices", "world_size",
      ])
    gpu =
      gpu
      ?? run.string(anyOf: [
        "gpu", "gpu_name", "gpu_model", "gpu_type", "hw", "hardware", "accelerator",
        "accelerator_name", "device_name",
      ])
    weightType =
      weightType
      ?? run.string(anyOf: [
        "quantization", "weight_dtype", "weight_precision", "quant",
      ])
    keyValueType =
      keyValueType ?? run.string(anyOf: ["kv_cache_dtype", "kv-cache-dtype", "kv_dtype"])
    engineVersion =
      engineVersion
      ?? run.string(anyOf: [
        "engine_version", "vllm_version", "sglang_version", "server_version", "version",
      ])
    if let named = run.string(anyOf: ["engine", "inference_engine"]) {
      engine = named
      isEngineOfClient = false
    }
    let groups = run.count(anyOf: ["dp_size", "data_parallel_size", "dp"]) ?? 1
    if run.flag("enable_dp_attention") || run.flag("dp_attention") {
      attentionData = attentionData ?? (groups > 1 ? groups : tensor)
    } else if groups > 1 {
      copies = groups
    }
    speculation = Self.speculation(in: run) ?? speculation
    // An option of vLLM and of SGLang alike.
    isOffloaded = isOffloaded || (run.number("cpu_offload_gb") ?? 0) > 0
    hasAdapters = hasAdapters || Self.servesAdapters(run)
    isDisaggregated =
      isDisaggregated || run.flag("disagg") || run.flag("disaggregated")
      || ["prefill", "decode"].contains(run.string("disaggregation_mode")?.lowercased())
  }

  /// How tokens were guessed ahead, by the first key that says that they were: a name, a yes, the number of
  /// guesses, or an engine's settings.
  private static func speculation(in run: JSONPlace) -> String? {
    let keys = [
      "speculative_algorithm", "spec_decoding", "speculative_method", "spec_method", "mtp",
      "mtp_mode",
      "speculative_config",
    ]
    return keys.lazy.compactMap { key -> String? in
      guard let place = run[key] else { return nil }
      if let text = place.textValue {
        let isNo = ["none", "null", "false", "off", "no", "0", ""].contains(text.lowercased())
        let isYes = ["true", "on", "yes", "1"].contains(text.lowercased())
        return isNo ? nil : isYes ? key : text
      }
      if let settings = try? place.object() { return settings["method"]?.textValue ?? key }
      return run.flag(key) ? key : nil
    }.first
  }
}
