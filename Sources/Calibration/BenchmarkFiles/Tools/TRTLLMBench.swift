import CheckedJSON

extension BenchmarkTool {
  /// `trtllm-bench throughput` and `latency`.
  ///
  /// Without a limit all requests are sent at once, and those that wait count as concurrent: on average
  /// half of all and more. With a limit the average is that limit.
  static let trtllmBench = BenchmarkTool(
    name: "trtllm-bench",
    wrote: { $0.holds("performance", "request_throughput_req_s") || $0.holds("request_info") },
    points: { run in
      var point = BenchmarkPoint()
      if let world = run["world_info"] { point.deployment.readKeys(of: world) }
      if let engine = run["engine"] { point.deployment.readKeys(of: engine) }
      point.deployment.engine = "TensorRT-LLM"
      point.deployment.chips = run["world_info"]?.count(anyOf: ["world_size"])
      point.deployment.model = run.string("engine", "model")
      // Written only where tokens were guessed ahead (tensorrt_llm/bench/dataclasses/reporting.py).
      if let guesses = run["decoding_stats"], (try? guesses.object()) != nil {
        point.deployment.speculation = guesses.string("mode") ?? "by its acceptance"
      }
      point.deployment.gpu = point.deployment.gpu ?? run.string("machine", "name")
      // "PyTorch backend" and "TensorRT engine" have no versions of their own.
      point.deployment.engineVersion = run.string("engine", "version")
      point.promptTokens = run.number("request_info", "avg_input_length")
      point.completionTokens = run.number("request_info", "avg_output_length")
      point.requests = run.number("request_info", "num_requests")
      let average = run.number("request_info", "avg_num_concurrent_requests")
      if let average, let requests = point.requests, average < 0.4 * requests || requests < 2 {
        point.concurrency = average
      } else if average != nil || point.requests != nil {
        point.requestRate = .infinity
      }
      point.servedPerSecond = run.number("performance", "request_throughput_req_s")
      point.outputTokensPerSecond = run.number("performance", "system_output_throughput_tok_s")
      let streaming = run["streaming_metrics"]
      point.firstTokenSeconds = streaming?.number("avg_ttft_ms").map { $0 / 1e3 }
      point.perTokenSeconds = streaming?.number("avg_tpot_ms").map { $0 / 1e3 }
      point.endToEndSeconds = run.number("performance", "avg_request_latency_ms").map { $0 / 1e3 }
      return [point]
    })
}
