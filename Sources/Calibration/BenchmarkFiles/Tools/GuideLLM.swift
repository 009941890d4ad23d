import CheckedJSON

extension BenchmarkTool {
  /// GuideLLM from 0.2 on: one file of several runs.
  static let guideLLM = BenchmarkTool(
    name: "GuideLLM",
    wrote: { $0.holds("benchmarks") },
    points: { file in
      let benchmarks = file["benchmarks"]?.elements ?? []
      return benchmarks.map { BenchmarkPoint(guideLLM: $0, of: file) }
    })
}

extension BenchmarkPoint {
  fileprivate init(guideLLM run: JSONPlace, of file: JSONPlace) {
    self.init()
    func mean(_ metric: String) -> Double? {
      run.number("metrics", metric, "successful", "mean")
        ?? run.number("metrics", metric, "total", "mean")
    }
    deployment.model =
      file.string("args", "model") ?? file.string("config", "spec", "backend", "model")
      ?? run.string("config", "backend", "model")
      ?? run.string("worker", "backend_model") ?? run.string("args", "backend", "model")
      ?? run.string("benchmarker", "backend", "model")
    if !run.holds("metrics") {
      obstacle = "it is of GuideLLM before 0.2, whose files hold no metrics"
      return
    }
    promptTokens = mean("prompt_token_count")
    completionTokens = mean("output_token_count")
    let totals =
      run.place(["metrics", "request_totals"]) ?? run["request_totals"]
      ?? run.place(["run_stats", "requests_made"])
    requests = totals?.number("successful")
    failed = totals?.number("errored")
    readStrategy(
      run.place(["config", "strategy"]) ?? run.place(["args", "strategy"])
        ?? run.place(["scheduler", "strategy"]))
    let duration = run.number("duration").positive ?? Self.duration(of: run)
    // Requests that were cut off by the end worked for their tokens too.
    if let duration {
      let counts = run.place(["metrics", "output_token_count"])
      let all = ["successful", "incomplete"].compactMap { counts?.number($0, "total_sum") }
      if !all.isEmpty { outputTokensPerSecond = all.reduce(0, +) / duration }
      if let served = requests { servedPerSecond = served / duration }
    }
    outputTokensPerSecond =
      outputTokensPerSecond.positive
      ?? run.number("metrics", "output_tokens_per_second", "total", "mean")
      ?? run.number("metrics", "output_tokens_per_second", "successful", "mean")
    firstTokenSeconds = mean("time_to_first_token_ms").map { $0 / 1e3 }
    betweenPiecesSeconds = mean("inter_token_latency_ms").map { $0 / 1e3 }
    // In seconds in all versions.
    endToEndSeconds = mean("request_latency")
    // Tokens over the whole time, the first included, is what it calls time per output token.
    perTokenSeconds = betweenPiecesSeconds
    obstacle = SharedPrompts.obstacle(
      inGuideLLM: run, of: file, promptTokens: promptTokens, requests: requests)
    if let count = run.number("metrics", "prompt_token_count", "successful", "mean"), count == 0 {
      obstacle = "its prompts were counted as 0 tokens"
    }
  }

  private mutating func readStrategy(_ strategy: JSONPlace?) {
    switch strategy?.string(anyOf: ["type_", "type", "kind"]) ?? "" {
    case "synchronous": concurrency = 1
    case "constant", "poisson", "async":
      requestRate = strategy?.rate("rate")
      concurrency = strategy?.number("max_concurrency")
    case "throughput":
      if let limit = strategy?.number("max_concurrency") {
        concurrency = limit
      } else {
        requestRate = .infinity
      }
    default:
      concurrency = strategy?.number("streams") ?? strategy?.number("max_concurrency")
    }
  }

  private static func duration(of run: JSONPlace) -> Double? {
    for place in [run, run["run_stats"], run["scheduler_metrics"]].compactMap(\.self) {
      if let start = place.number(anyOf: ["measure_start_time", "start_time"]),
        let end = place.number(anyOf: ["measure_end_time", "end_time"]), end > start
      {
        return end - start
      }
    }
    return nil
  }
}
