import CheckedJSON

extension BenchmarkTool {
  /// The aggregates of InferenceX (InferenceMAX): latencies in seconds, throughput of each GPU.
  ///
  /// Rows of its dashboard keep the figures under `metrics`, and call the ranks of one node those of prefill and of
  /// decode alike.
  static let inferenceX = BenchmarkTool(
    name: "InferenceX",
    wrote: {
      $0.holds("tput_per_gpu") || $0.holds("output_tput_per_gpu")
        || $0.holds("metrics", "tput_per_gpu") || $0.holds("metrics", "output_tput_per_gpu")
        || ($0.holds("infmax_model_prefix") && $0.holds("request_metrics"))
    },
    points: { run in
      if run.holds("request_metrics") {
        return [BenchmarkPoint(obstacle: "its requests are those of agents, \(agents)")]
      }
      let figures = run["metrics"] ?? run
      var point = BenchmarkPoint()
      point.deployment.readKeys(of: run)
      if point.deployment.tensor == nil, !run.flag("disagg"), !run.flag("is_multinode") {
        point.deployment.readOneNode(of: run)
      }
      point.deployment.model = run.string(anyOf: ["model", "infmax_model_prefix"])
      point.deployment.gpu = point.deployment.gpu ?? run.string("device")
      point.deployment.weightType = run.string("precision")
      switch run.string("framework")?.lowercased() ?? "" {
      case let name where name.hasPrefix("trt") || name.contains("trt"):
        point.deployment.engine = "TensorRT-LLM"
      case let name where name.contains("sglang"): point.deployment.engine = "SGLang"
      case let name where name.contains("vllm"): point.deployment.engine = "vLLM"
      case let name where name.hasPrefix("atom"): point.deployment.engine = "ATOM"
      case let name: point.deployment.engine = name.isEmpty ? nil : name
      }
      point.deployment.engineVersion = run.string("image")
      let chips = point.deployment.tensor.map { $0 * (point.deployment.pipeline ?? 1) }
      if run.flag("is_multinode") || chips == nil {
        point.obstacle = "it is of several nodes, whose layout is not one replica's"
      }
      if (run.number("pcp_size") ?? 1) > 1 || (run.number("dcp_size") ?? 1) > 1 {
        point.obstacle =
          "it spreads each context over several GPUs (PCP or DCP), which is not fitted"
      }
      // Lengths are drawn between 0.8 and 1 of the nominal ones unless it says otherwise.
      let range = run.number("random_range_ratio") ?? 0.8
      func mean(_ key: String) -> Double? {
        run.number("mean_\(key)") ?? run.number(key).map { $0 * (1 + min(1, max(0, range))) / 2 }
      }
      point.promptTokens = mean("isl")
      point.completionTokens = mean("osl")
      point.concurrency = run.number("conc")
      if let chips {
        point.outputTokensPerSecond = figures.number("output_tput_per_gpu").map {
          $0 * Double(chips)
        }
        // Prompts and answers together; the oldest rows have no other.
        point.allTokensPerSecond = figures.number("tput_per_gpu").map { $0 * Double(chips) }
      }
      point.firstTokenSeconds = figures.number("mean_ttft")
      if point.firstTokenSeconds == nil {
        point.firstTokenSeconds = figures.number("median_ttft")
        point.firstTokenStatistic = .median
      }
      point.perTokenSeconds = figures.number(anyOf: ["mean_tpot", "median_tpot"])
      point.endToEndSeconds = figures.number("mean_e2el")
      return [point]
    })

  private static let agents = "which call again with what they called before, and are not fitted"
}

extension BenchmarkedDeployment {
  /// Reads the ranks of one node, which stand there once for prefill and once for decode.
  fileprivate mutating func readOneNode(of run: JSONPlace) {
    let ranks = run.count(anyOf: ["decode_tp"])
    guard ranks == run.count(anyOf: ["prefill_tp"]) else { return }
    tensor = ranks
    expert = expert ?? run.count(anyOf: ["decode_ep"])
    if run.flag("decode_dp_attention") { attentionData = attentionData ?? tensor }
  }
}
