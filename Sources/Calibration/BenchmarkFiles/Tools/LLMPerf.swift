import CheckedJSON

extension BenchmarkTool {
  /// The summary of LLMPerf.
  ///
  /// What it calls inter-token latency includes the first token; the time per output token is
  /// `(E2E − TTFT)/(C − 1)`, of means that the file holds.
  static let llmPerf = BenchmarkTool(
    name: "LLMPerf",
    wrote: { $0.holds("results_ttft_s_mean") || $0.holds("results", "ttft_s") },
    points: { run in
      var point = BenchmarkPoint()
      func mean(_ metric: String) -> Double? {
        run.number("results_\(metric)_mean") ?? run.number("results", metric, "mean")
      }
      point.deployment.model = run.string("model")
      point.promptTokens = mean("number_input_tokens") ?? run.number("mean_input_tokens")
      point.completionTokens = mean("number_output_tokens") ?? run.number("mean_output_tokens")
      point.concurrency = run.number("num_concurrent_requests")
      point.requests =
        run.number("results_num_completed_requests")
        ?? run.number("results", "num_completed_requests")
      point.failed =
        run.number("results_number_errors") ?? run.number("results", "number_errors")
      point.servedPerSecond =
        (run.number("results_num_completed_requests_per_min")
        ?? run.number("results", "num_completed_requests_per_min")).map { $0 / 60 }
      point.outputTokensPerSecond =
        run.number("results_mean_output_throughput_token_per_s")
        ?? run.number("results", "mean_output_throughput_token_per_s")
      point.firstTokenSeconds = mean("ttft_s")
      point.endToEndSeconds = mean("end_to_end_latency_s")
      if point.endToEndSeconds == nil { point.betweenPiecesSeconds = mean("inter_token_latency_s") }
      return [point]
    })

  /// The responses of LLMPerf one by one, which do not say how many were in flight.
  static let llmPerfResponses = BenchmarkTool(
    name: "LLMPerf's single responses",
    wrote: { $0.holds("ttft_s") && $0.holds("end_to_end_latency_s") },
    points: { _ in
      [
        BenchmarkPoint(
          obstacle: "it is one response of LLMPerf, without the requests in flight; give the file "
            + "that ends in _summary.json")
      ]
    })
}
