import CheckedJSON

extension BenchmarkTool {
  /// llm-load-test of OpenShift: users that ask again and again, or a rate; latencies in milliseconds.
  ///
  /// Its throughput counts the tokens that came before the end. What it calls time per output token has the first in
  /// it; its time between tokens is `(E2E − TTFT)/(C − 1)` (llm_load_test/result.py).
  static let llmLoadTest = BenchmarkTool(
    name: "llm-load-test",
    wrote: { $0.holds("summary", "throughput") && $0.holds("config", "load_options") },
    points: { file in
      let summary = file["summary"]
      let load = file.place(["config", "load_options"])
      func mean(_ metric: String) -> Double? { summary?.number(metric, "mean") }
      var point = BenchmarkPoint()
      point.deployment.model = file.string("config", "plugin_options", "model_name")
      if let replicas = file.place(["config", "extra_metadata"])?.count(anyOf: ["replicas"]),
        replicas > 1
      {
        point.deployment.copies = replicas
      }
      point.promptTokens = mean("input_tokens")
      point.completionTokens = mean("output_tokens")
      point.concurrency = load?.number("concurrency")
      point.requestRate = load?.rate("rps")
      point.failed = summary?.number("total_failures")
      point.requests = summary?.number("total_requests").map { max(0, $0 - (point.failed ?? 0)) }
      point.outputTokensPerSecond = summary?.number("throughput")
      point.firstTokenSeconds = mean("ttft").map { $0 / 1e3 }
      point.perTokenSeconds = mean("itl").map { $0 / 1e3 }
      point.endToEndSeconds = mean("response_time").map { $0 / 1e3 }
      return [point]
    })
}
