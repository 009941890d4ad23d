/// `breakeven man`: the manual page.
struct ManVerb: DeclaredVerb {
  static let name = "man"
  static let summary = "print the manual page"
  static let discussion = ["Prints the manual page in the format of man."]
  static let examples = [
    VerbExample("read it", "breakeven man | man -l -"),
    VerbExample("keep it", "breakeven man > ~/.local/share/man/man1/breakeven.1"),
  ]

  func run(among verbs: [any DeclaredVerb.Type]) throws -> ExitCode {
    try Console.print(ManualPage(verbs: verbs.map(VerbHelp.init)).text)
    return .success
  }
}
