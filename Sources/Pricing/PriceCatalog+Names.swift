public import CheckedJSON

extension PriceCatalog {
  /// The tariff that a name means: its id, or its model's name where one host or its maker alone has
  /// it, in any case and with any separators.
  ///
  /// - Parameter name: Such as `openai/gpt-5.4-mini`.
  /// - Throws: `InputError` with the nearest id for a name that no tariff has, and with all hosts of a
  ///   name that several have.
  public func tariff(_ name: String) throws(InputError) -> Tariff {
    try tariff(name, at: nil)
  }

  /// The GPU offer that a name means, in any case and with any separators.
  ///
  /// - Parameter name: Such as `runpod-rtx-4090`.
  /// - Throws: `InputError` with the nearest id.
  public func offer(_ name: String) throws(InputError) -> GPUOffer {
    try offer(name, at: nil)
  }

  /// The ownership inputs of the accelerator that a name means.
  ///
  /// - Parameter gpu: Such as `H100-SXM`.
  /// - Throws: `InputError` with the nearest accelerator.
  public func owned(_ gpu: String) throws(InputError) -> OwnedHardware {
    owned[try ownedNames.position(of: gpu)]
  }

  /// The position among `owned` of what a name standing at a JSON path means.
  package func ownedPosition(_ name: String, at place: String?) throws(InputError) -> Int {
    try ownedNames.position(of: name, place: place)
  }

  /// The tariff that a name standing at a JSON path means.
  package func tariff(_ name: String, at place: String?) throws(InputError) -> Tariff {
    tariffs[try tariffPosition(of: name, place: place)]
  }

  /// The provider that stands before the first slash of an API's name, under its own name or another
  /// tool's; `nil` where none does.
  package func provider(namedIn name: String) -> String? {
    guard let first = WrittenTariffName(name).readings.first?.split(separator: "/").first else {
      return nil
    }
    return tariffs.first { $0.provider == first && name.contains("/") }?.provider
  }

  private func tariffPosition(of name: String, place: String?) throws(InputError) -> Int {
    guard tariffNames.match(name) == .none else {
      return try tariffNames.position(of: name, place: place)
    }
    let readings = WrittenTariffName(name).readings
    for reading in readings where tariffNames.match(reading) != .none {
      return try tariffNames.position(of: reading, place: place)
    }
    for reading in readings where !reading.contains("/") {
      let wanted = TariffWords(reading)
      let meant = tariffs.indices.filter { index in
        let short = tariffs[index].id.split(separator: "/").last.map(String.init) ?? ""
        return tariffs[index].isFromMaker && wanted.mean(TariffWords(short))
      }
      if meant.count == 1 { return meant[0] }
    }
    return try tariffNames.position(of: name, place: place)
  }

  /// The offer that a name standing at a JSON path means.
  package func offer(_ name: String, at place: String?) throws(InputError) -> GPUOffer {
    offers[try offerNames.position(of: name, place: place)]
  }

  /// The tariffs that a pattern means, by id: a name, a provider, or either with `*`.
  ///
  /// - Throws: `InputError` at `place` with the nearest ids where nothing fits.
  package func tariffs(
    matching pattern: String, at place: String? = nil
  ) throws(InputError) -> [Tariff] {
    let isProvider = tariffs.contains { $0.provider.lowercased() == pattern.lowercased() }
    guard NamePattern(pattern).isWild || isProvider else { return [try tariff(pattern, at: place)] }
    return try tariffNames.positions(matching: pattern, place: place) { [tariffs[$0].provider] }
      .map { tariffs[$0] }
  }

  /// The offers that a pattern means, by id: a name, a provider, or either with `*`.
  ///
  /// - Throws: `InputError` at `place` with the nearest ids where nothing fits.
  package func offers(
    matching pattern: String, at place: String? = nil
  ) throws(InputError) -> [GPUOffer] {
    try offerNames.positions(matching: pattern, place: place) { [offers[$0].provider] }
      .map { offers[$0] }
  }

  /// The owned machines that a pattern means, by accelerator.
  ///
  /// - Throws: `InputError` at `place` with the nearest accelerators where nothing fits.
  package func owned(
    matching pattern: String, at place: String? = nil
  ) throws(InputError) -> [OwnedHardware] {
    try ownedNames.positions(matching: pattern, place: place).map { owned[$0] }
  }
}

extension Tariff {
  /// Publishers of models that sell them themselves, by provider: the organisation under which their
  /// open weights stand, or `nil` for makers of closed models only.
  private static let makers: [String: String?] = [
    "alibaba": "Qwen", "anthropic": nil, "deepseek": "deepseek-ai", "google": "google",
    "meta": "meta-llama", "minimax": "MiniMaxAI", "mistral": "mistralai",
    "moonshot": "moonshotai", "openai": "openai", "xai": nil, "zai": "zai-org",
  ]

  /// Whether the provider made the model that it sells, so that the bare name of the model means this
  /// offering among those of other hosts.
  package var isFromMaker: Bool {
    guard let organisation = Self.makers[provider] else { return false }
    guard let openModel else { return true }
    return organisation.map { openModel.hasPrefix($0 + "/") } ?? false
  }
}
