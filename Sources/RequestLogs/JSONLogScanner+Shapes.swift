extension JSONLogScanner {
  /// Reads a line of a known shape; returns where the next one begins, or −1 if the line does not fit.
  @inline(__always)
  func scanLine(
    _ bytes: Span<UInt8>, from start: Int, _ steps: Span<JSONLineShape.Step>,
    _ words: Span<JSONLineShape.Words>, _ clock: inout LogTime, _ sink: inout LogSink
  ) -> Int {
    var position = start
    for index in steps.indices {
      let step = steps[index]
      position = JSONLineShape.place(after: step, words, in: bytes, from: position)
      guard position >= 0 else { return -1 }
      if step.value == .lineEnd { return position }
      guard position <= bytes.count &- LogBytes.windowSize else { return -1 }
      switch step.value {
      case .tokens:
        let (tokens, count, _) = LogBytes.shortNumber(LogBytes.word(bytes, at: position))
        guard count > 0 else { return -1 }
        sink.fields.takeTokens(tokens, as: step.role)
        position &+= count
      case .skippedText:
        position = skipShortText(bytes, from: position)
      case .skippedScalar:
        position = skipScalar(bytes, from: position)
      case .timeNumber:
        let window = bytes.extracting(position..<position &+ LogBytes.windowSize)
        var (time, length) = clock.readNumberLikeLast(window)
        if length == 0 { (time, length) = clock.readNumber(window, in: timeUnit) }
        guard length > 0 else { return -1 }
        sink.fields.time = time
        position &+= length
      case .timeText:
        let window = bytes.extracting(position..<position &+ LogBytes.windowSize)
        var (time, length) = clock.readLikeLast(window)
        if length == 0 {
          guard let other = clock.read(window, at: &length, to: window.count) else { return -1 }
          time = other
        }
        sink.fields.time = time
        position &+= length
      default:
        let lineEnd = LogBytes.lineEnd(in: bytes, from: position, to: bytes.count)
        let start = position
        position =
          step.value == .blocks
          ? scanBlocks(bytes, from: start, to: lineEnd, &sink.tally.seenBlocks)
          : JSONBytes.skipNested(bytes, from: start, to: lineEnd)
        if step.value == .blocks, sink.keepsRecords, position >= 0 {
          keepBlocks(bytes, start &+ 1..<position, &sink)
        }
      }
      guard position >= 0 else { return -1 }
    }
    return -1
  }

  /// The place of the quote that ends a text, or −1 if the line ends first.
  @inline(__always)
  private func skipShortText(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var position = start
    while position &+ 8 <= bytes.count {
      let word = LogBytes.word(bytes, at: position)
      let found = LogBytes.quotesOrControls(word) | LogBytes.matches(word, LogBytes.backslash)
      guard found != 0 else {
        position &+= 8
        continue
      }
      position &+= found.trailingZeroBitCount &>> 3
      let byte = bytes[position]
      if byte == LogBytes.quote { return position }
      guard byte != LogBytes.newline, position &+ 1 < bytes.count,
        byte != LogBytes.backslash || bytes[position &+ 1] != LogBytes.newline
      else { return -1 }
      position &+= byte == LogBytes.backslash ? 2 : 1
    }
    return -1
  }

  /// The place after a number or a word, or −1 if the line ends first.
  @inline(__always)
  private func skipScalar(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var position = start
    while position &+ 8 <= bytes.count {
      let word = LogBytes.word(bytes, at: position)
      // Blanks and controls are below 33.
      let found =
        LogBytes.matches(word, LogBytes.comma) | LogBytes.matches(word, UInt8(ascii: "}"))
        | (word &- 0x2121_2121_2121_2121) & ~word & 0x8080_8080_8080_8080
      guard found != 0 else {
        position &+= 8
        continue
      }
      position &+= found.trailingZeroBitCount &>> 3
      return bytes[position] == LogBytes.newline ? -1 : position
    }
    // So near the end of all bytes the line is left to the reader of any line.
    return -1
  }

  /// The shape of a line that has been read and was well-formed; `nil` if it has a value that says that
  /// the request failed, or one of a kind that others will hardly have.
  func shape(of bytes: Span<UInt8>, _ line: Range<Int>) -> JSONLineShape? {
    guard line.upperBound < bytes.count else { return nil }
    var shape = JSONLineShape()
    var literalStart = line.lowerBound
    let start = JSONBytes.skipSpace(bytes, from: line.lowerBound, to: line.upperBound)
    guard start < line.upperBound, bytes[start] == UInt8(ascii: "{"),
      learnObject(bytes, from: start, to: line.upperBound, 0, &literalStart, &shape) >= 0
    else { return nil }
    shape.append(bytes, literalStart..<line.upperBound &+ 1)
    shape.append(.lineEnd)
    return shape
  }

  /// Learns an object as ``scanObject`` reads one; returns the place after it.
  private func learnObject(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, _ node: Int, _ literalStart: inout Int,
    _ shape: inout JSONLineShape
  ) -> Int {
    var position = JSONBytes.skipSpace(bytes, from: start &+ 1, to: end)
    if position < end, bytes[position] == UInt8(ascii: "}") { return position &+ 1 }
    while position < end, bytes[position] == LogBytes.quote {
      let keyStart = position &+ 1
      position = JSONBytes.skipString(bytes, from: position, to: end)
      guard position >= 0 else { return -1 }
      let child = child(of: node, nodes.span, keys.span, bytes, keyStart..<(position &- 1))
      position = JSONBytes.skipSpace(bytes, from: position, to: end)
      guard position < end, bytes[position] == UInt8(ascii: ":") else { return -1 }
      position = JSONBytes.skipSpace(bytes, from: position &+ 1, to: end)
      guard position < end else { return -1 }
      position = learnValue(bytes, from: position, to: end, child, &literalStart, &shape)
      guard position >= 0 else { return -1 }
      position = JSONBytes.skipSpace(bytes, from: position, to: end)
      guard position < end else { return -1 }
      if bytes[position] == UInt8(ascii: "}") { return position &+ 1 }
      guard bytes[position] == LogBytes.comma else { return -1 }
      position = JSONBytes.skipSpace(bytes, from: position &+ 1, to: end)
    }
    return -1
  }

  private func learnValue(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, _ node: Int, _ literalStart: inout Int,
    _ shape: inout JSONLineShape
  ) -> Int {
    let (byte, role) = (bytes[start], nodes[node].role)
    if byte == UInt8(ascii: "{"), node > 0, nodes[node].firstChild > 0 {
      return learnObject(bytes, from: start, to: end, node, &literalStart, &shape)
    }
    let next = JSONBytes.skipValue(bytes, from: start, to: end)
    guard next >= 0 else { return -1 }
    let isText = byte == LogBytes.quote
    let isWord = byte | 32 >= UInt8(ascii: "a") && byte | 32 <= UInt8(ascii: "z")
    // A `null` where a number may stand is part of the shape.
    if isWord, role != .skip { return next }
    let value: JSONLineShape.Value
    switch role {
    case .prompt, .completion, .cachedInside, .cachedBeside, .writtenBeside, .completionBeside,
      .promptTotal, .completionTotal:
      guard LogBytes.digit(byte) != nil else { return -1 }
      value = .tokens
    case .time:
      guard isText || LogBytes.digit(byte) != nil else { return -1 }
      value = isText ? .timeText : .timeNumber
    case .blocks:
      guard byte == UInt8(ascii: "[") else { return -1 }
      value = .blocks
    case .status, .outcome, .failure, .kind, .level, .callType, .cacheHit:
      // Of a request that was answered, so this very value is part of the shape.
      return next
    case .skip:
      let isNested = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
      value = isText ? .skippedText : isNested ? .skippedList : .skippedScalar
    default: return -1
    }
    shape.append(bytes, literalStart..<(isText ? start &+ 1 : start))
    shape.append(value, as: role)
    literalStart = isText ? next &- 1 : next
    return next
  }
}
