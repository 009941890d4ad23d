import Numerics

extension JSONPlace {
  package init(value: JSONValue, path: String, file: String?) {
    self = JSONTape(JSONTapeParts(value), file: file, path: path).place(0)
  }

  /// The value that stands here, with all that it holds.
  ///
  /// It is made when it is asked for, as that is of few of the many values of a file.
  public var value: JSONValue { tape.value(node) }

  /// The file as the user named it.
  public var file: String? { tape.file }

  /// The JSON path, such as `$.candidates.models[2]`.
  public var path: String { tape.path(of: node) }

  private var kind: JSONNode.Kind { tape.nodes[node].kind }

  package var isNull: Bool { kind == .null }
  package var isArray: Bool { kind == .array }
  package var isObject: Bool { kind == .object }
  package var isText: Bool { kind == .text || kind == .decodedText }

  /// The error that something else was expected here.
  ///
  /// - Parameters:
  ///   - expected: What may stand here.
  ///   - suggestion: The nearest valid choice, if one is near.
  public func error(expected: String, suggestion: String? = nil) -> InputError {
    InputError(
      file: file, place: path, found: value.summary, expected: expected, suggestion: suggestion)
  }

  /// The error that the name standing here is not among the known ones.
  package func unknown(_ kind: String, _ name: String, among choices: [String]) -> InputError {
    .unknown(kind, name, among: choices, file: file, place: path)
  }

  package func array() throws(InputError) -> [JSONPlace] {
    guard isArray else { throw error(expected: "an array") }
    return tape.elements(of: node)
  }

  /// The numbers of an array that holds nothing else; `nil` for anything else.
  ///
  /// Long lists are read several times faster so than place by place.
  package var numbers: [Double]? {
    let list = tape.nodes[node]
    guard list.kind == .array, Int(list.next) == node + 1 + list.count else { return nil }
    var numbers: [Double] = []
    numbers.reserveCapacity(list.count)
    for child in (node + 1)..<Int(list.next) {
      guard tape.nodes[child].kind == .number else { return nil }
      numbers.append(tape.nodes[child].number)
    }
    return numbers
  }

  /// A text without control characters that is not empty.
  package func text() throws(InputError) -> String {
    guard isText else { throw error(expected: "a text") }
    let text = tape.text(node)
    guard !text.isEmpty else { throw error(expected: "a text that is not empty") }
    return text
  }

  package func bool() throws(InputError) -> Bool {
    switch kind {
    case .yes: return true
    case .no: return false
    default: throw error(expected: "true or false")
    }
  }

  /// The number that stands here; `nil` for anything else.
  private var number: Double? { kind == .number ? tape.nodes[node].number : nil }

  /// A finite number within `range`.
  package func number(in range: ClosedRange<Double>) throws(InputError) -> Double {
    guard let number, number.isFinite, range.contains(number) else {
      throw error(
        expected:
          "a number from \(PlainDecimal.text(range.lowerBound)) to \(PlainDecimal.text(range.upperBound))"
      )
    }
    return number
  }

  /// A whole number within `range`.
  package func integer(in range: ClosedRange<Int>) throws(InputError) -> Int {
    guard let number, let integer = Int(exactly: number), range.contains(integer) else {
      throw error(
        expected: range.count == 1
          ? "\(range.lowerBound)"
          : "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return integer
  }

  /// One of the raw values of an enumeration.
  package func choice<Choice: RawRepresentable & CaseIterable>(
    _ type: Choice.Type = Choice.self
  ) throws(InputError) -> Choice where Choice.RawValue == String {
    let text = try text()
    guard let choice = Choice(rawValue: text) else {
      let choices = Choice.allCases.map(\.rawValue)
      throw error(
        expected: choices.joined(separator: ", "), suggestion: nearest(to: text, among: choices))
    }
    return choice
  }
}
