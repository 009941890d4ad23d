/// Reads JSON text in one pass over its bytes.
///
/// The toolchain's decoder finds the type of a value by trying one after another, and each miss costs
/// an error: a megabyte of numbers takes it ten seconds.
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

  private let bytes: [UInt8]
  private var index = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The one value that the text holds.
  mutating func document() throws(Failure) -> JSONValue {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    let value = try value(depth: 0)
    skipSpace()
    guard index == bytes.count else { throw .syntax(at: index, .end) }
    return value
  }

  private mutating func value(depth: Int) throws(Failure) -> JSONValue {
    skipSpace()
    guard depth <= Self.maximumDepth else { throw .syntax(at: index, .shallower) }
    guard let byte = current else { throw .syntax(at: index, .value) }
    switch byte {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try text())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case UInt8(ascii: "."), UInt8(ascii: "+"): throw .syntax(at: index, .digit)
    default: throw .syntax(at: index, .value)
    }
  }

  private mutating func object(depth: Int) throws(Failure) -> JSONValue {
    index += 1
    var members: [String: JSONValue] = [:]
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object(members) }
    while true {
      skipSpace()
      let start = index
      guard current == UInt8(ascii: "\"") else { throw .syntax(at: index, .key) }
      let key = try text()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw .syntax(at: index, .colon) }
      let value = try value(depth: depth + 1)
      guard members.updateValue(value, forKey: key) == nil else {
        throw .repeatedKey(key, at: start)
      }
      skipSpace()
      if take(UInt8(ascii: "}")) { return .object(members) }
      guard take(UInt8(ascii: ",")) else { throw .syntax(at: index, .nextMember) }
    }
  }

  private mutating func array(depth: Int) throws(Failure) -> JSONValue {
    index += 1
    var elements: [JSONValue] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .array(elements) }
    while true {
      elements.append(try value(depth: depth + 1))
      skipSpace()
      if take(UInt8(ascii: "]")) { return .array(elements) }
      guard take(UInt8(ascii: ",")) else { throw .syntax(at: index, .nextElement) }
    }
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(Failure) -> JSONValue {
    let start = index
    for byte in word.utf8 {
      guard take(byte) else { throw .syntax(at: start, .value) }
    }
    return value
  }

  /// A number by the grammar of JSON: no leading zeros or plus, digits on both sides of a point.
  private mutating func number() throws(Failure) -> JSONValue {
    let start = index
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) { try digits() }
    if take(UInt8(ascii: ".")) { try digits() }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "-")) { _ = take(UInt8(ascii: "+")) }
      try digits()
    }
    guard let number = Double(String(decoding: bytes[start..<index], as: UTF8.self)),
      number.isFinite
    else { throw .syntax(at: start, .value) }
    return .number(number)
  }

  private mutating func digits() throws(Failure) {
    let start = index
    while let byte = current, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { index += 1 }
    guard index > start else { throw .syntax(at: index, .digit) }
  }

  private mutating func text() throws(Failure) -> String {
    index += 1
    let start = index
    while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
      guard byte >= 0x20 else { throw .syntax(at: index, .text) }
      index += 1
    }
    if current == UInt8(ascii: "\"") {
      index += 1
      return try decoded(bytes[start..<(index - 1)], from: start)
    }
    var unescaped = Array(bytes[start..<index])
    while let byte = current {
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return try decoded(unescaped[...], from: start)
      case UInt8(ascii: "\\"): try escape(into: &unescaped)
      case 0..<0x20: throw .syntax(at: index - 1, .text)
      default: unescaped.append(byte)
      }
    }
    throw .syntax(at: index, .text)
  }

  private func decoded(_ slice: ArraySlice<UInt8>, from start: Int) throws(Failure) -> String {
    guard let text = String(validating: slice, as: UTF8.self) else {
      throw .syntax(at: start, .text)
    }
    return text
  }

  private mutating func escape(into text: inout [UInt8]) throws(Failure) {
    guard let byte = current else { throw .syntax(at: index, .escape) }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(8)
    case UInt8(ascii: "f"): text.append(12)
    case UInt8(ascii: "n"): text.append(10)
    case UInt8(ascii: "r"): text.append(13)
    case UInt8(ascii: "t"): text.append(9)
    case UInt8(ascii: "u"): try unicode(into: &text)
    default: throw .syntax(at: index - 1, .escape)
    }
  }

  /// Four hexadecimal digits, or two such escapes that make a surrogate pair.
  private mutating func unicode(into text: inout [UInt8]) throws(Failure) {
    var code = try hexadecimal()
    if (0xD800..<0xDC00).contains(code) {
      guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
        throw .syntax(at: index, .escape)
      }
      let low = try hexadecimal()
      guard (0xDC00..<0xE000).contains(low) else { throw .syntax(at: index, .escape) }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw .syntax(at: index, .escape) }
    text.append(contentsOf: String(Character(scalar)).utf8)
  }

  private mutating func hexadecimal() throws(Failure) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw .syntax(at: index, .escape)
      }
      code = code << 4 | UInt32(digit)
      index += 1
    }
    return code
  }

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    index += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      index += 1
    }
  }
}
