import Numerics

/// A JSON value as it was read, before anything is known of its meaning.
public enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// The value in a few words, for an error: `the number -3`, `an array of 4`.
  package var summary: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let value): "the number \(PlainDecimal.text(value))"
    case .string(let value): "the text \"\(value.shortened())\""
    case .array(let elements): "an array of \(elements.count)"
    case .object(let members): "an object of \(members.count) keys"
    }
  }
}

extension JSONValue: Decodable {
  /// Decodes whatever stands there; texts are tried first because files hold more of them.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode([String: JSONValue].self) {
      self = .object(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if container.decodeNil() {
      self = .null
    } else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a number that no Double holds")
    }
  }
}
