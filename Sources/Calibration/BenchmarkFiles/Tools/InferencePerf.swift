import CheckedJSON

extension BenchmarkTool {
  /// inference-perf: a stage of one rate; its summary mixes the stages, and says no load.
  static let inferencePerf = BenchmarkTool(
    name: "inference-perf",
    wrote: {
      $0.holds("load_summary") || ($0.holds("successes") && $0.holds("failures"))
        || $0.holds("successes", "latency")
    },
    points: { run in
      func latency(_ metric: String) -> Double? {
        run.number("successes", "latency", metric, "mean")
      }
      var point = BenchmarkPoint()
      // Newer versions call it by the second name, which is the server's own count.
      point.promptTokens =
        run.number("successes", "prompt_tokens", "mean")
        ?? run.number("successes", "prompt_len", "mean")
      point.completionTokens = run.number("successes", "output_len", "mean")
      point.requests = run.number("successes", "count")
      point.failed = run.number("failures", "count")
      let load = run["load_summary"]
      point.requestRate = load?.rate("requested_rate")
      point.concurrency = load?.number(anyOf: ["concurrency", "concurrency_level"])
      if point.requestRate == nil, point.concurrency == nil {
        point.obstacle =
          "its load summary has no rate, as of a summary of several stages; give the file of one "
          + "stage (stage_N_lifecycle_metrics.json)"
      }
      let prompts = run.place(["successes", "prompt_tokens"])
      if let cached = prompts?.number("cached"), let all = prompts?.number("total").positive {
        point.obstacle = SharedPrompts.obstacle(cachedShare: cached / all) ?? point.obstacle
      }
      point.servedPerSecond = run.number("successes", "throughput", "requests_per_sec")
      point.outputTokensPerSecond = run.number("successes", "throughput", "output_tokens_per_sec")
      point.firstTokenSeconds = latency("time_to_first_token")
      point.perTokenSeconds = latency("time_per_output_token")
      point.endToEndSeconds = latency("request_latency")
      return [point]
    })
}
