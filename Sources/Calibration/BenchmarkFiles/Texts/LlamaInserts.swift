import CheckedJSON

/// What `llama-bench -o sql` prints: a table that is made, and a line for each test that is put into it.
enum LlamaInserts {
  /// The rows with the columns as keys, which are those of its JSON; `nil` for other text.
  static func rows(_ text: String) -> [JSONValue]? {
    let rows = text.split(whereSeparator: \.isNewline).compactMap(row)
    return rows.isEmpty ? nil : rows
  }

  /// The row of `INSERT INTO llama_bench (a, b) VALUES ('1', '2');`.
  private static func row(_ line: Substring) -> JSONValue? {
    guard line.uppercased().hasPrefix("INSERT INTO "), let names = group(line),
      let values = group(line[names.end...]), names.parts.count == values.parts.count
    else { return nil }
    var members: [String: JSONValue] = [:]
    for (name, value) in zip(names.parts, values.parts) { members[name] = JSONValue(cell: value) }
    return members["avg_ts"] == nil ? nil : .object(members)
  }

  /// The parts of the first parenthesis, without their quotes, and where it ends.
  private static func group(_ text: Substring) -> (parts: [String], end: Substring.Index)? {
    guard let open = text.firstIndex(of: "(") else { return nil }
    var parts: [String] = []
    var part = ""
    var isQuoted = false
    func end() {
      parts.append(String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()))
      part = ""
    }
    for index in text[open...].indices.dropFirst() {
      switch (text[index], isQuoted) {
      case ("'", _): isQuoted.toggle()
      case (",", false): end()
      case (")", false):
        end()
        return (parts, text.index(after: index))
      default: part.append(text[index])
      }
    }
    return nil
  }
}
