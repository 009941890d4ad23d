public import CheckedJSON

extension ModelCatalog {
  /// What a name means: a model, and the one checkpoint of it that it names, if it names one.
  private struct Meaning {
    let model: ModelAlias
    /// The config of the checkpoint.
    var checkpoint: Entry?
    /// The id and the datatype of a re-upload without a config of its own.
    var reupload: (id: String, weights: NumberFormat)?

    var identifier: String { checkpoint?.identifier ?? reupload?.id ?? model.id }
  }

  /// What was found for a name.
  private enum Finding {
    case meant(Meaning)
    /// Several models have it, by their ids.
    case shared([String])
    /// None has it, under any of these readings.
    case unknown([String])
  }

  /// The canonical id of the model that a name means, its publisher's; `nil` for a name that none has.
  ///
  /// Every spelling and every quantised re-upload of a model has the same one, while releases with
  /// another context or training (`…-2507`, `…-Thinking`, `…-Coder`, `…-VL`, `…-Distill-…`) have their
  /// own. Weights before instruction tuning count as the model that was tuned from them, where the alias
  /// table names them: one shape, and what hosts serve is the tuned model.
  package func canonicalIdentifier(of name: String) -> String? {
    guard case .meant(let meaning) = finding(of: name) else { return nil }
    return meaning.model.id
  }

  /// The canonical id of the model that a name means.
  ///
  /// - Throws: `InputError` at `place` with the nearest names for a name that no model has, and with
  ///   all that it may mean for one that several share.
  package func canonicalIdentifier(
    of name: String, at place: String?
  ) throws(InputError) -> String {
    try meaning(of: name, at: place).model.id
  }

  /// The id under which `architecture(named:)` gives what a name means.
  ///
  /// - Throws: `InputError` with the nearest id for a name that no model has, and for a model of which
  ///   the catalog has no config.
  package func identifier(named name: String) throws(InputError) -> String {
    try identifier(named: name, at: nil)
  }

  package func identifier(named name: String, at place: String?) throws(InputError) -> String {
    let meaning = try meaning(of: name, at: place)
    if meaning.checkpoint == nil { _ = try config(of: meaning.model, at: place) }
    return meaning.identifier
  }

  /// The architecture that a name means.
  ///
  /// A canonical id or any other name of a model gives it as its publisher stores it, under the
  /// canonical id. The id of a checkpoint that has a config of its own, such as
  /// `nvidia/MiniMax-M3-NVFP4`, gives that checkpoint; one without gives the model with its weights in
  /// the datatype that the id says.
  ///
  /// - Parameter name: A Hugging Face id, or another name in any case and with any separators.
  /// - Throws: `InputError` with the nearest id for a name that no model has, for a model of which the
  ///   catalog has no config, and for a faulty config.
  public func architecture(named name: String) throws(InputError) -> ModelArchitecture {
    try architecture(named: name, at: nil)
  }

  package func architecture(
    named name: String, at place: String?
  ) throws(InputError) -> ModelArchitecture {
    let meaning = try meaning(of: name, at: place)
    if let entry = meaning.checkpoint {
      return try ModelArchitecture(
        catalogCopy: entry.bytes, name: entry.identifier, file: entry.path)
    }
    let entry = try config(of: meaning.model, at: place)
    let original = try ModelArchitecture(
      catalogCopy: entry.bytes, name: entry.identifier, file: entry.path
    ).published(as: meaning.model)
    return meaning.reupload.map { original.quantized(to: $0.weights, name: $0.id) } ?? original
  }

  /// Whether the catalog has a config of the model, so that it can be deployed.
  package func isDeployable(_ name: String) -> Bool {
    (try? identifier(named: name)) != nil
  }

  /// The ids of the models that a pattern means, in order: what a plain name means, deployable or not,
  /// or the canonical ids that a name with `*` fits, or else the checkpoints of which the id fits.
  ///
  /// - Throws: `InputError` at `place` with the nearest names where nothing fits.
  package func matching(
    _ pattern: String, at place: String? = nil
  ) throws(InputError) -> [String] {
    let wild = NamePattern(pattern)
    guard wild.isWild else { return [try meaning(of: pattern, at: place).identifier] }
    let checkpoints = identifiers.filter(wild.matches)
    do {
      let found = try index.positions(matching: pattern, place: place).map { models[$0] }
      let deployable = found.filter { entry(of: $0) != nil }
      return (deployable.isEmpty ? found : deployable).map(\.id).sorted()
    } catch {
      guard checkpoints.isEmpty else { return checkpoints }
      throw error
    }
  }

  /// The model of which a name means a quantised checkpoint; `nil` for the model itself.
  package func base(of name: String) -> String? {
    guard QuantizedName(name) != nil, let canonical = canonicalIdentifier(of: name),
      canonical.lowercased() != name.lowercased()
    else { return nil }
    return canonical
  }

  private func meaning(of name: String, at place: String? = nil) throws(InputError) -> Meaning {
    switch finding(of: name) {
    case .meant(let meaning): return meaning
    case .shared(let ids): throw .ambiguous("model", name, among: ids, place: place)
    case .unknown(let readings): throw unknown(name, readings: readings, at: place)
    }
  }

  private func finding(of name: String) -> Finding {
    let match = index.match(name)
    if let entry = entry(name), let model = model(owning: entry, match) {
      let isModelItself =
        entry.identifier == model.id
        || self.entry(of: model)?.identifier == entry.identifier && isClaimed(entry.identifier)
      return .meant(Meaning(model: model, checkpoint: isModelItself ? nil : entry))
    }
    if case .one(let position) = match { return .meant(Meaning(model: models[position])) }
    var shared: [String] = []
    if case .several(let ids) = match { shared = ids }
    let readings = [name] + HostedName(name).readings.filter { $0 != name }
    for reading in readings {
      if let meaning = storedMeaning(of: reading, written: name) { return .meant(meaning) }
      let found = reading == name ? shortNames.match(name) : whole(reading)
      switch found {
      case .one(let position): return .meant(Meaning(model: models[position]))
      case .several(let ids): shared = shared.isEmpty ? ids : shared
      case .none: continue
      }
    }
    return shared.isEmpty ? .unknown(readings) : .shared(shared)
  }

  /// What a name means that says how the weights are stored, or that is a checkpoint's.
  private func storedMeaning(of reading: String, written: String) -> Meaning? {
    if let checkpoint = publishedCheckpoint(reading),
      case .one(let position) = index.match(checkpoint.model)
    {
      let entry = entry(checkpoint.id)
      return Meaning(
        model: models[position], checkpoint: entry,
        reupload: entry == nil ? (checkpoint.id, checkpoint.weights) : nil)
    }
    guard let quantized = QuantizedName(reading),
      case .one(let position) = whole(quantized.model)
    else { return nil }
    var entry: Entry?
    if case .one(let stored) = checkpointNames.match(reading.shortName) { entry = entries[stored] }
    return Meaning(
      model: models[position], checkpoint: entry,
      reupload: entry == nil ? (written, quantized.weights) : nil)
  }

  /// The model of that name, or of that name shortened.
  private func whole(_ name: String) -> NameIndex.Match {
    let match = index.match(name)
    return match == .none ? shortNames.match(name) : match
  }

  /// The error of a name that no model has, with what it may be short for.
  private func unknown(_ name: String, readings: [String], at place: String?) -> InputError {
    let longer = readings.lazy.map { reading in
      shortNames.mayMean(QuantizedName(reading)?.model ?? reading)
    }.first { !$0.isEmpty }
    guard let longer, longer.count > 1 else {
      var error = InputError.unknown("model", name, among: models.map(\.id), place: place)
      error.suggestion = longer?.first ?? error.suggestion
      return error
    }
    let listed = longer.prefix(5).joined(separator: ", ")
    let more = longer.count > 5 ? " or another of \(longer.count)" : ""
    return InputError(
      place: place, found: "\"\(name.shortened())\", which is short for no single model",
      expected: "one of \(listed)\(more)")
  }

  /// The model to which a config belongs.
  private func model(owning entry: Entry, _ match: NameIndex.Match) -> ModelAlias? {
    if case .one(let position) = match { return models[position] }
    if let checkpoint = publishedCheckpoint(entry.identifier),
      case .one(let position) = index.match(checkpoint.model)
    {
      return models[position]
    }
    guard let quantized = QuantizedName(entry.identifier),
      case .one(let position) = index.match(quantized.model)
    else { return nil }
    return models[position]
  }

  private func config(
    of model: ModelAlias, at place: String? = nil
  ) throws(InputError) -> Entry {
    if let entry = entry(of: model) { return entry }
    throw InputError(
      place: place, found: "the model \"\(model.id)\", of which the catalog has no config",
      expected: "a model that can be deployed here, or its config.json as a file",
      suggestion: nearest(to: model.id, among: identifiers))
  }
}

extension String {
  /// The part after the last slash.
  var shortName: String { split(separator: "/").last.map(String.init) ?? self }
}
