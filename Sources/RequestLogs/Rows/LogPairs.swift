/// Reads lines of `name=value`, as programs log them, as rows whose names are keys; other words say nothing.
enum LogPairs {
  /// Whether one of the first lines counts the tokens of both sides so.
  static func areThere(_ sample: [UInt8], from start: Int) -> Bool {
    let bytes = sample.span
    var position = start
    for _ in 0..<20 where position < sample.count {
      let end = LogBytes.lineEnd(in: bytes, from: position, to: sample.count)
      var figures: [LogFigure] = []
      forEach(bytes, from: position, to: end) { name, _, _ in
        let words = LogVocabulary.words(of: LogText.string(bytes, name))
        figures.append(LogVocabulary.meaning(of: words).figure)
      }
      if figures.contains(.prompt), figures.contains(.completion) { return true }
      position = end + 1
    }
    return false
  }

  /// Reads the lines that begin within `range`; returns where the last one ends.
  static func read(
    _ bytes: Span<UInt8>, _ range: Range<Int>, into reader: inout LogRowReader
  ) -> Int {
    let element = reader.tree.element(of: LogTree.root)
    var start = range.lowerBound
    while start < range.upperBound {
      reader.sink.part.lines &+= 1
      let end = LogBytes.lineEnd(in: bytes, from: start, to: bytes.count)
      reader.row = LogRow()
      reader.takeLineTime(bytes, from: start, before: end)
      forEach(bytes, from: start, to: end) { name, value, isQuoted in
        let node = reader.tree.child(of: element, bytes, name)
        if node >= 0, !value.isEmpty { reader.takeText(bytes, value, node, isEscaped: isQuoted) }
      }
      reader.endRow(LogRow(), waitingFrom: 0)
      start = end + 1
    }
    return min(start, bytes.count)
  }

  /// Calls `body` with the name and the value of each pair of a line, and whether the value stood between
  /// quotes.
  private static func forEach(
    _ bytes: Span<UInt8>, from start: Int, to end: Int,
    _ body: (_ name: Range<Int>, _ value: Range<Int>, _ isQuoted: Bool) -> Void
  ) {
    var position = start
    while position < end {
      while position < end, bytes[position] <= 32 || bytes[position] == LogBytes.comma {
        position &+= 1
      }
      let name = position
      while position < end, bytes[position] > 32, bytes[position] != UInt8(ascii: "=") {
        position &+= 1
      }
      guard position < end, bytes[position] == UInt8(ascii: "=") else { continue }
      let nameEnd = position
      position &+= 1
      if position < end, bytes[position] == LogBytes.quote {
        let next = JSONBytes.skipString(bytes, from: position, to: end)
        guard next > 0 else { return }
        if nameEnd > name { body(name..<nameEnd, position &+ 1..<next &- 1, true) }
        position = next
        continue
      }
      let value = position
      while position < end, bytes[position] > 32, bytes[position] != LogBytes.comma {
        position &+= 1
      }
      if nameEnd > name { body(name..<nameEnd, value..<position, false) }
    }
  }
}
