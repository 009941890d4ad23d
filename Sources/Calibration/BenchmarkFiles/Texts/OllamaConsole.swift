import CheckedJSON

/// What `ollama run --verbose` prints after each answer.
enum OllamaConsole {
  /// The answers, with the keys of Ollama's API; `nil` for text that holds none.
  static func runs(_ text: String) -> [JSONValue]? {
    guard text.contains("eval duration:"), text.contains("eval count:") else { return nil }
    var runs: [JSONValue] = []
    var run: [String: JSONValue] = [:]
    var model: JSONValue?
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.split(separator: " ").map(String.init)
      if let start = words.firstIndex(of: "ollama"), words.count > start + 2,
        words[start + 1] == "run",
        let name = words[(start + 2)...].first(where: { !$0.hasPrefix("-") })
      {
        model = .string(name)
      }
      guard let colon = line.firstIndex(of: ":") else { continue }
      let label = line[..<colon].split(separator: " ").joined(separator: "_")
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      switch label {
      case "prompt_eval_count", "eval_count":
        run[label] = value.split(separator: " ").first.flatMap { Double($0) }.map { .number($0) }
      case "prompt_eval_duration", "eval_duration":
        run[label] = nanoseconds(value).map { .number($0) }
      case "eval_rate":
        run["model"] = model
        if run["eval_count"] != nil, run["eval_duration"] != nil { runs.append(.object(run)) }
        run = [:]
      default: break
      }
    }
    return runs.isEmpty ? nil : runs
  }

  /// A duration as Go writes it: `1m4.668506708s`, `130.079ms`, `12.5µs`.
  private static func nanoseconds(_ written: Substring) -> Double? {
    var rest = written.filter { $0 != " " && $0 != "\r" && $0 != "\t" }[...]
    var sum = 0.0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isNumber || $0 == "." }
      let unit = rest.dropFirst(digits.count).prefix { !($0.isNumber || $0 == ".") }
      guard let number = Double(digits), let scale = units[String(unit)] else { return nil }
      sum += number * scale
      rest = rest.dropFirst(digits.count + unit.count)
    }
    return sum > 0 ? sum : nil
  }

  private static let units = [
    "h": 3600e9, "m": 60e9, "s": 1e9, "ms": 1e6, "µs": 1e3, "μs": 1e3, "us": 1e3, "ns": 1,
  ]
}
