/// Tables of JSON that are no lists of rows.
///
/// pandas writes rows by their keys, `{"0": {…}, "1": {…}}`, columns by their names, `{"time": {"0": …}, …}`,
/// or names apart from cells, as the interfaces of warehouses do, `{"columns": [{"name": "time"}, …], "rows":
/// [[…], …]}`, or as ``QueryAnswer`` has them; a session of Gemini's command has its answers among its messages, and one that
/// OpenCode exports has what is told of each beside its parts. Each row is put on a line of its own, and read
/// as any other.
enum KeyedTable {
  private enum Shape {
    case rows, columns, split, named, session
  }

  /// Whether a log that begins so is such a table.
  static func isOne(_ sample: [UInt8]) -> Bool {
    guard let start = sample.firstIndex(where: { $0 > 32 && $0 < 128 }) else { return false }
    if QueryAnswer(sample.span, from: start, to: sample.count) != nil { return true }
    return shape(sample.span, from: start, to: sample.count) != nil
  }

  /// A line for each row; `nil` where the text holds anything else.
  static func lines(_ bytes: [UInt8]) -> [UInt8]? {
    let (span, end) = (bytes.span, bytes.count)
    guard let start = bytes.firstIndex(where: { $0 > 32 && $0 < 128 }) else { return nil }
    if let answer = QueryAnswer(span, from: start, to: end) { return answer.lines(bytes) }
    guard let shape = shape(span, from: start, to: end)
    else { return nil }
    let members = JSONParts.members(span, from: start, to: end)
    guard let last = members.end, JSONBytes.skipWhite(span, from: last, to: end) == end else {
      return nil
    }
    func list(_ name: String) -> [Range<Int>]? {
      members.all.first { LogBytes.equals(span, $0.name, name) }
        .map { JSONParts.elements(span, from: $0.value.lowerBound, to: $0.value.upperBound) }
    }
    switch shape {
    case .session:
      var lines: [UInt8] = []
      for message in list("messages") ?? [] {
        append(bytes, answer(span, message) ?? message, to: &lines, lineEnd: true)
      }
      return lines
    case .rows:
      var lines: [UInt8] = []
      for (_, value) in members.all { append(bytes, value, to: &lines, lineEnd: true) }
      return lines
    case .columns:
      let columns = members.all.map { name, value in
        (
          name: name,
          cells: JSONParts.members(span, from: value.lowerBound, to: value.upperBound).all
        )
      }
      guard let first = columns.first?.cells,
        columns.allSatisfy({ column in
          column.cells.count == first.count
            && zip(column.cells, first).allSatisfy { bytes[$0.name] == bytes[$1.name] }
        })
      else { return nil }
      return rows(bytes, columns.map(\.name), first.count) { row in
        columns.map { $0.cells[row].value }
      }
    case .named:
      let (names, data) = named(span, from: start, to: end)
      let cells = data.map { JSONParts.elements(span, from: $0.lowerBound, to: $0.upperBound) }
      guard cells.allSatisfy({ $0.count == names.count }) else { return nil }
      return rows(bytes, names, cells.count) { cells[$0] }
    case .split:
      guard let names = list("columns"), let data = list("data") ?? list("rows"),
        names.allSatisfy({ bytes[$0.lowerBound] == LogBytes.quote })
      else { return nil }
      let cells = data.map { JSONParts.elements(span, from: $0.lowerBound, to: $0.upperBound) }
      guard cells.allSatisfy({ $0.count == names.count }) else { return nil }
      let inner = names.map { $0.lowerBound + 1..<$0.upperBound - 1 }
      return rows(bytes, inner, cells.count) { cells[$0] }
    }
  }

  private static func rows(
    _ bytes: [UInt8], _ names: [Range<Int>], _ count: Int, _ cells: (Int) -> [Range<Int>]
  ) -> [UInt8] {
    var lines: [UInt8] = []
    for row in 0..<count {
      for (index, (name, cell)) in zip(names, cells(row)).enumerated() {
        lines += Array((index == 0 ? "{\"" : ",\"").utf8) + bytes[name] + Array("\":".utf8)
        append(bytes, cell, to: &lines, lineEnd: false)
      }
      lines += Array("}\n".utf8)
    }
    return lines
  }

  /// Appends a value without the line ends between its parts.
  private static func append(
    _ bytes: [UInt8], _ value: Range<Int>, to lines: inout [UInt8], lineEnd: Bool
  ) {
    for byte in bytes[value] { lines.append(byte == LogBytes.newline ? 32 : byte) }
    if lineEnd { lines.append(LogBytes.newline) }
  }

  // MARK: Shape

  private static func shape(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Shape? {
    guard bytes[start] == UInt8(ascii: "{") else { return nil }
    let top = JSONParts.members(bytes, from: start, to: end, most: 16).all
    guard let first = top.first else { return nil }
    if top.contains(where: { isSession(bytes, $0) }) { return .session }
    if isNamed(bytes, from: start, to: end) { return .named }
    let place = first.value.lowerBound
    if bytes[place] == UInt8(ascii: "["), LogBytes.equals(bytes, first.name, "columns") {
      return .split
    }
    guard bytes[place] == UInt8(ascii: "{") else { return nil }
    let inner = JSONParts.members(bytes, from: place, to: end, most: 64).all
    guard inner.count > 1 else { return nil }
    if LogBytes.equals(bytes, inner[0].name, "0"), LogBytes.equals(bytes, inner[1].name, "1"),
      bytes[inner[0].value.lowerBound] != UInt8(ascii: "{")
    {
      return .columns
    }
    guard top.count > 1, bytes[top[1].value.lowerBound] == UInt8(ascii: "{"), isRow(bytes, inner)
    else { return nil }
    let other = JSONParts.members(bytes, from: top[1].value.lowerBound, to: end, most: 64).all
    return isRow(bytes, other) ? .rows : nil
  }

  /// Whether columns are told by objects with names, two of which count tokens, and rows by lists of cells.
  private static func isNamed(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    let (names, rows) = named(bytes, from: start, to: end)
    guard let row = rows.first,
      JSONParts.elements(bytes, from: row.lowerBound, to: row.upperBound).count == names.count
    else { return false }
    let figures = names.map {
      LogVocabulary.meaning(of: LogVocabulary.words(of: LogText.string(bytes, $0))).figure
    }
    return figures.contains(.prompt) && figures.contains(.completion)
  }

  /// The names of the first list of objects that all have one, and the first list of lists.
  private static func named(
    _ bytes: Span<UInt8>, from start: Int, to end: Int
  ) -> (names: [Range<Int>], rows: [Range<Int>]) {
    var (names, rows): ([Range<Int>], [Range<Int>]) = ([], [])
    collect(bytes, start..<end, depth: 0, &names, &rows)
    return (names, rows)
  }

  private static func collect(
    _ bytes: Span<UInt8>, _ value: Range<Int>, depth: Int, _ names: inout [Range<Int>],
    _ rows: inout [Range<Int>]
  ) {
    guard depth < 6, names.isEmpty || rows.isEmpty else { return }
    if bytes[value.lowerBound] == UInt8(ascii: "{") {
      for member in JSONParts.members(bytes, from: value.lowerBound, to: value.upperBound, most: 16)
        .all
      {
        collect(bytes, member.value, depth: depth + 1, &names, &rows)
      }
      return
    }
    let elements = JSONParts.elements(bytes, from: value.lowerBound, to: value.upperBound)
    guard let first = elements.first else { return }
    if bytes[first.lowerBound] == UInt8(ascii: "[") {
      if rows.isEmpty { rows = elements }
      return
    }
    let found = elements.compactMap { name(bytes, $0) }
    if names.isEmpty, found.count == elements.count {
      names = found
    } else {
      collect(bytes, first, depth: depth + 1, &names, &rows)
    }
  }

  /// The text of an object's `name`; `nil` if it has none, or holds lists, as a table with a name does.
  private static func name(_ bytes: Span<UInt8>, _ object: Range<Int>) -> Range<Int>? {
    let all = JSONParts.members(bytes, from: object.lowerBound, to: object.upperBound, most: 8).all
    guard !all.contains(where: { bytes[$0.value.lowerBound] == UInt8(ascii: "[") }),
      let value = all.first(where: { LogBytes.equals(bytes, $0.name, "name") })?.value,
      bytes[value.lowerBound] == LogBytes.quote, value.count > 2
    else { return nil }
    return value.lowerBound + 1..<value.upperBound - 1
  }

  /// Whether a member is messages of which some are answers with a time and their tokens.
  private static func isSession(_ bytes: Span<UInt8>, _ member: JSONParts.Member) -> Bool {
    guard LogBytes.equals(bytes, member.name, "messages") else { return false }
    return JSONParts.elements(bytes, from: member.value.lowerBound, to: member.value.upperBound)
      .prefix(64)
      .contains { message in
        let message = answer(bytes, message) ?? message
        let names = JSONParts.members(
          bytes, from: message.lowerBound, to: message.upperBound, most: 64
        ).all
          .map(\.name)
        func has(_ name: String) -> Bool { names.contains { LogBytes.equals(bytes, $0, name) } }
        return has("tokens") && (has("timestamp") || has("time") && has("role"))
      }
  }

  /// What OpenCode tells of a message, beside which its parts stand; `nil` for a message of others.
  private static func answer(_ bytes: Span<UInt8>, _ message: Range<Int>) -> Range<Int>? {
    JSONParts.members(bytes, from: message.lowerBound, to: message.upperBound, most: 4).all.first {
      LogBytes.equals(bytes, $0.name, "info")
    }?.value
  }

  /// Whether some members tell both lengths and a time, as a request does, and not the sums of a model.
  private static func isRow(_ bytes: Span<UInt8>, _ members: [JSONParts.Member]) -> Bool {
    let names = members.map { LogText.string(bytes, $0.name) }
    let figures = names.map { LogVocabulary.meaning(of: LogVocabulary.words(of: $0)).figure }
    let hasUsage = names.contains { $0.lowercased() == "usage" }
    return figures.contains(.time)
      && (hasUsage || figures.contains(.prompt) && figures.contains(.completion))
  }
}
