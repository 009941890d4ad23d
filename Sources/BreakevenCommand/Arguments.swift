import Breakeven
import CheckedJSON

/// The words after a verb: positional ones, and options by name.
struct Arguments {
  /// An option that a verb knows.
  struct Option {
    let name: String
    let takesValue: Bool
    var isRepeated = false

    static func flag(_ name: String) -> Option { Option(name: name, takesValue: false) }
    static func value(_ name: String) -> Option { Option(name: name, takesValue: true) }
    /// An option that may be given several times.
    static func repeated(_ name: String) -> Option {
      Option(name: name, takesValue: true, isRepeated: true)
    }
  }

  private(set) var positional: [String] = []
  private var values: [String: String] = [:]
  private var repeated: [String: [String]] = [:]
  private var flags: Set<String> = []

  /// Splits words; `--name=value` and `--name value` are the same, and `--` ends the options.
  init(_ words: [String], options: [Option], verb: String) throws(CommandFailure) {
    var index = 0
    var isLiteral = false
    while index < words.count {
      let word = words[index]
      index += 1
      if isLiteral || word == "-" || !word.hasPrefix("-") {
        positional.append(word)
        continue
      }
      if word == "--" {
        isLiteral = true
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      guard let option = options.first(where: { $0.name == name }) else {
        let near = nearest(to: name, among: options.map(\.name))
        throw .usage(
          "breakeven \(verb): unknown option \(name)" + (near.map { "; did you mean \($0)?" } ?? "")
        )
      }
      guard option.takesValue else {
        guard parts.count == 1 else { throw .usage("breakeven \(verb): \(name) takes no value") }
        flags.insert(name)
        continue
      }
      guard values[name] == nil else {
        throw .usage("breakeven \(verb): \(name) was given twice")
      }
      var value = parts.last.map(String.init) ?? ""
      if parts.count < 2 {
        guard index < words.count else { throw .usage("breakeven \(verb): \(name) needs a value") }
        value = words[index]
        index += 1
      }
      if option.isRepeated {
        repeated[name, default: []].append(value)
      } else {
        values[name] = value
      }
    }
  }

  func has(_ flag: String) -> Bool { flags.contains(flag) }
  func value(_ name: String) -> String? { values[name] }
  /// The values of an option that may be given several times.
  func values(_ name: String) -> [String] { repeated[name] ?? [] }

  /// The value of an option as a number within a range.
  func number(
    _ name: String, in range: ClosedRange<Double>
  ) throws(CommandFailure) -> Double? {
    guard let text = values[name] else { return nil }
    guard let value = Double(text), value.isFinite, range.contains(value) else {
      throw .usage(
        "\(name): found \"\(text)\", expected a number from \(Self.spelled(range.lowerBound)) to \(Self.spelled(range.upperBound))"
      )
    }
    return value
  }

  /// The value of an option as a whole number within a range.
  func integer(_ name: String, in range: ClosedRange<Int>) throws(CommandFailure) -> Int? {
    guard let text = values[name] else { return nil }
    guard let value = Int(text), range.contains(value) else {
      throw .usage(
        "\(name): found \"\(text)\", expected a whole number from \(range.lowerBound) to \(range.upperBound)"
      )
    }
    return value
  }

  /// The one positional word that a verb needs.
  func only(_ what: String, verb: String) throws(CommandFailure) -> String {
    guard positional.count == 1, let word = positional.first else {
      throw .usage(
        positional.isEmpty
          ? "breakeven \(verb) needs \(what)"
          : "breakeven \(verb) takes one \(what), found \(positional.count)")
    }
    return word
  }

  private static func spelled(_ bound: Double) -> String {
    Int(exactly: bound).map(String.init) ?? "\(bound)"
  }
}
