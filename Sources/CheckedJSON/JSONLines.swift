/// Writes JSON in the order given, one member a line, so that files can be compared line by line.
package struct JSONLines {
  package private(set) var text = ""
  private var depth = 0
  private var isFirst = true

  /// An empty text.
  package init() {}

  package mutating func open(_ bracket: String) {
    begin()
    text += bracket
    enter()
  }

  package mutating func open(_ key: String, _ bracket: String) {
    begin()
    text += Self.quoted(key) + ": " + bracket
    enter()
  }

  package mutating func add(_ key: String, _ value: String) {
    begin()
    text += Self.quoted(key) + ": " + value
  }

  package mutating func add(element: String) {
    begin()
    text += element
  }

  package mutating func close(_ bracket: String) {
    depth -= 1
    if !isFirst { text += "\n" + String(repeating: "  ", count: depth) }
    text += bracket
    isFirst = false
    if depth == 0 { text += "\n" }
  }

  private mutating func begin() {
    if depth > 0 {
      text += isFirst ? "\n" : ",\n"
      text += String(repeating: "  ", count: depth)
    }
    isFirst = false
  }

  private mutating func enter() {
    depth += 1
    isFirst = true
  }

  package static func quoted(_ string: String) -> String {
    var quoted = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// A number with four significant digits; 0 for what is no number.
  package static func number(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return "0" }
    var scale = 1.0
    while abs(value) * scale < 1000 { scale *= 10 }
    while abs(value) * scale >= 10_000 { scale /= 10 }
    let rounded = (value * scale).rounded() / scale
    return Int(exactly: rounded).map { "\($0)" } ?? "\(rounded)"
  }

  package static func object(_ members: [(String, String)]) -> String {
    members.isEmpty
      ? "{}" : "{ " + members.map { quoted($0.0) + ": " + $0.1 }.joined(separator: ", ") + " }"
  }

  package static func array(_ elements: [String]) -> String {
    "[" + elements.joined(separator: ", ") + "]"
  }
}
