import Breakeven
import CheckedJSON
import Documents
import Reporting

/// The verbs of the command.
enum CommandLineTool {
  static let verbs: [any DeclaredVerb.Type] = [
    AskVerb.self, ReportVerb.self, CompareVerb.self, ModelVerb.self, EstimateVerb.self,
    ProfileVerb.self,
    SimulateVerb.self, ValidateVerb.self, CalibrateVerb.self, PricesVerb.self, CatalogVerb.self,
    CompletionsVerb.self, ManVerb.self,
  ]

  /// The version of the command and its library.
  static let version = "0.9.0"

  /// Runs the command and tells errors on the standard error stream.
  ///
  /// It stays on the thread of its caller: most verbs are done before another thread would have started.
  nonisolated(nonsending) static func run(_ words: [String]) async -> ExitCode {
    do {
      return try await dispatch(words)
    } catch let failure as CommandFailure {
      Console.error(Escaping.printable(failure.message))
      return failure.code
    } catch let error as InputError {
      Console.error(Escaping.printable(error.description))
      return .badData
    } catch {
      Console.error(Escaping.printable("\(error)"))
      return .faultOfOurs
    }
  }

  nonisolated(nonsending) private static func dispatch(
    _ words: [String]
  ) async throws -> ExitCode {
    guard let first = words.first else {
      Console.error(Console.isTerminal ? firstQuestions : help)
      return Console.isTerminal ? .success : .usage
    }
    switch first {
    case "--version", "-V", "version":
      try Console.print("breakeven \(version)")
      return .success
    case "--help", "-h", "help":
      if words.count > 1, let verb = verbs.first(where: { $0.name == words[1] }) {
        try Console.print(VerbHelp(verb).text)
      } else {
        try Console.print(help)
      }
      return .success
    default: break
    }
    guard let verb = verbs.first(where: { $0.name == first }) else {
      let near = nearest(to: first, among: verbs.map { $0.name })
      throw CommandFailure.usage(
        "breakeven: unknown verb \"\(first.shortened())\""
          + (near.map { "; did you mean \($0)?" } ?? "; see breakeven --help"))
    }
    let command = verb.init()
    guard try !Declarations(of: command).parse(Array(words.dropFirst()), verb: verb.name) else {
      try Console.print(VerbHelp(verb).text)
      return .success
    }
    return try await command.run(among: verbs)
  }

  static var help: String {
    let width = (verbs.map { $0.name.count }.max() ?? 0) + 2
    let indent = String(repeating: " ", count: width + 2)
    let lines = verbs.flatMap { verb -> [String] in
      let text = TextWrap.wrapped(verb.summary, width: VerbHelp.width - width - 2)
      let name = "  " + verb.name + String(repeating: " ", count: width - verb.name.count)
      return [name + (text.first ?? "")] + text.dropFirst().map { indent + $0 }
    }
    return """
      breakeven: serve an open model yourself, or pay an API?

      usage: breakeven VERB …

      \(lines.joined(separator: "\n"))

      breakeven VERB --help lists the options of a verb, with examples.
      breakeven --version prints the version.

      Exit codes
      \(exitCodes)
      """
  }

  private static var exitCodes: String {
    ExitCode.allCases.map { code in
      let number = "\(code.rawValue)"
      return number + String(repeating: " ", count: 4 - number.count) + code.meaning
    }.joined(separator: "\n")
  }

  /// What somebody sees who types the name alone.
  private static var firstQuestions: String {
    """
    breakeven: serve an open model yourself, or pay an API?

    Three questions to copy:

    \(AskVerb.examples.prefix(3).map { example in
      "  # \(example.what)\n"
        + TextWrap.command(example.command, width: VerbHelp.width - 2).map { "  " + $0 }
        .joined(separator: "\n")
    }.joined(separator: "\n\n"))

    breakeven ask asks you; breakeven --help lists what else there is.
    """
  }
}
