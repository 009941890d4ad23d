import CheckedJSON

/// What `vllm bench throughput` and `vllm bench latency` print at the end of a run.
enum VLLMConsole {
  /// The runs, with the keys that the same tools write to JSON; `nil` for text that holds none.
  static func runs(_ text: String) -> [JSONValue]? {
    var runs: [[String: JSONValue]] = []
    var settings: [String: JSONValue] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      if let run = throughput(line) ?? latency(line) {
        runs.append(run.merging(settings) { own, _ in own })
      } else if let last = runs.indices.last, let (key, count) = counted(line) {
        runs[last][key] = .number(count)
      } else {
        ToolSettings.read(line, into: &settings)
      }
    }
    return runs.isEmpty ? nil : runs.map { .object(completed($0)) }
  }

  /// `Throughput: 6.10 requests/s, 9369.60 total tokens/s, 3123.20 output tokens/s`.
  private static func throughput(_ line: Substring) -> [String: JSONValue]? {
    guard let start = line.firstRange(of: "Throughput: ")?.upperBound else { return nil }
    var members: [String: JSONValue] = [:]
    for part in line[start...].split(separator: ",") {
      let words = part.split(separator: " ", maxSplits: 1)
      guard words.count == 2, let figure = Double(words[0]), let key = rates[String(words[1])]
      else { return nil }
      members[key] = .number(figure)
    }
    return members["requests_per_second"] == nil ? nil : members
  }

  private static let rates = [
    "requests/s": "requests_per_second", "total tokens/s": "tokens_per_second",
    "tokens/s": "tokens_per_second", "output tokens/s": "output_tokens_per_second",
  ]

  /// `Avg latency: 5.0123456 seconds`.
  private static func latency(_ line: Substring) -> [String: JSONValue]? {
    guard let start = line.firstRange(of: "Avg latency: ")?.upperBound else { return nil }
    let words = line[start...].split(separator: " ")
    guard words.count == 2, words[1] == "seconds", let seconds = Double(words[0]) else {
      return nil
    }
    return ["avg_latency": .number(seconds), "latencies": .array([])]
  }

  /// `Total num prompt tokens:  1024000`.
  private static func counted(_ line: Substring) -> (key: String, count: Double)? {
    for (label, key) in [
      ("Total num prompt tokens:", "total_prompt_tokens"),
      ("Total num output tokens:", "total_generated_tokens"),
    ] {
      guard let end = line.firstRange(of: label)?.upperBound else { continue }
      return line[end...].split(separator: " ").first.flatMap { Double($0) }.map { (key, $0) }
    }
    return nil
  }

  /// The run with the lengths that follow: tokens each second over requests each second, or the counts
  /// over the prompts that were asked for.
  private static func completed(_ run: [String: JSONValue]) -> [String: JSONValue] {
    func number(_ key: String) -> Double? {
      guard case .number(let number) = run[key], number > 0 else { return nil }
      return number
    }
    guard let requests = number("requests_per_second"), let all = number("tokens_per_second") else {
      return run
    }
    var run = run
    var lengths = number("output_tokens_per_second").map {
      (prompt: (all - $0) / requests, answer: $0 / requests)
    }
    if let prompts = number("total_prompt_tokens"), let answers = number("total_generated_tokens") {
      let seconds = (prompts + answers) / all
      let count = number("num_prompts") ?? (requests * seconds).rounded()
      run["elapsed_time"] = .number(seconds)
      run["num_requests"] = .number(count)
      run["total_num_tokens"] = .number(prompts + answers)
      if count > 0 { lengths = (prompts / count, answers / count) }
    }
    if let lengths {
      run["input_len"] = .number(lengths.prompt)
      run["output_len"] = .number(lengths.answer)
    }
    return run
  }
}
