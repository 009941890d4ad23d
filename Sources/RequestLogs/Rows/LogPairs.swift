/// Reads lines of names and values, as programs log them, as rows whose names are keys; other words say
/// nothing.
enum LogPairs {
  /// How a name stands beside its value.
  enum Style: Sendable {
    /// `name=value`.
    case equals
    /// `'name': value` in what SGLang answered, which ends the lines of its `--log-requests`.
    case quoted
  }

  /// The style in which a line at the beginning counts the tokens of both sides; `nil` if none does.
  ///
  /// Pairs begin at once; SGLang answers only after it has told how it starts.
  static func style(_ sample: [UInt8], from start: Int) -> Style? {
    let bytes = sample.span
    var (position, lines) = (start, 0)
    while position < sample.count {
      let end = LogBytes.lineEnd(in: bytes, from: position, to: sample.count)
      if lines < 20, !StructText.stands(in: bytes, position..<end),
        countsBoth(bytes, position..<end, .equals)
      {
        return .equals
      }
      if countsBoth(bytes, position..<end, .quoted) { return .quoted }
      (position, lines) = (end + 1, lines + 1)
    }
    return nil
  }

  /// Takes the values of a line that a text holds, if they count the tokens of both sides.
  ///
  /// The meanings of names are those that the tree has found once, as every line of a log may be looked at.
  static func takeBoth(_ line: Span<UInt8>, below node: Int, into reader: inout LogRowReader) {
    let all = 0..<line.count
    for style in [Style.quoted, .equals] {
      var (hasPrompt, hasCompletion) = (false, false)
      forEach(line, all, style) { name, _, _ in
        let child = reader.tree.child(of: node, line, name)
        let figure = child < 0 ? LogFigure.nothing : reader.tree.nodes[child].meaning.figure
        hasPrompt = hasPrompt || figure == .prompt
        hasCompletion = hasCompletion || figure == .completion
      }
      if hasPrompt, hasCompletion {
        return take(line, all, style, below: node, into: &reader)
      }
    }
  }

  private static func countsBoth(_ bytes: Span<UInt8>, _ line: Range<Int>, _ style: Style) -> Bool {
    var figures: [LogFigure] = []
    forEach(bytes, line, style) { name, _, _ in
      let words = LogVocabulary.words(of: LogText.string(bytes, name))
      figures.append(LogVocabulary.meaning(of: words).figure)
    }
    return figures.contains(.prompt) && figures.contains(.completion)
  }

  /// Reads the lines that begin within `range`; returns where the last one ends.
  static func read(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ style: Style, into reader: inout LogRowReader
  ) -> Int {
    let element = reader.tree.element(of: LogTree.root)
    var start = range.lowerBound
    while start < range.upperBound {
      reader.sink.part.lines &+= 1
      let end = LogBytes.lineEnd(in: bytes, from: start, to: bytes.count)
      reader.row = LogRow()
      reader.takeLineTime(bytes, from: start, before: end)
      take(bytes, start..<end, style, below: element, into: &reader)
      reader.endRow(LogRow(), waitingFrom: 0)
      start = end + 1
    }
    return min(start, bytes.count)
  }

  /// Takes the values of a line for the row that is being read, their names as keys below a node.
  static func take(
    _ bytes: Span<UInt8>, _ line: Range<Int>, _ style: Style, below node: Int,
    into reader: inout LogRowReader
  ) {
    forEach(bytes, line, style) { name, value, isQuoted in
      let child = reader.tree.child(of: node, bytes, name)
      if child >= 0, !value.isEmpty { reader.takeText(bytes, value, child, isEscaped: isQuoted) }
    }
  }

  private typealias Body = (_ name: Range<Int>, _ value: Range<Int>, _ isQuoted: Bool) -> Void

  /// Calls `body` with the name and the value of each pair of a line, and whether the value stood between
  /// quotes.
  private static func forEach(
    _ bytes: Span<UInt8>, _ line: Range<Int>, _ style: Style, _ body: Body
  ) {
    switch style {
    case .equals: forEachEqual(bytes, line, body)
    case .quoted: forEachQuoted(bytes, line, body)
    }
  }

  private static func forEachEqual(_ bytes: Span<UInt8>, _ line: Range<Int>, _ body: Body) {
    var position = line.lowerBound
    let end = line.upperBound
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

  /// What SGLang tells of the answer stands last in its line, so what a text before it says does not count.
  private static func forEachQuoted(_ bytes: Span<UInt8>, _ line: Range<Int>, _ body: Body) {
    guard LogText.find("Finish: obj=", in: bytes, line) != nil,
      let start = LogText.find("'meta_info': {", in: bytes, line, isLast: true)
    else { return }
    let (mark, end) = (UInt8(ascii: "'"), line.upperBound)
    var position = start
    while position < end {
      position = LogBytes.find(mark, in: bytes, from: position, to: end)
      guard let name = text(bytes, from: position, to: end) else { return }
      position = name.upperBound &+ 1
      guard position &+ 2 < end, bytes[position] == UInt8(ascii: ":"), bytes[position &+ 1] == 32
      else { continue }
      position &+= 2
      if bytes[position] == mark {
        guard let value = text(bytes, from: position, to: end) else { return }
        body(name, value, true)
        position = value.upperBound &+ 1
        continue
      }
      let value = position
      while position < end, bytes[position] != LogBytes.comma, bytes[position] != mark,
        bytes[position] != UInt8(ascii: "}")
      {
        position &+= 1
      }
      body(name, value..<position, false)
    }
  }

  /// What stands between two marks, the first of which is at `start`; `nil` if there is no second one.
  private static func text(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Range<Int>? {
    let mark = UInt8(ascii: "'")
    var position = start &+ 1
    while true {
      position = LogBytes.find(mark, or: LogBytes.backslash, in: bytes, from: position, to: end)
      guard position < end else { return nil }
      if bytes[position] == mark { return start &+ 1..<position }
      position &+= 2
    }
  }
}
