import Breakeven

/// An option that takes a value, declared where it is used: its names, what it takes, how that is read, and
/// what stands in where it is not given.
///
/// ```swift
/// @Option("--output", short: "-o", "FILE", .file, help: "write the report there") var output: String?
/// @Option("--tp", "N", .integer(in: 1...1024), default: 1, help: "ranks of tensor parallelism") var tensor: Int
/// ```
///
/// Help, parsing, the nearest name to a misspelt one, completions and the manual page all come from this
/// declaration, and code reads the property: a misspelt name does not compile.
@propertyWrapper struct Option<Value>: DeclaredOption {
  let names: [String]
  let placeholder: String?
  let help: String
  let choices: [String]
  let completion: Completion
  let isRepeatable: Bool
  private let initial: Value
  private let accept: (inout Value, String) throws(InputError) -> Void
  private let given = Given()

  /// What was given; shared by all copies of the declaration.
  private final class Given {
    var value: Value?
  }

  var wrappedValue: Value { given.value ?? initial }
  var projectedValue: Option { self }
  var isGiven: Bool { given.value != nil }

  func take(_ text: String?) throws(InputError) {
    var value = given.value ?? initial
    try accept(&value, text ?? "")
    given.value = value
  }

  /// An option that may be left out.
  init<Base>(
    _ name: String, short: String? = nil, _ placeholder: String, _ value: OptionValue<Base>,
    help: String
  ) where Value == Base? {
    self.init(
      [name] + (short.map { [$0] } ?? []), placeholder, value, help, initial: nil,
      isRepeatable: false
    ) { stored, text throws(InputError) in stored = .some(try value.read(text)) }
  }

  /// An option with a default.
  init(
    _ name: String, short: String? = nil, _ placeholder: String, _ value: OptionValue<Value>,
    default initial: Value, help: String
  ) {
    self.init(
      [name] + (short.map { [$0] } ?? []), placeholder, value, help, initial: initial,
      isRepeatable: false
    ) { stored, text throws(InputError) in stored = try value.read(text) }
  }

  /// An option that may be given several times.
  init<Base>(
    _ name: String, short: String? = nil, _ placeholder: String,
    repeating value: OptionValue<Base>, help: String
  ) where Value == [Base] {
    self.init(
      [name] + (short.map { [$0] } ?? []), placeholder, value, help, initial: [],
      isRepeatable: true
    ) { stored, text throws(InputError) in stored.append(try value.read(text)) }
  }

  private init<Base>(
    _ names: [String], _ placeholder: String, _ value: OptionValue<Base>, _ help: String,
    initial: Value, isRepeatable: Bool,
    accept: @escaping (inout Value, String) throws(InputError) -> Void
  ) {
    self.names = names
    self.placeholder = placeholder
    self.help = help
    choices = value.choices
    completion = value.completion
    self.isRepeatable = isRepeatable
    self.initial = initial
    self.accept = accept
  }
}

/// An option that takes no value.
@propertyWrapper struct Flag: DeclaredOption {
  let names: [String]
  let help: String
  private let given = Given()

  private final class Given {
    var isGiven = false
  }

  init(_ name: String, short: String? = nil, help: String) {
    names = [name] + (short.map { [$0] } ?? [])
    self.help = help
  }

  var wrappedValue: Bool { given.isGiven }
  var projectedValue: Flag { self }
  var isGiven: Bool { given.isGiven }
  var placeholder: String? { nil }
  var choices: [String] { [] }
  var completion: Completion { .anything }
  var isRepeatable: Bool { true }

  func take(_ text: String?) { given.isGiven = true }
}
