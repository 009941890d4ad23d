import Reporting

/// Completions for bash: words and files by verb and by the option before.
struct BashCompletions {
  let verbs: [VerbHelp]

  var text: String {
    """
    # bash completion of breakeven; made by: breakeven completions bash
    _breakeven_files() {
      local IFS=$'\n'
      COMPREPLY=($(compgen "$1" -- "$2"))
    }
    # Names of the catalog, after the count that is typed before them, such as 8xH100; capitals do not matter, and
    # blanks in a name are quoted.
    _breakeven_names() {
      local count="" name names start
      if [[ "$2" =~ ^[0-9]+x ]]; then count="${BASH_REMATCH[0]}"; fi
      start="${2#"$count"}"
      compopt +o filenames 2>/dev/null
      names=$(breakeven catalog "$1" --names 2>/dev/null)
      local IFS=$'\n'
      shopt -s nocasematch
      for name in $names; do
        if [[ "$name" == "$start"* ]]; then COMPREPLY+=("$count$(printf %q "$name")"); fi
      done
      if [ -n "$start" ] && [ "${#COMPREPLY[@]}" -eq 0 ]; then
        for name in $names; do
          if [[ "${name##*/}" == "$start"* ]]; then COMPREPLY+=("$count$(printf %q "$name")"); fi
        done
      fi
      shopt -u nocasematch
    }
    _breakeven() {
      local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}" verb="${COMP_WORDS[1]}"
      COMPREPLY=()
      if [ "$cur" = "=" ]; then
        cur=""
      elif [ "$prev" = "=" ] && [ "$COMP_CWORD" -gt 2 ]; then
        prev="${COMP_WORDS[COMP_CWORD-2]}"
      fi
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
    case .files: "_breakeven_files -f \"$cur\""
    case .folders: "_breakeven_files -d \"$cur\""
    case .names(let list): "_breakeven_names \(list.rawValue) \"$cur\""
    case .words(let words):
      "COMPREPLY=($(compgen -W \"\(words.joined(separator: " "))\" -- \"$cur\"))"
    }
  }
}
