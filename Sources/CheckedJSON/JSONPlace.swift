/// A value together with its place in a file, so that every complaint about it can say where it is.
public struct JSONPlace: Sendable {
  /// The value that stands here.
  public let value: JSONValue
  /// The file as the user named it.
  public let file: String?
  private let trail: JSONTrail

  /// The JSON path, such as `$.candidates.models[2]`.
  ///
  /// It is written when it is asked for, as it is of few of the many places of a file.
  public var path: String { trail.path }

  package init(value: JSONValue, path: String, file: String?) {
    self.init(value: value, trail: .text(path), file: file)
  }

  private init(value: JSONValue, trail: JSONTrail, file: String?) {
    self.value = value
    self.trail = trail
    self.file = file
  }

  /// The place of a member of the object that stands here.
  func member(_ key: String, _ value: JSONValue) -> JSONPlace {
    JSONPlace(value: value, trail: .member(key, of: trail), file: file)
  }

  /// The error that something else was expected here.
  public func error(expected: String, suggestion: String? = nil) -> InputError {
    InputError(
      file: file, place: path, found: value.summary, expected: expected, suggestion: suggestion)
  }

  /// The error that the name standing here is not among the known ones.
  public func unknown(_ kind: String, _ name: String, among choices: [String]) -> InputError {
    .unknown(kind, name, among: choices, file: file, place: path)
  }

  package var isNull: Bool { value == .null }

  package func array() throws(InputError) -> [JSONPlace] {
    guard case .array(let elements) = value else { throw error(expected: "an array") }
    return elements.enumerated().map {
      JSONPlace(value: $0.element, trail: .element($0.offset, of: trail), file: file)
    }
  }

  /// A text without control characters that is not empty.
  package func text() throws(InputError) -> String {
    guard case .string(let text) = value else { throw error(expected: "a text") }
    guard !text.isEmpty else { throw error(expected: "a text that is not empty") }
    return text
  }

  package func bool() throws(InputError) -> Bool {
    guard case .bool(let flag) = value else { throw error(expected: "true or false") }
    return flag
  }

  /// A finite number within `range`.
  package func number(in range: ClosedRange<Double>) throws(InputError) -> Double {
    guard case .number(let number) = value, number.isFinite, range.contains(number) else {
      throw error(
        expected:
          "a number from \(Self.spelled(range.lowerBound)) to \(Self.spelled(range.upperBound))")
    }
    return number
  }

  /// A whole number within `range`.
  package func integer(in range: ClosedRange<Int>) throws(InputError) -> Int {
    guard case .number(let number) = value, let integer = Int(exactly: number),
      range.contains(integer)
    else {
      throw error(expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
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

  private static func spelled(_ bound: Double) -> String {
    Int(exactly: bound).map(String.init) ?? "\(bound)"
  }
}
