import Breakeven
import FileAccess
import ModelArithmetic

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Where prices are from.
struct PriceOptions: OptionGroup {
  static let title: String? = nil

  @Option(
    "--pricing", "FOLDER", .folder,
    help: "use the price catalogs of FOLDER instead of the built-in ones")
  var folder: String?

  /// The built-in catalog, with the prices of `--pricing` if it is given.
  func catalog() throws -> Catalog {
    let catalog = try Catalog.builtIn()
    guard let folder else { return catalog }
    let files = try Files.jsonFiles(below: folder)
    guard !files.isEmpty else {
      throw CommandFailure(
        code: .badData, message: "\(folder): no JSON files, expected price catalogs")
    }
    var read: [(name: String, data: Data)] = []
    for file in files { read.append((file, try Files.read(file))) }
    return catalog.with(prices: try PriceCatalog(files: read).completed(by: catalog.prices))
  }
}

/// Where the speeds of engines are from.
struct EngineOptions: OptionGroup {
  static let title: String? = nil

  @Option(
    "--engines", "FILE", .file,
    help: "profiles that breakeven calibrate wrote, instead of the built-in ones")
  var file: String?

  /// The catalog with the profiles of `--engines` if it is given.
  func apply(to catalog: Catalog) throws -> Catalog {
    guard let file else { return catalog }
    return catalog.with(engines: try EngineCatalog(Files.document(file)))
  }
}

extension ModelCatalog {
  /// A model by its name in the catalog, or from a `config.json`.
  func model(orFile name: String) throws -> ModelArchitecture {
    if name.hasSuffix(".json") || FileStatus(path: name) != nil {
      let config = try Files.read(name)
      let beside = name.folderPrefix + ModelArchitecture.quantizationFile
      guard FileStatus(path: beside)?.isRegular == true, name.lastName == "config.json" else {
        return try ModelArchitecture(config: config, name: name.fileStem, file: name)
      }
      return try ModelArchitecture(
        config: config, name: name.fileStem, file: name, quantization: Files.document(beside))
    }
    return try architecture(named: name)
  }
}
