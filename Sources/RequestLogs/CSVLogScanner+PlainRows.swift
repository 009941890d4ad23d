extension CSVLogScanner {
  /// The bytes that hold a time and two lengths: they are cut out together, so that their bounds are
  /// checked once.
  private static let windowSize = 64

  /// Reads rows of plain fields, without quotes, signs or blanks, until one is not plain, the run is full
  /// or `limit` is reached; returns where it stopped.
  ///
  /// Whatever is not plain is left to the reader of all rows, so that this one only has to be sure of
  /// what it takes. Nearly all rows of nearly all logs are plain.
  func scanPlainRows(
    _ bytes: Span<UInt8>, from start: Int, to limit: Int, _ columns: PlainColumns,
    _ clock: inout LogTime, _ run: inout LogRun
  ) -> Int {
    // Columns that follow each other are read without a thought of any between them.
    columns.areAdjacent
      ? scanPlainRows(
        bytes, from: start, to: limit, columns.promptIsFirst, (0, 0, 0), &clock, &run)
      : scanPlainRows(
        bytes, from: start, to: limit, columns.promptIsFirst,
        (columns.beforeTime, columns.beforeFirst, columns.beforeSecond), &clock, &run)
  }

  @inline(__always)
  private func scanPlainRows(
    _ bytes: Span<UInt8>, from start: Int, to limit: Int, _ promptIsFirst: Bool,
    _ skipped: (beforeTime: Int, beforeFirst: Int, beforeSecond: Int), _ clock: inout LogTime,
    _ run: inout LogRun
  ) -> Int {
    var records = run.records.mutableSpan
    var (row, count, failures) = (start, 0, 0)
    let last = bytes.count &- Self.windowSize
    while row < limit, count < records.count {
      var position = skipPlain(skipped.beforeTime, bytes, from: row)
      guard position <= last else { break }
      var window = bytes.extracting(position..<position &+ Self.windowSize)
      let (time, length) = readPlainTime(window, &clock)
      guard length > 0, length <= 32, window[length] == separator else { break }
      var offset = length &+ 1
      if skipped.beforeFirst > 0 {
        position = skipPlain(skipped.beforeFirst, bytes, from: position &+ offset)
        guard position <= last else { break }
        window = bytes.extracting(position..<position &+ Self.windowSize)
        offset = 0
      }
      let (first, firstDigits, afterFirst) = LogBytes.shortNumber(
        LogBytes.word(window, at: offset))
      guard firstDigits > 0, afterFirst == separator else { break }
      offset &+= firstDigits &+ 1
      if skipped.beforeSecond > 0 {
        position = skipPlain(skipped.beforeSecond, bytes, from: position &+ offset)
        guard position <= last else { break }
        window = bytes.extracting(position..<position &+ Self.windowSize)
        offset = 0
      }
      let (second, secondDigits, afterSecond) = LogBytes.shortNumber(
        LogBytes.word(window, at: offset))
      guard secondDigits > 0 else { break }
      position &+= offset &+ secondDigits &+ 1
      if afterSecond != LogBytes.newline {
        position = plainRowEnd(bytes, from: position, afterSecond)
        guard position > 0 else { break }
      }
      let (prompt, completion) = promptIsFirst ? (first, second) : (second, first)
      if completion > 0 {
        records[count] = LogRecord(
          time: time, promptTokens: UInt32(truncatingIfNeeded: prompt),
          completionTokens: UInt32(truncatingIfNeeded: completion))
        count &+= 1
      } else {
        guard emptyIsFailure else { break }
        failures &+= 1
      }
      row = position
    }
    run.count = count
    run.failures = failures
    return row
  }

  /// The place after some columns, or past the end if any is quoted or the row has not so many.
  @inline(__always)
  private func skipPlain(_ columns: Int, _ bytes: Span<UInt8>, from start: Int) -> Int {
    var (position, left) = (start, columns)
    while left > 0 {
      guard position &+ 8 <= bytes.count else { return bytes.count }
      let word = LogBytes.word(bytes, at: position)
      let others = LogBytes.matches(word, LogBytes.newline) | LogBytes.matches(word, LogBytes.quote)
      var separators = LogBytes.allMatches(word, separator)
      while left > 1, separators != 0 {
        separators &= separators &- 1
        left &-= 1
      }
      guard separators == 0 else {
        // What follows the last column does not matter here.
        guard others & (separators ^ (separators &- 1)) == 0 else { return bytes.count }
        return position &+ separators.trailingZeroBitCount &>> 3 &+ 1
      }
      guard others == 0 else { return bytes.count }
      position &+= 8
    }
    return position
  }

  /// A time at the beginning of a window and its length, which is 0 if the time is not plain.
  @inline(__always)
  private func readPlainTime(
    _ window: Span<UInt8>, _ clock: inout LogTime
  ) -> (time: Int64, length: Int) {
    guard window[4] == UInt8(ascii: "-") else {
      let likeLast = clock.readNumberLikeLast(window)
      return likeLast.length > 0 ? likeLast : clock.readNumber(window, in: timeUnit)
    }
    let likeLast = clock.readLikeLast(window)
    if likeLast.length > 0 { return likeLast }
    var position = 0
    guard let time = clock.read(window, at: &position, to: window.count) else { return (0, 0) }
    return (time, position)
  }

  /// The place after the end of a row, of which the byte before `start` is the first that does not
  /// matter; 0 if any that follows is quoted or strange.
  @inline(__always)
  private func plainRowEnd(_ bytes: Span<UInt8>, from start: Int, _ first: UInt8) -> Int {
    var position = start
    if first == separator {
      while position &+ 8 <= bytes.count {
        let found = LogBytes.quotesOrControls(LogBytes.word(bytes, at: position))
        guard found == 0 else {
          position &+= found.trailingZeroBitCount &>> 3
          break
        }
        position &+= 8
      }
      guard position < bytes.count else { return 0 }
      if bytes[position] == LogBytes.newline { return position &+ 1 }
      guard bytes[position] == LogBytes.carriageReturn else { return 0 }
      position &+= 1
    } else if first != LogBytes.carriageReturn {
      return 0
    }
    return position < bytes.count && bytes[position] == LogBytes.newline ? position &+ 1 : 0
  }
}
