import Reporting
import Documents

/// The help of a verb, made from what it declares: at most 80 columns wide.
struct VerbHelp {
  let verb: any DeclaredVerb.Type
  let declarations: Declarations

  init(_ verb: any DeclaredVerb.Type) {
    self.verb = verb
    declarations = Declarations(of: verb.init())
  }

  static let width = 80

  /// `breakeven report WORKLOAD.json [options]`.
  var usage: String {
    (["breakeven", verb.name] + (declarations.operands.map { [operandsText($0)] } ?? [])
      + (verb.usageSuffix.map { [$0] } ?? []) + ["[options]"])
      .joined(separator: " ")
  }

  var text: String {
    let head = "usage: "
    var lines =
      TextWrap.wrapped(usage, width: Self.width - head.count).enumerated().map { index, line in
        (index == 0 ? head : String(repeating: " ", count: head.count)) + line
      } + [""]
    lines += verb.discussion.map { TextWrap.wrapped($0, width: Self.width) }.joined(
      separator: [""])
    if let operands = declarations.operands {
      lines += [""] + entry(operands.name, operands.help)
    }
    for section in declarations.sections {
      lines += ["", section.title ?? "Options"]
      for option in section.options { lines += entry(Self.heading(option), Self.help(option)) }
    }
    if !verb.examples.isEmpty {
      lines += ["", "Examples"]
      for example in verb.examples {
        lines += TextWrap.wrapped("# " + example.what, width: Self.width - 2).map { "  " + $0 }
        lines += TextWrap.command(example.command, width: Self.width - 2).map { "  " + $0 }
      }
    }
    return lines.joined(separator: "\n")
  }

  private func operandsText(_ operands: any DeclaredOperands) -> String {
    operands.count.lowerBound == 0 ? "[\(operands.name)]" : operands.name
  }

  /// `-o, --output FILE`.
  static func heading(_ option: any DeclaredOption) -> String {
    (option.names.dropFirst() + [option.name]).joined(separator: ", ")
      + (option.placeholder.map { " " + $0 } ?? "")
  }

  /// What it does, and what may stand there.
  static func help(_ option: any DeclaredOption) -> String {
    let listed = option.choices.filter { !option.help.contains($0) }
    return option.help
      + (listed.isEmpty ? "" : ": " + option.choices.joined(separator: ", "))
  }

  /// The name in a column of its own, what it means beside it.
  private func entry(_ name: String, _ help: String) -> [String] {
    let column = 26
    let lines = TextWrap.wrapped(help, width: Self.width - column)
    let indent = String(repeating: " ", count: column)
    let head = "  " + name
    guard head.count + 2 <= column, let first = lines.first else {
      return [head] + lines.map { indent + $0 }
    }
    return [head + String(repeating: " ", count: column - head.count) + first]
      + lines.dropFirst().map { indent + $0 }
  }
}
