public import CheckedJSON

#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// Configs of many models, found by name and read when they are asked for.
public struct ModelCatalog: Sendable {
  /// One config of the catalog.
  private struct Entry: Sendable {
    let identifier: String
    let name: ModelName
    let path: String
    let bytes: Data
  }

  private let entries: [Entry]

  /// Makes a catalog of files whose names are Hugging Face ids with `__` for the slash, such as
  /// `models/meta-llama__Llama-3.1-8B-Instruct.json`.
  public init(_ files: [(path: String, bytes: Data)]) {
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
  }

  /// The ids of all models, in order.
  public var identifiers: [String] { entries.map(\.identifier) }

  /// The id of the entry that a name means: the id itself, its part after the slash, or either
  /// without words such as `Instruct`, in any case.
  ///
  /// - Throws: `InputError` with the nearest id for a name that no entry has.
  public func identifier(named name: String) throws(InputError) -> String {
    try entry(named: name).entry.identifier
  }

  /// The architecture that a name means.
  ///
  /// A name without a datatype of which the catalog has quantised variants only gives the same model
  /// with its weights in the base datatype.
  ///
  /// - Throws: `InputError` with the nearest id for a name that no entry has, and for a faulty config.
  public func architecture(named name: String) throws(InputError) -> ModelArchitecture {
    let (entry, isOriginal) = try entry(named: name)
    guard isOriginal else {
      return try ModelArchitecture(config: entry.bytes, name: name, file: entry.path)
        .unquantized
    }
    return try ModelArchitecture(
      config: entry.bytes, name: entry.identifier, file: entry.path)
  }

  /// The id of the model that a quantised variant was made from, if the catalog has it.
  public func base(of name: String) -> String? {
    let wanted = ModelName(name)
    guard wanted.datatype != nil else { return nil }
    let bases = entries.filter { $0.name.datatype == nil }
    return Self.shortest(bases.filter { $0.name.release == wanted.release })?.identifier
      ?? Self.shortest(bases.filter { $0.name.stem == wanted.stem })?.identifier
  }

  /// The entry of a name, and whether it stores its weights as the name says.
  private func entry(
    named name: String
  ) throws(InputError) -> (entry: Entry, isOriginal: Bool) {
    if let exact = entries.first(where: { $0.identifier == name }) { return (exact, true) }
    let lowered = name.lowercased()
    if let same = entries.first(where: { $0.identifier.lowercased() == lowered }) {
      return (same, true)
    }
    let short = lowered.split(separator: "/").last.map(String.init) ?? lowered
    let namesakes = entries.filter { $0.identifier.lowercased().hasSuffix("/" + short) }
    if let namesake = Self.shortest(namesakes) { return (namesake, true) }
    let wanted = ModelName(name)
    for part in [\ModelName.release, \ModelName.stem] where !wanted[keyPath: part].isEmpty {
      let alike = entries.filter { $0.name[keyPath: part] == wanted[keyPath: part] }
      if let found = Self.shortest(alike.filter { $0.name.datatype == wanted.datatype }) {
        return (found, true)
      }
      if wanted.datatype == nil, let found = Self.shortest(alike) { return (found, false) }
    }
    throw InputError.unknown("model", name, among: identifiers)
  }

  private static func shortest(_ entries: [Entry]) -> Entry? {
    entries.min {
      ($0.identifier.count, $0.identifier) < ($1.identifier.count, $1.identifier)
    }
  }
}

extension ModelArchitecture {
  /// The same model with all weights in the base datatype of its checkpoint.
  public var unquantized: ModelArchitecture {
    let plain = { (each: Operator) in
      var copy = each
      copy.publishedFormat = nil
      return copy
    }
    return ModelArchitecture(
      name: name, family: family, hiddenSize: hiddenSize, vocabularySize: vocabularySize,
      maximumContextTokens: maximumContextTokens, tiesEmbeddings: tiesEmbeddings,
      embeddings: embeddings.map(plain),
      layers: layers.map { Layer(mixer: $0.mixer, operators: $0.operators.map(plain)) },
      outputs: outputs.map(plain), towers: towers.map(plain),
      multiTokenPrediction: multiTokenPrediction.map(plain),
      checkpoint: .uniform(checkpoint.base))
  }
}
