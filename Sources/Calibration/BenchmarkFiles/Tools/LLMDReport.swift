import CheckedJSON

extension BenchmarkTool {
  /// The benchmark report of llm-d, which inference-perf writes too, of version 0.2.
  static let llmDReport = BenchmarkTool(
    name: "llm-d's benchmark report",
    wrote: { $0.holds("results", "request_performance") },
    points: { report in
      let load = report.place(["scenario", "load", "standardized"])
      let result = report.place(["results", "request_performance", "aggregate"])
      var point = BenchmarkPoint()
      point.deployment.readStack(report.place(["scenario", "stack"])?.elements ?? [])
      point.deployment.date = report.string("run", "time", "start").flatMap(
        BenchmarkedDeployment.month)
      point.readFigures(ofLLMD: result, tool: load?.string("tool"))
      let rates = result?["throughput"]
      point.servedPerSecond = rates?.number("request_rate", "mean")
      point.outputTokensPerSecond = rates?.number("output_token_rate", "mean")
      point.allTokensPerSecond = rates?.number("total_token_rate", "mean")
      point.requestRate = load?.rate("rate_qps")
      point.concurrency = load?.number("concurrency").positive
      point.obstacle = LLMDReport.obstacle(report, promptTokens: point.promptTokens)
      return [point]
    })

  /// The same report of version 0.1, which keeps what the tool was told as the tool has it.
  static let llmDFirstReport = BenchmarkTool(
    name: "llm-d's benchmark report",
    wrote: { $0.holds("scenario", "load", "name") && $0.holds("metrics", "latency") },
    points: { report in
      let scenario = report["scenario"]
      let result = report["metrics"]
      var point = BenchmarkPoint()
      point.deployment.readHost(scenario)
      point.readFigures(ofLLMD: result, tool: scenario?.string("load", "name"))
      let rates = result?["throughput"]
      point.servedPerSecond = rates?.number("requests_per_sec")
      point.outputTokensPerSecond = rates?.number("output_tokens_per_sec")
      point.allTokensPerSecond = rates?.number("total_tokens_per_sec")
      point.readLoad(ofLLMD: scenario?["load"])
      return [point]
    })
}

enum LLMDReport {
  /// Why a report is not one run of prompts that share nothing; `nil` if it may be.
  static func obstacle(_ report: JSONPlace, promptTokens: Double?) -> String? {
    let load = report.place(["scenario", "load"])
    let settings = load?["standardized"]
    if let others = load?.place(["metadata", "concurrent_with"])?.elements, !others.isEmpty {
      return "other loads ran beside it (\(others.count)), so that it has a part of the deployment"
    }
    if let clients = settings?.number("parallelism"), clients > 1 {
      return "it is of one of \(clients.shortTenths) clients that loaded the deployment together"
    }
    if settings?.flag("multi_turn", "enabled") == true {
      return
        "its prompts begin alike (of talks of several turns) and may have been found in the prefix "
        + "cache, which is not fitted"
    }
    let hits = report.place(["results", "observability", "vllm_prefix_cache_hit_rate"])
    let rates = (hits?["components"]?.elements ?? []).compactMap { $0.number("statistics", "mean") }
    return SharedPrompts.obstacle(cachedShare: rates.max().map { $0 / 100 })
      ?? SharedPrompts.obstacle(
        tokens: settings?.number("prefix", "prefix_len", "value"), of: promptTokens)
  }
}

extension BenchmarkPoint {
  /// Reads counts, lengths and latencies, each with its unit beside it.
  ///
  /// What GuideLLM calls the time per output token has the first token in it; the time between tokens has not.
  fileprivate mutating func readFigures(ofLLMD result: JSONPlace?, tool: String?) {
    func seconds(_ metric: String) -> Double? {
      guard let place = result?.place(["latency", metric]), let mean = place.number("mean") else {
        return nil
      }
      let unit = place.string("units") ?? "s"
      return unit.hasPrefix("ms") ? mean / 1e3 : unit.hasPrefix("us") ? mean / 1e6 : mean
    }
    let counts = result?["requests"]
    failed = counts?.number("failures")
    requests = counts?.number("total").map { max(0, $0 - (failed ?? 0)) }
    promptTokens = counts?.number("input_length", "mean")
    completionTokens = counts?.number("output_length", "mean")
    firstTokenSeconds = seconds("time_to_first_token")
    endToEndSeconds = seconds("request_latency")
    betweenPiecesSeconds = seconds("inter_token_latency")
    let isGuideLLM = tool?.lowercased().contains("guidellm") ?? false
    perTokenSeconds = isGuideLLM ? betweenPiecesSeconds : seconds("time_per_output_token")
  }

  /// Reads the load of a stage from what its tool was told.
  fileprivate mutating func readLoad(ofLLMD load: JSONPlace?) {
    let told = load?["args"]
    let stage = load?.number("metadata", "stage").flatMap { Int(exactly: $0) } ?? 0
    func ofStage(_ place: JSONPlace?) -> JSONPlace? {
      guard let elements = place?.elements, elements.indices.contains(stage) else { return nil }
      return elements[stage]
    }
    concurrency = told?.number("max_concurrency")
    requestRate = told?.rate("request_rate")
    if let stages = ofStage(told?.place(["load", "stages"])) {
      concurrency = stages.number("concurrency_level")
      requestRate = stages.rate("rate")
    }
    if let profile = told?.string("profile"), let rate = ofStage(told?["rate"])?.numberValue {
      if profile == "concurrent" { concurrency = rate }
      if profile == "constant" || profile == "poisson" { requestRate = rate }
    }
    if told?.string("data", "type") == "shared_prefix" {
      obstacle = SharedPrompts.obstacle(
        tokens: told?.number("data", "shared_prefix", "system_prompt_len"), of: promptTokens)
    }
  }
}

extension BenchmarkedDeployment {
  /// Reads the engines of a stack; routers and gateways stand beside them.
  fileprivate mutating func readStack(_ stack: [JSONPlace]) {
    let engines = stack.compactMap { $0["standardized"] }.filter {
      $0.string("kind") == "inference_engine" && $0.number("replicas") != 0
    }
    guard let first = engines.first else { return }
    isDisaggregated = engines.contains { $0.string("role") == "prefill" }
    model = first.string("model", "name")
    gpu = first.string("accelerator", "model")
    readImage(first.string("tool_version") ?? first.string("tool"))
    let replicas = engines.compactMap { $0.number("replicas") }.reduce(0, +)
    let ranks = first.place(["accelerator", "parallelism"])
    let groups = ranks?.number("dp") ?? 1
    if replicas * groups > 1 { copies = Int(min(1e6, replicas * groups)) }
    // Where nothing is known of a deployment, the ranks are ones and the count is zero.
    guard (first.number("accelerator", "count") ?? 1) > 0, let ranks else { return }
    tensor = ranks.count(anyOf: ["tp"])
    pipeline = ranks.count(anyOf: ["pp"])
    expert = ranks.count(anyOf: ["ep"])
  }

  /// Reads the hosts of the first version, each with its accelerators and engine.
  fileprivate mutating func readHost(_ scenario: JSONPlace?) {
    model = scenario?.string("model", "name")
    let kinds = scenario?.place(["host", "type"])?.elements.compactMap(\.textValue) ?? []
    isDisaggregated = kinds.contains("prefill")
    let hosts = scenario?.place(["host", "accelerator"])?.elements ?? []
    let engines = scenario?.place(["platform", "engine"])?.elements ?? []
    readImage(engines.first?.string("name"))
    guard let first = hosts.first else { return }
    gpu = first.string("model")
    tensor = first["parallelism"]?.count(anyOf: ["tp"])
    let groups = first.number("parallelism", "dp") ?? 1
    if Double(hosts.count) * groups > 1 { copies = Int(min(1e6, Double(hosts.count) * groups)) }
  }

  /// The engine and its version by the name of an image; llm-d's own images have versions of llm-d.
  private mutating func readImage(_ image: String?) {
    guard let image = image?.lowercased(), !image.isEmpty else { return }
    if image.contains("sglang") {
      engine = "SGLang"
    } else if image.contains("vllm") || image.contains("llm-d") {
      engine = "vLLM"
    }
    if image.contains("vllm-openai") || image.contains("sglang") { engineVersion = image }
  }
}
