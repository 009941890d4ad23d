import CheckedJSON

extension BenchmarkTool {
  /// llama.cpp's `llama-bench`: prompts and answers of one sequence, each timed apart.
  static let llamaBench = BenchmarkTool(
    name: "llama-bench",
    wrote: { ($0.holds("n_prompt") && $0.holds("avg_ts")) || $0.holds("bench_raw", "avg_ts") },
    points: { document in
      let run = document["bench_raw"] ?? document
      var point = BenchmarkPoint()
      point.deployment.engine = "llama.cpp"
      point.deployment.engineVersion = nil
      point.deployment.model = run.string(anyOf: ["model_filename", "model_type"])
      point.deployment.readLlamaDevices(of: run)
      point.deployment.weightType = run.string("model_type").flatMap(LlamaModelType.format)
      point.deployment.date = run.string("test_time").flatMap(BenchmarkedDeployment.month)
      point.readSingleSequence(
        prompt: run.number("n_prompt") ?? 0, completion: run.number("n_gen") ?? 0,
        depth: run.number("n_depth") ?? 0, tokensPerSecond: run.number("avg_ts"))
      point.deployment.gpuLayers = run.number("n_gpu_layers")
      point.readCacheFormat(of: run)
      point.obstacle = Self.processorPart(of: run) ?? point.obstacle
      return [point]
    })

  /// Why a run is none of a GPU alone; `nil` if it may be.
  private static func processorPart(of run: JSONPlace) -> String? {
    if let names = run.string("backends"), !names.isEmpty {
      let backends = names.lowercased().split { $0 == "," || $0 == " " }
      if backends.allSatisfy({ ["cpu", "blas", "openblas", "amx"].contains($0) }) {
        return "it ran on the processor (backend \(names.shortened(to: 24))), not on a GPU"
      }
    }
    let names = LlamaDevices.names(run)
    if Set(names).count > 1, LlamaDevices.chosen(run) == nil {
      return "it ran on GPUs of several kinds (\(names.joined(separator: ", ").shortened(to: 60)))"
    }
    if run.string("devices")?.lowercased() == "none" {
      return "it ran on the processor (no devices), not on a GPU"
    }
    if (run.number("n_cpu_moe") ?? 0) > 0 || run.number("n_gpu_layers") == 0 {
      return "layers of the model ran on the processor, not on the GPU"
    }
    if let rules = run.string("tensor_buft_overrides"), rules.lowercased().contains("cpu") {
      return "weights of the model stayed in the processor's memory (\(rules.shortened(to: 40)))"
    }
    return run.flag("no_kv_offload") ? "its cache stayed in the processor's memory" : nil
  }

  /// llama.cpp's `llama-batched-bench`: static batches.
  static let batchedBench = BenchmarkTool(
    name: "llama-batched-bench",
    wrote: { $0.holds("pl") && $0.holds("pp") && $0.holds("tg") },
    points: { run in
      var point = BenchmarkPoint()
      point.deployment.engine = "llama.cpp"
      point.deployment.model = run.string(anyOf: ["model", "model_filename"])
      point.staticBatch = run.number("pl")
      point.promptTokens = run.number("pp")
      point.completionTokens = run.number("tg")
      point.deployment.gpuLayers = run.number("n_gpu_layers")
      point.obstacle =
        run.flag("is_pp_shared")
        ? "its prompts are one prompt that all share, which is not fitted" : processorPart(of: run)
      if let first = run.number("t_pp"), let rest = run.number("t_tg"),
        let completion = run.number("tg"), completion > 0
      {
        point.batchSeconds = first + rest
        point.firstTokenSeconds = first
        point.perTokenSeconds = rest / completion
      }
      return [point]
    })
}

extension BenchmarkPoint {
  /// The format of keys and values, which is half floats unless a run says otherwise.
  fileprivate mutating func readCacheFormat(of run: JSONPlace) {
    let (keys, values) = (run.string("type_k") ?? "f16", run.string("type_v") ?? "f16")
    guard keys == values else {
      obstacle =
        "its cache holds keys in \(keys.shortened(to: 12)) and values in "
        + "\(values.shortened(to: 12)), which is not fitted"
      return
    }
    if keys != "f16" { deployment.keyValueType = keys }
  }

  /// One sequence: `prompt` tokens read after `depth` others, then `completion` tokens generated.
  mutating func readSingleSequence(
    prompt: Double, completion: Double, depth: Double, tokensPerSecond: Double?
  ) {
    concurrency = 1
    guard let speed = tokensPerSecond.positive else { return }
    if completion <= 0 {
      promptTokens = prompt
      completionTokens = 1
      firstTokenSeconds = prompt / speed
      if depth > 0 { obstacle = "its prompt follows \(Int(depth)) others that were not timed" }
      return
    }
    completionTokens = completion
    if prompt > 0 {
      promptTokens = prompt
      outputTokensPerSecond = speed * completion / (prompt + completion)
      if depth > 0 { obstacle = "its prompt follows \(Int(depth)) others that were not timed" }
    } else {
      promptTokens = max(1, depth)
      perTokenSeconds = 1 / speed
      if depth <= 0 { outputTokensPerSecond = speed }
    }
  }
}

/// What llama.cpp calls a model: `llama 8B Q4_K - Medium`.
enum LlamaModelType {
  /// The format of its weights.
  static func format(_ type: String) -> String? {
    let words = type.split(separator: " ").map { $0.lowercased() }
    guard let format = words.first(where: isFormat) else { return nil }
    switch words.last {
    case "medium": return format + "_m"
    case "small": return format + "_s"
    case "large": return format + "_l"
    default: return format
    }
  }

  private static func isFormat(_ word: String) -> Bool {
    if ["f16", "bf16", "f32"].contains(word) || word.hasPrefix("mxfp4") { return true }
    let digits = word.hasPrefix("iq") ? word.dropFirst(2) : word.dropFirst()
    return (word.hasPrefix("q") || word.hasPrefix("iq")) && digits.first?.isNumber == true
      && word.contains("_")
  }
}
