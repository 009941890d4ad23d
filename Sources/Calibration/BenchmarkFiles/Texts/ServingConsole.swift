import CheckedJSON

/// What `vllm bench serve`, SGLang's `bench_serving` and its `bench_offline_throughput` print at the end of
/// a run.
enum ServingConsole {
  /// The runs, with the keys that the same tools write to JSON; `nil` for text that holds none.
  ///
  /// What stands before a run's result, the command and its settings, belongs to it as well.
  static func runs(_ text: String) -> [JSONValue]? {
    let titles = ["Serving Benchmark Result", "Offline Throughput Benchmark Result"]
    guard titles.contains(where: text.contains) else { return nil }
    var runs: [JSONValue] = []
    var settings: [String: JSONValue] = [:]
    var run: [String: JSONValue]?
    var isOffline = false
    func end() {
      guard var finished = run else { return }
      if isOffline {
        finished["successful_requests"] = finished.removeValue(forKey: "completed")
        finished["total_latency"] = finished.removeValue(forKey: "duration")
      }
      // vLLM prints a limit and a rate where they were set, and failures since it does so.
      if finished["failed"] != nil, finished["max_concurrency"] == nil,
        finished["request_rate"] == nil, finished["backend"] == nil
      {
        finished["request_rate"] = .string("inf")
      }
      for (key, value) in settings where finished[key] == nil { finished[key] = value }
      runs.append(.object(finished))
      run = nil
    }
    for line in text.split(whereSeparator: \.isNewline) {
      if let title = titles.first(where: line.contains) {
        end()
        run = [:]
        isOffline = title == titles[1]
        continue
      }
      if run != nil, line.filter({ $0 == "=" }).count > 30 {
        end()
        // A server that was started before several runs is that of all of them.
        settings = settings.filter { ToolSettings.ofServer.contains($0.key) }
        continue
      }
      if run == nil {
        if ToolSettings.startsServer(line) { settings = [:] }
        ToolSettings.read(line, into: &settings)
      }
      guard let (label, value) = labelled(line) else { continue }
      if let key = keys[label] {
        if run == nil { settings[key] = value } else { run?[key] = value }
      }
    }
    end()
    return runs
  }

  private static func labelled(_ line: Substring) -> (label: String, value: JSONValue)? {
    guard let colon = line.lastIndex(of: ":") else { return nil }
    func trimmed(_ text: Substring) -> String {
      String(
        text.drop { $0 == " " || $0 == "|" || $0 == "\t" }.reversed()
          .drop { $0 == " " || $0 == "|" || $0 == "\t" || $0 == "\r" }.reversed())
    }
    let label = trimmed(line[..<colon])
    let text = trimmed(line[line.index(after: colon)...])
    guard text != "None", text != "not set" else { return (label, .null) }
    // What the number means follows it in brackets: `0.5 (Gamma distribution)`.
    let value = label == "Burstiness factor" ? text.prefix { $0 != " " } : text[...]
    return (label, JSONValue(cell: value.filter { $0 != "," }))
  }

  private static let keys = [
    "Backend": "backend", "Successful requests": "completed", "Failed requests": "failed",
    "Maximum request concurrency": "max_concurrency", "Max request concurrency": "max_concurrency",
    "Request rate configured (RPS)": "request_rate", "Traffic request rate": "request_rate",
    "Traffic ramp-up strategy": "ramp_up_strategy", "Burstiness factor": "burstiness",
    "Benchmark duration (s)": "duration", "Total input tokens": "total_input_tokens",
    "Total input vision tokens": "total_input_vision_tokens",
    "Total generated tokens": "total_output_tokens",
    "Request throughput (req/s)": "request_throughput",
    "Output token throughput (tok/s)": "output_throughput", "Mean TTFT (ms)": "mean_ttft_ms",
    "Median TTFT (ms)": "median_ttft_ms", "Mean TPOT (ms)": "mean_tpot_ms",
    "Median TPOT (ms)": "median_tpot_ms", "Mean ITL (ms)": "mean_itl_ms",
    "Median ITL (ms)": "median_itl_ms", "Mean E2EL (ms)": "mean_e2el_ms",
    "Mean E2E Latency (ms)": "mean_e2e_latency_ms", "Accept length": "accept_length",
    "Acceptance length": "spec_decode_acceptance_length",
    "Acceptance rate (%)": "spec_decode_acceptance_rate",
  ]

  /// The keys of labels, for tables that have the labels as columns.
  static func key(ofLabel label: String) -> String? { keys[label] }
}

/// What a tool was told, as its command line (`--max-concurrency 16`) or the echo of its settings
/// (`max_concurrency=16`) says.
enum ToolSettings {
  /// Adds what a line of console text says.
  static func read(_ line: Substring, into settings: inout [String: JSONValue]) {
    let words = line.split { $0 == " " || $0 == "\t" || $0 == "\\" }.map(String.init)
    for (index, word) in words.enumerated() {
      // A module that Python runs is no model: `python -m sglang.bench_serving`.
      if word == "-m", index > 0, words[index - 1].contains("python") { continue }
      if word.hasPrefix("--") || ["-m", "-c", "-tp", "-pp", "-dp", "-sc"].contains(word) {
        let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
        if let flag = flags[parts[0]] {
          settings[flag] = .bool(true)
          continue
        }
        guard let key = options[parts[0]] else { continue }
        let value = parts.count > 1 ? parts[1] : index + 1 < words.count ? words[index + 1] : ""
        set(key, value, in: &settings)
      } else {
        // The first stands after the name of its kind: `server_args=ServerArgs(model_path='m',`.
        let echoed: [Substring] = [word[...], word.split(separator: "(").last ?? ""]
        for echo in echoed {
          guard let equals = echo.firstIndex(of: "="),
            let key = echoes[String(echo[..<equals].drop { !$0.isLetter })]
          else { continue }
          set(key, String(echo[echo.index(after: equals)...]), in: &settings)
          break
        }
      }
    }
  }

  private static func set(
    _ key: String, _ written: String, in settings: inout [String: JSONValue]
  ) {
    let value = written.filter { !"'\",()[]{}".contains($0) }
    guard !value.isEmpty, value != "None", value != "null" else { return }
    settings[key] = JSONValue(cell: value)
  }

  /// What is told of a server, and not of a run.
  static let ofServer: Set<String> = [
    "model_id", "tp", "pp", "dp_size", "ep_size", "enable_expert_parallel", "enable_dp_attention",
    "cpu_offload_gb", "quantization", "kv_cache_dtype", "speculative_algorithm",
    "speculative_config",
    "disaggregation_mode", "enable_lora", "lora_modules", "lora_paths",
  ]

  /// Whether a line starts a server.
  static func startsServer(_ line: Substring) -> Bool {
    ["vllm serve ", ".launch_server", ".api_server", "trtllm-serve "].contains(where: line.contains)
  }

  private static let options = [
    "--max-concurrency": "max_concurrency", "--request-rate": "request_rate",
    "--concurrency": "max_concurrency", "--model": "model_id", "--model-path": "model_id",
    "-m": "model_id", "--batch-size": "batch_size", "--input-len": "input_len",
    "--output-len": "output_len", "--kv-cache-dtype": "kv_cache_dtype", "--backend": "backend",
    "--tp": "tp", "-tp": "tp", "--tp-size": "tp", "--tensor-parallel-size": "tp", "--pp": "pp",
    "--pp-size": "pp", "--pipeline-parallel-size": "pp", "-pp": "pp", "--dp": "dp_size",
    "-dp": "dp_size", "--dp-size": "dp_size", "--data-parallel-size": "dp_size",
    "--ep": "ep_size", "--ep-size": "ep_size", "--cpu-offload-gb": "cpu_offload_gb",
    "--speculative-config": "speculative_config", "-sc": "speculative_config",
    "--speculative-algorithm": "speculative_algorithm",
    "--speculative-algo":
      "speculative_algorithm", "--quantization": "quantization",
    "--num-prompts": "num_prompts", "--dataset-name": "dataset_name",
    "--random-prefix-len": "random_prefix_len", "--prefix-len": "prefix_len",
    "--ramp-up-strategy": "ramp_up_strategy", "--burstiness": "burstiness",
    "--lora-modules": "lora_modules", "--lora-paths": "lora_paths", "--lora-name": "lora_name",
    "--ramp-up-start-rps": "ramp_up_start_rps", "--ramp-up-end-rps": "ramp_up_end_rps",
  ]
  /// Options that stand without a value.
  private static let flags = [
    "--enable-expert-parallel": "enable_expert_parallel",
    "--enable-dp-attention": "enable_dp_attention", "--enable-lora": "enable_lora",
  ]
  private static let echoes = [
    "dp_size": "dp_size", "data_parallel_size": "dp_size", "ep_size": "ep_size",
    "cpu_offload_gb": "cpu_offload_gb",
    "max_concurrency": "max_concurrency", "request_rate": "request_rate", "model": "model_id",
    "model_path": "model_id", "backend": "backend", "num_prompts": "num_prompts",
    "batch_size": "batch_size", "input_len": "input_len", "output_len": "output_len",
    "tensor_parallel_size": "tp", "tp_size": "tp", "pipeline_parallel_size": "pp", "pp_size": "pp",
    "quantization": "quantization", "kv_cache_dtype": "kv_cache_dtype",
    "speculative_algorithm": "speculative_algorithm", "speculative_config": "speculative_config",
    "ramp_up_strategy": "ramp_up_strategy", "burstiness": "burstiness",
    "lora_modules": "lora_modules", "lora_paths": "lora_paths", "lora_name": "lora_name",
    "enable_lora": "enable_lora", "dataset_name": "dataset_name",
    "random_prefix_len": "random_prefix_len", "disaggregation_mode": "disaggregation_mode",
  ]
}
