import Breakeven
import CheckedJSON
import FileAccess
import ModelArithmetic
import Reporting
import Roofline
import Workloads

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

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
  @Option(
    "--adapter-rank", "R", .integer(in: Adapters.ranks),
    help: "what a low-rank adapter (LoRA) of this rank weighs, costs and takes to train")
  var adapterRank: Int?
  @Option(
    "--adapter-targets", "MATRICES", .text,
    help: "attention (default), all, or names such as q_proj,v_proj")
  var adapterTargets: String?
  @Flag("--training", help: "what training all of it takes") var training
  @Flag("--json", help: "as JSON") var json

  func run() throws -> ExitCode {
    let models = Catalog.builtInModels
    let model = try models.model(orFile: model)
    let files = try safetensors.map(Self.readSize)
    let report = try ModelReport(
      model, accelerators: Catalog.builtInAccelerators(), base: models.base(of: model.name),
      files: files, adapter: adapter(of: model), showsTraining: training)
    try json ? Console.print(report.json) : Console.show(report.text(style: Console.style))
    return .success
  }

  /// The adapter that is asked about; `nil` for none.
  private func adapter(of model: ModelArchitecture) throws -> LowRankAdapter? {
    guard let adapterRank else {
      guard adapterTargets == nil else {
        throw CommandFailure.usage("breakeven model: --adapter-targets needs --adapter-rank R")
      }
      return nil
    }
    let adapters = try Adapters(
      count: 2, rank: adapterRank, targets: AdapterOptions.targets(adapterTargets))
    if var error = AdapterService(adapters, try Catalog.adapterFacts())?
      .unknownTargets(of: model)
    {
      error.place = "--adapter-targets"
      throw CommandFailure.usage(error.description)
    }
    return adapters.one
  }

  private static func readSize(_ path: String) throws -> SafetensorsSize {
    if path.hasSuffix(".json") { return try SafetensorsSize(index: Files.read(path), file: path) }
    do {
      return try readSize(Files.open(path), path)
    } catch let error as FileError {
      throw Files.failure(error)
    }
  }

  /// Reads no more of a file than its header; what it is, its first bytes tell.
  private static func readSize(_ file: InputFile, _ path: String) throws -> SafetensorsSize {
    var bytes = Data()
    try file.append(8, to: &bytes)
    if bytes.starts(with: "GGUF".utf8) {
      return SafetensorsSize(
        try GGUFHeader(beginning: bytes, file: path) { bytes, count throws(InputError) in
          guard count <= Files.mostBytes - bytes.count else {
            throw InputError(
              file: path, found: "a header of more than \(Files.mostBytes) bytes",
              expected: "a shorter one")
          }
          do throws(FileError) {
            try file.append(min(max(count, 1 << 16), Files.mostBytes - bytes.count), to: &bytes)
          } catch {
            throw error.inputError(expected: "a GGUF file")
          }
        })
    }
    let length = SafetensorsSize.headerLength(bytes)
    if length > UInt64(Files.mostBytes), bytes.first == UInt8(ascii: "{") {
      try file.append(Files.mostBytes, to: &bytes)
      return try SafetensorsSize(index: bytes, file: path)
    }
    try file.append(Int(min(length, UInt64(Files.mostBytes))), to: &bytes)
    return try SafetensorsSize(header: bytes, file: path)
  }
}
