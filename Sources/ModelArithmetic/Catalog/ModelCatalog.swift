import CheckedJSON

#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// Configs of many models, found by any of their names and read when they are asked for.
///
/// Each model has one canonical id, its publisher's, under which APIs and deployments of it meet:
///
/// ```swift
/// catalog.canonicalIdentifier(of: "nvidia/MiniMax-M3-NVFP4")  // "MiniMaxAI/MiniMax-M3"
/// try catalog.architecture(named: "Llama 3.3 70B").name       // "meta-llama/Llama-3.3-70B-Instruct"
/// ```
public struct ModelCatalog: Sendable {
  /// One config of the catalog.
  struct Entry: Sendable {
    let identifier: String
    let name: ModelName
    let path: String
    let bytes: Data
  }

  /// The configs, by id.
  let entries: [Entry]
  /// The models by canonical id: those of the alias table, and configs that no alias claims.
  let models: [ModelAlias]
  let index: NameIndex
  let shortNames: ShortModelNames
  /// The configs by the part of their id after the slash.
  let checkpointNames: NameIndex
  /// Quantised checkpoints that somebody has published.
  let published: [PublishedCheckpoint]
  private let entryPositions: [String: Int]
  private let publishedPositions: [String: Int]
  /// Ids and names of the alias table, in lower case.
  private let claimed: Set<String>

  /// Words that people leave out of a model's name, or add to it.
  static let quietWords: Set<String> = [
    "instruct", "it", "chat", "hf", "pt", "text", "meta", "nvidia", "c4ai",
  ]

  /// Makes a catalog of files whose names are Hugging Face ids with `__` for the slash, such as
  /// `models/meta-llama__Llama-3.1-8B-Instruct.json`.
  public init(_ files: [(path: String, bytes: Data)]) { self.init(files, aliases: []) }

  /// Makes a catalog of files, with other names of the models and their published checkpoints.
  package init(
    _ files: [(path: String, bytes: Data)], aliases: [ModelAlias],
    checkpoints: [PublishedCheckpoint] = []
  ) {
    entries = files.compactMap { file in
      guard let last = file.path.split(separator: "/").last, last.hasSuffix(".json") else {
        return nil
      }
      let stem = String(last.dropLast(".json".count))
      let identifier =
        stem.firstRange(of: "__").map {
          stem[..<$0.lowerBound] + "/" + stem[$0.upperBound...]
        } ?? stem[...]
      return Entry(
        identifier: String(identifier), name: ModelName(String(identifier)), path: file.path,
        bytes: file.bytes)
    }.sorted { $0.identifier < $1.identifier }
    entryPositions = Dictionary(
      entries.enumerated().map { ($0.element.identifier.lowercased(), $0.offset) },
      uniquingKeysWith: { first, _ in first })
    published = checkpoints
    publishedPositions = Dictionary(
      checkpoints.enumerated().map { ($0.element.id.lowercased(), $0.offset) },
      uniquingKeysWith: { first, _ in first })
    claimed = Set(aliases.flatMap { [$0.id] + $0.names }.map { $0.lowercased() })
    let unclaimed = entries.map(\.identifier).filter { [claimed] in
      !claimed.contains($0.lowercased())
    }
    let originals = aliases + unclaimed.filter { QuantizedName($0) == nil }.map { ModelAlias($0) }
    let known = Self.index(originals)
    let orphans = unclaimed.filter { [publishedPositions] identifier in
      guard let quantized = QuantizedName(identifier),
        publishedPositions[identifier.lowercased()] == nil
      else { return false }
      return known.match(quantized.model) == .none
    }
    models = originals + orphans.map { ModelAlias($0) }
    index = orphans.isEmpty ? known : Self.index(models)
    shortNames = ShortModelNames(models, quietWords: Self.quietWords)
    checkpointNames = NameIndex(
      entries.map { NameIndex.Entry($0.identifier.shortName) }, kind: "checkpoint")
  }

  private static func index(_ models: [ModelAlias]) -> NameIndex {
    NameIndex(
      models.map { NameIndex.Entry($0.id, aliases: $0.names) }, kind: "model",
      quietWords: quietWords)
  }

  /// The config with this id, whatever its case.
  func entry(_ identifier: String) -> Entry? {
    entryPositions[identifier.lowercased()].map { entries[$0] }
  }

  /// The config that describes a model, if the catalog has one.
  func entry(of model: ModelAlias) -> Entry? { entry(model.config ?? model.id) }

  /// The ids of all models and checkpoints with a config, in order: canonical ids, and checkpoints and
  /// base weights that have a config of their own.
  public var identifiers: [String] {
    let canonical = models.filter { entry(of: $0) != nil }
    let described = Set(canonical.compactMap { entry(of: $0)?.identifier })
    let apart = entries.map(\.identifier).filter { identifier in
      !described.contains(identifier) || !isClaimed(identifier)
    }
    return Set(canonical.map(\.id) + apart).sorted()
  }

  /// Whether the alias table gives this id, or the catalog has nothing else to call the model.
  func isClaimed(_ identifier: String) -> Bool {
    claimed.contains(identifier.lowercased()) || QuantizedName(identifier) == nil
  }

  /// The published checkpoint with this id, whatever its case.
  func publishedCheckpoint(_ identifier: String) -> PublishedCheckpoint? {
    publishedPositions[identifier.lowercased()].map { published[$0] }
  }
}
