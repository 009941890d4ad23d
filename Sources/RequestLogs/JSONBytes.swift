/// Steps through the bytes of JSON; −1 stands for a value that does not end.
enum JSONBytes {
  /// The place after blanks within a line.
  @inline(__always)
  static func skipSpace(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    var position = start
    while position < end {
      let byte = bytes[position]
      guard byte == 32 || byte == 13 || byte == 9 else { break }
      position &+= 1
    }
    return position
  }

  /// The place after blanks and line ends.
  @inline(__always)
  static func skipWhite(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    var position = start
    while position < end, bytes[position] <= 32 { position &+= 1 }
    return position
  }

  /// The place after a string that begins at `start`.
  @inline(__always)
  static func skipString(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    var position = start &+ 1
    while true {
      position = LogBytes.find(
        LogBytes.quote, or: LogBytes.backslash, in: bytes, from: position, to: end)
      guard position < end else { return -1 }
      if bytes[position] == LogBytes.quote { return position &+ 1 }
      position &+= 2
    }
  }

  /// The place after any value that begins at `start`; brackets are counted, not matched by kind.
  @inline(__always)
  static func skipValue(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    let byte = bytes[start]
    if byte == LogBytes.quote { return skipString(bytes, from: start, to: end) }
    if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
      return skipNested(bytes, from: start, to: end)
    }
    var position = start
    while position < end {
      let byte = bytes[position]
      if byte == LogBytes.comma || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { break }
      position &+= 1
    }
    return position > start ? position : -1
  }

  /// The place after an object or an array that begins at `start`.
  static func skipNested(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    var depth = 0
    var position = start
    while position < end {
      let byte = bytes[position]
      if byte == LogBytes.quote {
        position = skipString(bytes, from: position, to: end)
        guard position >= 0 else { return -1 }
        continue
      }
      position &+= 1
      let bracket = byte | 32
      if bracket == UInt8(ascii: "{") {
        depth &+= 1
      } else if bracket == UInt8(ascii: "}") {
        depth &-= 1
        if depth == 0 { return position }
      }
    }
    return -1
  }

  /// Whether an object or an array that begins at `start` holds more than nulls and empty texts.
  static func holdsAnything(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    let first = skipWhite(bytes, from: start &+ 1, to: end)
    guard first < end else { return false }
    guard bytes[start] == UInt8(ascii: "{") else { return bytes[first] != UInt8(ascii: "]") }
    guard bytes[first] == LogBytes.quote else { return false }
    var isAnything = false
    _ = members(bytes, from: start, to: end) { _, place in
      let next = skipValue(bytes, from: place, to: end)
      guard next >= 0, !isAnything else { return }
      var last = next
      while last > place, bytes[last &- 1] <= 32 { last &-= 1 }
      isAnything = !["null", "\"\"", "false", "0", "{}", "[]"].contains {
        LogBytes.equals(bytes, place..<last, $0)
      }
    }
    return isAnything
  }

  /// Calls `body` with the name of each member of an object and the place of its value; returns the
  /// place after the object.
  static func members(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, _ body: (Range<Int>, Int) -> Void
  ) -> Int {
    var position = skipWhite(bytes, from: start &+ 1, to: end)
    while position < end, bytes[position] == LogBytes.quote {
      let name = position &+ 1
      position = skipString(bytes, from: position, to: end)
      guard position >= 0 else { return -1 }
      let nameEnd = position &- 1
      position = skipWhite(bytes, from: position, to: end)
      guard position < end, bytes[position] == UInt8(ascii: ":") else { return -1 }
      position = skipWhite(bytes, from: position &+ 1, to: end)
      guard position < end else { return -1 }
      body(name..<nameEnd, position)
      position = skipValue(bytes, from: position, to: end)
      guard position >= 0 else { return -1 }
      position = skipWhite(bytes, from: position, to: end)
      guard position < end else { return -1 }
      if bytes[position] == UInt8(ascii: "}") { return position &+ 1 }
      guard bytes[position] == LogBytes.comma else { return -1 }
      position = skipWhite(bytes, from: position &+ 1, to: end)
    }
    return position < end && bytes[position] == UInt8(ascii: "}") ? position &+ 1 : -1
  }
}
