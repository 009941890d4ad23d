import Breakeven
import Reporting

/// `breakeven model`: what a model weighs and needs.
struct ModelVerb: Verb {
  static let name = "model"
  static let summary = "parameters, KV cache and memory of a model from its config.json"
  static let discussion = [
    "Parameters by operator, KV cache, compute, and the GPUs that hold the model."
  ]
  static let examples = [
    VerbExample("a model of the catalog", "breakeven model qwen3-32b"),
    VerbExample("your own", "breakeven model config.json --json"),
  ]

  @Operands(
    "MODEL", help: "a config.json, or a model of the catalog (breakeven catalog models)")
  var model: String
  @Option(
    "--safetensors", "FILE", .file,
    help: "exact bytes from a model.safetensors.index.json, a .safetensors or a .gguf file")
  var safetensors: String?
  @Flag("--json", help: "as JSON") var json

  func run() throws -> ExitCode {
    let models = Catalog.builtInModels
    let model = try models.model(orFile: model)
    let files = try safetensors.map(Self.readSize)
    let report = try ModelReport(
      model, accelerators: Catalog.builtInAccelerators(), base: models.base(of: model.name),
      files: files)
    Console.print(json ? report.json : report.text(style: Console.style))
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
