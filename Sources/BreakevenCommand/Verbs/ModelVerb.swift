import Breakeven
import Reporting

/// `breakeven model`: what a model weighs and needs.
enum ModelVerb {
  static let verb = Verb(
    name: "model",
    usage: """
      usage: breakeven model CONFIG.json|NAME [--safetensors FILE] [--json]

      Parameters by operator, KV cache, compute, and the GPUs that hold the model.
      NAME is a model of the catalog (breakeven catalog models).

        --safetensors FILE  exact bytes from a model.safetensors.index.json, a .safetensors or a .gguf file
        --json              as JSON
      """,
    summary: "parameters, KV cache and memory of a model from its config.json", run: run)

  static func run(_ words: [String]) throws -> ExitCode {
    let arguments = try Arguments(
      words, options: [.flag("--json"), .value("--safetensors")], verb: "model")
    let name = try arguments.only("CONFIG.json or NAME", verb: "model")
    let catalog = try Catalog.builtIn()
    let model = try arguments.model(name, in: catalog)
    let files = try arguments.value("--safetensors").map(readSize)
    let report = ModelReport(
      model, accelerators: catalog.accelerators, base: catalog.models.base(of: model.name),
      files: files)
    Console.print(
      arguments.has("--json")
        ? report.json : report.text(style: Console.style))
    return .success
  }

  private static func readSize(_ path: String) throws -> SafetensorsSize {
    if path.hasSuffix(".gguf") {
      return SafetensorsSize(try GGUFHeader(Files.read(path, isMapped: true), file: path))
    }
    return path.hasSuffix(".json")
      ? try SafetensorsSize(index: Files.read(path), file: path)
      : try SafetensorsSize(header: Files.read(path, isMapped: true), file: path)
  }
}
