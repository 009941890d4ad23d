extension LogText {
  /// A count that stands in a text, with or without separators of thousands: `1,495`, `1 495`, `287.0`.
  ///
  /// Counts are whole, so a point before exactly three digits separates thousands.
  static func count(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64? {
    if let grouped = groupedCount(bytes, range) { return grouped }
    var position = range.lowerBound
    guard let number = LogBytes.number(bytes, at: &position, to: range.upperBound),
      position == range.upperBound
    else { return nil }
    return number.exactCount
  }

  /// `1,495,003` with one separator throughout; `nil` for anything else.
  private static func groupedCount(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64? {
    var (value, digits, separator) = (UInt64(0), 0, UInt8(0))
    var position = range.lowerBound
    while position < range.upperBound {
      let byte = bytes[position]
      if let digit = LogBytes.digit(byte) {
        digits += 1
        guard digits <= 3, value < 1_000_000_000_000_000 else { return nil }
        value = value &* 10 &+ digit
        position &+= 1
        continue
      }
      // A space may be one of two or three bytes that does not break the line.
      let width = byte == 0xC2 ? 2 : byte == 0xE2 ? 3 : 1
      guard digits > 0, separator == 0 || digits == 3, separator == 0 || separator == byte,
        byte == LogBytes.comma || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "'")
          || byte == 32 || byte == UInt8(ascii: "_") || width > 1,
        position > range.lowerBound
      else { return nil }
      (separator, digits) = (byte, 0)
      position &+= width
    }
    return separator != 0 && digits == 3 ? value : nil
  }

  static func string(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    String(decoding: range.map { bytes[$0] }, as: UTF8.self)
  }

  /// A number that texts of different bytes hardly share; never 0.
  static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: range.count) &+ 0x9E37_79B9_7F4A_7C15
    var position = range.lowerBound
    while position &+ 8 <= range.upperBound {
      hash = (hash ^ LogBytes.word(bytes, at: position)) &* 0xFF51_AFD7_ED55_8CCD
      hash ^= hash &>> 32
      position &+= 8
    }
    while position < range.upperBound {
      hash = (hash ^ UInt64(bytes[position])) &* 0xC4CE_B9FE_1A85_EC53
      hash ^= hash &>> 29
      position &+= 1
    }
    return max(1, hash ^ hash &>> 31)
  }

  /// The text of a JSON string; characters beyond ASCII that are written as numbers become `?`, as nothing
  /// here needs them.
  static func unescaped(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    var position = range.lowerBound
    while position < range.upperBound {
      let byte = bytes[position]
      position &+= 1
      guard byte == LogBytes.backslash, position < range.upperBound else {
        text.append(byte)
        continue
      }
      let escaped = bytes[position]
      position &+= 1
      switch escaped {
      case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"): text.append(32)
      case UInt8(ascii: "u"):
        let digits = string(bytes, position..<min(position &+ 4, range.upperBound))
        text.append(UInt8(digits, radix: 16).flatMap { $0 < 128 ? $0 : nil } ?? UInt8(ascii: "?"))
        position = min(position &+ 4, range.upperBound)
      default: text.append(escaped)
      }
    }
    return text
  }
}
