import Foundation
import Testing

@testable import BreakevenCommand

/// What documentation tells people to type is taken by the command's own parser.
@Suite struct ShownCommandsTests {
  /// Words in the place of a verb that the command knows beside its verbs.
  private static let otherWords: Set = ["--version", "-V", "version", "--help", "-h", "help"]

  /// Files below a folder of the package whose names end so, by their paths in the package.
  private static func files(below folder: String, ending: String) throws -> [String] {
    let path = CommandRun.package.appending(path: folder).path
    return try FileManager.default.subpathsOfDirectory(atPath: path)
      .filter { $0.hasSuffix(ending) }.sorted().map { folder + "/" + $0 }
  }

  private static func text(_ file: String) throws -> String {
    try String(contentsOf: CommandRun.package.appending(path: file), encoding: .utf8)
  }

  private static func commandsOfPages() throws -> [ShownCommand] {
    let pages = ["README.md", "Workloads/README.md", "Pricing/README.md"]
    return try (pages + files(below: "Sources", ending: ".md")).flatMap { file in
      ShownCommand.all(inMarkdown: try text(file), of: file)
    }
  }

  /// Doc comments are Markdown behind three strokes; what is no comment ends a paragraph.
  private static func commandsOfComments() throws -> [ShownCommand] {
    try files(below: "Sources", ending: ".swift").flatMap { file in
      let lines = try text(file).split(separator: "\n", omittingEmptySubsequences: false)
        .map { line in
          let line = line.drop { $0 == " " }
          return line.hasPrefix("///") ? String(line.dropFirst(3)) : ""
        }
      return ShownCommand.all(inMarkdown: lines.joined(separator: "\n"), of: file)
    }
  }

  private static func commandsOfHelp() -> [ShownCommand] {
    CommandLineTool.verbs.flatMap { verb in
      verb.examples.flatMap { example in
        ShownCommand.all(
          inShellLine: example.command, of: "help of \(verb.name)", isMention: false)
      }
    }
  }

  /// What is wrong with a command; `nil` if the parser takes it.
  static func fault(of command: ShownCommand) -> String? {
    let first = command.words.first ?? ""
    guard let verb = CommandLineTool.verbs.first(where: { $0.name == first }) else {
      return otherWords.contains(first) ? nil : "no verb \(first)"
    }
    let declared = Declarations(of: verb.init())
    guard command.leavesSomethingOut else {
      do {
        _ = try declared.parse(Array(command.words.dropFirst()), verb: verb.name)
        return nil
      } catch {
        return error.message
      }
    }
    let known = declared.options.flatMap(\.names) + Declarations.helpNames
    return command.words.map { String($0.prefix { $0 != "=" }) }
      .first { $0.hasPrefix("-") && $0 != "-" && !known.contains($0) }
      .map { "no option \($0)" }
  }

  @Test func theParserTakesThem() throws {
    let commands =
      try Self.commandsOfPages() + Self.commandsOfComments() + Self.commandsOfHelp()
    // Forty examples of help and more lines of pages: fewer mean that they are not found.
    #expect(commands.count { !$0.isMention } > 80)
    for command in commands {
      if let fault = Self.fault(of: command) { Issue.record("\(command): \(fault)") }
    }
  }

  @Test(
    arguments: [
      ("breakeven reprot x", "no verb reprot"), ("breakeven ask --requets 3/s", "--requests"),
      ("breakeven report", "needs at least one"), ("cat x | breakeven profile - --sqll", "--sql"),
      ("breakeven estimate --tp two", "--tp"), ("source <(breakeven completions)", "SHELL"),
    ])
  func aFaultIsFound(line: String, says: String) throws {
    let command = try #require(
      ShownCommand.all(inShellLine: line, of: "x", isMention: false).first)
    #expect(try #require(Self.fault(of: command)).contains(says))
  }

  @Test func commandsAreFoundInMarkdown() {
    let found = ShownCommand.all(
      inMarkdown: """
        See `breakeven report
        FILE`, not `other --x`, and `cat a | breakeven profile - > "b c"`.

        ```
        $ breakeven catalog gpus \\
          --gpu 'H100 SXM' | head -3
        H100
        ```
        """, of: "x")
    #expect(
      found.map(\.words) == [
        ["report", "FILE"], ["profile", "-"], ["catalog", "gpus", "--gpu", "H100 SXM"],
      ])
    #expect(found.map(\.leavesSomethingOut) == [true, false, false])
  }
}
