import Foundation
import Testing

@testable import Breakeven

/// Each break-even, put back into the workload and decided anew, makes both sides cost the same within 1 %.
struct BreakEvenHoldsTests {
  /// How far both sides are from each other, as a factor.
  private static func gap(_ decision: Decision) -> Double? {
    guard let own = decision.bestSelfHost, let api = decision.bestAPI else { return nil }
    return own.totalUSD / api.usd(requests: decision.demand.requests)
  }

  private static func expectEqual(
    _ decision: Decision?, _ what: String, _ name: String
  ) {
    guard let decision, let gap = gap(decision) else {
      Issue.record("\(name): with \(what) one side has no candidate")
      return
    }
    #expect(abs(gap - 1) < 0.01, "\(name): with \(what) self-hosting costs \(gap) of the API")
  }

  /// Both sides cost the same there, or an API reaches its limit there and the next one is dearer.
  private static func expectCrossing(
    _ what: String, _ name: String, at value: Double, _ decide: (Double) throws -> Decision
  ) throws {
    if let before = gap(try decide(value * 0.999)), let after = gap(try decide(value * 1.001)),
      before > 1, after < 1
    {
      return
    }
    expectEqual(try decide(value), what, name)
  }

  /// A workload that can be decided again with something changed.
  struct Case {
    let name: String
    let workload: Workload
    let catalog: Catalog

    func decide(
      _ change: (Workload) throws -> Workload = { $0 }, catalog: Catalog? = nil
    ) throws -> Decision {
      var assumptions = ReportedWorkload.assumptions
      assumptions.draws = 50
      assumptions.sideDraws = 10
      assumptions.assumesUsual = false
      return try Decision(
        change(workload), catalog: catalog ?? self.catalog, asOf: Market.date("2026-11-27"),
        assumptions: assumptions)
    }
  }

  private static func check(_ tested: Case) throws {
    let decision = try tested.decide()
    guard let breakEven = decision.breakEven, let best = decision.bestSelfHost,
      let api = decision.bestAPI
    else { return }
    let name = tested.name
    let searched = breakEven.searchedVolumes
    if let volume = breakEven.firstVolume, volume > searched.lowerBound * 1.01 {
      let unit: Volume.Unit = decision.demand.period == .job ? .oneJob : .perMonth
      let growth = tested.workload.growth?.meanFactor ?? 1
      func decide(_ requests: Double) throws -> Decision {
        try tested.decide { try $0.with(volume: Volume(requests / growth, unit)) }
      }
      try expectCrossing("\(volume) requests", name, at: volume, decide)
    }
    if let factor = breakEven.gpuPrice.value, factor > 0.001, tested.workload.own.isEmpty {
      expectEqual(
        try tested.decide(catalog: tested.catalog.with(machinePrices: factor)),
        "machines at \(factor)", name)
    }
    if let factor = breakEven.apiPrice.value, factor > 0.001 {
      func decide(_ factor: Double) throws -> Decision {
        try tested.decide(catalog: tested.catalog.with(apiPrices: factor))
      }
      try expectCrossing("APIs at \(factor)", name, at: factor, decide)
    }
    if let usd = breakEven.overhead.value {
      expectEqual(
        try tested.decide { try $0.with(costs: $0.costs.with(ownPeopleUSD: usd)) },
        "\(usd) USD of people", name)
    }
    if let engineers = breakEven.engineers?.value {
      expectEqual(
        try tested.decide { try $0.with(costs: $0.costs.with(engineers: engineers)) },
        "\(engineers) engineers", name)
    }
    let bill = api.usd(requests: decision.demand.requests)
    if let share = breakEven.utilization.value {
      let machines = best.machineUSD * best.utilization / share
      #expect(abs((machines + best.overheadUSD + best.egressUSD) / bill - 1) < 0.01, "\(name)")
    }
    if let payback = breakEven.payback, let periods = payback.periods {
      let bought = payback.capitalUSD + periods * payback.runningUSD
      #expect(abs(bought / (periods * payback.apiUSD) - 1) < 0.01, "\(name)")
    }
  }

  /// `BREAKEVEN_RANDOM_WORKLOADS=50 swift test -c release --filter BreakEvenHolds` runs all of them again, and
  /// fifty at random; a debug build takes too long for that.
  private static let isThorough =
    ProcessInfo.processInfo.environment["BREAKEVEN_RANDOM_WORKLOADS"] != nil

  private static let shipped =
    ["contract-extraction", "document-summaries"]
    + (isThorough
      ? ["chat-assistant", "code-completion", "internal-tool", "rag-answers", "reasoning-agent"]
      : [])

  /// On two kinds of machines, as a search over all of them takes long.
  @Test(arguments: shipped)
  func ofShippedWorkloads(name: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Workloads/\(name).json")
    var workload = try Workload(JSONDocument(Data(contentsOf: file), file: name))
    var candidates = workload.candidates
    candidates.gpus = ["H100-SXM", "A100-80GB"]
    candidates.engines = ["vLLM"]
    workload = try workload.with(candidates: candidates)
    try Self.check(Case(name: name, workload: workload, catalog: Market.builtIn.get()))
  }

  private static let count = isThorough ? 50 : 2

  @Test(arguments: 0..<count) func ofRandomWorkloads(number: Int) throws {
    let random = try RandomWorkload(number: number)
    try Self.check(
      Case(
        name: "number \(number): \(random.told)", workload: random.workload(),
        catalog: random.market.catalog()))
  }
}

extension DeclaredCosts {
  /// The same with a sum of money in the place of all that self-hosting takes besides machines.
  fileprivate func with(ownPeopleUSD usd: Double) throws -> DeclaredCosts {
    try DeclaredCosts(
      staff: .usdPerMonth(DeclaredValue(usd)), setupMonths: setupMonths, taxRate: taxRate,
      egressUSDPerThousandRequests: egressUSDPerThousandRequests, regions: regions, api: api,
      lens: .full)
  }

  /// The same with so many engineers at the pay that is declared.
  fileprivate func with(engineers: Double) throws -> DeclaredCosts {
    guard case .engineers(_, let usd)? = staff else { return self }
    return try with(
      staff: .engineers(count: DeclaredValue(engineers), usdPerEngineerMonth: usd))
  }
}
