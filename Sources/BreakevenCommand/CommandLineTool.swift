import Breakeven
import CheckedJSON
import Documents
import Reporting

/// The verbs of the command.
enum CommandLineTool {
  static let verbs: [Verb] = [
    ReportVerb.verb, ModelVerb.verb, EstimateVerb.verb, ProfileVerb.verb,
    SimulateVerb.verb, ValidateVerb.verb,
    CalibrateVerb.verb, PricesVerb.verb, CatalogVerb.verb,
  ]

  /// Runs the command and tells errors on the standard error stream.
  static func run(_ words: [String]) async -> ExitCode {
    do {
      return try await dispatch(words)
    } catch let failure as CommandFailure {
      Console.error(failure.message)
      return failure.code
    } catch let error as InputError {
      Console.error(Escaping.printable(error.description))
      return .badData
    } catch {
      Console.error("\(error)")
      return .faultOfOurs
    }
  }

  private static func dispatch(_ words: [String]) async throws -> ExitCode {
    guard let first = words.first else {
      Console.error(help)
      return .usage
    }
    if ["help", "--help", "-h"].contains(first) {
      if words.count > 1, let verb = verbs.first(where: { $0.name == words[1] }) {
        Console.print(verb.usage)
      } else {
        Console.print(help)
      }
      return .success
    }
    guard let verb = verbs.first(where: { $0.name == first }) else {
      let near = nearest(to: first, among: verbs.map(\.name))
      throw CommandFailure.usage(
        "breakeven: unknown verb \"\(first)\""
          + (near.map { "; did you mean \($0)?" } ?? "; see breakeven --help"))
    }
    let rest = Array(words.dropFirst())
    if rest.contains("--help") || rest.contains("-h") {
      Console.print(verb.usage)
      return .success
    }
    return try await verb.run(rest)
  }

  static var help: String {
    let width = (verbs.map(\.name.count).max() ?? 0) + 2
    let lines = verbs.map { verb in
      "  " + verb.name + String(repeating: " ", count: width - verb.name.count) + verb.summary
    }
    return """
      breakeven: serve an open model yourself, or pay an API?

      usage: breakeven VERB …

      \(lines.joined(separator: "\n"))

      breakeven VERB --help tells the options of a verb.
      """
  }
}
