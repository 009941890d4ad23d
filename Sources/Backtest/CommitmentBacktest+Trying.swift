package import Breakeven
import Numerics
package import Pricing

extension CommitmentBacktest {
  /// Decides in each month, and pays.
  ///
  /// - Parameters:
  ///   - market: The fleet and its load.
  ///   - history: Prices until `asOf`.
  ///   - reservedShare: A reserved hour over one on demand, which no history holds.
  ///   - from: The first day of the first month of a decision.
  ///   - until: That of the last one.
  ///   - asOf: The day until which prices are known.
  ///   - seed: Of the paths that are drawn.
  ///   - paths: Paths by which each plan is made.
  package init(
    _ market: CommitmentMarket, history: PriceHistory, reservedShare: Double,
    from: CalendarDate, until: CalendarDate, asOf: CalendarDate, seed: UInt64, paths: Int = 96
  ) {
    gpu = market.option.rental.gpu
    option = market.option
    api = market.api
    self.reservedShare = reservedShare
    let past = PastMarket(
      market, history: history, reservedShare: reservedShare, from: from, until: until,
      asOf: asOf, seed: seed, paths: paths)
    let count = past.days.count { $0 <= until }
    trials = (0..<count).compactMap { past.trial($0) }
    skipped = count - trials.count
  }
}

/// Prices and outlooks of each month of the past, and the plans that were made then.
private struct PastMarket {
  let days: [CalendarDate]
  private let market: CommitmentMarket
  private let history: PriceHistory
  /// US dollars per GPU-hour; `nil` where none was known.
  private let rents: [Double?]
  private let index: [Double]
  /// Each side at prices of 1, by month's price scaled.
  private let sides: [SupplySide]
  private let plans: [[SupplySide.Kind: SupplyCosts.Planned]]
  private let reservedShare: Double

  init(
    _ market: CommitmentMarket, history: PriceHistory, reservedShare: Double,
    from: CalendarDate, until: CalendarDate, asOf: CalendarDate, seed: UInt64, paths: Int
  ) {
    self.market = market
    self.history = history
    self.reservedShare = reservedShare
    // The months of decisions, and those in which the last of them pays.
    days = Self.months(from: from, until: asOf).prefix {
      Self.months(from: until, until: $0).count <= CommitmentBacktest.months
    }.map { $0 }
    let gpu = market.option.rental.gpu
    rents = days.map { history.rent(of: gpu, on: $0) }
    index = history.apiIndex(on: days)
    let outlooks = days.map { day in
      let known = market.processes(history, until: day)
      return MarketOutlook(
        MarketProcesses(
          volumeForecast: Array(repeating: 1, count: CommitmentBacktest.months),
          volumeSpread: known.volumeSpread, rents: known.rents, apiPrices: known.apiPrices),
        looks: [], paths: paths, seed: seed)
    }
    let volumes = outlooks.reduce(into: Set([1.0])) { $0.formUnion($1.volumes) }
    let perReplicaHour = Double(market.option.deployment.layout.chips) * (1 + market.option.taxRate)
    let sides = market.sides(
      machines: [
        SupplyTerm(.byUse, title: "on demand", usdPerHour: perReplicaHour),
        SupplyTerm(
          .committed(months: 12), title: "reserved for 1 year",
          usdPerHour: perReplicaHour * reservedShare),
      ], volumes: volumes)
    self.sides = sides
    let (rents, index) = (rents, index)
    plans = outlooks.enumerated().map { month, outlook in
      guard let rent = rents[month] else { return [:] }
      var plans: [SupplySide.Kind: SupplyCosts.Planned] = [:]
      for side in sides {
        plans[side.kind] = SupplyCosts.planned(
          Self.at(side, rent: rent, api: index[month]), outlook.paths)
      }
      return plans
    }
  }

  /// The first days of months, both included.
  private static func months(from: CalendarDate, until: CalendarDate) -> [CalendarDate] {
    var days: [CalendarDate] = []
    var (year, month) = (from.year, from.month)
    while let day = CalendarDate(year: year, month: month, day: 1), day <= until {
      days.append(day)
      (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1)
    }
    return days
  }

  private static func at(_ side: SupplySide, rent: Double, api: Double) -> SupplySide {
    side.with(apiPriceFactor: api) { $0.usdPerHour * rent }
  }

  func trial(_ start: Int) -> CommitmentBacktest.Trial? {
    guard rents[start] != nil else { return nil }
    let end = min(days.count, start + CommitmentBacktest.months)
    let range = start..<(start..<end).reduce(start) { rents[$1] == nil ? $0 : $1 + 1 }
    guard !range.isEmpty, let rent = rents[start] else { return nil }
    let path = MarketPath(
      range.map {
        MarketMonth(
          volume: 1, machinePrice: (rents[$0] ?? rent) / rent, apiPrice: index[$0] / index[start])
      })
    let months = Double(range.count)
    var usd: [CommitmentBacktest.Policy: Double] = [:]
    var least = Double.infinity
    let now = sides.map { Self.at($0, rent: rent, api: index[start]) }
    let planner = CommitmentPlanner(now, outlook: MarketOutlook(paths: [path], trees: []))
    usd[.api] = planner.usd(ofAlways: { _ in true }, side: .api).map { $0 / months }
    usd[.onDemand] = planner.usd(ofAlways: { $0.kind == .byUse }, side: .own).map { $0 / months }
    usd[.reserved] = planner.usd(ofAlways: { $0.months != nil }, side: .own).map { $0 / months }
    for side in now {
      least = min(least, SupplyCosts.planned(side, [path], endsEarly: true).usd / months)
    }
    guard let ours = ours(range) else { return nil }
    usd[.ours] = ours.usd / months
    least = usd.values.reduce(least) { min($0, $1) }
    let before = start > 0 ? days[start - 1] : days[start]
    return CommitmentBacktest.Trial(
      month: days[start], rent: rent, apiIndex: index[start],
      newPrices: history.rentsSeen(
        of: market.option.rental.gpu, from: before, to: days[start]),
      choice: ours.choice, reservedReplicas: ours.reserved, hourlyReplicas: ours.hourly,
      months: range.count, usd: usd, leastUSD: least)
  }

  /// The blend of each month: what is bound stays, all else follows the plan that is made then.
  private func ours(
    _ range: Range<Int>
  ) -> (usd: Double, choice: SupplySide.Kind, reserved: Int, hourly: Int)? {
    var usd = 0.0
    var bound: (kind: SupplySide.Kind, layers: [Int: (end: Int, rent: Double)])?
    var first: (SupplySide.Kind, Int, Int)?
    for month in range {
      let plans = plans[month]
      if let known = bound, known.layers.values.allSatisfy({ $0.end <= month }) { bound = nil }
      let kind =
        bound?.kind
        ?? SupplySide.Kind.allCases.min {
          plans[$0]?.usd ?? .infinity < plans[$1]?.usd ?? .infinity
        }
      guard let kind, let planned = plans[kind], let rent = rents[month],
        let side = sides.first(where: { $0.kind == kind })
      else { return nil }
      let path = MarketPath([MarketMonth(volume: 1)])
      let costs = MonthOfLayers(Self.at(side, rent: rent, api: index[month]), path)
      usd += costs.standingUSD
      var (reserved, hourly) = (0, 0)
      for (layer, step) in planned.firstSteps.enumerated() {
        let replicas = side.layers?.layers[layer].replicas ?? 0
        if let held = bound?.layers[layer], held.end > month {
          usd += costs.boundUSD(layer, priceFactor: held.rent / rent)
          reserved += replicas
        } else if let length = side.terms[step].months {
          bound = bound ?? (kind, [:])
          bound?.layers[layer] = (month + length, rent)
          usd += costs.boundUSD(layer)
          reserved += replicas
        } else {
          usd += costs.flexibleUSD(term: step, layer: layer)
          if case .byUse = side.terms[step].kind { hourly += costs.neededReplicas(layer) }
        }
      }
      if first == nil { first = (kind, reserved, hourly) }
    }
    return first.map { (usd, $0.0, $0.1, $0.2) }
  }
}
