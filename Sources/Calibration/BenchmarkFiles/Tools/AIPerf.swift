import CheckedJSON

extension BenchmarkTool {
  /// AIPerf, and GenAI-Perf of both forms: what was asked for stands under `input_config`.
  static let aiPerf = BenchmarkTool(
    name: "AIPerf",
    wrote: {
      $0.holds("input_config") || $0.holds("records", "request_throughput")
        || ($0.holds("output_token_throughput") && $0.holds("request_throughput"))
    },
    points: { run in
      let records = run["records"] ?? run
      func average(_ metrics: String...) -> Double? {
        metrics.lazy.compactMap { records.number($0, "avg") ?? records.number($0) }.first
      }
      func seconds(_ metrics: String...) -> Double? {
        metrics.lazy.compactMap { metric in
          records.number(metric, "avg").map { value in
            switch records.string(metric, "unit") ?? "ms" {
            case "ns": value / 1e9
            case "us": value / 1e6
            case "s", "sec": value
            default: value / 1e3
            }
          }
        }.first
      }
      let asked = run["input_config"]
      var point = BenchmarkPoint()
      let models = Set(asked.map(Self.models) ?? []).sorted()
      if models.count == 1 { point.deployment.model = models[0] }
      switch asked?.string("backend")?.lowercased() ?? asked?.string("endpoint", "backend") ?? "" {
      case "vllm":
        point.deployment.engine = "vLLM"
        point.deployment.isEngineOfClient = true
      case "tensorrtllm": point.deployment.engine = "TensorRT-LLM"
      default: break
      }
      if let asked { point.deployment.readKeys(of: asked) }
      point.promptTokens = average("input_sequence_length")
      point.completionTokens = average("output_sequence_length")
      point.requests = average("request_count")
      point.failed = average("error_request_count")
      for load in [
        asked?["loadgen"], asked?.place(["perf_analyzer", "stimulus"]), asked?["stimulus"], asked,
      ].compactMap(\.self) where point.concurrency == nil && point.requestRate == nil {
        point.concurrency = load.number("concurrency")
        point.requestRate = load.rate("request_rate")
      }
      if let asked {
        point.obstacle = SharedPrompts.obstacle(inAsked: asked, promptTokens: point.promptTokens)
      }
      // What the server said of its cache (aiperf/metrics/types/usage_*), as the share of all prompts or of one.
      let cached = average("usage_prompt_cache_read_tokens").map {
        $0 / max(1, point.promptTokens ?? 1)
      }
      point.obstacle =
        SharedPrompts.obstacle(
          cachedShare: average("overall_usage_prompt_cache_read_pct").map { $0 / 100 } ?? cached)
        ?? point.obstacle
      if (average("spec_decode_acceptance_length") ?? 0) > 1.01 {
        point.deployment.speculation = "by its acceptance"
      }
      if average("num_images").positive != nil {
        point.obstacle = "its prompts hold images, whose towers are not fitted"
      }
      point.readPhases(of: asked)
      point.burstiness =
        asked?.number("loadgen", "arrival_smoothness") ?? asked?.number("arrival_smoothness")
      if models.count > 1 {
        point.obstacle =
          "it asked \(models.count) models together "
          + "(\(models.joined(separator: ", ").shortened(to: 80))), whose figures are not told apart"
      }
      point.servedPerSecond = average("request_throughput")
      point.outputTokensPerSecond = average("output_token_throughput")
      point.firstTokenSeconds = seconds("time_to_first_token", "ttft")
      point.betweenPiecesSeconds = seconds("inter_token_latency")
      point.endToEndSeconds = seconds("request_latency")
      point.perTokenSeconds = point.betweenPiecesSeconds
      return [point]
    })

  /// The models that were asked.
  private static func models(_ asked: JSONPlace) -> [String] {
    for place in [
      asked.place(["endpoint", "model_names"]), asked["model_names"], asked["model"],
      asked.place(["endpoint", "model"]),
    ].compactMap(\.self) {
      if let name = place.textValue { return [name] }
      let names = place.elements.compactMap(\.textValue)
      if !names.isEmpty { return names }
    }
    return asked.place(["models", "items"])?.elements.compactMap { $0.string("name") } ?? []
  }
}

extension BenchmarkPoint {
  /// Reads the load of the phase that was measured, of versions that run several in turn.
  fileprivate mutating func readPhases(of asked: JSONPlace?) {
    let phases = (asked?["phases"]?.elements ?? []).filter {
      ($0.string("kind") ?? $0.string("name")) != "warmup" && !$0.flag("exclude_from_results")
    }
    guard let phase = phases.first else { return }
    guard phases.count == 1 else {
      obstacle = "it measured \(phases.count) phases together, each with a load of its own"
      return
    }
    concurrency = phase.number("concurrency")
    requestRate = phase.rate("rate")
    if phase.string("type") == "fixed_schedule" || (try? phase["rate_series"]?.object()) != nil {
      obstacle = "its requests came as a schedule told, which is no one load"
    }
  }
}
