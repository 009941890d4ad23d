import CheckedJSON

/// What `trtllm-bench throughput` and `latency` print at the end of a run.
enum TRTLLMConsole {
  /// The runs, with the keys and sections that the tool writes to JSON; `nil` for text that holds none.
  ///
  /// A run starts with its model and ends with the next one's; percentiles and token statistics are passed
  /// over.
  static func runs(_ text: String) -> [JSONValue]? {
    guard text.contains("PERFORMANCE OVERVIEW") || text.contains("WORLD + RUNTIME INFORMATION")
    else { return nil }
    var runs: [JSONValue] = []
    var run: [String: [String: JSONValue]] = [:]
    func end() {
      if run["performance"] != nil { runs.append(.object(run.mapValues { .object($0) })) }
      run = [:]
    }
    for line in text.split(whereSeparator: \.isNewline) {
      guard let (label, value) = labelled(line), let (section, key) = keys[label] else { continue }
      // What was printed of the machine again before the figures belongs to the same run.
      if section == "engine", run["performance"] != nil { end() }
      run[section, default: [:]][key] = value
    }
    end()
    for (index, finished) in runs.enumerated() { runs[index] = completed(finished) }
    return runs.isEmpty ? nil : runs
  }

  /// The chips of a run, which is the product of what is printed: tensor and pipeline ranks.
  private static func completed(_ run: JSONValue) -> JSONValue {
    guard case .object(var sections) = run, case .object(var world) = sections["world_info"],
      world["world_size"] == nil, case .number(let tensor) = world["tp_size"]
    else { return run }
    var pipeline = 1.0
    if case .number(let stages) = world["pp_size"] { pipeline = stages }
    world["world_size"] = .number(tensor * pipeline)
    sections["world_info"] = .object(world)
    return .object(sections)
  }

  /// A label and its value; a log's prefix before them, such as `[TensorRT-LLM][INFO]`, is left out.
  private static func labelled(_ line: Substring) -> (label: String, value: JSONValue)? {
    guard let colon = line.lastIndex(of: ":") else { return nil }
    func trimmed(_ text: Substring) -> String {
      let blanks: Set<Character> = [" ", "\t", "\r", "|"]
      return String(
        text.drop(while: blanks.contains).reversed().drop(while: blanks.contains).reversed())
    }
    var label = line[..<colon]
    // A path or a time in the value has colons too, and all known labels have none.
    if let first = line.firstIndex(of: ":"), first != colon, keys[trimmed(line[..<first])] != nil {
      label = line[..<first]
    }
    let name = trimmed(label)
    let short = name.firstRange(of: "] ").map { String(name[$0.upperBound...]) } ?? name
    let text = trimmed(line[line.index(after: label.endIndex)...])
    guard text != "None", !text.isEmpty else { return nil }
    return (keys[name] == nil ? short : name, JSONValue(cell: text.filter { $0 != "," }))
  }

  private static let keys: [String: (section: String, key: String)] = [
    "Model": ("engine", "model"), "Model Path": ("engine", "model_path"),
    "Engine Directory": ("engine", "engine_dir"), "Revision": ("engine", "revision"),
    "TensorRT-LLM Version": ("engine", "version"), "TensorRT LLM Version": ("engine", "version"),
    "TRT-LLM Version": ("engine", "version"), "Dtype": ("engine", "dtype"),
    "KV Cache Dtype": ("engine", "kv_cache_dtype"), "Quantization": ("engine", "quantization"),
    "TP Size": ("world_info", "tp_size"), "PP Size": ("world_info", "pp_size"),
    "EP Size": ("world_info", "ep_size"), "World Size": ("world_info", "world_size"),
    "Max Runtime Batch Size": ("world_info", "max_batch_size"),
    "Max Runtime Tokens": ("world_info", "max_num_tokens"),
    "Number of requests": ("request_info", "num_requests"),
    "Number of Requests": ("request_info", "num_requests"),
    "Number of concurrent requests": ("request_info", "avg_num_concurrent_requests"),
    "Average Input Length (tokens)": ("request_info", "avg_input_length"),
    "Average Output Length (tokens)": ("request_info", "avg_output_length"),
    "Request Throughput (req/sec)": ("performance", "request_throughput_req_s"),
    "Total Output Throughput (tokens/sec)": ("performance", "system_output_throughput_tok_s"),
    // Versions of 2024 count output alone under this name.
    "Token Throughput (tokens/sec)": ("performance", "system_output_throughput_tok_s"),
    "Total Latency (ms)": ("performance", "total_latency_ms"),
    "Total Latency (seconds)": ("performance", "total_latency_s"),
    "Average request latency (ms)": ("performance", "avg_request_latency_ms"),
    "[DAR] AVERAGE": ("decoding_stats", "draft_acceptance_rate"),
    "[AL] AVERAGE": ("decoding_stats", "acceptance_length"),
    "Average time-to-first-token [TTFT] (ms)": ("streaming_metrics", "avg_ttft_ms"),
    "Average time-per-output-token [TPOT] (ms)": ("streaming_metrics", "avg_tpot_ms"),
  ]
}
