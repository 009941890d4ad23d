/// `breakeven completions`: what a shell offers at the Tab key.
struct CompletionsVerb: DeclaredVerb {
  static let name = "completions"
  static let summary = "print completions for bash, zsh or fish"
  static let discussion = [
    "Prints a script that completes verbs, options and their values in a shell."
  ]
  static let examples = [
    VerbExample("bash, for this session", "source <(breakeven completions bash)"),
    VerbExample(
      "zsh, for good", "breakeven completions zsh > ~/.zfunc/_breakeven"),
    VerbExample(
      "fish, for good",
      "breakeven completions fish > ~/.config/fish/completions/breakeven.fish"),
  ]

  enum Shell: String, CaseIterable {
    case bash, zsh, fish
  }

  @Operands(
    "SHELL", .words(Shell.allCases.map(\.rawValue)), help: "bash, zsh or fish")
  var shell: String

  func run(among verbs: [any DeclaredVerb.Type]) throws -> ExitCode {
    guard let shell = Shell(rawValue: shell.lowercased()) else {
      throw CommandFailure.usage(
        "breakeven completions: found \"\(self.shell)\", expected bash, zsh, fish")
    }
    let verbs = verbs.map(VerbHelp.init)
    let script =
      switch shell {
      case .bash: BashCompletions(verbs: verbs).text
      case .zsh: ZshCompletions(verbs: verbs).text
      case .fish: FishCompletions(verbs: verbs).text
      }
    try Console.print(script)
    return .success
  }
}
