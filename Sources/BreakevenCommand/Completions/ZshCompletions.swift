import Reporting

/// Completions for zsh, with the help of each option beside it.
struct ZshCompletions {
  let verbs: [VerbHelp]

  var text: String {
    """
    #compdef breakeven
    # zsh completion of breakeven; made by: breakeven completions zsh
    # Names of the catalog, after the count that is typed before them, such as 8xH100.
    _breakeven_names() {
      local -a names
      names=(${(f)"$(breakeven catalog $1 --names 2>/dev/null)"})
      compset -P '<->x'
      compadd -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]} l:|=*' -a names
    }
    _breakeven() {
      local -a verbs
      verbs=(
    \(verbs.map { "    \(Self.quoted("\($0.verb.name):\($0.verb.summary)"))" }.joined(separator: "\n"))
      )
      if (( CURRENT == 2 )); then
        _describe verb verbs
        return
      fi
      local verb=$words[2]
      shift words
      (( CURRENT-- ))
      case $verb in
    \(verbs.map(verbCase).joined(separator: "\n"))
      esac
    }
    if [ "$funcstack[1]" = _breakeven ]; then _breakeven "$@"; else compdef _breakeven breakeven; fi
    """
  }

  private func verbCase(_ help: VerbHelp) -> String {
    var lines: [String] = []
    for option in help.declarations.options {
      for name in option.names {
        let repeats = option.isRepeatable && option.placeholder != nil ? "*" : ""
        let value =
          option.placeholder.map { ":\(Self.bare($0)):\(action(option.completion))" } ?? ""
        lines.append(
          Self.quoted("\(repeats)\(name)[\(Self.bare(option.help))]\(value)"))
      }
    }
    lines.append(Self.quoted("--help[list the options]"))
    if let operands = help.declarations.operands {
      let many = operands.count.upperBound > 1 ? "*" : "1"
      lines.append(
        Self.quoted("\(many):\(Self.bare(operands.name)):\(action(operands.completion))"))
    }
    return "    \(help.verb.name)) _arguments -s \\\n"
      + lines.map { "      " + $0 }.joined(separator: " \\\n") + " ;;"
  }

  private func action(_ completion: Completion) -> String {
    switch completion {
    case .anything: " "
    case .files: "_files"
    case .folders: "_files -/"
    case .names(let list): "{_breakeven_names \(list.rawValue)}"
    case .words(let words): "(\(words.joined(separator: " ")))"
    }
  }

  /// Text without the marks that end a part of a specification.
  private static func bare(_ text: String) -> String {
    text.reduce(into: "") { text, character in
      if "[]:\\".contains(character) { text += "\\" }
      text.append(character)
    }
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}
