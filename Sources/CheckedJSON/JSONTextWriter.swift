import Numerics

/// Writes JSON: the one place of the package that does.
struct JSONTextWriter {
  enum Layout {
    /// One line without blanks.
    case compact
    /// One line with blanks.
    case line
    /// One member or element a line, but for those that ask for one line.
    case indented
  }

  private(set) var text = ""
  private var layout: Layout
  private var depth = 0

  init(_ layout: Layout) { self.layout = layout }

  mutating func write(_ value: JSONText) {
    switch value {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value): text += Self.number(value)
    case .decimal(let value): text += value.isFinite ? PlainDecimal.text(value) : "null"
    case .string(let value): writeString(value)
    case .array(let elements):
      writeList(elements, open: "[", close: "]", inset: "") { $0.write($1) }
    case .object(let members):
      writeList(members, open: "{", close: "}", inset: " ") { writer, member in
        writer.writeString(member.name)
        writer.text += writer.layout == .compact ? ":" : ": "
        writer.write(member.value)
      }
    case .line(let value):
      let around = layout
      if layout == .indented { layout = .line }
      write(value)
      layout = around
    }
  }

  private mutating func writeList<Element>(
    _ elements: [Element], open: String, close: String, inset: String,
    writeElement: (inout JSONTextWriter, Element) -> Void
  ) {
    guard !elements.isEmpty else {
      text += open + close
      return
    }
    text += open
    depth += 1
    for (index, element) in elements.enumerated() {
      if index > 0 { text += "," }
      space(index > 0 ? " " : inset)
      writeElement(&self, element)
    }
    depth -= 1
    space(inset)
    text += close
  }

  /// What stands between the parts of a list: a blank on a line, or a new line.
  private mutating func space(_ blank: String) {
    switch layout {
    case .compact: break
    case .line: text += blank
    case .indented:
      text += "\n"
      for _ in 0..<depth { text += "  " }
    }
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
  package var pretty: String { written(.indented) + "\n" }

  /// JSON on one line without blanks.
  package var compact: String { written(.compact) }

  /// JSON on one line with blanks.
  package var onOneLine: String { written(.line) }

  private func written(_ layout: JSONTextWriter.Layout) -> String {
    var writer = JSONTextWriter(layout)
    writer.write(self)
    return writer.text
  }
}
