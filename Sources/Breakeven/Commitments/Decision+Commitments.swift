import Numerics
package import Pricing

extension Decision {
  /// Months in which a look is considered.
  package static let looks = [1, 3, 6, 12, 24]

  /// Accelerators beside the best fleet's whose terms are looked at.
  private static let mostOtherAccelerators = 4

  /// How machines are best bought over the horizon of the workload: those of the best fleet, or of the best fleet on
  /// another accelerator, which may be cheaper when reserved.
  ///
  /// `nil` for a job that is run once, without a fleet, and where all these machines are sold on one set of terms only.
  package func commitments(_ history: PriceHistory, seed: UInt64? = nil) -> Commitments? {
    let markets = commitmentMarkets
    guard let first = markets.first, markets.contains(where: \.hasChoice) else { return nil }
    let seed = seed ?? assumptions.seed
    // How volume and prices move is the same for all.
    let processes = first.processes(history, until: asOf)
    // As precise as the draws of the decision: 125 paths, and 32 states of 12 futures each, at the usual 10,000.
    let draws = assumptions.draws
    let outlook = MarketOutlook(
      processes, looks: Self.looks, paths: min(125, max(16, draws / 80)),
      branches: min(32, max(4, draws / 312)), futures: min(12, max(4, draws / 800)), seed: seed)
    var best: (market: CommitmentMarket, planner: CommitmentPlanner, usd: Double)?
    for market in markets {
      let planner = CommitmentPlanner(market.sides(volumes: outlook.volumes), outlook: outlook)
      guard let usd = planner.cheapest()?.usd, usd < best?.usd ?? .infinity else { continue }
      best = (market, planner, usd)
    }
    return best.flatMap { Commitments($0.market, $0.planner, processes: processes, seed: seed) }
  }

  /// The terms of the best fleet's machines, then those of the best fleets on other accelerators whose needed hours
  /// would cost less on the cheapest of their terms.
  private var commitmentMarkets: [CommitmentMarket] {
    guard let best = bestSelfHost, best.split == nil,
      let market = CommitmentMarket(self, option: best, needsChoice: false)
    else { return [] }
    var seen: Set<String> = [best.rental.gpu]
    let others = selfHosting.filter { $0.split == nil && seen.insert($0.rental.gpu).inserted }
      .compactMap { CommitmentMarket(self, option: $0, needsChoice: false) }
      .map { (market: $0, usd: $0.leastUSD) }
      .filter { $0.usd < best.totalUSD }.sorted { $0.usd < $1.usd }
    return [market] + others.prefix(Self.mostOtherAccelerators).map(\.market)
  }
}

extension Commitments {
  /// `nil` where no plan serves the load.
  fileprivate init?(
    _ market: CommitmentMarket, _ planner: CommitmentPlanner, processes: MarketProcesses,
    seed: UInt64
  ) {
    guard let best = planner.cheapest(), best.usd < .infinity else { return nil }
    option = market.option
    api = market.api
    months = market.months
    choice = best.side.kind
    tooLong = market.tooLong
    usd = best.usd
    let months = Double(market.months)
    let costs = SupplyCosts(best.side, planner.outlook.paths)
    let outcomes = planner.withHindsight(best)
    let sums = outcomes.map(\.usd)
    low = quantile(sums, 0.1) ?? best.usd
    high = quantile(sums, 0.9) ?? best.usd
    regretUSD =
      outcomes.reduce(0) { $0 + $1.usd - $1.leastUSD } / Double(max(1, outcomes.count))
    parts = costs.parts(of: best.plan, volume: market.volumeForecast.first ?? 1)
    standingUSDPerMonth = costs.standingUSD(0..<market.months) / months
    var alternatives: [Alternative] = []
    func add(_ title: String, _ seller: String, _ usd: Double?) {
      guard let usd, usd < .infinity else { return }
      alternatives.append(Alternative(title: title, seller: seller, usdPerMonth: usd / months))
    }
    for term in market.machines {
      add(term.title, term.seller, planner.usd(ofAlways: { $0 == term }, side: .own))
    }
    if let api = market.api {
      add("API", api.tariff.id, planner.usd(ofAlways: { _ in true }, side: .api))
    }
    self.alternatives = alternatives.sorted { $0.usdPerMonth < $1.usdPerMonth }
    looks = planner.looks()
    self.processes = processes
    self.seed = seed
  }
}

extension SupplyCosts {
  /// What each term takes on in the first month of a plan, in the order of the layers.
  func parts(of plan: SupplyPlan, volume: Double = 1) -> [Commitments.Part] {
    guard let table = side.layers, months > 0 else {
      return side.terms.map {
        Commitments.Part(
          term: $0, replicas: 0, requestShare: 1, usdPerMonth: 0)
      }
    }
    let place = table.place(of: volume)
    let peak = table.peakReplicas(place: place)
    let all = (0..<layers).reduce(0) { $0 + table.requests(layer: $1, place: place) }
    var parts: [Commitments.Part] = []
    for (number, term) in side.terms.enumerated() {
      var (replicas, requests, usd) = (0, 0.0, 0.0)
      for (layer, steps) in plan.steps.enumerated() {
        guard let first = steps.first, first.term == number else { continue }
        var run = first
        // The same term month by month counts as one.
        for step in steps.dropFirst() where step.term == number && step.month == run.end {
          run = SupplyPlan.Step(
            term: number, month: run.month, months: run.months + step.months)
        }
        let cost = steps.prefix { $0.end <= run.end }.reduce(0) {
          $0 + self.usd(of: $1, layer: layer, in: $1.month..<$1.end)
        }
        guard cost > 0 else { continue }
        let layerReplicas = table.layers[layer]
        switch term.kind {
        case .api: break
        case .byUse: replicas += max(0, min(layerReplicas.upper, peak) - layerReplicas.lower)
        case .committed, .owned: replicas += layerReplicas.replicas
        }
        requests += table.requests(layer: layer, place: place)
        usd += cost / Double(run.months)
      }
      if usd > 0 {
        parts.append(
          Commitments.Part(
            term: term, replicas: replicas, requestShare: all > 0 ? requests / all : 0,
            usdPerMonth: usd))
      }
    }
    return parts
  }
}
