/// Reads the records of a table of delimited texts as rows, whose columns are named by their header.
struct LogTable: Sendable {
  let separator: UInt8
  let header: [UInt8]
  private let columns: [[UInt8]]
  /// Whether the table is one of a Postgres dump, whose fields bear no quotes and which a mark ends.
  private let isDump: Bool

  /// The table that a Postgres dump copies, `COPY name (a, b) FROM stdin;`, and the place of its first
  /// record; `nil` if none of those at the beginning counts tokens.
  static func dumped(_ sample: [UInt8], from start: Int) -> (table: LogTable, body: Int)? {
    var position = start
    while position < sample.count {
      let end = sample[position...].firstIndex(of: LogBytes.newline) ?? sample.count
      if sample[position..<end].starts(with: "COPY ".utf8) {
        let line = String(decoding: sample[position..<end], as: UTF8.self)
        if let open = line.firstIndex(of: "("), let close = line.lastIndex(of: ")"), open < close,
          line.contains("FROM stdin")
        {
          let names = line[line.index(after: open)..<close].split(separator: ",").map { name in
            Array(name.utf8.filter { $0 > 32 && $0 != LogBytes.quote })
          }
          let figures = names.map {
            LogVocabulary.meaning(of: LogVocabulary.words(of: String(decoding: $0, as: UTF8.self)))
              .figure
          }
          if figures.contains(.prompt), figures.contains(.completion) {
            return (LogTable(dumped: names), min(end + 1, sample.count))
          }
        }
      }
      position = end + 1
    }
    return nil
  }

  private init(dumped columns: [[UInt8]]) {
    (separator, header, isDump) = (9, [], true)
    self.columns = columns
  }

  /// Reads a header; a name may be quoted.
  init(header: [UInt8]) {
    self.header = header
    separator =
      [LogBytes.comma, UInt8(ascii: ";"), 9, UInt8(ascii: "|")].max { first, second in
        header.count { $0 == first } < header.count { $0 == second }
      } ?? LogBytes.comma
    var columns: [[UInt8]] = []
    let bytes = header.span
    var position = 0
    while position <= bytes.count {
      let field = Self.field(bytes, from: position, to: bytes.count, separator)
      columns.append(Self.text(bytes, field.content, isQuoted: field.isQuoted))
      guard field.end >= 0, field.end < bytes.count, bytes[field.end] == separator else { break }
      position = field.end + 1
    }
    self.columns = columns
    isDump = false
  }

  /// The names of the columns.
  var names: [String] { columns.map { String(decoding: $0, as: UTF8.self) } }

  /// Reads the records that begin within `range`; returns where the last one ends.
  func read(_ bytes: Span<UInt8>, _ range: Range<Int>, into reader: inout LogRowReader) -> Int {
    let element = reader.tree.element(of: LogTree.root)
    let nodes = columns.map { reader.tree.child(of: element, $0.span, 0..<$0.count) }
    let matters = nodes.map { node in
      guard node >= 0 else { return false }
      let at = reader.tree.nodes[node]
      return at.meaning.figure != .nothing && at.meaning.figure != .closed || at.mayHoldStruct
        || at.conditions != 0
    }
    var start = range.lowerBound
    while start < range.upperBound {
      reader.sink.part.lines &+= 1
      if isDump, start &+ 1 < bytes.count, bytes[start] == LogBytes.backslash,
        bytes[start &+ 1] == UInt8(ascii: ".")
      {
        return bytes.count
      }
      let next = readRecord(bytes, from: start, nodes, matters, &reader)
      start = next
    }
    return min(start, bytes.count)
  }

  private func readRecord(
    _ bytes: Span<UInt8>, from start: Int, _ nodes: [Int], _ matters: [Bool],
    _ reader: inout LogRowReader
  ) -> Int {
    reader.row = LogRow()
    let end = bytes.count
    var (position, column, isTotal) = (start, 0, false)
    while true {
      let field = Self.field(bytes, from: position, to: end, separator, hasQuotes: !isDump)
      guard field.end >= 0 else {
        reader.sink.addMalformedLine()
        return LogBytes.lineEnd(in: bytes, from: start, to: end) &+ 1
      }
      if column == 0, TableTotals.isNamed(bytes, field.content) { isTotal = true }
      if column < nodes.count, matters[column], !field.content.isEmpty, !isTotal {
        take(bytes, field, nodes[column], &reader)
      }
      column &+= 1
      position = field.end
      guard position < end, bytes[position] == separator else { break }
      position &+= 1
    }
    let lineEnd = LogBytes.lineEnd(in: bytes, from: position, to: end)
    guard !isNoRecord(bytes, start..<lineEnd) else { return lineEnd &+ 1 }
    if isTotal {
      reader.sink.sums += 1
    } else if column < nodes.count, !reader.row.countsTokens {
      reader.sink.addMalformedLine()
    } else {
      reader.endRow(LogRow(), waitingFrom: 0)
    }
    var inner = LogBytes.lineEnd(in: bytes, from: start, to: lineEnd)
    while inner < lineEnd {
      reader.sink.part.lines &+= 1
      inner = LogBytes.lineEnd(in: bytes, from: inner &+ 1, to: lineEnd)
    }
    return lineEnd &+ 1
  }

  /// Whether a line is empty, a rule, or the header once more.
  private func isNoRecord(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
    var last = line.upperBound
    while last > line.lowerBound, bytes[last &- 1] <= 32 { last &-= 1 }
    let line = line.lowerBound..<last
    if line.count == header.count,
      header.indices.allSatisfy({ bytes[line.lowerBound + $0] == header[$0] })
    {
      return true
    }
    return line.allSatisfy { place in
      let byte = bytes[place]
      return byte == 32 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
        || byte == UInt8(ascii: "|")
    }
  }

  private func take(
    _ bytes: Span<UInt8>, _ field: Field, _ node: Int, _ reader: inout LogRowReader
  ) {
    guard field.isQuoted else {
      return reader.takeText(bytes, field.content, node, isEscaped: false)
    }
    let copy = Self.text(bytes, field.content, isQuoted: true)
    reader.takeText(copy.span, 0..<copy.count, node, isEscaped: false)
  }

  private struct Field {
    var content: Range<Int>
    var isQuoted = false
    /// The place after it, or −1 if it does not end.
    var end: Int
  }

  private static func field(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, _ separator: UInt8,
    hasQuotes: Bool = true
  ) -> Field {
    var first = start
    while first < end, bytes[first] == 32 { first &+= 1 }
    guard hasQuotes, first < end, bytes[first] == LogBytes.quote else {
      let next = LogBytes.find(separator, or: LogBytes.newline, in: bytes, from: start, to: end)
      var last = next
      while last > first, bytes[last &- 1] <= 32 { last &-= 1 }
      return Field(content: first..<last, end: next)
    }
    let limit = min(end, first &+ CSVLogScanner.longestRecord)
    var position = first &+ 1
    while true {
      position = LogBytes.find(LogBytes.quote, in: bytes, from: position, to: limit)
      guard position < limit else { return Field(content: first..<first, end: -1) }
      if position &+ 1 < end, bytes[position &+ 1] == LogBytes.quote {
        position &+= 2
        continue
      }
      var next = position &+ 1
      while next < end, bytes[next] == 32 || bytes[next] == LogBytes.carriageReturn { next &+= 1 }
      let isEnded = next == end || bytes[next] == separator || bytes[next] == LogBytes.newline
      return Field(content: first &+ 1..<position, isQuoted: true, end: isEnded ? next : -1)
    }
  }

  /// The text of a field, with each doubled quote as one.
  private static func text(_ bytes: Span<UInt8>, _ range: Range<Int>, isQuoted: Bool) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    var position = range.lowerBound
    while position < range.upperBound {
      text.append(bytes[position])
      let isDoubled =
        isQuoted && bytes[position] == LogBytes.quote && position &+ 1 < range.upperBound
        && bytes[position &+ 1] == LogBytes.quote
      position &+= isDoubled ? 2 : 1
    }
    return text
  }
}
