public import CheckedJSON
package import ModelArithmetic
package import Pricing
public import Roofline

/// What names mean that stand in a workload or behind an option of the command: one rule for all.
///
/// `place` is the JSON path of the name, such as `$.equivalence[0].model`; errors bear it.
extension Catalog {
  /// The canonical id of the open model that a name means, its publisher's, deployable here or not.
  ///
  /// - Throws: `InputError` with the nearest names.
  package func canonicalModel(_ name: String, place: String? = nil) throws(InputError) -> String {
    try models.canonicalIdentifier(of: name, at: place)
  }

  /// The architecture that a name means.
  ///
  /// - Throws: `InputError` with the nearest names, and for a model of which no config is known.
  package func model(named name: String, place: String? = nil) throws(InputError)
    -> ModelArchitecture
  {
    try models.architecture(named: name, at: place)
  }

  /// The ids of the models that a name or a pattern such as `*/gpt-oss-*` means.
  ///
  /// - Parameters:
  ///   - pattern: A name in any case and with any separators, in which `*` stands for any run of characters.
  ///   - place: Where the name stands, such as `$.candidates.gpus[0]`, for the error to name.
  /// - Throws: `InputError` with the nearest names where nothing fits.
  public func models(matching pattern: String, place: String? = nil) throws(InputError) -> [String]
  {
    try models.matching(pattern, at: place)
  }

  /// Every tariff that serves an open model, by id, however its price list spells the model.
  package func tariffs(serving canonical: String) -> [Tariff] {
    prices.tariffs.filter { tariff in
      guard let openModel = tariff.openModel else { return false }
      return openModel == canonical || models.canonicalIdentifier(of: openModel) == canonical
    }
  }

  /// The canonical id of the open model that a tariff serves; `nil` for a closed or unknown one.
  package func openModel(of tariff: Tariff) -> String? {
    tariff.openModel.flatMap { models.canonicalIdentifier(of: $0) }
  }

  /// The tariff that a name means: its id, or the bare name of a model that its maker or one host alone
  /// sells, as `gpt-5.4-mini` is `openai/gpt-5.4-mini`; for an open model any of its names will do.
  ///
  /// - Throws: `InputError` with the nearest ids, or with all hosts of a name that several have.
  package func tariff(named name: String, place: String? = nil) throws(InputError) -> Tariff {
    do {
      return try prices.tariff(name, at: place)
    } catch {
      let host = prices.provider(namedIn: name)
      let hosted = models.canonicalIdentifier(of: name).map(tariffs(serving:)) ?? []
      let meant = hosted.filter { host == nil || $0.provider == host }
      guard let first = meant.first else { throw error }
      guard meant.count > 1 else { return first }
      throw .ambiguous("API offering", name, among: meant.map(\.id), place: place)
    }
  }

  /// The tariffs that a name, a provider, or a pattern such as `azure*` means.
  ///
  /// - Throws: `InputError` with the nearest ids where nothing fits.
  package func tariffs(matching pattern: String, place: String? = nil) throws(InputError)
    -> [Tariff]
  {
    try prices.tariffs(matching: pattern, at: place)
  }

  /// The GPU offers that a name, a provider, or a pattern such as `aws*` means.
  ///
  /// - Throws: `InputError` with the nearest ids where nothing fits.
  package func offers(matching pattern: String, place: String? = nil) throws(InputError)
    -> [GPUOffer]
  {
    try prices.offers(matching: pattern, at: place)
  }

  /// The accelerator that a name means, as `NVIDIA H100 80GB HBM3` is `H100-SXM`.
  ///
  /// - Throws: `InputError` with the nearest ids.
  package func accelerator(named name: String, place: String? = nil) throws(InputError)
    -> Accelerator
  {
    do {
      return try accelerators.accelerator(named: name, at: place)
    } catch {
      throw explained(error, name)
    }
  }

  /// The accelerators that a name or a pattern such as `h100*` means.
  ///
  /// - Parameters:
  ///   - pattern: A name in any case and with any separators, in which `*` stands for any run of characters.
  ///   - place: Where the name stands, such as `$.candidates.gpus[0]`, for the error to name.
  /// - Throws: `InputError` with the nearest ids where nothing fits.
  public func accelerators(matching pattern: String, place: String? = nil) throws(InputError)
    -> [Accelerator]
  {
    do {
      return try accelerators.matching(pattern, at: place)
    } catch {
      throw explained(error, pattern)
    }
  }

  /// The error of a name that no accelerator has; of a machine of a cloud, with the accelerator in it.
  private func explained(_ error: InputError, _ name: String) -> InputError {
    let written = name.lowercased()
    guard let offer = prices.offers.first(where: { $0.instanceType?.lowercased() == written })
    else { return error }
    var error = error
    error.found =
      "\"\(name.shortened())\", which is a machine of \(offer.gpusPerInstance) × \(offer.gpu)"
    error.suggestion = offer.gpu
    return error
  }

  /// The engine profile that a name means, as `trtllm` is the newest TensorRT-LLM.
  ///
  /// - Throws: `InputError` with the nearest names.
  package func engine(named name: String, place: String? = nil) throws(InputError) -> EngineProfile
  {
    try engines.profile(named: name, at: place)
  }

  /// The engine profiles that a name or a pattern such as `*` means.
  ///
  /// - Parameters:
  ///   - pattern: A name in any case and with any separators, in which `*` stands for any run of characters.
  ///   - place: Where the name stands, such as `$.candidates.gpus[0]`, for the error to name.
  /// - Throws: `InputError` with the nearest names where nothing fits.
  public func engines(matching pattern: String, place: String? = nil) throws(InputError)
    -> [EngineProfile]
  {
    try engines.matching(pattern, at: place)
  }

  /// The ownership inputs of an accelerator that is called by any of its names.
  ///
  /// - Throws: `InputError` for a name that no accelerator has, and for one that nobody has priced.
  package func ownedHardware(named name: String, place: String? = nil) throws(InputError)
    -> OwnedHardware
  {
    let id = (try? accelerators.accelerator(named: name))?.id ?? name
    return prices.owned[try prices.ownedPosition(id, at: place)]
  }

  /// The owned machines that a name of an accelerator or a pattern such as `H100*` means.
  ///
  /// - Throws: `InputError` with the nearest accelerators where nothing fits.
  package func ownedHardware(matching pattern: String, place: String? = nil) throws(InputError)
    -> [OwnedHardware]
  {
    guard NamePattern(pattern).isWild else {
      return [try ownedHardware(named: pattern, place: place)]
    }
    return try prices.owned(matching: pattern, at: place)
  }
}
