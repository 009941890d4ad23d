import CheckedJSON

extension BenchmarkTool {
  /// SGLang's `bench_one_batch`: one static batch inside the engine.
  static let oneBatch = BenchmarkTool(
    name: "SGLang bench_one_batch",
    wrote: { $0.holds("batch_size") && $0.holds("prefill_latency") },
    points: { run in
      var point = BenchmarkPoint.batchOfSGLang(run)
      point.batchSeconds = run.number("total_latency")
      point.firstTokenSeconds = run.number("prefill_latency")
      point.perTokenSeconds = run.number("median_decode_latency")
      return [point]
    })

  /// SGLang's `bench_one_batch_server`: one static batch through the server.
  static let oneBatchServer = BenchmarkTool(
    name: "SGLang bench_one_batch_server",
    wrote: {
      $0.holds("batch_size") && $0.holds("output_len")
        && ($0.holds("latency") || $0.holds("last_ttft"))
    },
    points: { run in
      var point = BenchmarkPoint.batchOfSGLang(run)
      point.batchSeconds = run.number("latency")
      point.firstTokenSeconds = run.number("last_ttft")
      if (run.number("acc_length") ?? 0) > 1.01 {
        point.deployment.speculation = "by its accept length"
      }
      point.obstacle = SharedPrompts.obstacle(cachedShare: run.number("cache_hit_rate"))
      return [point]
    })

  /// SGLang's `bench_offline_throughput`: everything queued at once.
  static let offlineThroughput = BenchmarkTool(
    name: "SGLang bench_offline_throughput",
    wrote: { $0.holds("total_latency") && $0.holds("total_output_tokens") },
    points: { run in
      var point = BenchmarkPoint()
      point.deployment = .ofClient(run)
      point.deployment.engine = run.string("backend") == "vllm" ? "vLLM" : "SGLang"
      let requests = run.number("successful_requests")
      point.requests = requests
      point.requestRate = .infinity
      func perRequest(_ key: String) -> Double? {
        run.number(key).flatMap { total in requests.map { total / max(1, $0) } }
      }
      point.promptTokens = perRequest("total_input_tokens")
      point.completionTokens = perRequest("total_output_tokens")
      point.servedPerSecond = run.number("request_throughput")
      point.outputTokensPerSecond = run.number("output_throughput")
      point.obstacle = SharedPrompts.obstacle(inServing: run, promptTokens: point.promptTokens)
      return [point]
    })
}

extension BenchmarkPoint {
  fileprivate static func batchOfSGLang(_ run: JSONPlace) -> BenchmarkPoint {
    var point = BenchmarkPoint()
    point.deployment.engine = "SGLang"
    point.deployment.model = run.string(anyOf: ["model_path", "model"])
    point.deployment.readKeys(of: run)
    point.staticBatch = run.number("batch_size")
    point.promptTokens = run.number("input_len")
    point.completionTokens = run.number("output_len")
    return point
  }
}
