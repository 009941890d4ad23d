/// Reads the lines of a CSV log.
///
/// A quoted field may span lines. A line that does not read as the layout says is counted and passed
/// over, so that it costs no other line. Places are passed by value and −1 means that nothing fits.
struct CSVLogScanner: Sendable {
  let roles: [LogRole]
  let separator: UInt8
  let timeUnit: TimeUnit
  let isGrouped: Bool
  let header: [UInt8]
  /// Whether a completion of no tokens means that the request failed.
  let emptyIsFailure: Bool
  /// Where the time and the lengths of rows of one request stand, if in the usual order.
  let plainColumns: PlainColumns?

  init(_ layout: LogLayout, roles: [LogRole], separator: UInt8, header: [UInt8]) {
    self.roles = roles
    self.separator = separator
    self.header = header
    timeUnit = layout.timeUnit
    isGrouped = layout.isGrouped
    emptyIsFailure = layout.emptyIsFailure
    plainColumns = layout.isGrouped ? nil : PlainColumns(roles)
  }

  /// The most bytes that a quoted field may span.
  static let longestRecord = 1 << 20

  /// Reads the records that begin within `range`; returns where the last one ends.
  func scan(_ bytes: Span<UInt8>, _ range: Range<Int>, into sink: inout LogSink) -> Int {
    let roles = self.roles.span
    var clock = LogTime()
    var run = LogRun()
    var start = range.lowerBound
    while start < range.upperBound {
      if let plainColumns {
        start = scanPlainRows(bytes, from: start, to: range.upperBound, plainColumns, &clock, &run)
        sink.add(run)
        guard start < range.upperBound, run.count < LogRun.longest else { continue }
      }
      start = scanRow(bytes, from: start, roles, &clock, &sink)
    }
    return min(start, bytes.count)
  }

  /// Reads a record of any kind; returns where the next one begins.
  private func scanRow(
    _ bytes: Span<UInt8>, from start: Int, _ roles: Span<LogRole>, _ clock: inout LogTime,
    _ sink: inout LogSink
  ) -> Int {
    let end = bytes.count
    sink.fields.reset()
    let fieldsEnd = scanFields(bytes, from: start, to: end, roles, &clock, &sink.fields)
    if fieldsEnd >= 0, fieldsEnd == end || bytes[fieldsEnd] == LogBytes.newline {
      sink.endLine(isWellFormed: true)
      return fieldsEnd &+ 1
    }
    if fieldsEnd >= 0, fieldsEnd &+ 1 < end, bytes[fieldsEnd] == 13,
      bytes[fieldsEnd &+ 1] == LogBytes.newline
    {
      sink.endLine(isWellFormed: true)
      return fieldsEnd &+ 2
    }
    return endUnusualLine(bytes, from: start, fieldsEnd, &sink)
  }

  /// Reads fields up to the last column that matters; returns the place after it.
  @inline(__always)
  private func scanFields(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, _ roles: Span<LogRole>,
    _ clock: inout LogTime, _ fields: inout LogFields
  ) -> Int {
    var position = start
    var column = 0
    while true {
      let role = roles[column]
      position =
        role == .skip
        ? skipField(bytes, from: position, to: end)
        : readField(bytes, from: position, to: end, role, &clock, &fields)
      column &+= 1
      guard position >= 0, column < roles.count else { return position }
      guard position < end, bytes[position] == separator else { return -1 }
      position &+= 1
    }
  }

  /// Ends a line that has more columns than matter, quotes, or a fault; returns where the next begins.
  private func endUnusualLine(
    _ bytes: Span<UInt8>, from start: Int, _ fieldsEnd: Int, _ sink: inout LogSink
  ) -> Int {
    let end = bytes.count
    if fieldsEnd >= 0 {
      let lineEnd = LogBytes.find(
        LogBytes.newline, or: LogBytes.quote, in: bytes, from: fieldsEnd, to: end)
      let recordEnd =
        lineEnd < end && bytes[lineEnd] == LogBytes.quote
        ? skipRest(bytes, from: fieldsEnd, to: end) : lineEnd
      if recordEnd >= 0 {
        sink.endLine(isWellFormed: true)
        sink.part.lines &+= lineEnds(bytes, from: start, to: recordEnd)
        return recordEnd &+ 1
      }
    }
    let lineEnd = LogBytes.find(LogBytes.newline, in: bytes, from: start, to: end)
    var last = lineEnd
    while last > start, bytes[last &- 1] <= 32 { last &-= 1 }
    let isHeader =
      last - start == header.count && header.indices.allSatisfy { bytes[start + $0] == header[$0] }
    if last == start || isHeader {
      sink.endEmptyLine()
    } else {
      sink.endLine(isWellFormed: false)
    }
    return lineEnd &+ 1
  }

  /// The place after the columns that do not matter, some of which are quoted, at the line's end.
  private func skipRest(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    var position = start
    while position >= 0, position < end, bytes[position] != LogBytes.newline {
      guard bytes[position] == separator || bytes[position] == 13 else { return -1 }
      position = skipField(bytes, from: position &+ 1, to: end)
    }
    return position
  }

  private func lineEnds(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    var count = 0
    var position = LogBytes.find(LogBytes.newline, in: bytes, from: start, to: end)
    while position < end {
      count &+= 1
      position = LogBytes.find(LogBytes.newline, in: bytes, from: position &+ 1, to: end)
    }
    return count
  }

  @inline(__always)
  private func skipField(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    guard start < end else { return end }
    if bytes[start] == LogBytes.quote { return skipQuoted(bytes, from: start, to: end) }
    return LogBytes.find(separator, or: LogBytes.newline, in: bytes, from: start, to: end)
  }

  /// The place after a quoted field.
  private func skipQuoted(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    let limit = min(end, start &+ Self.longestRecord)
    var position = start &+ 1
    while true {
      position = LogBytes.find(LogBytes.quote, in: bytes, from: position, to: limit)
      guard position < limit else { return -1 }
      position &+= 1
      guard position < end, bytes[position] == LogBytes.quote else { break }
      position &+= 1
    }
    return endsField(bytes, position, end) ? position : -1
  }

  @inline(__always)
  private func endsField(_ bytes: Span<UInt8>, _ position: Int, _ end: Int) -> Bool {
    guard position < end else { return true }
    let byte = bytes[position]
    return byte == separator || byte == LogBytes.newline || byte == 13
  }

  @inline(__always)
  private func readField(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, _ role: LogRole, _ clock: inout LogTime,
    _ fields: inout LogFields
  ) -> Int {
    var position = start
    if role == .time, start &+ 4 < end, bytes[start &+ 4] == UInt8(ascii: "-") {
      if let time = clock.read(bytes, at: &position, to: end), endsField(bytes, position, end) {
        fields.time = time
        return position
      }
    } else if let number = LogBytes.number(bytes, at: &position, to: end),
      endsField(bytes, position, end)
    {
      return fields.take(number, as: role, unit: timeUnit, isGrouped: isGrouped) ? position : -1
    }
    return readUnusualField(bytes, from: start, to: end, role, &clock, &fields)
  }

  /// Reads a field that is quoted, empty, padded or a word.
  @inline(never)
  private func readUnusualField(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, _ role: LogRole, _ clock: inout LogTime,
    _ fields: inout LogFields
  ) -> Int {
    let next = skipField(bytes, from: start, to: end)
    guard next >= 0 else { return -1 }
    var (first, last) = (start, next)
    while first < last, bytes[first] <= 32 || bytes[first] == LogBytes.quote { first &+= 1 }
    while last > first, bytes[last &- 1] <= 32 || bytes[last &- 1] == LogBytes.quote { last &-= 1 }
    return LogText.take(bytes, first..<last, role, timeUnit, isGrouped, &clock, &fields) ? next : -1
  }
}
