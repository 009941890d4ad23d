/// Where a text stops being JSON, and what a person would call it: a trailing comma, a missing comma, a comment.
struct JSONFault {
  private let bytes: [UInt8]
  private let index: Int
  private let expected: JSONParser.Expected
  /// The containers around the place, outermost first.
  private var containers: [Container] = []
  /// The last byte before the place that is no blank, and where it stands.
  private var before: Int?
  /// Whether the place lies within a text.
  private var isInText = false

  private struct Container {
    let isObject: Bool
    var key: String?
    var position = 0
  }

  init(in bytes: [UInt8], at index: Int, expecting expected: JSONParser.Expected) {
    self.bytes = bytes
    self.index = min(index, bytes.count)
    self.expected = expected
    scan()
  }

  /// Reads what stands before the place, which is JSON up to there.
  private mutating func scan() {
    var position = 0
    var textStart: Int?
    while position < index {
      let byte = bytes[position]
      if let start = textStart {
        if byte == UInt8(ascii: "\\") {
          position += 1
        } else if byte == UInt8(ascii: "\"") {
          textStart = nil
          before = position
          if let last = containers.indices.last, containers[last].isObject {
            containers[last].key =
              containers[last].key
              ?? String(decoding: bytes[(start + 1)..<position].prefix(60), as: UTF8.self)
          }
        }
      } else {
        enter(byte, at: position)
        if byte == UInt8(ascii: "\"") { textStart = position }
      }
      position += 1
    }
    isInText = textStart != nil
  }

  private mutating func enter(_ byte: UInt8, at position: Int) {
    guard byte > 0x20 else { return }
    before = position
    switch byte {
    case UInt8(ascii: "{"): containers.append(Container(isObject: true))
    case UInt8(ascii: "["): containers.append(Container(isObject: false))
    case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = containers.popLast()
    case UInt8(ascii: ","):
      guard let last = containers.indices.last else { return }
      containers[last].key = nil
      containers[last].position += 1
    default: break
    }
  }

  /// The JSON path of the place, such as `$.candidates.models[2]`.
  private var path: String {
    containers.reduce("$") { path, container in
      container.isObject
        ? container.key.map { path + "." + $0 } ?? path : path + "[\(container.position)]"
    }
  }

  /// `line 3, column 7`.
  static func place(of index: Int, in bytes: [UInt8]) -> String {
    let before = bytes[..<min(index, bytes.count)]
    let line = before.reduce(1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    // Characters, not bytes: those that go on with one before do not count.
    let column = before[start...].reduce(1) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    return "line \(line), column \(column)"
  }

  func error(file: String?) -> InputError {
    let (found, expected, place) = words
    return InputError(
      file: file, place: Self.place(of: place, in: bytes) + " (\(path.shortened(to: 120)))",
      found: found, expected: expected)
  }

  /// What was found, what was expected, and where.
  private var words: (found: String, expected: String, index: Int) {
    let closing = containers.last.map { $0.isObject ? "}" : "]" }
    guard index < bytes.count else {
      let end = "text that is not JSON: it ends too early"
      if bytes.allSatisfy({ $0 <= 0x20 }) {
        return ("text that is not JSON: nothing", "a JSON document", index)
      }
      if isInText { return (end, "the closing \"", index) }
      return (end, closing.map { "the closing \($0)" } ?? "a value", index)
    }
    if let named = kind { return (named.found, named.expected, index) }
    let byte = bytes[index]
    let isClosing = byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
    if isClosing, let before, bytes[before] == UInt8(ascii: ",") {
      let mark = Character(Unicode.Scalar(byte))
      return ("a trailing comma", "no comma before the \(mark)", before)
    }
    if !isInText, byte == UInt8(ascii: "/") || byte == UInt8(ascii: "#") {
      return ("a comment", "none, as JSON has no comments", index)
    }
    if !isInText, byte == UInt8(ascii: "'") {
      return ("a text in single quotes", "double quotes", index)
    }
    return (found(byte), wanted(closing), index)
  }

  /// What is JSON in all but one thing: too large a number, zeros in front of one, half of a character, another
  /// encoding.
  private var kind: (found: String, expected: String)? {
    let byte = bytes[index]
    let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    if index == 0, bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return ("text in UTF-16", "UTF-8, as PowerShell writes with -Encoding utf8")
    }
    guard !isInText else {
      guard expected == .escape, let half = halfCharacter else { return nil }
      return ("half of a character, \(half)", "both halves, such as \\ud83d\\ude00")
    }
    if expected == .value, isDigit || byte == UInt8(ascii: "-") {
      let number = String(
        decoding: bytes[index...].prefix(24).prefix { !" \n\r\t,}]".utf8.contains($0) },
        as: UTF8.self)
      return ("a number that is too large, \(number.shortened(to: 20))", "at most 1.8e308")
    }
    if isDigit, index > 0, before == index - 1, bytes[index - 1] == UInt8(ascii: "0") {
      return ("a number with a zero in front", "one without, such as 1500")
    }
    return nil
  }

  /// The escape before the place that is half of a character, such as `\ud800`.
  private var halfCharacter: String? {
    guard index >= 6 else { return nil }
    let escape = String(decoding: bytes[(index - 6)..<index], as: UTF8.self).lowercased()
    return escape.hasPrefix("\\ud") && "89abcdef".contains(escape.dropFirst(3).prefix(1))
      ? escape : nil
  }

  private func found(_ byte: UInt8) -> String {
    if isInText, [0x09, 0x0A, 0x0D].contains(byte) { return "a line break or tab within a text" }
    if isInText, byte < 0x20 { return "a control character within a text" }
    if !isInText, byte == UInt8(ascii: ",") { return "a comma too many" }
    let rest = bytes[index...].prefix(24)
    let word = String(decoding: rest.prefix { !" \n\r\t,:{}[]\"".utf8.contains($0) }, as: UTF8.self)
    let shown = word.isEmpty ? String(decoding: rest.prefix(1), as: UTF8.self) : word
    return "text that is not JSON: \(shown.shortened(to: 20))"
  }

  private func wanted(_ closing: String?) -> String {
    switch expected {
    case .value:
      "a value: a text in double quotes, a number, true, false, null, { or ["
    case .key: "a key in double quotes\(closing == "}" ? ", or }" : "")"
    case .colon: "a colon after the key"
    case .nextMember: "a comma before the next key, or }"
    case .nextElement: "a comma before the next value, or ]"
    case .digit: "a number such as 0.5 or 12, which begins and ends with a digit"
    case .text: "a text of valid UTF-8 that ends on its line; \\n stands for a line break"
    case .escape: "one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u0000 after a backslash"
    case .end: "nothing after the document"
    case .shallower: "at most 512 levels"
    }
  }
}
