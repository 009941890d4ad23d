import Testing

@testable import Breakeven

/// A small market with round prices, on the library's own models, accelerators and engines.
enum Market {
  static let model = "meta-llama/Llama-3.1-8B-Instruct"

  static func date(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }

  static func provenance(_ text: String = "2026-11-01") throws -> Provenance {
    Provenance(source: "a price list", asOf: try date(text))
  }

  static func tariff(
    _ id: String, input: Double, output: Double, cached: Double? = nil, batchFactor: Double? = nil,
    openModel: String? = nil, asOf: String = "2026-11-01", deprecation: String? = nil
  ) throws -> Tariff {
    let parts = id.split(separator: "/", maxSplits: 1).map(String.init)
    func prices(_ factor: Double) -> PriceSchedule {
      PriceSchedule(
        base: TokenPrices(
          usdPerMillionInput: input * factor, usdPerMillionCachedInput: cached.map { $0 * factor },
          usdPerMillionOutput: output * factor))
    }
    return Tariff(
      provider: parts[0], model: parts[1], openModel: openModel, standard: prices(1),
      services: batchFactor.map { [.batch: prices($0)] } ?? [:],
      deprecation: try deprecation.map { try date($0) }, provenance: try provenance(asOf))
  }

  static func offer(
    _ id: String, gpu: String = "H100-SXM", gpus: Int = 1, perNode: Int = 8, usdPerGPUHour: Double,
    terms: [Commitment] = [.onDemand], billedBy seconds: Double = 60, asOf: String = "2026-11-01",
    hostClass: HostClass? = nil
  ) throws -> GPUOffer {
    GPUOffer(
      id: id, provider: "cloud", gpu: gpu, gpusPerInstance: gpus, maximumGPUsPerNode: perNode,
      hostClass: hostClass,
      terms: terms.map {
        GPUOffer.PriceTerm(commitment: $0, usdPerInstanceHour: usdPerGPUHour * Double(gpus))
      },
      billing: GPUOffer.Billing(
        incrementSeconds: seconds, minimumSeconds: seconds, kind: .published),
      provenance: try provenance(asOf))
  }

  static func rental(
    gpus: Int = 1, perNode: Int = 8, usdPerGPUHour: Double = 2,
    commitment: Commitment = .onDemand, billedBy seconds: Double = 1
  ) throws -> Rental {
    try #require(
      Rental(
        offer(
          "machine", gpus: gpus, perNode: perNode, usdPerGPUHour: usdPerGPUHour,
          terms: [commitment], billedBy: seconds), commitment: commitment))
  }

  static let builtIn = Result { try Catalog.builtIn() }

  static func catalog(
    tariffs: [Tariff]? = nil, offers: [GPUOffer]? = nil, owned: [OwnedHardware] = []
  ) throws -> Catalog {
    try builtIn.get().with(
      prices: PriceCatalog(
        tariffs: tariffs ?? [
          tariff("host/llama", input: 0.2, output: 0.6, batchFactor: 0.5, openModel: model)
        ], offers: offers ?? [offer("cloud-h100", usdPerGPUHour: 2)], owned: owned))
  }

  /// On one engine, as no sum that is checked here depends on which.
  static func workload(
    prompt: Double = 1000, completion: Double = 200, requestsPerDay: Double = 100_000,
    mode: Mode? = nil, growth: Growth? = nil, models: [String] = [model],
    multipliers: [String: Double] = [:],
    equivalences: [Equivalence] = [], apis: [String] = [], prefix: SharedPrefix? = nil,
    dataResidency: String? = nil, costs: DeclaredCosts = .none,
    ranges: UncertaintyRanges = UncertaintyRanges()
  ) throws -> Workload {
    let interactive = Mode.interactive(
      try ServiceLevel(timeToFirstTokenSeconds: 2, timePerOutputTokenSeconds: 0.05),
      try .daily(peakToAverage: 2))
    return try Workload(
      name: "test",
      lengths: .joint([RequestPoint(promptTokens: prompt, completionTokens: completion)]),
      sharedPrefix: prefix, volume: Volume(requestsPerDay, .perDay), growth: growth,
      mode: mode ?? interactive,
      candidates: Candidates(
        models: models,
        tokens: multipliers.mapValues {
          try CandidateTokens(completionMultiplier: $0, tokenRatio: nil, effort: nil)
        }, engines: ["vLLM"], apis: apis),
      equivalences: equivalences, dataResidency: dataResidency, costs: costs, ranges: ranges)
  }

  static func nightly(spot: Bool = false, hours: Double = 8) throws -> Mode {
    .batch(try BatchTerms(deadlineHours: hours, spotAllowed: spot))
  }

  /// Only what the workload says, so that sums can be checked by hand, and without simulated requests and many
  /// draws, which take long in a debug build.
  static let closedForm = {
    var assumptions = DecisionAssumptions()
    assumptions.simulatedRequests = 0
    assumptions.assumesUsual = false
    assumptions.draws = 2000
    assumptions.sideDraws = 200
    return assumptions
  }()

  static func decision(
    _ workload: Workload, catalog: Catalog? = nil, assumptions: DecisionAssumptions = closedForm
  ) throws -> Decision {
    try Decision(
      workload, catalog: catalog ?? self.catalog(), asOf: date("2026-11-21"),
      assumptions: assumptions)
  }
}

extension Tariff {
  /// The same with surcharges for regions.
  func with(regionalMultipliers: [String: RegionalMultiplier]) -> Tariff {
    Tariff(
      provider: provider, model: model, openModel: openModel, standard: standard,
      regionalMultipliers: regionalMultipliers, provenance: provenance)
  }
}
