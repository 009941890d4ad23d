import Breakeven
import Foundation
import Testing

@testable import BreakevenCommand

/// `breakeven ask`, and what surrounds it: help, completions, the manual page.
@Suite struct AskTests {
  static let question = [
    "ask", "--requests", "40k/day", "--prompt", "1.8k", "--completion", "250", "--model",
    "llama 3.1 8b", "--gpu", "L4", "--as-of", "2026-11-21",
  ]

  /// The answer fits a terminal, and the file that is saved gives the same answer.
  @Test func whatIsSavedReportsTheSame() throws {
    let scratch = try ScratchFolder()
    let file = scratch.url.appending(path: "mine.json").path
    let asked = try CommandRun(Self.question + ["--save", file])
    #expect(asked.code == 0, "\(asked.errors)")
    let lines = asked.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(lines.count <= 24)
    for line in lines { #expect(line.count <= 80, "\(line)") }
    let reported = try CommandRun(["report", file, "--summary", "--as-of", "2026-11-21"])
    #expect(reported.output == asked.output)
  }

  @Test(
    arguments: [
      (["ask"], "no volume"), (["ask", "--requests", "40k"], "no lengths"),
      (["ask", "--requets", "40k"], "did you mean --requests?"),
      (["ask", "--users", "3", "--kind", "chatt"], "did you mean \"chat\"?"),
      (["ask", "--requests"], "--requests needs a value"),
      (
        ["ask", "--requests", "40k/day", "--kind", "chat", "--tpot", "50"], "such as 50ms or 50s"
      ),
      (
        ["ask", "--requests", "40k/day", "--kind", "chat", "--ttft", "500"], "such as 500ms or 500s"
      ),
      (["ask", "--requests", "40k/day", "--kind", "chat", "--documents", "50"], "--completion 0"),
      (["ask", "--summary", "-o", "page.html"], "--summary and html"),
      (["report", "chat-assistant", "--json", "--format", "html"], "expected one"),
      (["report", "chat-assistant", "--set", "volume"], "KEY=VALUE"),
      (["report", "chat-assistant", "--set", "volum.x=1"], "with --set: $: found unknown key"),
      (["completions", "tcsh"], "expected bash, zsh, fish"),
      (["prices", "check", "Pricing"], "goes with --pricing"),
      (["prices", "check", "--host", "nebius"], "--host goes with list"),
      (["prices", "list", "--severity", "error"], "--severity goes with check"),
      (["prices", "import", "litellm", "x", "--dry-run"], "--dry-run goes with update"),
    ] as [([String], String)])
  func wrongUseSaysWhatToDo(arguments: [String], message: String) throws {
    let run = try CommandRun(arguments)
    #expect(run.code == 64 || run.code == 65)
    #expect(run.errors.contains(message), "\(run.errors)")
  }

  /// Who owns a machine that will not do is told why.
  @Test func whyOwnMachinesWillNotDo() throws {
    let run = try CommandRun([
      "ask", "--own", "1xRTX4090", "--requests", "2k/day", "--kind", "chat", "--model", "qwen3-8b",
      "--as-of", "2026-11-21",
    ])
    let text = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text.contains("your 1 × RTX-4090 cannot serve this (Qwen/Qwen3-8B on RTX-4090: misses"))
  }

  @Test(arguments: [["--version"], ["-V"]]) func version(arguments: [String]) throws {
    let run = try CommandRun(arguments)
    #expect(run.code == 0 && run.output.hasPrefix("breakeven "))
  }

  static let verbs = [
    "ask", "report", "compare", "model", "estimate", "profile", "simulate", "validate", "calibrate",
    "prices",
    "catalog", "completions", "man",
  ]

  /// Help is as recorded, fits 80 columns, and has an example.
  @Test(arguments: verbs) func help(verb: String) throws {
    let declared = CommandLineTool.verbs.first { $0.name == verb }
    let text = VerbHelp(try #require(declared)).text
    for line in text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    #expect(text.contains("Examples\n"))
    try Golden("help-\(verb).txt").expect(text + "\n")
  }

  @Test func everyVerbHasItsHelp() {
    #expect(CommandLineTool.verbs.map { $0.name } == Self.verbs)
  }

  @Test(arguments: ["-h", "--help"]) func helpIsPrinted(option: String) throws {
    let run = try CommandRun(["report", option])
    #expect(run.code == 0)
    try Golden("help-report.txt").expect(run.output)
  }

  /// Every option that help tells is completed, in a script that bash can read.
  @Test func completionsKnowEveryOption() throws {
    let verbs = CommandLineTool.verbs.map(VerbHelp.init)
    let bash = BashCompletions(verbs: verbs).text
    let fish = FishCompletions(verbs: verbs).text
    let zsh = ZshCompletions(verbs: verbs).text
    for verb in verbs {
      let name = verb.verb.name
      for option in verb.declarations.options.map(\.name) {
        #expect(bash.contains(option) && zsh.contains(option), "\(name) \(option)")
        #expect(fish.contains("-l \(option.dropFirst(2)) "), "\(name) \(option)")
      }
    }
    #expect(try CommandRun(["completions", "bash"]).output.hasPrefix(bash))
    let scratch = try ScratchFolder()
    let file = try scratch.write(bash, to: "breakeven.bash")
    let check = Process()
    check.executableURL = URL(filePath: "/bin/sh")
    check.arguments = ["-c", "command -v bash >/dev/null || exit 0; bash -n \"$1\"", "sh", file]
    try check.run()
    check.waitUntilExit()
    #expect(check.terminationStatus == 0)
  }

  @Test func theManualHasEveryVerb() throws {
    let page = try CommandRun(["man"]).output
    #expect(page.hasPrefix(".TH BREAKEVEN 1"))
    for verb in Self.verbs { #expect(page.contains(".SS breakeven \(verb)")) }
  }
}
