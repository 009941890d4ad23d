import CheckedJSON

/// The Markdown of SGLang's `bench_one_batch_server` and of reports that copy it.
enum OneBatchTable {
  /// The rows with the keys of its JSON; `nil` for other text.
  ///
  /// The length of answers follows from the throughputs: `B·I/X` seconds for the prompts, and the rest of
  /// the time for the answers. Where two decimals of the time do not tell it, a person does.
  static func rows(_ text: String) -> [JSONValue]? {
    var columns: [String] = []
    var rows: [JSONValue] = []
    var model: String?
    for line in text.split(whereSeparator: \.isNewline) {
      if line.hasPrefix("### ") {
        model = line.dropFirst(4).split(separator: " ").first.map(String.init)
        columns = []
      }
      guard let cells = cells(of: line) else { continue }
      let labels = cells.map { $0.lowercased() }
      if labels.contains("batch size"), labels.contains("input throughput (tok/s)") {
        columns = labels
        continue
      }
      guard !columns.isEmpty, cells.count <= columns.count else { continue }
      let row = Dictionary(zip(columns, cells), uniquingKeysWith: { first, _ in first })
      if let members = members(row) {
        var members = members
        members["model_path"] = model.map { .string($0) }
        rows.append(.object(members))
      }
    }
    return rows.isEmpty ? nil : rows
  }

  private static func members(_ row: [String: String]) -> [String: JSONValue]? {
    func number(_ label: String) -> Double? {
      guard let cell = row[label], case .number(let number) = JSONValue(cell: cell), number > 0
      else { return nil }
      return number
    }
    guard let batch = number("batch size"), let prompt = number("input len"),
      let latency = number("latency (s)"), let input = number("input throughput (tok/s)"),
      let output = number("output throughput (tok/s)")
    else { return nil }
    let first = batch * prompt / input
    let answer = output * (latency - first) / batch
    var members: [String: JSONValue] = [
      "batch_size": .number(batch), "input_len": .number(prompt), "latency": .number(latency),
      "last_ttft": .number(first), "output_len": .number(0),
    ]
    members["acc_length"] = number("acc length").map { .number($0) }
    // Two decimals of the whole time tell it to 1 %.
    if answer >= 1, 0.005 * output / batch < 0.01 * answer {
      members["output_len"] = .number(answer.rounded())
    }
    return members
  }

  private static func cells(of line: Substring) -> [String]? {
    let trimmed = line.drop { $0 == " " }
    guard trimmed.first == "|" else { return nil }
    var parts = trimmed.dropFirst().split(separator: "|", omittingEmptySubsequences: false).map {
      $0.split { $0 == " " || $0 == "\r" || $0 == "*" }.joined(separator: " ")
    }
    if parts.last?.isEmpty == true { parts.removeLast() }
    return parts
  }
}
