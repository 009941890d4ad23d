import Breakeven

/// An option as help, parsing and completions see it.
protocol DeclaredOption {
  /// Its long name first, such as `--output`, then `-o` if it has one.
  var names: [String] { get }
  /// What its value is called in help; `nil` for one that takes none.
  var placeholder: String? { get }
  /// What it does, in a few words.
  var help: String { get }
  /// The values that it may have; empty where anything may stand.
  var choices: [String] { get }
  /// What a shell offers for its value.
  var completion: Completion { get }
  /// Whether it may be given more than once.
  var isRepeatable: Bool { get }
  /// Whether it was given.
  var isGiven: Bool { get }
  /// Takes a value from the command line.
  func take(_ text: String?) throws(InputError)
}

extension DeclaredOption {
  /// The long name.
  var name: String { names.first ?? "" }
}

/// Options that several verbs share, or that stand together in help.
protocol OptionGroup {
  /// The line above them in help; `nil` for none.
  static var title: String? { get }
  init()
}

/// The words of a verb that are not options, such as the files that it reads.
///
/// A verb has at most one such declaration.
@propertyWrapper struct Operands<Value>: DeclaredOperands {
  let name: String
  let help: String
  let count: ClosedRange<Int>
  let completion: Completion
  private let value: ([String]) -> Value
  private let given = Given()

  private final class Given {
    var words: [String] = []
  }

  var wrappedValue: Value { value(given.words) }

  /// At least `least` words.
  init(
    _ name: String, atLeast least: Int = 0, atMost most: Int = 1_000_000,
    _ completion: Completion = .files, help: String
  ) where Value == [String] {
    self.init(name, least...most, completion, help) { $0 }
  }

  /// Exactly one word.
  init(_ name: String, _ completion: Completion = .files, help: String) where Value == String {
    self.init(name, 1...1, completion, help) { $0.first ?? "" }
  }

  private init(
    _ name: String, _ count: ClosedRange<Int>, _ completion: Completion, _ help: String,
    value: @escaping ([String]) -> Value
  ) {
    self.name = name
    self.count = count
    self.completion = completion
    self.help = help
    self.value = value
  }

  func take(_ words: [String]) { given.words = words }
}

/// Operands as help, parsing and completions see them.
protocol DeclaredOperands {
  var name: String { get }
  var help: String { get }
  var count: ClosedRange<Int> { get }
  var completion: Completion { get }
  func take(_ words: [String])
}
