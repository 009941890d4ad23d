/// Reads JSON text in one pass over its bytes.
///
/// The toolchain's decoder finds the type of a value by trying one after another, and each miss costs
/// an error: a megabyte of numbers takes it ten seconds. A text without escapes is stepped over in words of eight
/// bytes, and a number of up to fifteen digits or so needs no text made of it.
struct JSONParser {
  /// What is wrong with the text, and at which byte.
  enum Failure: Error {
    case syntax(at: Int, Expected)
    case repeatedKey(String, at: Int)
  }

  /// What would have been right where the text is wrong.
  enum Expected {
    case value, key, colon, nextMember, nextElement, digit, text, escape, end, shallower
  }

  /// Objects and arrays that may stand within each other.
  private static let maximumDepth = 512

  /// What was read, in the order in which it stands.
  private(set) var parts: JSONTapeParts
  private var index = 0

  init(_ bytes: [UInt8]) { parts = JSONTapeParts(bytes: bytes) }

  /// Reads the one value that the text holds.
  mutating func document(_ bytes: Span<UInt8>) throws(Failure) {
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { index = 3 }
    parts.nodes.reserveCapacity(bytes.count / 16 + 1)
    try value(bytes, depth: 0)
    skipSpace(bytes)
    guard index == bytes.count else { throw .syntax(at: index, .end) }
  }

  private mutating func value(_ bytes: Span<UInt8>, depth: Int) throws(Failure) {
    skipSpace(bytes)
    guard depth <= Self.maximumDepth else { throw .syntax(at: index, .shallower) }
    guard index < bytes.count else { throw .syntax(at: index, .value) }
    switch bytes[index] {
    case UInt8(ascii: "{"): try object(bytes, depth: depth)
    case UInt8(ascii: "["): try array(bytes, depth: depth)
    case UInt8(ascii: "\""): try text(bytes)
    case UInt8(ascii: "t"): try word(bytes, "true", .yes)
    case UInt8(ascii: "f"): try word(bytes, "false", .no)
    case UInt8(ascii: "n"): try word(bytes, "null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number(bytes)
    case UInt8(ascii: "."), UInt8(ascii: "+"): throw .syntax(at: index, .digit)
    default: throw .syntax(at: index, .value)
    }
  }

  private mutating func object(_ bytes: Span<UInt8>, depth: Int) throws(Failure) {
    index += 1
    let node = parts.nodes.count
    parts.append(.object)
    var count = 0
    var seen = SeenKeys()
    skipSpace(bytes)
    if take(bytes, UInt8(ascii: "}")) { return parts.close(node, count: 0) }
    while true {
      skipSpace(bytes)
      let start = index
      guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
        throw .syntax(at: index, .key)
      }
      let key = parts.nodes.count
      try text(bytes)
      skipSpace(bytes)
      guard take(bytes, UInt8(ascii: ":")) else { throw .syntax(at: index, .colon) }
      try value(bytes, depth: depth + 1)
      guard seen.insert(key, of: node, bytes, parts) else {
        throw .repeatedKey(parts.text(key), at: start)
      }
      count += 1
      skipSpace(bytes)
      if take(bytes, UInt8(ascii: "}")) { return parts.close(node, count: count) }
      guard take(bytes, UInt8(ascii: ",")) else { throw .syntax(at: index, .nextMember) }
    }
  }

  private mutating func array(_ bytes: Span<UInt8>, depth: Int) throws(Failure) {
    index += 1
    let node = parts.nodes.count
    parts.append(.array)
    var count = 0
    skipSpace(bytes)
    if take(bytes, UInt8(ascii: "]")) { return parts.close(node, count: 0) }
    while true {
      try value(bytes, depth: depth + 1)
      count += 1
      skipSpace(bytes)
      if take(bytes, UInt8(ascii: "]")) { return parts.close(node, count: count) }
      guard take(bytes, UInt8(ascii: ",")) else { throw .syntax(at: index, .nextElement) }
    }
  }

  private mutating func word(
    _ bytes: Span<UInt8>, _ word: StaticString, _ kind: JSONNode.Kind
  ) throws(Failure) {
    let start = index
    for byte in "\(word)".utf8 {
      guard take(bytes, byte) else { throw .syntax(at: start, .value) }
    }
    parts.append(kind)
  }

  /// A number by the grammar of JSON: no leading zeros or plus, digits on both sides of a point.
  private mutating func number(_ bytes: Span<UInt8>) throws(Failure) {
    let start = index
    var decimal = ShortDecimal()
    decimal.isNegative = take(bytes, UInt8(ascii: "-"))
    if !take(bytes, UInt8(ascii: "0")) { try digits(bytes, of: &decimal) }
    if take(bytes, UInt8(ascii: ".")) {
      let before = index
      try digits(bytes, of: &decimal)
      decimal.exponent = before - index
    }
    if take(bytes, UInt8(ascii: "e")) || take(bytes, UInt8(ascii: "E")) {
      let isSmall = take(bytes, UInt8(ascii: "-"))
      if !isSmall { _ = take(bytes, UInt8(ascii: "+")) }
      var power = ShortDecimal()
      try digits(bytes, of: &power)
      decimal.scale(by: power, isSmall: isSmall)
    }
    if let number = decimal.value { return parts.append(.number, number.bitPattern) }
    let text = String(decoding: parts.bytes[start..<index], as: UTF8.self)
    guard let number = Double(text), number.isFinite else { throw .syntax(at: start, .value) }
    parts.append(.number, number.bitPattern)
  }

  private mutating func digits(
    _ bytes: Span<UInt8>, of decimal: inout ShortDecimal
  ) throws(Failure) {
    let start = index
    while index < bytes.count {
      let digit = bytes[index] &- 48
      guard digit < 10 else { break }
      decimal.append(digit)
      index += 1
    }
    guard index > start else { throw .syntax(at: index, .digit) }
  }

  private mutating func text(_ bytes: Span<UInt8>) throws(Failure) {
    index += 1
    let start = index
    index = Self.endOfPlainText(bytes, from: start)
    if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
      parts.append(.text, UInt64(start) << 32 | UInt64(index - start))
      index += 1
      return
    }
    try decodedText(bytes, from: start)
  }

  /// The first byte from `start` that is a quote, a backslash, a control character or no ASCII, or the end.
  private static func endOfPlainText(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var position = start
    while position &+ 8 <= bytes.count {
      // The load lies within the bytes, and any eight of them are a valid number.
      let word = UInt64(
        littleEndian: unsafe bytes.bytes.unsafeLoadUnaligned(
          fromByteOffset: position, as: UInt64.self))
      // Flipping one bit puts the quote just above the controls, and the blank above it.
      let flipped = word ^ 0x0202_0202_0202_0202
      let slashes = word ^ 0x5C5C_5C5C_5C5C_5C5C
      let found =
        ((flipped &- 0x2121_2121_2121_2121) & ~flipped
          | (slashes &- 0x0101_0101_0101_0101) & ~slashes | word) & 0x8080_8080_8080_8080
      if found != 0 { return position &+ found.trailingZeroBitCount &>> 3 }
      position &+= 8
    }
    while position < bytes.count {
      let byte = bytes[position]
      if byte < 0x20 || byte >= 0x80 || byte == UInt8(ascii: "\"")
        || byte == UInt8(ascii: "\\")
      {
        break
      }
      position &+= 1
    }
    return position
  }

  /// A text that begins at `start` and whose first byte that is not plain ASCII is the next one.
  private mutating func decodedText(_ bytes: Span<UInt8>, from start: Int) throws(Failure) {
    while index < bytes.count, bytes[index] != UInt8(ascii: "\""),
      bytes[index] != UInt8(ascii: "\\")
    {
      guard bytes[index] >= 0x20 else { throw .syntax(at: index, .text) }
      index += 1
    }
    var unescaped = Array(parts.bytes[start..<index])
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: unescaped, as: UTF8.self) else {
          throw .syntax(at: start, .text)
        }
        return parts.append(text: text)
      case UInt8(ascii: "\\"): try escape(bytes, into: &unescaped)
      case 0..<0x20: throw .syntax(at: index - 1, .text)
      default: unescaped.append(byte)
      }
    }
    throw .syntax(at: index, .text)
  }

  private mutating func escape(
    _ bytes: Span<UInt8>, into text: inout [UInt8]
  ) throws(Failure) {
    guard index < bytes.count else { throw .syntax(at: index, .escape) }
    let byte = bytes[index]
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(8)
    case UInt8(ascii: "f"): text.append(12)
    case UInt8(ascii: "n"): text.append(10)
    case UInt8(ascii: "r"): text.append(13)
    case UInt8(ascii: "t"): text.append(9)
    case UInt8(ascii: "u"): try unicode(bytes, into: &text)
    default: throw .syntax(at: index - 1, .escape)
    }
  }

  /// Four hexadecimal digits, or two such escapes that make a surrogate pair.
  private mutating func unicode(
    _ bytes: Span<UInt8>, into text: inout [UInt8]
  ) throws(Failure) {
    var code = try hexadecimal(bytes)
    if (0xD800..<0xDC00).contains(code) {
      guard take(bytes, UInt8(ascii: "\\")), take(bytes, UInt8(ascii: "u")) else {
        throw .syntax(at: index, .escape)
      }
      let low = try hexadecimal(bytes)
      guard (0xDC00..<0xE000).contains(low) else { throw .syntax(at: index, .escape) }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw .syntax(at: index, .escape) }
    text.append(contentsOf: String(Character(scalar)).utf8)
  }

  private mutating func hexadecimal(_ bytes: Span<UInt8>) throws(Failure) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard index < bytes.count,
        let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue
      else { throw .syntax(at: index, .escape) }
      code = code << 4 | UInt32(digit)
      index += 1
    }
    return code
  }

  private mutating func take(_ bytes: Span<UInt8>, _ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index &+= 1
    return true
  }

  private mutating func skipSpace(_ bytes: Span<UInt8>) {
    while index < bytes.count {
      let byte = bytes[index]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      index &+= 1
    }
  }
}

/// The keys that an object has had so far, to find one that stands twice.
private struct SeenKeys {
  /// A bit for each key, which several may share.
  private var bits: UInt64 = 0
  private var count = 0
  /// The keys themselves, of an object of many.
  private var texts: Set<String>?

  /// The most keys that are compared with each other.
  private static let mostCompared = 24

  /// Takes the key at `key` of the object at `node`; `false` if it has stood there before.
  mutating func insert(
    _ key: Int, of node: Int, _ bytes: Span<UInt8>, _ parts: JSONTapeParts
  ) -> Bool {
    count += 1
    if texts != nil { return texts?.insert(parts.text(key)).inserted ?? true }
    if count == Self.mostCompared { texts = [] }
    let bit = Self.bit(parts.nodes[key], bytes)
    defer { bits |= bit }
    guard bits & bit != 0 || texts != nil else { return true }
    var position = node + 1
    while position < key {
      if parts.areSame(position, key) { return false }
      texts?.insert(parts.text(position))
      position = Int(parts.nodes[position + 1].next)
    }
    texts?.insert(parts.text(key))
    return true
  }

  /// All bits for a text that was decoded, as it may equal others whose bytes differ.
  private static func bit(_ node: JSONNode, _ bytes: Span<UInt8>) -> UInt64 {
    guard node.kind == .text else { return .max }
    guard node.count > 0 else { return 1 }
    let (start, end) = (node.start, node.start &+ node.count)
    var hash = UInt64(bytes[start]) &* 0x9E37_79B9 &+ UInt64(bytes[end &- 1]) &* 0x85EB_CA6B
    hash = hash &+ UInt64(bytes[start &+ node.count / 2]) &* 0xC2B2_AE35
    hash = (hash &+ UInt64(node.count)) &* 0x9E37_79B9_7F4A_7C15
    return 1 &<< (hash &>> 58)
  }
}

/// A decimal number of so few digits that it is one whole number times or over one power of ten, both exact.
///
/// The one rounding of that product or quotient is then the rounding of the decimal itself (Clinger 1990).
private struct ShortDecimal {
  var isNegative = false
  private var mantissa: UInt64 = 0
  private var digits = 0
  var exponent = 0

  /// 1, 10, … 10²², the largest power of ten that a double holds.
  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  mutating func append(_ digit: UInt8) {
    mantissa = mantissa &* 10 &+ UInt64(digit)
    digits &+= 1
  }

  /// Multiplies by ten to a power, or divides.
  mutating func scale(by power: ShortDecimal, isSmall: Bool) {
    guard power.digits <= 4 else {
      // Beyond what is exact.
      digits = .max
      return
    }
    exponent += isSmall ? -Int(power.mantissa) : Int(power.mantissa)
  }

  /// The nearest double; `nil` for a number of too many digits.
  var value: Double? {
    guard digits <= 18, mantissa <= 1 << 53, abs(exponent) < Self.powers.count else { return nil }
    let whole = Double(isNegative ? -Int64(mantissa) : Int64(mantissa))
    let signed = isNegative && mantissa == 0 ? -0.0 : whole
    return exponent < 0 ? signed / Self.powers[-exponent] : signed * Self.powers[exponent]
  }
}
