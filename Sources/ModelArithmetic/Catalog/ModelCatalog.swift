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
    let path: String
    let bytes: Data
  }

  /// The configs, by id.
  let entries: [Entry]
  /// The names of the configs taken apart, in the same order.
  let entryNames: EntryNames
  /// The models by canonical id: those of the alias table, and configs that no alias claims.
  let models: [ModelAlias]
  let index: NameIndex
  let shortNames: ShortModelNames
  /// The configs by the part of their id after the slash.
  let checkpointNames: NameIndex
  /// Quantised checkpoints that somebody has published.
  let published: [PublishedCheckpoint]
  private let summaries: @Sendable () -> [String: ModelSummary]
  private let entryPositions: [String: Int]
  private let publishedPositions: [String: Int]
  /// The configs of quantised checkpoints that the alias table does not give.
  private let checkpointIdentifiers: Set<String>

  /// Words that people leave out of a model's name, or add to it.
  static let quietWords: Set<String> = [
    "instruct", "it", "chat", "hf", "pt", "text", "meta", "nvidia", "c4ai",
  ]

  /// Makes a catalog of files whose names are Hugging Face ids with `__` for the slash, such as
  /// `models/meta-llama__Llama-3.1-8B-Instruct.json`.
  ///
  /// - Parameter files: The path of each config, and its text.
  public init(_ files: [(path: String, bytes: Data)]) { self.init(files, aliases: []) }

  /// Makes a catalog of files, with other names of the models and their published checkpoints.
  ///
  /// - Parameters:
  ///   - files: The path and the bytes of each config.
  ///   - aliases: Other names of its models.
  ///   - checkpoints: Quantised checkpoints that were published, with the models they are of.
  ///   - summaries: The figures of its models that are known without reading their configs.
  package init(
    _ files: [(path: String, bytes: Data)], aliases: [ModelAlias],
    checkpoints: [PublishedCheckpoint] = [],
    summaries: @escaping @Sendable () -> [String: ModelSummary] = { [:] }
  ) {
    self.summaries = summaries
    entries = files.compactMap { file in
      guard let identifier = Self.identifier(of: file.path) else { return nil }
      return Entry(identifier: identifier, path: file.path, bytes: file.bytes)
    }.sorted { $0.identifier < $1.identifier }
    entryNames = EntryNames(entries.map(\.identifier))
    entryPositions = Dictionary(
      entries.enumerated().map { ($0.element.identifier.lowercased(), $0.offset) },
      uniquingKeysWith: { first, _ in first })
    published = checkpoints
    publishedPositions = Dictionary(
      checkpoints.enumerated().map { ($0.element.id.lowercased(), $0.offset) },
      uniquingKeysWith: { first, _ in first })
    let claimed = Set(aliases.flatMap { [$0.id] + $0.names }.map { $0.lowercased() })
    let unclaimed = entries.map(\.identifier).filter { !claimed.contains($0.lowercased()) }
      .map { (identifier: $0, quantized: QuantizedName($0)) }
    checkpointIdentifiers = Set(unclaimed.filter { $0.quantized != nil }.map(\.identifier))
    let originals =
      aliases + unclaimed.filter { $0.quantized == nil }.map { ModelAlias($0.identifier) }
    let known = Self.index(originals)
    let orphans = unclaimed.filter { [publishedPositions] in
      guard let quantized = $0.quantized, publishedPositions[$0.identifier.lowercased()] == nil
      else { return false }
      return known.match(quantized.model) == .none
    }.map(\.identifier)
    models = originals + orphans.map { ModelAlias($0) }
    index = orphans.isEmpty ? known : Self.index(models)
    shortNames = ShortModelNames(models, quietWords: Self.quietWords)
    checkpointNames = NameIndex(
      entries.map { NameIndex.Entry($0.identifier.shortName) }, kind: "checkpoint")
  }

  /// The id that a file is named after, `meta-llama/Llama-3.1-8B` of `models/meta-llama__Llama-3.1-8B.json`; `nil` for
  /// what is no JSON file.
  private static func identifier(of path: String) -> String? {
    let end = Array(".json".utf8)
    let name = Array(path.utf8).split(separator: UInt8(ascii: "/")).last ?? []
    guard name.suffix(end.count).elementsEqual(end) else { return nil }
    let stem = name.dropLast(end.count)
    let underscore = UInt8(ascii: "_")
    guard
      let slash = stem.indices.dropLast().first(where: {
        stem[$0] == underscore && stem[$0 + 1] == underscore
      })
    else { return String(decoding: stem, as: UTF8.self) }
    return String(
      decoding: stem[..<slash] + [UInt8(ascii: "/")] + stem[(slash + 2)...], as: UTF8.self)
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

  /// The figures of the model with this id; `nil` where its config cannot be read.
  package func summary(of identifier: String) -> ModelSummary? {
    summaries()[identifier] ?? (try? architecture(named: identifier)).map(ModelSummary.init)
  }

  /// Whether the alias table gives this id of a config, or the catalog has nothing else to call the model.
  func isClaimed(_ identifier: String) -> Bool {
    !checkpointIdentifiers.contains(identifier)
  }

  /// The published checkpoint with this id, whatever its case.
  func publishedCheckpoint(_ identifier: String) -> PublishedCheckpoint? {
    publishedPositions[identifier.lowercased()].map { published[$0] }
  }
}
