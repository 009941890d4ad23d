import Reporting
import Documents

/// The manual page of the command, in roff.
struct ManualPage {
  let verbs: [VerbHelp]

  var text: String {
    var lines = [
      ".TH BREAKEVEN 1 \"\" \"breakeven \(CommandLineTool.version)\" \"User Commands\"",
      ".SH NAME", "breakeven \\- serve an open model yourself, or pay an API?",
      ".SH SYNOPSIS", ".B breakeven", "\\fIVERB\\fR [\\fIoptions\\fR]",
      ".SH DESCRIPTION",
      "For a workload, is it cheaper to serve an open model on GPUs that are owned or rented, or to pay an API per token \\- and how sure is that?",
      "Results go to the standard output, everything else to the standard error stream.",
      ".SH VERBS",
    ]
    for help in verbs {
      lines += [".SS \(Self.escaped(help.usage))"]
      for (index, paragraph) in help.verb.discussion.enumerated() {
        if index > 0 { lines.append(".PP") }
        lines.append(Self.escaped(paragraph))
      }
      if let operands = help.declarations.operands {
        lines += Self.item(operands.name, operands.help)
      }
      for option in help.declarations.options {
        lines += Self.item(VerbHelp.heading(option), VerbHelp.help(option))
      }
      for example in help.verb.examples {
        lines += [".PP", Self.escaped("Example, \(example.what):"), ".nf"]
        lines += TextWrap.command(example.command, width: 70).map(Self.escaped)
        lines.append(".fi")
      }
    }
    lines += [".SH EXIT STATUS"]
    for code in ExitCode.allCases { lines += Self.item("\(code.rawValue)", code.meaning) }
    lines += [
      ".SH ENVIRONMENT", ".TP", "NO_COLOR", "No colours, whatever its value unless it is empty.",
    ]
    return lines.joined(separator: "\n")
  }

  private static func item(_ name: String, _ text: String) -> [String] {
    [".TP", "\\fB\(escaped(name))\\fR", escaped(text)]
  }

  /// Text of which roff reads nothing as a request.
  private static func escaped(_ text: String) -> String {
    let plain = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
      .replacing("…", with: "...")
    return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
  }
}
