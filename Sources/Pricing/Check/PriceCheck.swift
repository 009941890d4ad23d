/// Looks for prices of a catalog that are old, retired or unlikely to be what was meant.
///
/// A catalog that loads is well formed; this asks whether it can be believed.
package enum PriceCheck {
  /// Something that a person should look at.
  package struct Finding: Sendable, Hashable, CustomStringConvertible {
    /// The id of the tariff, offer or owned hardware.
    package let id: String
    /// What is wrong with it.
    package let problem: Problem
    /// How much it matters.
    package var severity: Severity { problem.severity }
    /// Of which kind it is.
    package var kind: Kind { problem.kind }
    /// One line: `openai/gpt-5: retired on 2026-12-11`.
    package var description: String { id + ": " + problem.description }
  }

  /// Checks a catalog.
  ///
  /// - Parameters:
  ///   - catalog: The catalog.
  ///   - date: The day for which prices are judged old or retired.
  ///   - maximumAgeDays: Prices older than this are stale.
  ///   - accelerators: The known accelerator ids; `nil` does not check them.
  ///   - openModel: The canonical id of an open model of any name; `nil` for one that is not known.
  ///   - modelContext: The longest context that the open model of a canonical id is made for; `nil` where not known.
  ///   - reference: Another catalog to compare with, so that slips in a small one stand out.
  ///   - acceleratorWatts: The rated power of an accelerator; `nil` where not known.
  ///   - sparsePeaks: Accelerators whose peaks seem to be those of sparse matrices, and why.
  /// - Returns: The findings by severity, then by id.
  package static func findings(
    in catalog: PriceCatalog, at date: CalendarDate, maximumAgeDays: Int = 90,
    accelerators: Set<String>? = nil, openModel: ((String) -> String?)? = nil,
    modelContext: (String) -> Int? = { _ in nil }, reference: PriceCatalog? = nil,
    acceleratorWatts: (String) -> Double? = { _ in nil },
    sparsePeaks: [(id: String, reason: String)] = []
  ) -> [Finding] {
    var findings = sparsePeaks.map { Finding(id: $0.id, problem: .sparsePeak($0.reason)) }
    let peers = PricePeers(catalog, reference: reference, openModel: openModel)
    let repeated = repeated(in: catalog.tariffs)
    let regionKeys = usualRegionKeys.union(
      (reference?.tariffs ?? []).flatMap { Array($0.regionalMultipliers.keys) })
    for tariff in catalog.tariffs {
      var problems =
        age(of: tariff.provenance, at: date, limit: maximumAgeDays)
        + age(ofFiguresOf: tariff, at: date, limit: maximumAgeDays)
        + retirement(of: tariff, at: date) + prices(of: tariff) + ratios(of: tariff)
        + peers.problems(of: tariff) + figures(of: tariff, at: date)
      problems += [
        vanished(from: tariff, since: peers.known[tariff.id]),
        currency(of: tariff, since: peers.known[tariff.id]),
      ].compactMap(\.self)
      problems += tariff.regionalMultipliers.keys.sorted().compactMap { key in
        RegionWords.key(meantBy: key, among: regionKeys).map { .regionSlip(key, meant: $0) }
      }
      if let other = repeated[tariff.id] { problems.append(.sameAs(other)) }
      if let model = tariff.openModel {
        if let problem = context(of: tariff, beyond: modelContext(peers.canonical[model] ?? model))
        {
          problems.append(problem)
        }
        if let openModel, openModel(model) == nil {
          problems.append(.unknownModel(model))
        }
        if !ModelNumbers(tariff.model).canBe(ModelNumbers(model), families: peers.families) {
          problems.append(.notTheModel(model))
        }
      }
      findings += problems.map { Finding(id: tariff.id, problem: $0) }
    }
    let regions = RegionWords((reference?.offers ?? []).compactMap(\.region))
    for offer in catalog.offers {
      var problems = age(of: offer.provenance, at: date, limit: maximumAgeDays)
      problems +=
        terms(of: offer) + figures(of: offer)
        + peers.problems(
          of: offer, hostClass: catalog.hostClass(of: offer) ?? reference?.hostClass(of: offer))
      problems += [
        vanished(from: offer, since: peers.knownOffers[offer.id]),
        offer.region.flatMap { region in
          regions.meant(by: region).map { .regionSlip(region, meant: $0) }
        },
      ].compactMap(\.self)
      if !catalog.hosts.isEmpty, catalog.hostClass(of: offer) == nil {
        problems.append(.unknownHost(offer.provider))
      }
      if let accelerators, !accelerators.contains(offer.gpu) {
        problems.append(.unknownAccelerator(offer.gpu))
      }
      findings += problems.map { Finding(id: offer.id, problem: $0) }
    }
    for hardware in catalog.owned {
      var problems = age(of: hardware.provenance, at: date, limit: maximumAgeDays)
      problems +=
        peers.problems(of: hardware)
        + figures(of: hardware, acceleratorWatts: acceleratorWatts(hardware.gpu))
      if let accelerators, !accelerators.contains(hardware.gpu) {
        problems.append(.unknownAccelerator(hardware.gpu))
      }
      findings += problems.map { Finding(id: hardware.id, problem: $0) }
    }
    if let reference { findings += classes(in: catalog, unlike: reference) }
    if let defaults = catalog.ownershipDefaults {
      findings += figures(of: defaults).map { Finding(id: "defaults", problem: $0) }
    }
    return Severity.allCases.flatMap { severity in findings.filter { $0.severity == severity } }
  }

  /// Keys of prices by region in the shipped catalog.
  private static let usualRegionKeys: Set = ["us", "eu", "fedramp", "regional"]

  private static func age(
    of provenance: Provenance, at date: CalendarDate, limit: Int
  ) -> [Problem] {
    if date < provenance.asOf { return [.fromTheFuture(provenance.asOf)] }
    let days = provenance.age(at: date)
    return days > limit ? [.stale(days: days)] : []
  }

  /// Fees and the worth of a currency, which a bill takes as they stand, where the prices themselves are not old.
  private static func age(
    ofFiguresOf tariff: Tariff, at date: CalendarDate, limit: Int
  ) -> [Problem] {
    guard tariff.provenance.age(at: date) <= limit else { return [] }
    let figures = [
      tariff.fees.map { ("the fees", $0.provenance) },
      tariff.currency.map { ("the worth of one \($0.code) in USD", $0.provenance) },
    ]
    return figures.compactMap(\.self).compactMap { what, provenance in
      let days = provenance.age(at: date)
      return days > limit ? .staleFigure(what, days: days) : nil
    }
  }

  private static func retirement(of tariff: Tariff, at date: CalendarDate) -> [Problem] {
    guard let deprecation = tariff.deprecation else { return [] }
    if tariff.isDeprecated(at: date) { return [.retired(deprecation)] }
    return date.days(until: deprecation) <= 90 ? [.retiresSoon(deprecation)] : []
  }

  /// Scaling of positions lengthens a context fourfold at hosts of small Qwens; a slip is tenfold.
  private static let mostOfOwnContext = 4.0

  private static func context(of tariff: Tariff, beyond own: Int?) -> Problem? {
    guard let tokens = tariff.contextTokens, let own, own > 0 else { return nil }
    let times = Double(tokens) / Double(own)
    return times > mostOfOwnContext * 1.001
      ? .contextBeyondModel(tokens: tokens, times: times) : nil
  }

  private static func prices(of tariff: Tariff) -> [Problem] {
    var problems: [Problem] = []
    for service in tariff.services {
      guard let schedule = tariff.schedules[service] else { continue }
      let all = [schedule.base] + schedule.longPrompts.map(\.prices)
      if tariff.fees?.search == nil, all.contains(where: { !$0.usdPerMillionInput.isPrice }) {
        problems.append(.notAPrice("\(service.rawValue) input"))
      }
      if !tariff.purpose.isPrefillOnly, all.contains(where: { !$0.usdPerMillionOutput.isPrice }) {
        problems.append(.notAPrice("\(service.rawValue) output"))
      }
      if all.contains(where: { ($0.usdPerMillionCachedInput ?? 0) > $0.usdPerMillionInput }) {
        problems.append(.cachedInputDearer)
      }
      var below = schedule.base
      for tier in schedule.longPrompts {
        if tier.prices.usdPerMillionInput < below.usdPerMillionInput
          || tier.prices.usdPerMillionOutput < below.usdPerMillionOutput
        {
          problems.append(.cheaperAbove(tokens: tier.aboveTokens))
        }
        below = tier.prices
      }
    }
    if let batch = tariff.batch {
      if batch.usdPerMillionInput > tariff.prices.usdPerMillionInput {
        problems.append(.batchDearer(.uncachedInput))
      }
      if batch.usdPerMillionOutput > tariff.prices.usdPerMillionOutput {
        problems.append(.batchDearer(.output))
      }
    }
    return problems
  }
}
