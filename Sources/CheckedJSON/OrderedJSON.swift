/// JSON whose keys stay in the order in which they were given, so that what is written can be diffed.
package indirect enum OrderedJSON {
  case number(Double)
  case text(String)
  case bool(Bool)
  case array([OrderedJSON])
  case object([(key: String, value: OrderedJSON)])

  /// The text, indented by two spaces; arrays of numbers stand on one line each.
  package var text: String {
    var text = ""
    write(into: &text, indent: "")
    return text + "\n"
  }

  private var isFlat: Bool {
    guard case .array(let elements) = self else { return false }
    return elements.allSatisfy { if case .number = $0 { true } else { false } }
  }

  private func write(into text: inout String, indent: String) {
    switch self {
    case .number(let number): text += Self.spelled(number)
    case .text(let value): text += Self.quoted(value)
    case .bool(let flag): text += flag ? "true" : "false"
    case .array(let elements) where isFlat:
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += ", " }
        element.write(into: &text, indent: indent)
      }
      text += "]"
    case .array(let elements):
      writeList(elements.map { (nil, $0) }, between: ("[", "]"), into: &text, indent: indent)
    case .object(let members):
      writeList(
        members.map { ($0.key, $0.value) }, between: ("{", "}"), into: &text, indent: indent)
    }
  }

  private func writeList(
    _ items: [(key: String?, value: OrderedJSON)], between brackets: (String, String),
    into text: inout String, indent: String
  ) {
    guard !items.isEmpty else {
      text += brackets.0 + brackets.1
      return
    }
    text += brackets.0
    let inner = indent + "  "
    for (index, item) in items.enumerated() {
      text += (index > 0 ? ",\n" : "\n") + inner
      if let key = item.key { text += Self.quoted(key) + ": " }
      item.value.write(into: &text, indent: inner)
    }
    text += "\n" + indent + brackets.1
  }

  private static func spelled(_ number: Double) -> String {
    guard number.isFinite else { return "null" }
    return Int(exactly: number).map(String.init) ?? "\(number)"
  }

  package static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      case _ where scalar.actsOnText:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
