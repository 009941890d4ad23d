/// A JSON value to be written, whose objects keep the order of their members, so that the same report
/// has the same bytes every time.
package enum JSONText: Equatable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  /// Written as the shortest decimal that reads back as the same number; NaN and infinity as `null`.
  case number(Double)
  /// The same without an exponent, as people write prices: `0.00005`.
  case decimal(Double)
  case string(String)
  case array([JSONText])
  case object([Member])
  /// A value that stays on one line where others are indented: `[1, 2]`, `{ "low": 1, "high": 2 }`.
  indirect case line(JSONText)

  /// A name and its value.
  package struct Member: Equatable, Sendable {
    package var name: String
    package var value: JSONText

    package init(_ name: String, _ value: JSONText) {
      self.name = name
      self.value = value
    }
  }

  /// Numbers on one line.
  package static func numbers(_ values: [Double]) -> JSONText {
    .line(.array(values.map { .number($0) }))
  }

  /// A number of four significant digits; 0 for what is no number.
  package static func fourDigits(_ value: Double) -> JSONText {
    guard value.isFinite, value != 0 else { return 0 }
    var scale = 1.0
    while abs(value) * scale < 1000 { scale *= 10 }
    while abs(value) * scale >= 10_000 { scale /= 10 }
    return .number((value * scale).rounded() / scale)
  }

  /// The members that have a value.
  package static func present(_ members: [(name: String, value: JSONText?)]) -> [Member] {
    members.compactMap { member in member.value.map { Member(member.name, $0) } }
  }

  /// An object of those members that have a value; `nil` if none has.
  package static func unlessEmpty(_ members: [(name: String, value: JSONText?)]) -> JSONText? {
    let present = present(members)
    return present.isEmpty ? nil : .object(present)
  }

  /// The texts; `nil` if there are none.
  package static func unlessEmpty(_ texts: [String]) -> JSONText? {
    texts.isEmpty ? nil : .array(texts.map { .string($0) })
  }

  /// The number, or `null` where there is none.
  package static func optional(_ value: Double?) -> JSONText { value.map { .number($0) } ?? .null }

  /// The text, or `null` where there is none.
  package static func optional(_ value: String?) -> JSONText { value.map { .string($0) } ?? .null }
}

extension JSONText: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByStringLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(nilLiteral: ()) { self = .null }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(floatLiteral value: Double) { self = .number(value) }
  package init(stringLiteral value: String) { self = .string(value) }
  package init(arrayLiteral elements: JSONText...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONText)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
}
