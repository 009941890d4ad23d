/// Completions for bash: words and files by verb and by the option before.
struct BashCompletions {
  let verbs: [VerbHelp]

  var text: String {
    """
    # bash completion of breakeven; made by: breakeven completions bash
    _breakeven() {
      local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}" verb="${COMP_WORDS[1]}"
      COMPREPLY=()
      if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "\(verbs.map { $0.verb.name }.joined(separator: " ")) --help --version" -- "$cur"))
        return
      fi
      case "$verb" in
    \(verbs.map(verbCase).joined(separator: "\n"))
      esac
    }
    complete -o filenames -o bashdefault -F _breakeven breakeven
    """
  }

  private func verbCase(_ help: VerbHelp) -> String {
    let options = help.declarations.options
    let values = options.filter { $0.placeholder != nil }.map { option in
      "        \(option.names.joined(separator: "|"))) \(reply(option.completion)); return ;;"
    }
    let names = options.map(\.name) + ["--help"]
    let operands = help.declarations.operands.map { reply($0.completion) } ?? ":"
    return """
          \(help.verb.name))
            case "$prev" in
      \(values.isEmpty ? "        *) ;;" : values.joined(separator: "\n"))
            esac
            if [[ "$cur" == -* ]]; then
              COMPREPLY=($(compgen -W "\(names.joined(separator: " "))" -- "$cur"))
            else
              \(operands)
            fi ;;
      """
  }

  private func reply(_ completion: Completion) -> String {
    switch completion {
    case .anything: ":"
    case .files: "COMPREPLY=($(compgen -f -- \"$cur\"))"
    case .folders: "COMPREPLY=($(compgen -d -- \"$cur\"))"
    case .words(let words):
      "COMPREPLY=($(compgen -W \"\(words.joined(separator: " "))\" -- \"$cur\"))"
    }
  }
}
