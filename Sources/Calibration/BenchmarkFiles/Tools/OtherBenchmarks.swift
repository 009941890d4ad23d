import CheckedJSON

extension BenchmarkTool {
  /// The summary of `evalscope perf`; a rate of −1 sends as fast as the limit in flight allows.
  static let evalScope = BenchmarkTool(
    name: "evalscope perf",
    wrote: {
      $0.holds("Number of concurrency")
        || ($0.holds("Concurrency") && $0.holds("Output Throughput (tok/s)"))
    },
    points: { run in
      var point = BenchmarkPoint()
      point.deployment.model = run.string(anyOf: ["Model", "model"])
      point.deployment.readKeys(of: run)
      point.promptTokens = run.number(anyOf: [
        "Average input tokens per request", "Avg Input Tokens",
      ])
      point.completionTokens = run.number(anyOf: [
        "Average output tokens per request", "Avg Output Tokens",
      ])
      point.concurrency = run.number(anyOf: ["Number of concurrency", "Concurrency"])
      point.requestRate = run.rate("Request rate (req/s)") ?? run.rate("Request Rate (req/s)")
      point.requests = run.number(anyOf: [
        "Succeed requests", "Success Requests", "Total requests", "Total Requests",
      ])
      point.failed = run.number(anyOf: ["Failed requests", "Failed Requests"])
      point.servedPerSecond = run.number(anyOf: [
        "Request throughput (req/s)", "Req Throughput (req/s)", "Average QPS",
        "Average requests per second",
      ])
      point.outputTokensPerSecond = run.number(anyOf: [
        "Output token throughput (tok/s)", "Output Token throughput (tok/s)",
        "Output Throughput (tok/s)", "Average output tokens per second",
      ])
      // Its newest keys tell milliseconds (evalscope/perf/utils/perf_constants.py).
      func seconds(_ old: String, _ new: String) -> Double? {
        run.number(old) ?? run.number(new).map { $0 / 1e3 }
      }
      point.firstTokenSeconds = seconds("Average time to first token (s)", "TTFT (ms)")
      point.perTokenSeconds = seconds("Average time per output token (s)", "TPOT (ms)")
      point.betweenPiecesSeconds = seconds("Average inter-token latency (s)", "ITL (ms)")
      point.endToEndSeconds = run.number(anyOf: ["Average latency (s)", "Avg Latency (s)"])
      point.obstacle = SharedPrompts.obstacle(
        cachedShare: run.number("KV Cache Hit Rate (%)").map { $0 / 100 })
      return [point]
    })

  /// Hugging Face's inference-benchmarker: a limit of virtual users, or a rate.
  static let inferenceBenchmarker = BenchmarkTool(
    name: "inference-benchmarker",
    wrote: { $0["results"]?.elements.first?.holds("executor_type") ?? false },
    points: { file in
      (file["results"]?.elements ?? []).filter { $0.string("id") != "warmup" }.map { run in
        var point = BenchmarkPoint()
        point.deployment.model =
          file.string("config", "model") ?? file.string("config", "model_name")
        let requests = run.number("successful_requests") ?? run.number("total_requests")
        point.requests = requests
        point.failed = run.number("failed_requests")
        let each = requests.map { max(1, $0) }
        point.completionTokens = run.number("total_tokens").flatMap { sum in each.map { sum / $0 } }
        point.promptTokens = run.number(anyOf: ["total_tokens_sent", "total_prompt_tokens"])
          .flatMap { sum in each.map { sum / $0 } }
        if run.string("executor_type") == "ConstantArrivalRate" {
          point.requestRate = run.rate("config", "rate")
        } else {
          point.concurrency = run.number("config", "max_vus")
        }
        point.servedPerSecond =
          run.number("successful_request_rate") ?? run.number("request_rate")
        point.outputTokensPerSecond = run.number("token_throughput_secs")
        func seconds(_ metric: String) -> Double? {
          run.number(metric, "avg").map { $0 / 1e3 }
        }
        point.firstTokenSeconds = seconds("time_to_first_token_ms")
        point.betweenPiecesSeconds = seconds("inter_token_latency_ms")
        point.perTokenSeconds = point.betweenPiecesSeconds
        point.endToEndSeconds = seconds("e2e_latency_ms")
        return point
      }
    })

  /// optimum-benchmark: prefill and decode of one static batch.
  static let optimum = BenchmarkTool(
    name: "optimum-benchmark",
    wrote: {
      $0.holds("report", "decode") || ($0.holds("prefill") && $0.holds("decode", "latency"))
    },
    points: { file in
      let report = file["report"] ?? file
      let config = file["config"] ?? file
      var point = BenchmarkPoint()
      let engine = config.string("backend", "name")
      point.deployment.engine = engine == "vllm" ? "vLLM" : engine
      point.deployment.model = config.string("backend", "model")
      if let backend = config["backend"] { point.deployment.readOptimum(backend) }
      point.deployment.engineVersion = config.string("backend", "version")
      point.deployment.gpu = config.place(["environment", "gpu"])?.elements.first?.textValue
      let shapes = config.place(["scenario", "input_shapes"])
      let batch = shapes?.number("batch_size")
      point.staticBatch = batch
      point.promptTokens = shapes?.number("sequence_length")
      let first = report.number("prefill", "latency", "mean")
      let decode = report.number("decode", "latency", "mean")
      let asked = config.number("scenario", "generate_kwargs", "max_new_tokens")
      if let batch = batch.positive, let decode = decode.positive {
        let counted = report.number("decode", "throughput", "value").map { $0 * decode / batch + 1 }
        point.completionTokens = asked ?? counted?.rounded()
      }
      point.firstTokenSeconds = first
      if let first, let decode { point.batchSeconds = first + decode }
      if let decode, let completion = point.completionTokens, completion > 1 {
        point.perTokenSeconds = decode / (completion - 1)
      }
      return [point]
    })

  /// The log of an MLPerf run: tokens each second, of a data set whose lengths it does not tell.
  static let mlPerf = BenchmarkTool(
    name: "MLPerf's log summary",
    wrote: { $0.holds("MLPerf scenario") },
    points: { run in
      var point = BenchmarkPoint()
      point.deployment.engine = nil
      if run.string("Result is") == "INVALID" { point.obstacle = "MLPerf calls its result invalid" }
      let samples = run.number(anyOf: ["Samples per second", "Completed samples per second"])
      let tokens = run.number(anyOf: ["Tokens per second", "Completed tokens per second"])
      point.servedPerSecond = samples
      point.outputTokensPerSecond = tokens
      if let samples, let tokens, samples > 0 { point.completionTokens = tokens / samples }
      switch run.string("MLPerf scenario") ?? "" {
      case "Offline":
        point.requestRate = .infinity
        point.requests = run.number("samples_per_query")
      case "Server", "Interactive":
        point.requestRate = run.rate("Scheduled samples per second") ?? run.rate("target_qps")
      default: point.obstacle = "MLPerf's scenario is neither Offline, Server nor Interactive"
      }
      if tokens == nil { point.obstacle = "it counts samples, not tokens" }
      return [point]
    })

  /// The leaderboard of ML.ENERGY, which does not tell the lengths of prompts.
  static let mlEnergy = BenchmarkTool(
    name: "ML.ENERGY",
    wrote: { $0.holds("configurations") && $0.holds("model_id") },
    points: { file in
      (file["configurations"]?.elements ?? []).map { run in
        var point = BenchmarkPoint()
        let layout = run["parallelization"]
        point.deployment.engine = "vLLM"
        point.deployment.model = file.string("model_id")
        point.deployment.gpu = run.string("gpu_model")
        point.deployment.tensor = layout?.count(anyOf: ["tensor_parallel"])
        point.deployment.expert = layout?.count(anyOf: ["expert_parallel"])
        point.deployment.chips = run.count(anyOf: ["num_gpus"])
        if (layout?.number("data_parallel") ?? 1) > 1 {
          point.deployment.copies = layout?.count(anyOf: ["data_parallel"])
        }
        point.deployment.weightType = file.string("weight_precision")
        point.promptTokens = run.number(anyOf: ["avg_input_len", "avg_prompt_len"])
        point.completionTokens = run.number("avg_output_len")
        point.concurrency = run.number("avg_batch_size")
        point.outputTokensPerSecond = run.number("output_throughput_tokens_per_sec")
        point.betweenPiecesSeconds = run.number("median_itl_ms").map { $0 / 1e3 }
        point.perTokenSeconds = point.betweenPiecesSeconds
        return point
      }
    })

  /// The tables of Argonne's LLM-Inference-Bench, which count prompts as well as completions.
  static let argonne = BenchmarkTool(
    name: "LLM-Inference-Bench",
    wrote: { $0.holds("Hardware") && $0.holds("Framework") && $0.holds("Batch Size") },
    points: { run in
      var point = BenchmarkPoint()
      point.deployment.gpu = run.string("Hardware")
      point.deployment.chips = run.count(anyOf: ["Num of Hardware"])
      point.deployment.engine = run.string("Framework")
      point.deployment.model = run.string("Model")
      point.staticBatch = run.number("Batch Size")
      let both = run.number("Input Output Length")
      point.promptTokens = both ?? run.number("Input Length")
      point.completionTokens = both ?? run.number("Output Length")
      if let each = point.promptTokens, let answer = point.completionTokens,
        let throughput = run.number(anyOf: [
          "Throughput (tokens/sec)", "Throughput", "throughput", "Throughput (tokens/second)",
        ])
      {
        point.outputTokensPerSecond = throughput * answer / (each + answer)
      }
      if let first = run.number(anyOf: ["TTFT Latency", "TTFT"]) {
        point.firstTokenSeconds = first
        if point.completionTokens == 1 {
          // The time to the end beside it is of a longer run, whose length is not told.
          point.endToEndSeconds = nil
        }
      } else if !run.holds("Throughput"), point.outputTokensPerSecond == nil {
        point.obstacle = "its row ends before its figures"
      }
      return [point]
    })

  /// `vllm bench startup`, which times how long a server takes to start.
  static let benchStartup = BenchmarkTool(
    name: "vllm bench startup",
    wrote: { $0.holds("avg_cold_startup_time") || $0.holds("avg_warm_startup_time") },
    points: { _ in
      [
        BenchmarkPoint(
          obstacle: "it tells how long a server takes to start, not how fast it serves")
      ]
    })

  /// Testers of any HTTP server, which count requests and not tokens.
  static let plainLoadTesters = BenchmarkTool(
    name: "k6 or Locust",
    wrote: {
      $0.holds("metrics", "http_req_duration")
        || ($0.holds("Request Count") && $0.holds("Failure Count"))
    },
    points: { _ in
      [
        BenchmarkPoint(
          obstacle: "k6 and Locust count requests, not their tokens; run a benchmark of language "
            + "models")
      ]
    })
}
