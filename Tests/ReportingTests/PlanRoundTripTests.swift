import Breakeven
import CheckedJSON
import PriceImport
import Pricing
import Synchronization
import Testing
import Workloads

@testable import Reporting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A plan of each kind, written as JSON and as FOCUS rows, and held against them: whatever differs was misread.
struct PlanRoundTripTests {
  enum Kind: CaseIterable {
    case machines, falling, chipNamedByNumber, traffic, setup, taxedMix, units, yearOfUnits
    case unitsAndFees, calls
  }

  private static let model = "meta-llama/Llama-3.1-8B-Instruct"

  private static func isOfAPI(_ kind: Kind) -> Bool {
    hasUnits(kind) || kind == .calls
  }

  private static func hasUnits(_ kind: Kind) -> Bool {
    [.units, .yearOfUnits, .unitsAndFees].contains(kind)
  }

  private static let made = Mutex<[Kind: Task<CostReport, any Error>]>([:])

  /// The report of a kind, made once for all tests.
  private static func report(_ kind: Kind) async throws -> CostReport {
    let task = made.withLock { all in
      let task = all[kind] ?? Task { try make(kind) }
      all[kind] = task
      return task
    }
    return try await task.value
  }

  /// The side that is not meant is a hundred times as dear; the mix has both at their prices.
  private static func make(_ kind: Kind) throws -> CostReport {
    let day = try #require(CalendarDate("2026-11-21"))
    let source = Provenance(source: "a price list", asOf: day)
    let isMix = kind == .taxedMix
    let isAPI = isOfAPI(kind)
    let price = isMix || isAPI ? 1.0 : 100
    let units = ProvisionedThroughput(
      units: [
        .init(
          name: "PTU", tokensPerMinute: 100_000, inputWeight: 1, cachedInputWeight: 1,
          outputWeight: 3, least: 1, step: 1,
          usdPerHour: kind == .yearOfUnits ? [.year: 1] : [.hour: 1])
      ], spillsOver: true, provenance: source)
    let tariff = Tariff(
      provider: "host", model: "llama", openModel: model,
      standard: PriceSchedule(
        base: TokenPrices(usdPerMillionInput: price, usdPerMillionOutput: 2 * price)),
      fees: kind == .calls || kind == .unitsAndFees
        ? APIFees(
          usdPerRequest: kind == .calls ? 0 : 1, usdPerCall: [.webSearch: 0.005],
          provenance: source) : nil,
      provisioned: hasUnits(kind) ? units : nil, provenance: source)
    let isMI300X = kind == .chipNamedByNumber
    let gpus = isMI300X ? 8 : 1
    let offer = GPUOffer(
      id: isMI300X ? "cloud-mi300x" : "cloud-h100", provider: "cloud",
      gpu: isMI300X ? "MI300X" : "H100-SXM", gpusPerInstance: gpus,
      terms: [
        .init(
          commitment: .onDemand,
          usdPerInstanceHour: 2 * Double(gpus) * (isAPI ? 100 : 1))
      ], provenance: source)
    let costs =
      switch kind {
      case .traffic: try DeclaredCosts(egressUSDPerThousandRequests: 0.1)
      case .setup:
        try DeclaredCosts(staff: .usdPerMonth(DeclaredValue(2000)), setupUSD: DeclaredValue(6000))
      case .taxedMix: try DeclaredCosts(taxRate: 0.19)
      default: DeclaredCosts.none
      }
    let workload = try Workload(
      name: "round trip",
      lengths: .joint([RequestPoint(promptTokens: 1000, completionTokens: 200)]),
      volume: Volume(300_000, .perDay),
      growth: kind == .falling
        ? Growth(perMonth: 0, horizonMonths: 6, machinePricePerMonth: -0.1) : nil,
      mode: .interactive(ServiceLevel(timeToFirstTokenSeconds: 2), .flat),
      candidates: Candidates(models: [model], engines: ["vLLM"]), costs: costs,
      calls: kind == .calls ? ToolCalls(uses: [.webSearch: .init(perRequest: 0.3)]) : .none)
    var assumptions = DecisionAssumptions()
    assumptions.assumesUsual = false
    assumptions.spareReplicas = isMix ? 1 : 0
    return CostReport(
      try Decision(
        workload,
        catalog: CostReportDiffTests.builtIn.get().with(
          prices: PriceCatalog(tariffs: [tariff], offers: [offer])),
        asOf: day, assumptions: assumptions))
  }

  private static func plan(_ report: CostReport) throws -> PlanFile {
    try PlanFile(JSONDocument(Data(report.json.utf8), file: nil))
  }

  @Test(arguments: Kind.allCases)
  func aPlanAgainstItsOwnRows(kind: Kind) async throws {
    let report = try await Self.report(kind)
    let plan = try Self.plan(report)
    let side: CostPlan.Side =
      kind == .taxedMix ? .mixed : Self.isOfAPI(kind) ? .api : .selfHost
    #expect(plan.side == side)
    let csv = try #require(try report.focus)
    let comparison = try PlanComparison(
      plan: plan, invoice: Invoice(Data(csv.utf8), file: nil), usage: nil, months: nil)
    for part in comparison.parts {
      for effect in part.variance.effects {
        #expect(abs(effect.usd) < 0.015, "\(part.title): \(effect.cause)")
      }
    }
    for figure in comparison.figures {
      #expect(abs(figure.actual - figure.planned) <= 1e-6 * figure.planned, "\(figure.name)")
    }
    #expect(comparison.periods == (kind == .falling ? 6 : 12))
  }

  /// A price times its quantity is its cost by the specification of FOCUS, and what is committed says to what.
  @Test(arguments: Kind.allCases)
  func pricesAndCommitmentsOfFOCUS(kind: Kind) async throws {
    let report = try await Self.report(kind)
    let csv = try #require(try report.focus)
    let table = try CSVTable(Data(csv.utf8), file: nil, requiring: [])
    for row in table.rows {
      #expect((row["PricingCategory"] == "Committed") == !row["CommitmentDiscountId"].isEmpty)
      guard let price = row.number("ContractedUnitPrice") else { continue }
      let cost = try #require(row.number("ContractedCost"))
      let quantity = try #require(row.number("PricingQuantity"))
      #expect(abs(quantity * price - cost) <= 1e-9 * cost)
    }
    #expect(
      table.rows.contains { $0["PricingCategory"] == "Committed" } == (kind == .yearOfUnits))
    let searches = table.rows.filter { $0["SkuMeter"] == "Web Searches" }
    #expect(searches.isEmpty == (kind != .calls))
    #expect(searches.allSatisfy { $0["PricingUnit"] == "1000 Searches" })
  }

  /// Machines that cost a tenth less each month run as long as before: energy and the plan count the same hours.
  @Test func hoursDoNotFallWithTheirPrice() async throws {
    let falling = try await Self.report(.falling)
    let constant = try await Self.report(.machines)
    func hours(_ report: CostReport) throws -> Double {
      try #require(try Self.plan(report).machineSpend(periods: 1)).gpuHours
    }
    let planned = try hours(falling)
    let before = try hours(constant)
    #expect(abs(planned - before) < 1e-3 * planned)
    let energy = try #require(falling.decision.energy)
    #expect(abs(energy.acceleratorHours - planned) < 1e-6 * planned)
  }

  /// A dollar is charged for each request that units do not take: the rows add up to what the report states.
  @Test func feesBesideUnits() async throws {
    let report = try await Self.report(.unitsAndFees)
    let api = try #require(report.decision.bestAPI)
    let requests = report.decision.demand.requests
    let overflow = try #require(api.provisioned).overflowShare * requests
    let csv = try #require(try report.focus)
    let rows = try CSVTable(Data(csv.utf8), file: nil, requiring: []).rows
    let sum = rows.reduce(0) { $0 + ($1.number("EffectiveCost") ?? 0) }
    #expect(abs(sum / 12 - api.usd(requests: requests)) < 0.01)
    let fees = rows.filter { $0["SkuMeter"] == "Requests" }
    #expect(fees.count == 12)
    for fee in fees {
      #expect(abs((fee.number("EffectiveCost") ?? 0) - overflow) < 1e-6 * overflow)
    }
  }

  /// Units of throughput take most tokens: a log of just what was planned differs in nothing, although few are billed.
  @Test func aLogBesideUnits() async throws {
    let plan = try Self.plan(try await Self.report(.units))
    let spend = try #require(plan.tokenSpend(periods: 1, countingAll: true))
    #expect(abs(spend.promptTokens / spend.requests - 1000) < 1e-6)
    #expect(abs(spend.completionTokens / spend.requests - 200) < 1e-6)
    #expect(abs(spend.cost(of: spend.tokens) - spend.usd) < 1e-6 * spend.usd)
  }
}
