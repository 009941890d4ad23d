import Numerics
import Pricing

/// What sellers ask for the machines and APIs of a decision, from which the ranges of prices follow.
struct MarketView: Sendable {
  private let moves: MarketMoves
  /// Hours of machines that were considered, each seller's cheapest, by accelerator and terms.
  private let rents: [MachineTerms: [Double]]
  /// Requests at hosts of each model, each provider's cheapest.
  private var hosts: [String: [APICandidate]]

  private struct MachineTerms: Hashable {
    let gpu: String
    let terms: Rental.Terms
    let service: ManagedService.Kind?

    init(_ rental: Rental) {
      gpu = rental.gpu
      terms = rental.terms
      service = rental.service?.kind
    }
  }

  /// Fewer sellers than this have no meaningful middle.
  private static let fewestSellers = 3
  /// Months for which a price is relied on before one decides anew.
  static let reliedOnMonths = 6.0
  private static let daysPerMonth = 30.4375
  private let asOf: CalendarDate

  init(_ moves: MarketMoves, rentals: [Rental], apis: [APICandidate], asOf: CalendarDate) {
    self.moves = moves
    self.asOf = asOf
    var cheapest: [MachineTerms: [String: Double]] = [:]
    for rental in rentals where rental.terms != .owned {
      let key = MachineTerms(rental)
      let known = cheapest[key, default: [:]][rental.provider] ?? .infinity
      cheapest[key, default: [:]][rental.provider] = min(known, rental.usdPerGPUHour)
    }
    rents = cheapest.mapValues { $0.values.sorted() }
    hosts = Self.hosts(apis)
  }

  /// The same machines, with other APIs that can be had.
  func with(apis: [APICandidate]) -> MarketView {
    var other = self
    other.hosts = Self.hosts(apis)
    return other
  }

  private static func hosts(_ apis: [APICandidate]) -> [String: [APICandidate]] {
    var hosts: [String: [APICandidate]] = [:]
    var seen: Set<String> = []
    for api in apis {
      guard case .sameModel(let model) = api.basis,
        seen.insert(model + " " + api.tariff.provider).inserted
      else { continue }
      hosts[model, default: []].append(api)
    }
    return hosts
  }

  /// The median rent of the same accelerator on the same terms; `nil` for fewer than three sellers.
  func medianRent(_ rental: Rental) -> Double? {
    guard let all = rents[MachineTerms(rental)],
      all.count >= Self.fewestSellers
    else { return nil }
    return all[(all.count - 1) / 2]
  }

  /// Sellers of the same accelerator on the same terms.
  func sellers(_ rental: Rental) -> Int {
    rents[MachineTerms(rental)]?.count ?? 0
  }

  /// The host in the middle of those that serve the same open model; `nil` for fewer than three.
  func medianHost(_ api: APICandidate) -> APICandidate? {
    guard case .sameModel(let model) = api.basis, let all = hosts[model],
      all.count >= Self.fewestSellers
    else { return nil }
    return all[(all.count - 1) / 2]
  }

  /// Hosts of the same open model.
  func hosts(_ api: APICandidate) -> Int {
    guard case .sameModel(let model) = api.basis else { return 0 }
    return hosts[model]?.count ?? 0
  }

  /// The ranges of prices that are the middle of their market already.
  func middleRanges(_ option: SelfHostOption, _ api: APICandidate) -> MarketRanges {
    ranges(option, api, isMiddle: true)
  }

  /// The ranges of the prices of a comparison.
  func ranges(
    _ option: SelfHostOption, _ api: APICandidate, isMiddle: Bool = false
  ) -> MarketRanges {
    // A price may have moved since it was read as well as it may yet move: its age counts with the months ahead.
    func range(_ moves: PriceMoves?, _ provenance: Provenance) -> FactorRange {
      let months =
        Self.reliedOnMonths + Double(max(0, provenance.age(at: asOf))) / Self.daysPerMonth
      guard let change = moves?.range(overMonths: months) else {
        let widened = (months / Self.reliedOnMonths).squareRoot()
        return FactorRange(
          low: exponential(naturalLogarithm(0.85) * widened),
          high: exponential(naturalLogarithm(1.3) * widened))
      }
      return FactorRange(low: min(1, change.low), high: max(1, change.high))
    }
    func trend(_ moves: PriceMoves?) -> (low: Double, high: Double) {
      moves.map { ($0.trendPerMonth.low, $0.trendPerMonth.high) } ?? (-0.03, 0.02)
    }
    let rental = option.rental
    let machineMoves: FactorRange
    if rental.isPaid {
      // Power and space alone.
      machineMoves = FactorRange(low: 0.8, high: 1.25)
    } else {
      let usual = range(
        rental.terms == .owned ? moves.gpuPurchases : moves.gpuRents, rental.provenance)
      // Where it is known how far this very price went, it may go there again.
      machineMoves = FactorRange(
        low: min(usual.low, rental.seenPrice?.lowerBound ?? 1),
        high: max(usual.high, rental.seenPrice?.upperBound ?? 1))
    }
    return MarketRanges(
      machineMoves: machineMoves, apiMoves: range(moves.apiPrices, api.tariff.provenance),
      machineMiddle: isMiddle
        ? 1 : medianRent(rental).map { $0 / rental.usdPerGPUHour } ?? 1,
      apiMiddle: medianHost(api).map { $0.usdPerRequest / max(1e-15, api.usdPerRequest) } ?? 1,
      machineTrend: trend(moves.gpuRents), apiTrend: trend(moves.apiPrices))
  }
}
