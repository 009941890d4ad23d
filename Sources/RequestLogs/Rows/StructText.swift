/// Texts of structs as Athena, Trino and Hive write them, `{prompt_tokens=150, details={cached_tokens=64}}`.
enum StructText {
  /// The struct as JSON whose values are texts; `nil` for anything else, such as JSON.
  ///
  /// A text in it is not quoted, so it ends where a comma and a name, or the struct's own end, follow.
  static func json(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8]? {
    guard nameEnd(bytes, after: range.lowerBound, to: range.upperBound) != nil else { return nil }
    var reader = Reader(end: range.upperBound)
    guard let next = reader.readStruct(bytes, from: range.lowerBound, depth: 0),
      next == range.upperBound
    else { return nil }
    return reader.json
  }

  /// Whether a cell of a table on a line holds one.
  static func stands(in bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
    var position = line.lowerBound
    while position < line.upperBound {
      position = LogBytes.find(
        UInt8(ascii: "{"), in: bytes, from: position, to: line.upperBound)
      guard position < line.upperBound else { return false }
      let before = position > line.lowerBound ? bytes[position &- 1] : 0
      if before == LogBytes.quote || before == LogBytes.comma || before == 9,
        nameEnd(bytes, after: position, to: line.upperBound) != nil
      {
        return true
      }
      position &+= 1
    }
    return false
  }

  /// Where the name that follows a byte at `start` ends, before its `=`; `nil` if none does.
  private static func nameEnd(_ bytes: Span<UInt8>, after start: Int, to end: Int) -> Int? {
    var position = start &+ 1
    while position < end, isInName(bytes[position]) { position &+= 1 }
    let isNamed = position > start &+ 1 && LogBytes.digit(bytes[start &+ 1]) == nil
    return isNamed && position < end && bytes[position] == UInt8(ascii: "=") ? position : nil
  }

  private static func isInName(_ byte: UInt8) -> Bool {
    LogBytes.digit(byte) != nil || byte == UInt8(ascii: "_")
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 32)
  }

  private struct Reader {
    let end: Int
    var json: [UInt8] = []

    init(end: Int) { self.end = end }

    /// Reads a struct that begins at `start`; returns the place after it.
    mutating func readStruct(_ bytes: Span<UInt8>, from start: Int, depth: Int) -> Int? {
      var place = start
      json.append(UInt8(ascii: "{"))
      while depth < LogRowReader.maximumDepth,
        let nameEnd = StructText.nameEnd(bytes, after: place, to: end)
      {
        if place > start { json.append(LogBytes.comma) }
        json.append(LogBytes.quote)
        for position in place &+ 1..<nameEnd { json.append(bytes[position]) }
        json += [LogBytes.quote, UInt8(ascii: ":")]
        guard let next = readValue(bytes, from: nameEnd &+ 1, depth: depth), next < end else {
          return nil
        }
        if bytes[next] == UInt8(ascii: "}") {
          json.append(UInt8(ascii: "}"))
          return next &+ 1
        }
        // A comma and a space part two members.
        place = next &+ 1
      }
      return nil
    }

    private mutating func readValue(_ bytes: Span<UInt8>, from start: Int, depth: Int) -> Int? {
      if start < end, bytes[start] == UInt8(ascii: "{"),
        StructText.nameEnd(bytes, after: start, to: end) != nil
      {
        return readStruct(bytes, from: start, depth: depth + 1)
      }
      var (position, nested) = (start, 0)
      while position < end {
        let byte = bytes[position]
        if byte | 32 == UInt8(ascii: "{") {
          nested += 1
        } else if byte | 32 == UInt8(ascii: "}") {
          if nested == 0 { break }
          nested -= 1
        } else if nested == 0, byte == LogBytes.comma, position &+ 1 < end,
          bytes[position &+ 1] == 32,
          StructText.nameEnd(bytes, after: position &+ 1, to: end) != nil
        {
          break
        }
        position &+= 1
      }
      append(bytes, start..<position)
      return position
    }

    private mutating func append(_ bytes: Span<UInt8>, _ text: Range<Int>) {
      if LogBytes.equals(bytes, text, "null") {
        json += Array("null".utf8)
        return
      }
      json.append(LogBytes.quote)
      for position in text {
        let byte = bytes[position]
        if byte == LogBytes.quote || byte == LogBytes.backslash { json.append(LogBytes.backslash) }
        json.append(byte < 32 ? 32 : byte)
      }
      json.append(LogBytes.quote)
    }
  }
}
