import Numerics

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
    /// One line: `openai/gpt-5: retired on 2026-12-11`.
    package var description: String { id + ": " + problem.description }
  }

  /// How much a finding matters.
  package enum Severity: String, Sendable, Hashable, CaseIterable {
    /// The price should not be used.
    case error
    /// The price may be wrong or may soon be.
    case warning
    /// Worth knowing.
    case note
  }

  /// What can be wrong with a price.
  package enum Problem: Sendable, Hashable, CustomStringConvertible {
    /// The price was stated so many days ago, more than the limit.
    case stale(days: Int)
    /// The price is dated after the day of the check.
    case fromTheFuture(CalendarDate)
    /// The offering was withdrawn on this day.
    case retired(CalendarDate)
    /// The offering will be withdrawn on this day, within 90 days.
    case retiresSoon(CalendarDate)
    /// A price is not above 0, or not finite.
    case notAPrice(String)
    /// Batch costs more than the standard service for this class.
    case batchDearer(Bill.TokenClass)
    /// Cached input costs more than uncached input.
    case cachedInputDearer
    /// A price falls above a prompt length, which is unheard of.
    case cheaperAbove(tokens: Double)
    /// Spot or reserved costs more than on-demand.
    case dearerThanOnDemand(Commitment)
    /// A price is so many times the median of the same thing elsewhere: a slip in the unit.
    case outlier(what: String, timesMedian: Double)
    /// A price in US dollars beyond what anybody asks: a slip in the unit.
    case implausible(String, usd: Double)
    /// The catalog knows hosts, but not the class of this offer's.
    case unknownHost(String)
    /// The accelerator has no known performance.
    case unknownAccelerator(String)
    /// No alias and no config of the model catalog knows the open model, so that it meets no deployment.
    case unknownModel(String)
    /// The accelerator's peaks seem to be those of sparse matrices.
    case sparsePeak(String)

    var severity: Severity {
      switch self {
      case .retired, .notAPrice, .batchDearer, .outlier, .implausible, .sparsePeak: .error
      case .stale, .fromTheFuture, .cachedInputDearer, .cheaperAbove, .dearerThanOnDemand,
        .unknownHost, .unknownAccelerator, .unknownModel:
        .warning
      case .retiresSoon: .note
      }
    }

    /// The problem in a few words.
    package var description: String {
      switch self {
      case .stale(let days): "the price is \(days) days old"
      case .fromTheFuture(let date): "the price is dated \(date), which is yet to come"
      case .retired(let date): "retired on \(date)"
      case .retiresSoon(let date): "retires on \(date)"
      case .notAPrice(let what): "the price for \(what) is not above 0"
      case .batchDearer(let tokenClass): "\(tokenClass.title) costs more in a batch than standard"
      case .cachedInputDearer: "cached input costs more than uncached input"
      case .cheaperAbove(let tokens): "a price falls above \(PlainDecimal.text(tokens)) tokens"
      case .dearerThanOnDemand(let commitment): "\(commitment.rawValue) costs more than on-demand"
      case .outlier(let what, let times):
        "\(what) is \(PlainDecimal.text(times.roundedToTwoDigits)) times what it costs elsewhere"
      case .implausible(let what, let usd): "\(what) costs \(PlainDecimal.text(usd)) USD"
      case .sparsePeak(let what): "\(what): is it the figure with sparsity?"
      case .unknownHost(let provider):
        "no class of host is known for \"\(provider)\": neither hosts.json nor the offer says it"
      case .unknownModel(let model):
        "no open model \"\(model)\" is known, so that it is compared with no deployment"
      case .unknownAccelerator(let gpu): "no accelerator \"\(gpu)\" is known"
      }
    }
  }

  /// Checks a catalog.
  ///
  /// - Parameters:
  ///   - catalog: The catalog.
  ///   - date: The day for which prices are judged old or retired.
  ///   - maximumAgeDays: Prices older than this are stale.
  ///   - accelerators: The known accelerator ids; `nil` does not check them.
  ///   - openModel: The canonical id of an open model of any name; `nil` for one that is not known.
  ///   - reference: Another catalog to compare with, so that slips in a small one stand out.
  ///   - sparsePeaks: Accelerators whose peaks seem to be those of sparse matrices, and why.
  /// - Returns: The findings by severity, then by id.
  package static func findings(
    in catalog: PriceCatalog, at date: CalendarDate, maximumAgeDays: Int = 90,
    accelerators: Set<String>? = nil, openModel: ((String) -> String?)? = nil,
    reference: PriceCatalog? = nil,
    sparsePeaks: [(id: String, reason: String)] = []
  ) -> [Finding] {
    var findings = sparsePeaks.map { Finding(id: $0.id, problem: .sparsePeak($0.reason)) }
    let peers = PeerMedians(catalog, reference: reference, openModel: openModel ?? { $0 })
    for tariff in catalog.tariffs {
      var problems =
        age(of: tariff.provenance, at: date, limit: maximumAgeDays)
        + retirement(of: tariff, at: date) + prices(of: tariff) + peers.problems(of: tariff)
      if let openModel, let model = tariff.openModel, openModel(model) == nil {
        problems.append(.unknownModel(model))
      }
      findings += problems.map { Finding(id: tariff.id, problem: $0) }
    }
    for offer in catalog.offers {
      var problems = age(of: offer.provenance, at: date, limit: maximumAgeDays)
      problems += terms(of: offer) + peers.problems(of: offer)
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
      if let accelerators, !accelerators.contains(hardware.gpu) {
        problems.append(.unknownAccelerator(hardware.gpu))
      }
      findings += problems.map { Finding(id: hardware.id, problem: $0) }
    }
    return Severity.allCases.flatMap { severity in findings.filter { $0.severity == severity } }
  }

  private static func age(
    of provenance: Provenance, at date: CalendarDate, limit: Int
  ) -> [Problem] {
    if date < provenance.asOf { return [.fromTheFuture(provenance.asOf)] }
    let days = provenance.age(at: date)
    return days > limit ? [.stale(days: days)] : []
  }

  private static func retirement(of tariff: Tariff, at date: CalendarDate) -> [Problem] {
    guard let deprecation = tariff.deprecation else { return [] }
    if tariff.isDeprecated(at: date) { return [.retired(deprecation)] }
    return date.days(until: deprecation) <= 90 ? [.retiresSoon(deprecation)] : []
  }

  private static func prices(of tariff: Tariff) -> [Problem] {
    var problems: [Problem] = []
    for service in tariff.services {
      guard let schedule = tariff.schedules[service] else { continue }
      let all = [schedule.base] + schedule.longPrompts.map(\.prices)
      if all.contains(where: { !$0.usdPerMillionInput.isPrice }) {
        problems.append(.notAPrice("\(service.rawValue) input"))
      }
      if all.contains(where: { !$0.usdPerMillionOutput.isPrice }) {
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

  private static func terms(of offer: GPUOffer) -> [Problem] {
    var problems: [Problem] = []
    if offer.terms.contains(where: { !$0.usdPerInstanceHour.isPrice }) {
      problems.append(.notAPrice("an hour"))
    }
    guard let onDemand = offer.usdPerInstanceHour(.onDemand) else { return problems }
    for term in offer.terms where term.usdPerInstanceHour > onDemand {
      problems.append(.dearerThanOnDemand(term.commitment))
    }
    return problems
  }
}

extension Double {
  fileprivate var isPrice: Bool { isFinite && self > 0 }

  /// Two significant digits.
  fileprivate var roundedToTwoDigits: Double {
    guard isFinite, self > 0 else { return 0 }
    var scale = 1.0
    while self * scale < 10, scale < 1e12 { scale *= 10 }
    while self * scale >= 100, scale > 1e-12 { scale /= 10 }
    return (self * scale).rounded() / scale
  }
}
