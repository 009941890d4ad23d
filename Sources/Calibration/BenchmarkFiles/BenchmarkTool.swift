import CheckedJSON

/// The tools whose result files are read.
enum BenchmarkTool: String, CaseIterable {
  case trtllmBench = "trtllm-bench"
  case guideLLM = "GuideLLM"
  case aiPerf = "AIPerf"
  case inferencePerf = "inference-perf"
  case llmPerf = "LLMPerf"
  case benchServe = "vLLM or SGLang bench serve"

  /// Whether a document has this tool's keys.
  func wrote(_ document: JSONPlace) -> Bool {
    switch self {
    case .trtllmBench:
      document.holds("performance", "request_throughput_req_s") || document.holds("request_info")
    case .guideLLM: document.holds("benchmarks")
    case .aiPerf: document.holds("input_config") || document.holds("records", "request_throughput")
    case .inferencePerf: document.holds("successes", "latency")
    case .llmPerf: document.holds("results_ttft_s_mean")
    case .benchServe: document.holds("total_output_tokens")
    }
  }

  /// The runs of a document.
  func points(_ document: JSONPlace) -> [BenchmarkPoint] {
    switch self {
    case .benchServe: [Self.benchServe(document)]
    case .trtllmBench: [Self.trtllmBench(document)]
    case .guideLLM: (document["benchmarks"]?.elements ?? []).map(Self.guideLLM)
    case .aiPerf: [Self.aiPerf(document)]
    case .inferencePerf: [Self.inferencePerf(document)]
    case .llmPerf: [Self.llmPerf(document)]
    }
  }

  private static func benchServe(_ run: JSONPlace) -> BenchmarkPoint {
    let completed = run.number("completed")
    func perRequest(_ key: String) -> Double? {
      run.number(key).flatMap { total in completed.map { total / max(1, $0) } }
    }
    var point = BenchmarkPoint()
    point.model = run.string("model_id") ?? run.string("server_info", "model_path")
    point.promptTokens = perRequest("total_input_tokens")
    point.completionTokens = perRequest("total_output_tokens")
    point.concurrency = run.number("max_concurrency")
    point.requestRate = run.number("request_rate") ?? .infinity
    point.requests = completed
    point.outputTokensPerSecond = run.number("output_throughput")
    point.firstTokenSeconds =
      (run.number("mean_ttft_ms") ?? run.number("median_ttft_ms")).map { $0 / 1e3 }
    point.perTokenSeconds =
      (run.number("mean_tpot_ms") ?? run.number("mean_itl_ms") ?? run.number("median_itl_ms"))
      .map { $0 / 1e3 }
    return point
  }

  private static func trtllmBench(_ run: JSONPlace) -> BenchmarkPoint {
    var point = BenchmarkPoint()
    point.model = run.string("engine", "model")
    point.promptTokens = run.number("request_info", "avg_input_length")
    point.completionTokens = run.number("request_info", "avg_output_length")
    point.requests = run.number("request_info", "num_requests")
    point.concurrency = run.number("request_info", "avg_num_concurrent_requests")
    point.outputTokensPerSecond = run.number("performance", "system_output_throughput_tok_s")
    point.firstTokenSeconds = run.number("streaming_metrics", "avg_ttft_ms").map { $0 / 1e3 }
    point.perTokenSeconds = run.number("streaming_metrics", "avg_tpot_ms").map { $0 / 1e3 }
    return point
  }

  private static func guideLLM(_ run: JSONPlace) -> BenchmarkPoint {
    func mean(_ metric: String) -> Double? { run.number("metrics", metric, "successful", "mean") }
    var point = BenchmarkPoint()
    point.promptTokens = mean("prompt_token_count")
    point.completionTokens = mean("output_token_count")
    point.requests = run.number("metrics", "request_totals", "successful")
    switch run.string("config", "strategy", "type_") ?? "" {
    case "synchronous": point.concurrency = 1
    case "constant", "poisson", "async":
      point.requestRate = run.number("config", "strategy", "rate")
    case "throughput": break
    default:
      point.concurrency =
        run.number("config", "strategy", "streams")
        ?? run.number("config", "strategy", "max_concurrency")
    }
    if let total = run.number("metrics", "output_token_count", "successful", "total_sum"),
      let seconds = run.number("duration"), seconds > 0
    {
      point.outputTokensPerSecond = total / seconds
    }
    point.firstTokenSeconds = mean("time_to_first_token_ms").map { $0 / 1e3 }
    point.perTokenSeconds = mean("inter_token_latency_ms").map { $0 / 1e3 }
    return point
  }

  private static func aiPerf(_ run: JSONPlace) -> BenchmarkPoint {
    let records = run["records"] ?? run
    func average(_ metrics: String...) -> Double? {
      metrics.lazy.compactMap { records.number($0, "avg") }.first
    }
    var point = BenchmarkPoint()
    point.model = run["input_config"]?["endpoint"]?["model_names"]?.elements.first?.textValue
    point.promptTokens = average("input_sequence_length")
    point.completionTokens = average("output_sequence_length")
    point.requests = average("request_count")
    point.concurrency = run.number("input_config", "loadgen", "concurrency")
    point.requestRate = run.number("input_config", "loadgen", "request_rate")
    point.outputTokensPerSecond = average("output_token_throughput")
    point.firstTokenSeconds = average("time_to_first_token", "ttft").map { $0 / 1e3 }
    point.perTokenSeconds = average("inter_token_latency").map { $0 / 1e3 }
    return point
  }

  private static func inferencePerf(_ run: JSONPlace) -> BenchmarkPoint {
    func latency(_ metric: String) -> Double? { run.number("successes", "latency", metric, "mean") }
    var point = BenchmarkPoint()
    point.promptTokens = run.number("successes", "prompt_len", "mean")
    point.completionTokens = run.number("successes", "output_len", "mean")
    point.requests = run.number("successes", "count")
    point.requestRate = run.number("load_summary", "requested_rate")
    point.concurrency = run.number("load_summary", "concurrency")
    point.outputTokensPerSecond = run.number("successes", "throughput", "output_tokens_per_sec")
    point.firstTokenSeconds = latency("time_to_first_token")
    point.perTokenSeconds = latency("time_per_output_token")
    return point
  }

  private static func llmPerf(_ run: JSONPlace) -> BenchmarkPoint {
    var point = BenchmarkPoint()
    point.model = run.string("model")
    point.promptTokens =
      run.number("results_number_input_tokens_mean") ?? run.number("mean_input_tokens")
    point.completionTokens =
      run.number("results_number_output_tokens_mean") ?? run.number("mean_output_tokens")
    point.concurrency = run.number("num_concurrent_requests")
    point.outputTokensPerSecond = run.number("results_mean_output_throughput_token_per_s")
    point.firstTokenSeconds = run.number("results_ttft_s_mean")
    point.perTokenSeconds = run.number("results_inter_token_latency_s_mean")
    return point
  }
}

extension JSONPlace {
  fileprivate subscript(key: String) -> JSONPlace? { (try? object())?[key] }
  fileprivate var elements: [JSONPlace] { (try? array()) ?? [] }
  fileprivate var textValue: String? { try? text() }

  private func place(_ path: [String]) -> JSONPlace? {
    var place: JSONPlace? = self
    for key in path { place = place?[key] }
    return place
  }

  fileprivate func holds(_ path: String...) -> Bool { place(path) != nil }
  fileprivate func string(_ path: String...) -> String? { place(path)?.textValue }

  /// A finite number, also where it stands in a string, as metadata of older files does.
  fileprivate func number(_ path: String...) -> Double? {
    guard let place = place(path) else { return nil }
    let number = (try? place.number(in: -1e15...1e15)) ?? place.textValue.flatMap { Double($0) }
    return number.flatMap { $0.isFinite ? $0 : nil }
  }
}
