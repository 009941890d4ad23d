import Breakeven
import Reporting

/// How the text of an option becomes a value, and what a shell may offer for it.
struct OptionValue<Value> {
  /// The words to choose among; empty where anything may stand.
  let choices: [String]
  /// Whether a shell offers files.
  let completion: Completion
  /// Reads the text; the error says what was found and what was expected.
  let read: (String) throws(InputError) -> Value

  init(
    choices: [String] = [], completion: Completion = .anything,
    read: @escaping (String) throws(InputError) -> Value
  ) {
    self.choices = choices
    self.completion = choices.isEmpty ? completion : .words(choices)
    self.read = read
  }
}

/// What a shell offers where a value is wanted.
enum Completion: Equatable {
  case anything, files, folders
  case words([String])
  /// What a list of the catalog knows by name, with or without a count before it: `H100`, `8xH100`.
  case names(CatalogReport.List)
}

extension OptionValue where Value == String {
  /// Any text but an empty one.
  static var text: OptionValue {
    OptionValue { text throws(InputError) in try nonEmpty(text) }
  }

  /// Any text, of which some are offered.
  static func words(_ words: [String]) -> OptionValue {
    OptionValue(choices: words) { text throws(InputError) in try nonEmpty(text) }
  }

  /// Any text, of which a list of the catalog offers its names.
  static func name(of list: CatalogReport.List) -> OptionValue {
    OptionValue(completion: .names(list)) { text throws(InputError) in try nonEmpty(text) }
  }

  /// The path of a file.
  static var file: OptionValue {
    OptionValue(completion: .files) { text throws(InputError) in try nonEmpty(text) }
  }

  /// The path of a folder.
  static var folder: OptionValue {
    OptionValue(completion: .folders) { text throws(InputError) in try nonEmpty(text) }
  }

  private static func nonEmpty(_ text: String) throws(InputError) -> String {
    guard !text.isEmpty else { throw InputError(found: "nothing", expected: "a value") }
    return text
  }
}

extension OptionValue where Value == Double {
  /// A number within a range.
  static func number(in range: ClosedRange<Double>) -> OptionValue {
    OptionValue { text throws(InputError) in
      guard let value = Double(text), value.isFinite, range.contains(value) else {
        throw InputError(
          found: "\"\(text.shortened())\"",
          expected:
            "a number from \(PlainDecimal.text(range.lowerBound)) to \(PlainDecimal.text(range.upperBound))"
        )
      }
      return value
    }
  }
}

extension OptionValue where Value == Int {
  /// A whole number within a range.
  static func integer(in range: ClosedRange<Int>) -> OptionValue {
    OptionValue { text throws(InputError) in
      guard let value = Int(text), range.contains(value) else {
        throw InputError(
          found: "\"\(text.shortened())\"",
          expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
      }
      return value
    }
  }
}

extension OptionValue where Value == CalendarDate {
  /// A day, such as 2026-11-21.
  static var date: OptionValue {
    OptionValue { text throws(InputError) in
      guard let date = CalendarDate(text) else {
        throw InputError(
          found: "\"\(text.shortened())\"", expected: "a day such as 2026-11-21")
      }
      return date
    }
  }
}

extension OptionValue
where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of an enumeration, by its raw value in any case.
  static var choice: OptionValue { one(of: Array(Value.allCases)) }

  /// One of some values of an enumeration.
  static func one(of values: [Value]) -> OptionValue {
    OptionValue(choices: values.map(\.rawValue)) { text throws(InputError) in
      let lowered = text.lowercased()
      guard let value = values.first(where: { $0.rawValue.lowercased() == lowered }) else {
        let names = values.map(\.rawValue)
        throw InputError(
          found: "\"\(text.shortened())\"", expected: names.joined(separator: ", "),
          suggestion: nearest(to: text, among: names))
      }
      return value
    }
  }
}
