import CheckedJSON

/// `mlperf_log_summary.txt`.
enum MLPerfLog {
  /// The run with the log's own labels as keys; `nil` for other text.
  static func run(_ text: String) -> [JSONValue]? {
    guard text.contains("MLPerf Results Summary") else { return nil }
    var members: [String: JSONValue] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      guard let colon = line.firstIndex(of: ":") else { continue }
      func trimmed(_ text: Substring) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " || $0 == "\r" }.reversed())
      }
      let label = trimmed(line[..<colon])
      members[label == "Scenario" ? "MLPerf scenario" : label] =
        JSONValue(cell: trimmed(line[line.index(after: colon)...]))
    }
    return [.object(members)]
  }
}
