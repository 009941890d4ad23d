public import CheckedJSON

extension ModelCatalog {
  /// The architecture of the shape that a name means, for measurements of throughput.
  ///
  /// Speed depends on the shape and the datatypes alone: a date of release or another training, such as
  /// `-Instruct`, `-Thinking` and `-2507`, changes neither. Such words are therefore left out here, as
  /// they must not be where the quality of answers counts (`architecture(named:)`). A name without a
  /// datatype of which the catalog has quantised variants only gives the same model with its weights in
  /// the base datatype.
  ///
  /// - Throws: `InputError` with the nearest id for a name of no known shape, and for a faulty config.
  public func architecture(shapedLike name: String) throws(InputError) -> ModelArchitecture {
    let (entry, isOriginal) = try entry(shapedLike: name)
    guard isOriginal else {
      return try ModelArchitecture(config: entry.bytes, name: name, file: entry.path)
        .unquantized
    }
    return try ModelArchitecture(
      config: entry.bytes, name: entry.identifier, file: entry.path)
  }

  /// The config of a shape, and whether it stores its weights as the name says.
  private func entry(
    shapedLike name: String
  ) throws(InputError) -> (entry: Entry, isOriginal: Bool) {
    if let same = entry(name) { return (same, true) }
    let lowered = name.lowercased()
    let short = lowered.split(separator: "/").last.map(String.init) ?? lowered
    let namesakes = entries.filter { $0.identifier.lowercased().hasSuffix("/" + short) }
    if let namesake = Self.shortest(namesakes) { return (namesake, true) }
    let (wanted, names) = (ModelName(name), entryNames.all)
    for part in [\ModelName.release, \ModelName.stem] where !wanted[keyPath: part].isEmpty {
      let alike = zip(entries, names).filter { $0.1[keyPath: part] == wanted[keyPath: part] }
      let same = alike.filter { $0.1.datatype == wanted.datatype }
      if let found = Self.shortest(same.map(\.0)) { return (found, true) }
      if wanted.datatype == nil, let found = Self.shortest(alike.map(\.0)) {
        return (found, false)
      }
    }
    throw InputError.unknown("model", name, among: entries.map(\.identifier))
  }

  private static func shortest(_ entries: [Entry]) -> Entry? {
    entries.min {
      ($0.identifier.count, $0.identifier) < ($1.identifier.count, $1.identifier)
    }
  }
}
