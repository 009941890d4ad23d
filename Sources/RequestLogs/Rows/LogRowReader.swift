/// Reads rows of any log of JSON: what every value means is told by the keys that lead to it.
///
/// A row is an object by itself or in an array, at whatever depth; what stands around an array, such as
/// the time of a bucket or the model, holds for its rows, before or after it. The values of a row's
/// nested objects are the row's own. Attributes that are lists of keys and values count as objects.
struct LogRowReader: Sendable {
  var tree: LogTree
  var sink: LogRowSink
  let timeUnit: TimeUnit?
  var clock = LogTime()
  var written = WrittenTime()
  /// Whether numbers of days since 1900, as spreadsheets keep them, are times.
  var countsDays = false

  /// Whether points in counts stand before decimals, and whether a count has shown that they do.
  var pointsAreDecimal = false
  var showsDecimals = false
  /// Whether commas do, what the counts of each key have shown of them, and one that is unclear.
  var commasAreDecimal = false
  var commas: [Int: CommaSigns] = [:]
  var unclear: CommaSigns.Unclear?
  /// Whether other text may come before the document on its line, and the time that it begins with.
  var startsLate = false
  private var lineTime = LogRecord.noTime
  /// The engine that printed a text without tokens.
  var engine: EngineLog?

  /// The row that is being read.
  var row = LogRow()
  /// Rows that have been read and do not know their time yet.
  private var waiting: [LogRow] = []
  private(set) var depth = 0

  /// Whether each line should be a document of its own.
  var isLines = false
  /// How many bytes may still be looked at for the end of a document that its line does not end.
  ///
  /// Without a bound a log of broken lines would be read once for each of them.
  private var searchLeft = 1 << 26

  static let maximumDepth = 64
  /// The most rows that wait for their outer row to tell whether they are pieces of it.
  static let mostPieces = 1 << 16

  init(_ names: LogNames, timeUnit: TimeUnit?, sink: LogRowSink) {
    tree = LogTree(names)
    self.timeUnit = timeUnit
    self.sink = sink
  }

  /// Reads the documents in a stretch of bytes; what is no JSON costs the rest of its line.
  mutating func read(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    var position = range.lowerBound
    let element = tree.element(of: LogTree.root)
    while true {
      position = skipBetween(bytes, from: position, to: range.upperBound)
      guard position < range.upperBound else { return }
      let taken = sink.taken
      let lineEnd =
        isLines
        ? LogBytes.lineEnd(in: bytes, from: position, to: range.upperBound) : range.upperBound
      if startsLate {
        guard let start = Self.documentStart(bytes, from: position, to: lineEnd) else {
          position = lineEnd
          continue
        }
        takeLineTime(bytes, from: position, before: start)
        position = start
      }
      var next = readDocument(bytes, from: position, to: lineEnd, element)
      if next < 0, lineEnd < range.upperBound, searchLeft > 0, sink.taken == taken, !startsLate {
        let limit = min(range.upperBound, position + searchLeft)
        next = readDocument(bytes, from: position, to: limit, element)
        if next < 0 { searchLeft -= limit - position }
      }
      if next < 0 {
        sink.addMalformed()
        next = LogBytes.lineEnd(in: bytes, from: position, to: range.upperBound)
      }
      position = next
    }
  }

  /// Where an object begins on a line; `nil` if none does.
  static func documentStart(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    var position = start
    while position < end {
      position = LogBytes.find(UInt8(ascii: "{"), in: bytes, from: position, to: end)
      let next = JSONBytes.skipSpace(bytes, from: position &+ 1, to: end)
      if next < end, bytes[next] == LogBytes.quote { return position }
      position &+= 1
    }
    return nil
  }

  /// Takes the time that a line begins with, in brackets or not, for its row if that tells none.
  mutating func takeLineTime(_ bytes: Span<UInt8>, from start: Int, before end: Int) {
    lineTime = LogRecord.noTime
    var position = start
    // The word for a level, or what a collector adds, may stand before it.
    let last = min(end &- 19, start &+ Self.longestLineHead)
    while position <= last {
      if bytes[position &+ 4] == UInt8(ascii: "-"), bytes[position &+ 7] == UInt8(ascii: "-"),
        LogBytes.digit(bytes[position]) != nil
      {
        lineTime = clock.read(bytes, at: &position, to: end) ?? LogRecord.noTime
        return
      }
      position &+= 1
    }
  }

  /// How far into a line the time of it may begin.
  private static let longestLineHead = 48

  private mutating func readDocument(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, _ element: Int
  ) -> Int {
    var next = -1
    if bytes[start] == UInt8(ascii: "{") {
      next = readRow(bytes, from: start, to: end, element)
    } else if bytes[start] == UInt8(ascii: "[") {
      next = readArray(bytes, from: start, to: end, LogTree.root)
    }
    if next < 0 {
      (row, depth) = (LogRow(), 0)
      waiting = []
    }
    return next
  }

  /// Steps over blanks, line ends and commas; counts the lines.
  private mutating func skipBetween(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    var position = start
    while position < end {
      let byte = bytes[position]
      guard byte <= 32 || byte == LogBytes.comma || byte >= 0xEF || byte == 0xBB || byte == 0xBF
      else { break }
      if byte == LogBytes.newline { sink.part.lines &+= 1 }
      position &+= 1
    }
    return position
  }

  // MARK: Structure

  /// Reads an object that may be a row; returns the place after it.
  mutating func readRow(_ bytes: Span<UInt8>, from start: Int, to end: Int, _ node: Int) -> Int {
    guard node >= 0, depth < Self.maximumDepth else {
      return JSONBytes.skipNested(bytes, from: start, to: end)
    }
    let (outer, outerWaiting) = (row, waiting.count)
    row = LogRow()
    depth += 1
    let next = readObject(bytes, from: start, to: end, node)
    depth -= 1
    guard next >= 0 else { return -1 }
    endRow(outer, waitingFrom: outerWaiting)
    return next
  }

  /// Hands over the row that has been read, and those within it that waited for what it says.
  mutating func endRow(_ outer: LogRow, waitingFrom start: Int) {
    var inner = row
    row = outer
    if depth == 0, lineTime != LogRecord.noTime { inner.takeTime(ofLine: lineTime) }
    if inner.isWhole(beside: waiting[start...]) { waiting.removeSubrange(start...) }
    for index in start..<waiting.count { waiting[index].inherit(inner) }
    let isOutermost = depth == 0
    let mayBePiece =
      inner.mayBePiece(of: outer) && waiting.count == start && waiting.count < Self.mostPieces
    // What failed at no time of its own may be a part of an answer whose tokens are still to come.
    let mayBePart =
      inner.time == LogRecord.noTime && !inner.countsTokens && !inner.requests.isThere
    if !isOutermost { inner.inherit(outer) }
    if waiting.count > start {
      var kept = start
      for index in start..<waiting.count {
        // A tool that failed within an answer is no request that did.
        if inner.countsTokens, !waiting[index].countsTokens, !waiting[index].requests.isThere {
          continue
        }
        if isOutermost || waiting[index].time != LogRecord.noTime {
          if sink.take(waiting[index]) { inner.flags.insert(.holdsRows) }
        } else {
          waiting[kept] = waiting[index]
          kept += 1
        }
      }
      if kept > start { inner.flags.insert(.holdsRows) }
      waiting.removeLast(waiting.count - kept)
    }
    if inner.flags.contains(.saysPages) {
      sink.hasMorePages = inner.flags.contains(.hasMorePages)
    }
    if inner.flags.contains(.holdsRows) {
      if inner.countsTokens { sink.sums += 1 }
      row.flags.insert(.holdsRows)
    } else if isOutermost || inner.time != LogRecord.noTime && !mayBePiece && !mayBePart {
      if sink.take(inner) { row.flags.insert(.holdsRows) }
    } else if inner.countsTokens || inner.flags.contains(.isFailed) || inner.requests.isThere {
      waiting.append(inner)
    }
  }

  /// Reads an object below a key whose values are passed over otherwise.
  mutating func readMembers(_ bytes: Span<UInt8>, _ node: Int) {
    depth += 1
    _ = readObject(bytes, from: 0, to: bytes.count, node)
    depth -= 1
  }

  private mutating func readObject(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, _ node: Int
  ) -> Int {
    var position = JSONBytes.skipWhite(bytes, from: start &+ 1, to: end)
    if position < end, bytes[position] == UInt8(ascii: "}") { return position &+ 1 }
    while position < end, bytes[position] == LogBytes.quote {
      let keyStart = position &+ 1
      position = JSONBytes.skipString(bytes, from: position, to: end)
      guard position >= 0 else { return -1 }
      let child = tree.child(of: node, bytes, keyStart..<(position &- 1))
      position = JSONBytes.skipWhite(bytes, from: position, to: end)
      guard position < end, bytes[position] == UInt8(ascii: ":") else { return -1 }
      position = JSONBytes.skipWhite(bytes, from: position &+ 1, to: end)
      guard position < end else { return -1 }
      position =
        child >= 0
        ? readValue(bytes, from: position, to: end, child)
        : JSONBytes.skipValue(bytes, from: position, to: end)
      guard position >= 0 else { return -1 }
      position = JSONBytes.skipWhite(bytes, from: position, to: end)
      guard position < end else { return -1 }
      if bytes[position] == UInt8(ascii: "}") { return position &+ 1 }
      guard bytes[position] == LogBytes.comma else { return -1 }
      position = JSONBytes.skipWhite(bytes, from: position &+ 1, to: end)
    }
    return -1
  }

  /// Reads a value below the keys of a node; returns the place after it.
  mutating func readValue(_ bytes: Span<UInt8>, from start: Int, to end: Int, _ node: Int) -> Int {
    let byte = bytes[start]
    let figure = tree.nodes[node].meaning.figure
    if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
      if figure == .failure, JSONBytes.holdsAnything(bytes, from: start, to: end) {
        row.flags.insert(.isFailed)
      }
      if figure == .sums { row.flags.insert(.isSum) }
      if figure == .time || figure == .endTime, let time = SplitTime(bytes, from: start, to: end) {
        take(time, node)
        return time.end
      }
      guard figure != .closed, figure != .failure, depth < Self.maximumDepth else {
        return JSONBytes.skipNested(bytes, from: start, to: end)
      }
      depth += 1
      let next =
        byte == UInt8(ascii: "{")
        ? readObject(bytes, from: start, to: end, node)
        : readArray(bytes, from: start, to: end, node)
      depth -= 1
      return next
    }
    let next = JSONBytes.skipValue(bytes, from: start, to: end)
    guard next >= 0 else { return -1 }
    if byte == LogBytes.quote {
      takeText(bytes, start &+ 1..<next &- 1, node)
    } else {
      var last = next
      while last > start, bytes[last &- 1] <= 32 { last &-= 1 }
      takeWord(bytes, start..<last, node)
    }
    return next
  }

  private mutating func readArray(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, _ node: Int
  ) -> Int {
    let element = tree.element(of: node)
    guard element >= 0 else { return JSONBytes.skipNested(bytes, from: start, to: end) }
    var position = JSONBytes.skipWhite(bytes, from: start &+ 1, to: end)
    if position < end, bytes[position] == UInt8(ascii: "]") { return position &+ 1 }
    var lastText: Range<Int>?
    while position < end {
      if bytes[position] == UInt8(ascii: "{") {
        if tree.nodes[node].holdsPairs == nil {
          tree.setHoldsPairs(node, JSONPair(bytes, from: position, to: end) != nil)
        }
        if tree.nodes[node].holdsPairs == true {
          position = readPair(bytes, from: position, to: end, node)
        } else {
          position = readRow(bytes, from: position, to: end, element)
        }
      } else if bytes[position] == UInt8(ascii: "["), depth < Self.maximumDepth {
        if let line = LokiLine(bytes, from: position, to: end) {
          position = readLine(line, bytes, element)
        } else {
          position = readList(bytes, from: position, to: end, element)
        }
      } else {
        let start = position
        position = JSONBytes.skipValue(bytes, from: position, to: end)
        if tree.nodes[node].holdsPieces, position > start &+ 2, bytes[start] == LogBytes.quote,
          bytes[start &+ 1] == UInt8(ascii: "{")
        {
          lastText = start &+ 1..<position &- 1
        }
      }
      guard position >= 0 else { return -1 }
      position = JSONBytes.skipWhite(bytes, from: position, to: end)
      guard position < end else { return -1 }
      if bytes[position] == UInt8(ascii: "]") {
        // The last of the pieces of an answer counts all of it.
        if let lastText { takeText(bytes, lastText, node) }
        return position &+ 1
      }
      guard bytes[position] == LogBytes.comma else { return -1 }
      position = JSONBytes.skipWhite(bytes, from: position &+ 1, to: end)
    }
    return -1
  }

  /// Reads a list within a list; one of pairs of names and values, as CloudWatch's are, is a row.
  private mutating func readList(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, _ node: Int
  ) -> Int {
    let first = JSONBytes.skipWhite(bytes, from: start &+ 1, to: end)
    let isRow =
      first < end && bytes[first] == UInt8(ascii: "{")
      && JSONPair(bytes, from: first, to: end) != nil
    let (outer, outerWaiting) = (row, waiting.count)
    if isRow { row = LogRow() }
    depth += 1
    let next = readArray(bytes, from: start, to: end, node)
    depth -= 1
    if isRow, next >= 0 { endRow(outer, waitingFrom: outerWaiting) }
    return next
  }

  /// Reads a line that Loki keeps with its time as a row, whose key is `line`.
  private mutating func readLine(
    _ line: LokiLine, _ bytes: Span<UInt8>, _ node: Int
  ) -> Int {
    let name = Array("line".utf8)
    let child = tree.child(of: node, name.span, 0..<name.count)
    let (outer, outerWaiting) = (row, waiting.count)
    row = LogRow()
    depth += 1
    if child >= 0 { takeText(bytes, line.text, child) }
    depth -= 1
    row.takeTime(ofLine: line.time)
    endRow(outer, waitingFrom: outerWaiting)
    return line.end
  }

  /// Reads `{"key": …, "value": …}` as a member of the object that its list stands for.
  private mutating func readPair(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, _ node: Int
  ) -> Int {
    guard let pair = JSONPair(bytes, from: start, to: end) else {
      return JSONBytes.skipNested(bytes, from: start, to: end)
    }
    let child = tree.child(of: node, bytes, pair.key)
    if child >= 0 {
      guard readValue(bytes, from: pair.value, to: end, child) >= 0 else { return -1 }
    }
    return pair.end
  }
}

/// One element of a list of attributes, `{"key": "a", "value": 1}` or OpenTelemetry's
/// `{"key": "a", "value": {"intValue": "1"}}`.
struct JSONPair {
  var key: Range<Int>
  /// Where the value begins.
  var value: Int
  var end: Int

  init?(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
    var (key, value) = (Range<Int>?.none, Int?.none)
    let last = JSONBytes.members(bytes, from: start, to: end) { name, place in
      if LogBytes.equals(bytes, name, "key") || LogBytes.equals(bytes, name, "field"),
        bytes[place] == LogBytes.quote
      {
        let next = JSONBytes.skipString(bytes, from: place, to: end)
        if next > 0 { key = place &+ 1..<next &- 1 }
      } else if LogBytes.equals(bytes, name, "value") {
        value = place
      }
    }
    guard last >= 0, let key, let value else { return nil }
    (self.key, self.value, self.end) = (key, value, last)
    guard bytes[value] == UInt8(ascii: "{") else { return }
    var typed: Int?
    _ = JSONBytes.members(bytes, from: value, to: end) { name, place in
      let isTyped = ["intValue", "stringValue", "doubleValue", "boolValue"].contains {
        LogBytes.equals(bytes, name, $0)
      }
      if isTyped { typed = place }
    }
    if let typed { self.value = typed }
  }
}

/// A line of a program's log as Loki's interface gives it, `["1772438400000000000", "level=info …"]`, the
/// time in nanoseconds before it.
struct LokiLine {
  var time: Int64
  var text: Range<Int>
  /// The place after the list.
  var end: Int

  init?(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
    let first = JSONBytes.skipWhite(bytes, from: start &+ 1, to: end)
    guard first < end, bytes[first] == LogBytes.quote else { return nil }
    let timeEnd = JSONBytes.skipString(bytes, from: first, to: end)
    guard timeEnd > 0, timeEnd &- first == 21,
      (first &+ 1..<timeEnd &- 1).allSatisfy({ LogBytes.digit(bytes[$0]) != nil }),
      let nanoseconds = Int64(LogText.string(bytes, first &+ 1..<timeEnd &- 1))
    else { return nil }
    let comma = JSONBytes.skipWhite(bytes, from: timeEnd, to: end)
    guard comma < end, bytes[comma] == LogBytes.comma else { return nil }
    let quote = JSONBytes.skipWhite(bytes, from: comma &+ 1, to: end)
    guard quote < end, bytes[quote] == LogBytes.quote else { return nil }
    let textEnd = JSONBytes.skipString(bytes, from: quote, to: end)
    let last = JSONBytes.skipNested(bytes, from: start, to: end)
    guard textEnd > 0, last > 0 else { return nil }
    (time, text, self.end) = (nanoseconds / 1000, quote &+ 1..<textEnd &- 1, last)
  }
}
