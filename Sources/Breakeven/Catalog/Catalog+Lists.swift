import CheckedJSON
import ModelArithmetic
import Pricing
import Roofline
import Workloads

/// What the lists of a workload's candidates mean.
extension Catalog {
  /// Every open model that somebody hosts, by its publisher's id, in order.
  var hostedModels: [String] {
    Set(prices.tariffs.compactMap(openModel(of:))).sorted()
  }

  /// The layers of a model; `nil` where no config of it is known, so that only APIs serve it.
  func architecture(ofModel name: String) throws(InputError) -> ModelArchitecture? {
    guard models.isDeployable(name) else { return nil }
    return try models.architecture(named: name)
  }

  /// The ids of the APIs that `candidates.apis` names; `nil` where it names none.
  func namedTariffs(_ candidates: Candidates) throws(InputError) -> Set<String>? {
    guard !candidates.apis.isEmpty else { return nil }
    var ids: Set<String> = []
    for (index, name) in candidates.apis.enumerated() {
      ids.formUnion(try tariffs(matching: name, place: "$.candidates.apis[\(index)]").map(\.id))
    }
    return ids
  }

  /// What each name of `candidates.exclude` means, of any kind.
  ///
  /// - Throws: `InputError` for a name that nothing bears.
  func excluded(_ names: [String]) throws(InputError) -> ExcludedNames {
    var found = ExcludedNames()
    for (index, name) in names.enumerated() {
      var isKnown = false
      func note(_ ids: [String]?, in list: WritableKeyPath<ExcludedNames, Set<String>>) {
        guard let ids, !ids.isEmpty else { return }
        isKnown = true
        found[keyPath: list].formUnion(ids)
      }
      // The id of an API means that API alone, though a host before a model's name looks like a re-upload of it.
      if prices.tariffs.contains(where: { $0.id == name }) {
        note([name], in: \.tariffs)
        continue
      }
      note(try? models(matching: name), in: \.models)
      note(try? accelerators(matching: name).map(\.id), in: \.accelerators)
      note(try? engines(matching: name).map(\.name), in: \.engines)
      note(try? offers(matching: name).map(\.id), in: \.offers)
      note(prices.owned.map(\.offerID).filter { Self.isMeant($0, by: name) }, in: \.offers)
      note(try? tariffs(matching: name).map(\.id), in: \.tariffs)
      guard isKnown else {
        let place = "$.candidates.exclude[\(index)]"
        if (try? Precision.Weights(named: name)) != nil || NumberFormat.usual(ofMethod: name) != nil
        {
          throw InputError(
            place: place, found: "\"\(name.shortened())\", which is a precision",
            expected:
              "a model, GPU, engine, offer or API; candidates.precisions names the precisions to try"
          )
        }
        throw InputError.unknown("name", name, among: allNames, place: place)
      }
    }
    return found
  }

  /// Whether a name of a list means own machines, there or to be bought: their id, or all of them.
  static func isMeant(_ ownedID: String, by name: String) -> Bool {
    let name = name.lowercased()
    return ["own", "owned", "own-*", "own*"].contains(name) || ownedID == name
      || (NamePattern(name).isWild && NamePattern(name).matches(ownedID))
  }

  /// Checks that a name whose tokens lengths count is that of a model or an API.
  func checkCounted(_ name: String) throws(InputError) {
    guard models.canonicalIdentifier(of: name) == nil else { return }
    _ = try tariff(named: name, place: "$.lengthsFrom")
  }

  private var allNames: [String] {
    var names = models.identifiers
    names += accelerators.accelerators.map(\.id)
    names += engines.profiles.map(\.name)
    names += prices.offers.map(\.id)
    names += ["own"] + prices.owned.map(\.offerID)
    names += prices.tariffs.map(\.id)
    return names
  }

  /// What it takes to own the machines of an entry of a workload's `own`.
  func ownedHardware(
    _ machines: OwnMachines, accelerator: Accelerator
  ) throws(InputError) -> OwnedHardware {
    if let known = prices.owned.first(where: { $0.gpu == accelerator.id }) {
      return known.owned(
        paid: machines.isPaid, usdPerKilowattHour: machines.usdPerKilowattHour,
        capitalUSDPerGPU: machines.usdPerGPU)
    }
    guard let defaults = prices.ownershipDefaults, let watts = accelerator.watts else {
      throw InputError(
        found: "the accelerator \(accelerator.id), whose power nobody published",
        expected: "one of " + prices.owned.map(\.gpu).joined(separator: ", "))
    }
    return try OwnedHardware.declared(
      gpu: accelerator.id, gpusPerServer: min(8, machines.count),
      kilowattsPerGPU: OwnedHardware.kilowattsPerGPU(acceleratorWatts: watts),
      capitalUSDPerGPU: machines.usdPerGPU, paid: machines.isPaid,
      usdPerKilowattHour: machines.usdPerKilowattHour, defaults: defaults)
  }
}

/// What is left out whatever the other lists say, by kind.
struct ExcludedNames: Sendable {
  var models: Set<String> = []
  var accelerators: Set<String> = []
  var engines: Set<String> = []
  var offers: Set<String> = []
  var tariffs: Set<String> = []
}

extension Catalog {
  /// The published step in quality from a model's own weights to a narrower format; `nil` if none is known.
  func qualityStep(of model: ModelArchitecture, in format: NumberFormat) -> QualityStep? {
    (try? Self.quality())?.step(
      model: model.name, parameters: model.parameterCount.total, format: format)
  }
}

extension Precision {
  /// The format of the weights, where it is not the publisher's own.
  var weightFormat: NumberFormat? {
    if case .format(let format) = weights { format } else { nil }
  }
}
