@testable import Breakeven

/// The small market of the tests, for random workloads outside of them.
enum Market {
  struct Missing: Error {}

  static let builtIn = Result { try Catalog.builtIn() }

  private static func date(_ text: String) throws -> CalendarDate {
    guard let date = CalendarDate(text) else { throw Missing() }
    return date
  }

  static func tariff(
    _ id: String, input: Double, output: Double, cached: Double?, batchFactor: Double?,
    openModel: String?
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
      provenance: Provenance(source: "a price list", asOf: try date("2026-11-01")))
  }

  static func offer(
    _ id: String, gpu: String, gpus: Int, usdPerGPUHour: Double, terms: [Commitment],
    billedBy seconds: Double
  ) throws -> GPUOffer {
    GPUOffer(
      id: id, provider: "cloud", gpu: gpu, gpusPerInstance: gpus, maximumGPUsPerNode: 8,
      terms: terms.map {
        GPUOffer.PriceTerm(commitment: $0, usdPerInstanceHour: usdPerGPUHour * Double(gpus))
      },
      billing: GPUOffer.Billing(
        incrementSeconds: seconds, minimumSeconds: seconds, kind: .published),
      provenance: Provenance(source: "a price list", asOf: try date("2026-11-01")))
  }

  static let closedForm = {
    var assumptions = DecisionAssumptions()
    assumptions.simulatedRequests = 0
    assumptions.assumesUsual = false
    return assumptions
  }()

  static func decision(
    _ workload: Workload, catalog: Catalog, assumptions: DecisionAssumptions
  ) throws -> Decision {
    try Decision(workload, catalog: catalog, asOf: date("2026-11-21"), assumptions: assumptions)
  }
}
