import Breakeven

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Arguments {
  /// The value of an option as one of an enumeration.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ name: String, among type: Choice.Type
  ) throws(CommandFailure) -> Choice? where Choice.RawValue == String {
    guard let text = value(name) else { return nil }
    guard let choice = Choice(rawValue: text) else {
      throw .usage(
        "\(name): found \"\(text)\", expected \(Choice.allCases.map(\.rawValue).joined(separator: ", "))"
      )
    }
    return choice
  }

  /// The value of an option as a day.
  func date(_ name: String) throws(CommandFailure) -> CalendarDate? {
    guard let text = value(name) else { return nil }
    guard let date = CalendarDate(text) else {
      throw .usage("\(name): found \"\(text)\", expected a day such as 2026-11-21")
    }
    return date
  }

  /// The built-in catalog, with the prices of `--pricing` and the profiles of `--engines` if given.
  func catalog() throws -> Catalog {
    var catalog = try Catalog.builtIn()
    if let profiles = value("--engines") {
      catalog = catalog.with(engines: try EngineCatalog(Files.document(profiles)))
    }
    guard let folder = value("--pricing") else { return catalog }
    let files = try Files.jsonFiles(below: folder)
    guard !files.isEmpty else {
      throw CommandFailure(
        code: .badData, message: "\(folder): no JSON files, expected price catalogs")
    }
    var read: [(name: String, data: Data)] = []
    for file in files { read.append((file, try Files.read(file))) }
    return catalog.with(
      prices: try PriceCatalog(files: read).completed(by: catalog.prices))
  }

  /// A model by its name in the catalog, or from a `config.json`.
  func model(_ name: String, in catalog: Catalog) throws -> ModelArchitecture {
    if name.hasSuffix(".json") || FileManager.default.fileExists(atPath: name) {
      return try ModelArchitecture(config: Files.read(name), name: name.fileStem, file: name)
    }
    return try catalog.models.architecture(named: name)
  }
}
