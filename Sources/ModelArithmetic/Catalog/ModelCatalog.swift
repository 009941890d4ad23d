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
  /// Quantised checkpoints that somebody has published.
  let published: [PublishedCheckpoint]
  private let entryPositions: [String: Int]

  /// Words that people leave out of a model's name, or add to it.
  static let quietWords: Set<String> = [
    "instruct", "it", "chat", "hf", "pt", "text", "meta", "nvidia",
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
    let claimed = Set(aliases.flatMap { [$0.id] + $0.names }.map { $0.lowercased() })
    let reuploads = Set(
      checkpoints.filter { $0.model != $0.id }.map { $0.id.lowercased() })
    let aliased = NameIndex(Self.names(aliases), kind: "model", quietWords: Self.quietWords)
    let unclaimed = entries.map(\.identifier).filter { identifier in
      let lowered = identifier.lowercased()
      guard !claimed.contains(lowered), !reuploads.contains(lowered) else { return false }
      guard let quantized = QuantizedName(identifier) else { return true }
      return aliased.match(quantized.model) == .none
    }
    models = aliases + unclaimed.map { ModelAlias($0) }
    index = NameIndex(Self.names(models), kind: "model", quietWords: Self.quietWords)
  }

  private static func names(_ models: [ModelAlias]) -> [NameIndex.Entry] {
    models.map { NameIndex.Entry($0.id, aliases: $0.names) }
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

  /// Whether the alias table gives this id as one more name of a model.
  func isClaimed(_ identifier: String) -> Bool {
    let lowered = identifier.lowercased()
    return models.contains { model in
      model.id.lowercased() == lowered || model.names.contains { $0.lowercased() == lowered }
    }
  }
}
