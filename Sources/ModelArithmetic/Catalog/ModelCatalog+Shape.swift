public import CheckedJSON

extension ModelCatalog {
  /// The architecture of the shape that a name means, for measurements of throughput.
  ///
  /// What any name of a model means stands, as in `architecture(named:)`, so that a result is compared
  /// with what an estimate of the same model is made of. Beyond that, speed depends on the shape and the
  /// datatypes alone: a date of release or another training, such as `-Instruct`, `-Thinking` and `-2507`,
  /// changes neither. Such words are therefore left out here, as they must not be where the quality of
  /// answers counts. A name without a datatype of which the catalog has quantised variants only gives the
  /// same model with its weights in the base datatype, and one with a datatype that no variant has gives
  /// the model with its weights in that.
  ///
  /// - Parameter name: A Hugging Face id, or the name that a benchmark gives a model.
  /// - Throws: `InputError` with the nearest id for a name of no known shape, and for a faulty config.
  public func architecture(shapedLike name: String) throws(InputError) -> ModelArchitecture {
    do {
      _ = try identifier(named: name)
    } catch {
      guard let alike = try architecture(alike: name) else { throw error }
      return alike
    }
    return try architecture(named: name)
  }

  /// The architecture of the same shape as a model whose name no model has; `nil` without one.
  private func architecture(alike name: String) throws(InputError) -> ModelArchitecture? {
    let short = "/" + name.lowercased().shortName
    let namesakes = entries.filter { $0.identifier.lowercased().hasSuffix(short) }
    if let namesake = Self.shortest(namesakes) { return try Self.architecture(of: namesake) }
    let (wanted, names) = (ModelName(name), entryNames.all)
    for part in [\ModelName.release, \ModelName.stem] where !wanted[keyPath: part].isEmpty {
      let alike = zip(entries, names).filter { $0.1[keyPath: part] == wanted[keyPath: part] }
      let same = alike.filter { $0.1.datatype == wanted.datatype }
      if let found = Self.shortest(same.map(\.0)) { return try Self.architecture(of: found) }
      if wanted.datatype == nil, let found = Self.shortest(alike.map(\.0)) {
        return try ModelArchitecture(catalogCopy: found.bytes, name: name, file: found.path)
          .unquantized
      }
    }
    return try architecture(quantizedAs: name)
  }

  /// The architecture of the shape that a name has beside a datatype, with its weights in that datatype.
  private func architecture(
    quantizedAs name: String
  ) throws(InputError) -> ModelArchitecture? {
    guard let quantized = QuantizedName(name) else { return nil }
    let wanted = ModelName(quantized.model)
    for part in [\ModelName.release, \ModelName.stem] where !wanted[keyPath: part].isEmpty {
      let alike = zip(entries, entryNames.all).filter {
        $0.1.datatype == nil && $0.1[keyPath: part] == wanted[keyPath: part]
      }
      guard let found = Self.shortest(alike.map(\.0)) else { continue }
      return try Self.architecture(of: found).quantized(to: quantized.weights, name: name)
    }
    return nil
  }

  private static func architecture(of entry: Entry) throws(InputError) -> ModelArchitecture {
    try ModelArchitecture(catalogCopy: entry.bytes, name: entry.identifier, file: entry.path)
  }

  private static func shortest(_ entries: [Entry]) -> Entry? {
    entries.min {
      ($0.identifier.count, $0.identifier) < ($1.identifier.count, $1.identifier)
    }
  }
}
