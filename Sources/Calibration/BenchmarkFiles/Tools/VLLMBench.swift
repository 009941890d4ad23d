import CheckedJSON

extension BenchmarkTool {
  /// `vllm bench serve` and its predecessor `benchmark_serving.py`, SGLang's `bench_serving`, their
  /// sweeps and their console text.
  static let benchServe = BenchmarkTool(
    name: "vLLM or SGLang bench serve",
    wrote: { $0.holds("total_output_tokens") },
    points: { run in
      var point = BenchmarkPoint()
      let completed = run.number("completed") ?? run.number("successful_requests")
      func perRequest(_ key: String) -> Double? {
        run.number(key).flatMap { total in completed.map { total / max(1, $0) } }
      }
      let server = run["server_info"]
      point.deployment = .ofClient(run)
      point.promptTokens = perRequest("total_input_tokens")
      point.completionTokens = perRequest("total_output_tokens")
      point.concurrency = run.number("max_concurrency")
      point.requestRate = run.rate("request_rate")
      if !run.holds("request_rate"), run.holds("max_concurrency") || server != nil {
        point.requestRate = .infinity
      }
      point.requests = completed
      point.failed = run.number("failed")
      if point.failed == nil, let sent = run.number("num_prompts"), let completed,
        sent > completed
      {
        point.failed = sent - completed
      }
      point.servedPerSecond = run.number("request_throughput")
      point.outputTokensPerSecond = run.number("output_throughput")
      point.readLatencies(of: run)
      point.burstiness = run.number("burstiness")
      point.obstacle = SharedPrompts.obstacle(inServing: run, promptTokens: point.promptTokens)
      if run.string("request_rate") == "trace" {
        point.obstacle = "its requests came as a trace told, which is no one load"
      }
      if let images = run.number("total_input_vision_tokens").positive,
        let all = run.number("total_input_tokens"),
        images > 0.05 * all
      {
        point.obstacle = "its prompts hold images, whose towers are not fitted"
      }
      if run.string("ramp_up_strategy") != nil {
        let ends = ["ramp_up_start_rps", "ramp_up_end_rps"].compactMap {
          run.number($0).flatMap { Int(exactly: $0.rounded()) }
        }
        point.obstacle =
          "its rate rose " + (ends.count == 2 ? "from \(ends[0]) to \(ends[1]) requests/s " : "")
          + "while it ran, so that its figures are of no one load"
      }
      return [point]
    })

  /// `vllm bench throughput`, which sums prompts and completions.
  static let benchThroughput = BenchmarkTool(
    name: "vllm bench throughput",
    wrote: {
      ($0.holds("elapsed_time") && $0.holds("total_num_tokens"))
        || ($0.holds("requests_per_second") && $0.holds("tokens_per_second"))
    },
    points: { run in
      let prompt = run.number(anyOf: ["input_len", "input", "prompt_len", "random_input_len"])
      let completion = run.number(anyOf: [
        "output_len", "out_len", "ouput", "output", "random_output_len",
      ])
      var point = BenchmarkPoint()
      point.deployment.engine = "vLLM"
      point.deployment.model = run.string(anyOf: ["model_id", "model"])
      point.deployment.readKeys(of: run)
      point.requests = run.number("num_requests")
      point.requestRate = .infinity
      point.servedPerSecond = run.number("requests_per_second")
      point.promptTokens = prompt
      point.completionTokens = completion
      point.totalTokens = run.number("total_num_tokens")
      point.outputTokensPerSecond = run.number("output_tokens_per_second")
      point.obstacle = SharedPrompts.obstacle(inServing: run, promptTokens: prompt)
      return [point]
    })

  /// `vllm bench latency`: one batch, of which it tells only the time; its size stands in the command alone.
  static let benchLatency = BenchmarkTool(
    name: "vllm bench latency",
    wrote: { $0.holds("avg_latency") && $0.holds("latencies") },
    points: { run in
      var point = BenchmarkPoint()
      point.deployment.engine = "vLLM"
      point.deployment.model = run.string(anyOf: ["model_id", "model"])
      point.deployment.readKeys(of: run)
      point.promptTokens = run.number(anyOf: ["input_len", "input"])
      point.completionTokens = run.number(anyOf: ["output_len", "out_len", "output"])
      point.staticBatch = run.number("batch_size")
      point.isStaticBatch = true
      point.batchSeconds = run.number("avg_latency")
      return [point]
    })
}

extension BenchmarkedDeployment {
  /// What a client of a served model says: the model, and the engine whose protocol it speaks.
  static func ofClient(_ run: JSONPlace) -> BenchmarkedDeployment {
    var deployment = BenchmarkedDeployment()
    let server = run["server_info"]
    deployment.model =
      run.string("model_id") ?? server?.string("model_path") ?? run.string("model")
    switch run.string("backend")?.lowercased() ?? "" {
    case let name where name.hasPrefix("sglang") || name.hasPrefix("sgl-"):
      deployment.engine = "SGLang"
    case let name where name.hasPrefix("vllm"):
      deployment.engine = "vLLM"
      deployment.isEngineOfClient = true
    case let name where name.hasPrefix("tensorrt") || name.hasPrefix("trt"):
      deployment.engine = "TensorRT-LLM"
    case "tgi": deployment.engine = "TGI"
    case "lmdeploy", "lmdeploy-chat": deployment.engine = "LMDeploy"
    case "llama.cpp": deployment.engine = "llama.cpp"
    default: break
    }
    if let server {
      deployment.engine = "SGLang"
      deployment.isEngineOfClient = false
      deployment.readKeys(of: server)
    }
    deployment.readKeys(of: run)
    if (run.number("accept_length") ?? 0) > 1.01 { deployment.speculation = "by its accept length" }
    if run.holds("spec_decode_acceptance_length") || run.holds("spec_decode_acceptance_rate") {
      deployment.speculation = "by its acceptance"
    }
    deployment.date = run.string("date").flatMap(Self.month)
    return deployment
  }

  /// The month of `20260722-101500` or `2026-07-22`.
  static func month(_ date: String) -> String? {
    let digits = date.prefix { $0 != "T" && $0 != " " }.filter(\.isNumber)
    guard digits.count >= 6, let year = Int(digits.prefix(4)), (2020...2100).contains(year),
      let month = Int(digits.dropFirst(4).prefix(2)), (1...12).contains(month)
    else { return nil }
    return "\(year)-\(month < 10 ? "0" : "")\(month)"
  }
}

extension BenchmarkPoint {
  /// Reads latencies in milliseconds under the names of `bench serve`.
  mutating func readLatencies(of run: JSONPlace) {
    func seconds(_ keys: String...) -> Double? { run.number(anyOf: keys).map { $0 / 1e3 } }
    firstTokenSeconds = seconds("mean_ttft_ms")
    if firstTokenSeconds == nil {
      firstTokenSeconds = seconds("median_ttft_ms")
      if firstTokenSeconds != nil { firstTokenStatistic = .median }
    }
    perTokenSeconds = seconds("mean_tpot_ms", "median_tpot_ms")
    betweenPiecesSeconds = seconds("mean_itl_ms", "median_itl_ms")
    endToEndSeconds = seconds("mean_e2el_ms", "mean_e2e_latency_ms")
  }
}
