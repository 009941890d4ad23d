struct JSONTextWriter {
  let indents: Bool
  private(set) var text = ""
  private var depth = 0

  init(indents: Bool) { self.indents = indents }

  mutating func write(_ value: JSONText) {
    switch value {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value): text += Self.number(value)
    case .string(let value): writeString(value)
    case .array(let elements):
      writeList(elements, open: "[", close: "]") { $0.write($1) }
    case .object(let members):
      writeList(members, open: "{", close: "}") { writer, member in
        writer.writeString(member.name)
        writer.text += writer.indents ? ": " : ":"
        writer.write(member.value)
      }
    }
  }

  private mutating func writeList<Element>(
    _ elements: [Element], open: String, close: String,
    writeElement: (inout JSONTextWriter, Element) -> Void
  ) {
    text += open
    depth += 1
    for (index, element) in elements.enumerated() {
      if index > 0 { text += "," }
      breakLine()
      writeElement(&self, element)
    }
    depth -= 1
    if !elements.isEmpty { breakLine() }
    text += close
  }

  private mutating func breakLine() {
    guard indents else { return }
    text += "\n"
    for _ in 0..<depth { text += "  " }
  }

  private static func number(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    if value == 0 { return "0" }
    let digits = value.description
    return digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits
  }

  private mutating func writeString(_ string: String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.actsOnText:
        let hex = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}

extension JSONText {
  /// JSON indented by two spaces and ended by a newline.
  package var pretty: String {
    var writer = JSONTextWriter(indents: true)
    writer.write(self)
    return writer.text + "\n"
  }

  /// JSON on one line without blanks.
  package var compact: String {
    var writer = JSONTextWriter(indents: false)
    writer.write(self)
    return writer.text
  }
}
