import Breakeven
import Reporting

/// `breakeven model`: what a model weighs and needs.
enum ModelVerb {
  static let verb = CommandLineTool.Verb(
    name: "model",
    usage: """
      usage: breakeven model CONFIG.json|NAME [--json]

      Parameters by operator, KV cache, weights by precision, and the GPUs that hold the model.
      NAME is a model of the catalog (breakeven catalog models).
      """,
    summary: "parameters, KV cache and memory of a model from its config.json", run: run)

  static func run(_ words: [String]) throws -> ExitCode {
    let arguments = try Arguments(words, options: [.flag("--json")], verb: "model")
    let name = try arguments.only("CONFIG.json or NAME", verb: "model")
    let catalog = try Catalog.builtIn()
    let report = ModelReport(
      try arguments.model(name, in: catalog), accelerators: catalog.accelerators)
    Console.print(
      arguments.has("--json")
        ? report.json : report.text(style: TerminalStyle(isEnabled: Console.wantsColor)))
    return .success
  }
}
