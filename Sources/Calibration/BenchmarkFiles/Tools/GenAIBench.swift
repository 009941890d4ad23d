import CheckedJSON

extension BenchmarkTool {
  /// genai-bench of the SGLang project: a run of one number of requests in flight.
  ///
  /// Where requests come at a rate, the rate stands in the place of that number; then it is what arrived, and requests
  /// in flight, which are those served each second times their mean latency, are not that many. Latencies are in the
  /// unit that the file names.
  static let genAIBench = BenchmarkTool(
    name: "genai-bench",
    wrote: { $0.holds("aggregated_metrics", "stats") },
    points: { file in
      guard let run = file["aggregated_metrics"] else { return [] }
      let scale = file.string("_time_unit") == "ms" ? 1e-3 : 1
      func mean(_ metric: String) -> Double? { run.number("stats", metric, "mean") }
      var point = BenchmarkPoint()
      point.deployment = .ofGenAIBench(
        run["experiment_metadata"] ?? file["experiment_metadata"] ?? file)
      point.promptTokens = mean("num_input_tokens")
      point.completionTokens = mean("num_output_tokens")
      point.requests = run.number("num_completed_requests")
      point.failed = run.number("num_error_requests")
      point.firstTokenSeconds = mean("ttft").map { $0 * scale }
      point.endToEndSeconds = mean("e2e_latency").map { $0 * scale }
      point.betweenPiecesSeconds = mean("tpot").map { $0 * scale }
      point.servedPerSecond =
        run.number("requests_per_second") ?? run.number("requests_per_minute").map { $0 / 60 }
      // Warm-up is left out of the tokens, and not out of the time that they are divided by.
      point.outputTokensPerSecond = run.number("mean_output_throughput_tokens_per_s")
      if let all = point.requests.positive,
        let tokens = run.number("stats", "num_output_tokens", "sum"),
        let each = point.completionTokens.positive, tokens > 0
      {
        let counted = tokens / each
        point.outputTokensPerSecond = point.outputTokensPerSecond.map { $0 * max(1, all / counted) }
      }
      point.readLoad(ofGenAIBench: run)
      return [point]
    })
}

extension BenchmarkedDeployment {
  /// Reads what the metadata of an experiment says, where it stands in the same file.
  fileprivate static func ofGenAIBench(_ metadata: JSONPlace) -> BenchmarkedDeployment {
    var deployment = BenchmarkedDeployment()
    deployment.model = metadata.string(anyOf: ["server_model_tokenizer", "model", "api_model_name"])
    deployment.engine = metadata.string("server_engine")
    deployment.engineVersion = metadata.string("server_version")
    deployment.gpu = metadata.string("server_gpu_type")
    deployment.chips = metadata.count(anyOf: ["server_gpu_count"])
    return deployment
  }
}

extension BenchmarkPoint {
  fileprivate mutating func readLoad(ofGenAIBench run: JSONPlace) {
    let given = run.number("num_concurrency")
    if run.string("iteration_type") == "batch_size" {
      obstacle = "it counts batches of texts to embed, not answers"
      return
    }
    guard let given = given.positive else { return }
    if let arrived = run.number("arrival_requests_per_second").positive,
      abs(arrived / given - 1) < 0.1, let served = servedPerSecond, let time = endToEndSeconds,
      abs(served * time / given - 1) > 0.2
    {
      requestRate = given
    } else {
      concurrency = given
    }
  }
}
