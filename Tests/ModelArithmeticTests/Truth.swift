import CheckedJSON
import ModelArithmetic

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// One row of `parameter-truth.csv`: counts taken from the models themselves.
struct Truth: Sendable, CustomStringConvertible {
  let name: String
  let total: Int
  let active: Int
  let text: Int
  let activeExcludingInputEmbedding: Int
  let tiesEmbeddings: Bool
  /// Bytes in bf16; `nil` where nobody has verified them.
  let unbounded: Double?
  let windowed: Double?
  let windowTokens: Int?
  let fixed: Double?
  let indexer: Double?
  let isTotalExact: Bool

  var description: String { name }

  static let rows: [Truth] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    guard let data = try? Data(contentsOf: folder.appending(path: "parameter-truth.csv")) else {
      return []
    }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").dropFirst().compactMap {
      Truth($0.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
    }
  }()

  private init?(_ fields: [String]) {
    guard fields.count >= 15, let total = Int(fields[2]), let active = Int(fields[3]),
      let text = Int(fields[4]), let excluding = Int(fields[5])
    else { return nil }
    name = fields[0]
    self.total = total
    self.active = active
    self.text = text
    activeExcludingInputEmbedding = excluding
    tiesEmbeddings = fields[6] == "True"
    let isVerified = fields[13] != "NOT MODELLED"
    unbounded = isVerified ? Double(fields[8]) : nil
    windowed = isVerified ? Double(fields[9]) ?? 0 : nil
    windowTokens = Int(fields[10])
    fixed = isVerified ? Double(fields[11]) ?? 0 : nil
    indexer = isVerified ? Double(fields[12]) ?? 0 : nil
    isTotalExact = fields[14].hasPrefix("exact")
  }
}

/// The folder of this package.
let packageFolder = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

/// The config of a model in the built-in set.
func builtInConfig(_ name: String) throws -> Data {
  let file = name.replacing("/", with: "__") + ".json"
  return try Data(
    contentsOf: packageFolder.appending(path: "Sources/EmbeddedData/data/models/" + file))
}

/// The architecture of a model in the built-in set.
func builtIn(_ name: String) throws -> ModelArchitecture {
  try ModelArchitecture(config: builtInConfig(name), name: name)
}
