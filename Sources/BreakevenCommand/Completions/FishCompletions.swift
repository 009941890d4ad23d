import Reporting

/// Completions for fish, with the help of each option beside it.
struct FishCompletions {
  let verbs: [VerbHelp]

  var text: String {
    var lines = [
      "# fish completion of breakeven; made by: breakeven completions fish",
      "# Names of the catalog, after the count that is typed before them, such as 8xH100.",
      "function __breakeven_names",
      "  set -l count (string match -r '^[0-9]+x' -- (commandline -ct))",
      "  breakeven catalog $argv[1] --names 2>/dev/null | string replace -r '^' \"$count\"",
      "end",
      "complete -c breakeven -f",
      "complete -c breakeven -n __fish_use_subcommand -l help -d 'list the verbs'",
      "complete -c breakeven -n __fish_use_subcommand -s V -l version -d 'print the version'",
    ]
    for help in verbs {
      lines.append(
        "complete -c breakeven -n __fish_use_subcommand -a \(help.verb.name) -d \(Self.quoted(help.verb.summary))"
      )
      let here = "complete -c breakeven -n '__fish_seen_subcommand_from \(help.verb.name)'"
      for option in help.declarations.options {
        let names = option.names.map { name in
          name.hasPrefix("--") ? "-l \(name.dropFirst(2))" : "-s \(name.dropFirst())"
        }
        lines.append(
          ([here] + names + value(option.placeholder.map { _ in option.completion })
            + ["-d", Self.quoted(option.help)]).joined(separator: " "))
      }
      lines.append("\(here) -s h -l help -d 'list the options'")
      switch help.declarations.operands?.completion {
      case .words(let words)?:
        lines.append("\(here) -a \(Self.quoted(words.joined(separator: " ")))")
      case .files?: lines.append("\(here) -F")
      case .folders?: lines.append("\(here) -a '(__fish_complete_directories)'")
      case .names(let list)?: lines.append("\(here) -a '(__breakeven_names \(list.rawValue))'")
      case .anything?, nil: break
      }
    }
    return lines.joined(separator: "\n")
  }

  /// What an option takes; `nil` for nothing.
  private func value(_ completion: Completion?) -> [String] {
    switch completion {
    case nil: []
    case .anything?: ["-x"]
    case .files?: ["-r", "-F"]
    case .folders?: ["-x", "-a", "'(__fish_complete_directories)'"]
    case .names(let list)?: ["-x", "-a", "'(__breakeven_names \(list.rawValue))'"]
    case .words(let words)?: ["-x", "-a", Self.quoted(words.joined(separator: " "))]
    }
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
  }
}
