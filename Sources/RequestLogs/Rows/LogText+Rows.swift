extension LogText {
  /// A count that stands in a text, with or without separators of thousands: `1,495`, `1 495`, `287.0`.
  ///
  /// Counts are whole, so a point before exactly three digits separates thousands, unless other counts
  /// of the log have shown that points stand before decimals.
  static func count(
    _ bytes: Span<UInt8>, _ range: Range<Int>, pointsAreDecimal: Bool = false,
    commasAreDecimal: Bool = false
  ) -> UInt64? {
    if commasAreDecimal, let number = commaNumber(bytes, range) { return number.exactCount }
    if !pointsAreDecimal, let grouped = groupedCount(bytes, range) { return grouped }
    var position = range.lowerBound
    guard let number = LogBytes.number(bytes, at: &position, to: range.upperBound),
      position == range.upperBound
    else { return commaNumber(bytes, range)?.exactCount ?? groupedDecimal(bytes, range)?.count }
    return number.exactCount
  }

  /// A count with separators of thousands and decimals, which are zeros, such as `1.502,00` and
  /// `1,502.000`, and the sign of its decimals.
  static func groupedDecimal(
    _ bytes: Span<UInt8>, _ range: Range<Int>
  ) -> (count: UInt64, sign: UInt8)? {
    let point = UInt8(ascii: ".")
    guard range.count <= 32,
      let place = range.last(where: { bytes[$0] == LogBytes.comma || bytes[$0] == point }),
      place &+ 1 < range.upperBound,
      (place &+ 1..<range.upperBound).allSatisfy({ bytes[$0] == UInt8(ascii: "0") }),
      !(range.lowerBound..<place).contains(where: { bytes[$0] == bytes[place] }),
      let count = groupedCount(bytes, range.lowerBound..<place)
    else { return nil }
    return (count, bytes[place])
  }

  /// Whether a count has a point that separates no thousands, though three digits follow: `1502.000`,
  /// `1,502.000` and `0.000`, as databases write decimals of three places.
  static func showsDecimals(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    if groupedDecimal(bytes, range)?.sign == UInt8(ascii: ".") { return true }
    guard range.count > 4, bytes[range.upperBound &- 4] == UInt8(ascii: ".") else { return false }
    let whole = range.lowerBound..<range.upperBound &- 4
    return whole.allSatisfy { LogBytes.digit(bytes[$0]) != nil }
      && (whole.count > 3 || bytes[whole.lowerBound] == UInt8(ascii: "0"))
  }

  /// JSON whose texts stand between single quotes, as ClickHouse writes maps and Python objects.
  static func doubleQuoted(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    var position = range.lowerBound
    while position < range.upperBound {
      let byte = bytes[position]
      position &+= 1
      switch byte {
      case UInt8(ascii: "'"): text.append(LogBytes.quote)
      case LogBytes.quote: text += [LogBytes.backslash, LogBytes.quote]
      case LogBytes.backslash where position < range.upperBound:
        if bytes[position] != UInt8(ascii: "'") { text.append(byte) }
        text.append(bytes[position])
        position &+= 1
      default: text.append(byte)
      }
    }
    return text
  }

  /// A number whose fraction stands after a comma, such as `1502,0`.
  static func commaNumber(_ bytes: Span<UInt8>, _ range: Range<Int>) -> LogNumber? {
    guard range.count <= 32, let comma = range.first(where: { bytes[$0] == LogBytes.comma }),
      comma > range.lowerBound, comma &+ 1 < range.upperBound
    else { return nil }
    let digits = [range.lowerBound..<comma, comma &+ 1..<range.upperBound].joined()
    guard digits.allSatisfy({ LogBytes.digit(bytes[$0]) != nil }) else { return nil }
    let text = range.map { $0 == comma ? UInt8(ascii: ".") : bytes[$0] }
    var position = 0
    guard let number = LogBytes.number(text.span, at: &position, to: text.count),
      position == text.count
    else { return nil }
    return number
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

  /// Whether an id is one that no other row anywhere has.
  ///
  /// It is a UUID, 32 digits of base 16, or what OpenAI, Anthropic and OpenRouter give an answer. A number is
  /// none, as each log may count from 1 on.
  static func isGlobalID(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.count >= 6, range.count <= 128 else { return false }
    func isHex(_ byte: UInt8) -> Bool {
      LogBytes.digit(byte) != nil || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 32)
    }
    if range.count == 36 || range.count == 32 {
      let isWide = range.count == 36
      let isID = range.allSatisfy { place in
        isWide && [8, 13, 18, 23].contains(place - range.lowerBound)
          ? bytes[place] == UInt8(ascii: "-") : isHex(bytes[place])
      }
      if isID { return true }
    }
    return ["chatcmpl-", "cmpl-", "msg_", "resp_", "gen-", "req_"].contains { prefix in
      range.count > prefix.utf8.count
        && LogBytes.equals(
          bytes, range.lowerBound..<range.lowerBound &+ prefix.utf8.count, prefix)
    }
  }

  /// Whether a name of tokens stands in a text with its value behind it: `tokens=`, `_tokens":`.
  static func namesTokens(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let (quote, end) = (LogBytes.quote, range.upperBound)
    var position = range.lowerBound &+ 1
    while true {
      position = LogBytes.find(UInt8(ascii: "k"), in: bytes, from: position, to: end)
      guard position &+ 3 < end else { return false }
      position &+= 1
      guard bytes[position &- 2] | 32 == UInt8(ascii: "o"), bytes[position] == UInt8(ascii: "e"),
        bytes[position &+ 1] == UInt8(ascii: "n")
      else { continue }
      position &+= 2
      while position < end, isOfName(bytes[position]) { position &+= 1 }
      guard position < end else { return false }
      let next = bytes[position]
      if next == UInt8(ascii: "=") || next == quote || next == UInt8(ascii: "'")
        || next == LogBytes.backslash
      {
        return true
      }
    }
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    LogBytes.digit(byte) != nil || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
      || byte | 32 >= UInt8(ascii: "a") && byte | 32 <= UInt8(ascii: "z")
  }

  /// Where a word stands; `nil` if it does not.
  static func find(
    _ word: String, in bytes: Span<UInt8>, _ range: Range<Int>, isLast: Bool = false
  ) -> Int? {
    let word = Array(word.utf8)
    guard let first = word.first else { return nil }
    var (position, found) = (range.lowerBound, Int?.none)
    while true {
      position = LogBytes.find(first, in: bytes, from: position, to: range.upperBound)
      guard position &+ word.count <= range.upperBound else { return found }
      if word.indices.allSatisfy({ bytes[position &+ $0] == word[$0] }) {
        found = position
        if !isLast { return found }
      }
      position &+= 1
    }
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
