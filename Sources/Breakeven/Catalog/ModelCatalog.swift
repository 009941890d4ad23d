#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

public struct ModelCatalog: Sendable {
  let files: [String: Data]
  public init(files: [(path: String, data: Data)]) {
    var known: [String: Data] = [:]
    for file in files {
      let base = file.path.split(separator: "/").last.map(String.init) ?? file.path
      known[base.replacing("__", with: "/").replacing(".json", with: "")] = file.data
    }
    self.files = known
  }
  public var names: [String] { files.keys.sorted() }
  public func contains(_ name: String) -> Bool { files[name] != nil }
  public func model(named name: String) throws(InputError) -> ModelArchitecture {
    guard let data = files[name] else {
      throw InputError.unknown("model", name, among: files.keys.sorted())
    }
    return try ModelArchitecture(config: data, name: name)
  }
}
