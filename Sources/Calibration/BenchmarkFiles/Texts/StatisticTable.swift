import CheckedJSON

/// The table that GenAI-Perf and AIPerf print: a statistic in each row, its mean in the first column.
enum StatisticTable {
  /// The runs with the keys of their JSON; `nil` for other text.
  ///
  /// A statistic that comes again begins another run, with what was told before its table.
  static func run(_ text: String) -> [JSONValue]? {
    guard text.contains("LLM Metrics") || text.contains("Statistic") || text.contains("Metric,")
    else { return nil }
    var runs: [JSONValue] = []
    var members: [String: JSONValue] = [:]
    var settings: [String: JSONValue] = [:]
    var told: [String: JSONValue] = [:]
    var label = ""
    var value: Double?
    func endRun() {
      guard !members.isEmpty else { return }
      var asked: [String: JSONValue] = [:]
      asked["concurrency"] = told["max_concurrency"]
      asked["request_rate"] = told["request_rate"]
      asked["model"] = told["model_id"]
      members["input_config"] = .object(asked)
      runs.append(.object(members))
      members = [:]
    }
    func end() {
      if let value, let key = key(of: label) {
        if members[key.name] != nil { endRun() }
        if members.isEmpty { told = settings }
        members[key.name] = .object(["avg": .number(value * key.scale), "unit": .string(key.unit)])
      }
      label = ""
      value = nil
    }
    for line in text.split(whereSeparator: \.isNewline) {
      guard let cells = cells(of: line), cells.count >= 2 else {
        end()
        ToolSettings.read(line, into: &settings)
        continue
      }
      // A label too long for its cell goes on below.
      if !cells[0].isEmpty, cells[1].isEmpty {
        label += (label.isEmpty ? "" : " ") + cells[0]
        continue
      }
      end()
      label = cells[0]
      value = Double(cells[1].filter { $0 != "," })
    }
    end()
    if runs.isEmpty { told = settings }
    endRun()
    return runs.isEmpty ? nil : runs
  }

  private static func cells(of line: Substring) -> [String]? {
    let bars: Set<Character> = ["│", "┃", "|"]
    if line.contains(where: bars.contains) {
      var parts = line.split(omittingEmptySubsequences: false, whereSeparator: bars.contains)
      if let first = line.first(where: { $0 != " " }), bars.contains(first) { parts.removeFirst() }
      return parts.map(trimmed)
    }
    return line.contains(",") ? fields(of: line) : nil
  }

  /// The fields of a line of CSV; commas between quotes belong to numbers such as "1,420.51".
  private static func fields(of line: Substring) -> [String] {
    var fields: [Substring] = []
    var rest = line
    var isQuoted = false
    for index in line.indices {
      if line[index] == "\"" { isQuoted.toggle() }
      guard line[index] == ",", !isQuoted else { continue }
      fields.append(rest[..<index])
      rest = line[line.index(after: index)...]
    }
    return (fields + [rest]).map(trimmed)
  }

  private static func trimmed(_ cell: Substring) -> String {
    let edges: Set<Character> = [" ", "\"", "\r"]
    return String(
      cell.drop(while: edges.contains).reversed().drop(while: edges.contains).reversed())
  }

  private static func key(of label: String) -> (name: String, scale: Double, unit: String)? {
    let lowered = label.lowercased()
    let (words, unit) =
      lowered.firstIndex(of: "(").map { (lowered[..<$0], lowered[$0...]) } ?? (lowered[...], "")
    let name = words.filter { $0.isLetter || $0 == " " }.split(separator: " ").joined(
      separator: "_")
    let known: Set<String> = [
      "time_to_first_token", "inter_token_latency", "request_latency", "output_sequence_length",
      "input_sequence_length", "output_token_throughput", "request_throughput", "request_count",
      "error_request_count",
    ]
    guard known.contains(name) else { return nil }
    guard name.hasPrefix("time") || name.hasSuffix("latency") else { return (name, 1, "") }
    let scale: Double = unit.contains("ns") ? 1e-6 : unit.contains("us") ? 1e-3 : 1
    return (name, unit == "(s)" || unit == "(sec)" ? 1e3 : scale, "ms")
  }
}
