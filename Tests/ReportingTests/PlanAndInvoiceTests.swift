import Breakeven
import PriceImport
import RequestLogs
import Testing

@testable import Reporting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A plan as FOCUS rows, and held against what came.
struct PlanAndInvoiceTests {
  private static func report(_ wins: Bool) throws -> CostReport {
    try wins ? CostReportDiffTests.winning.get() : CostReportDiffTests.losing.get()
  }

  private static func rows(_ report: CostReport) throws -> CSVTable {
    let csv = try #require(try report.focus)
    return try CSVTable(Data(csv.utf8), file: nil, requiring: [])
  }

  private static func sum(_ table: CSVTable, _ column: String) -> Double {
    table.rows.reduce(0) { $0 + ($1.number(column) ?? 0) }
  }

  /// Self-hosting at one volume, the API at a hundredth of it: twelve months of what the decision states.
  @Test(arguments: [true, false])
  func theMonthsAddUpToTheDecision(wins: Bool) throws {
    let report = try Self.report(wins)
    let decision = report.decision
    let plan = try #require(decision.plan)
    let table = try Self.rows(report)
    let usd =
      plan.side == .api
      ? try #require(decision.bestAPI).usd(requests: decision.demand.requests)
      : try #require(decision.bestSelfHost).totalUSD
    #expect(abs(Self.sum(table, "EffectiveCost") / 12 - usd) < 1e-6)
    #expect(Set(table.rows.map { $0["ChargePeriodStart"] }).count == 12)
    #expect(table.rows.first?["ChargePeriodStart"] == "2026-12-01T00:00:00Z")
    #expect(table.rows.last?["ChargePeriodEnd"] == "2027-12-01T00:00:00Z")
    #expect(plan.side == (wins ? .selfHost : .api))
  }

  /// A mix has rows of both: its machines, and what the API takes.
  @Test func aMixHasRowsOfBothSides() throws {
    let report = try CostReportDiffTests.mixing.get()
    let table = try Self.rows(report)
    let mixed = try #require(report.decision.mixed).plan
    #expect(abs(Self.sum(table, "EffectiveCost") / 12 - mixed.totalUSD) < 1e-6)
    #expect(
      Set(table.rows.map { $0["ServiceName"] }).isSuperset(of: ["GPU machines", "Model API"]))
  }

  /// FOCUS 1.2 has 57 columns, and a usage costs its quantity times its price.
  @Test func columnsAndPricesOfFOCUS() throws {
    let table = try Self.rows(Self.report(true))
    #expect(table.columns.count == 57)
    #expect(table.columns == table.columns.sorted())
    for row in table.rows where row["ChargeCategory"] == "Usage" {
      let quantity = try #require(row.number("PricingQuantity"))
      let price = try #require(row.number("ContractedUnitPrice"))
      let cost = try #require(row.number("ContractedCost"))
      #expect(abs(quantity * price - cost) < 1e-9 * cost)
    }
  }

  /// A plan that comes true differs in nothing.
  @Test(arguments: [true, false])
  func aPlanAgainstItself(wins: Bool) throws {
    let report = try Self.report(wins)
    let invoice = try Invoice(Data(try #require(try report.focus).utf8), file: nil)
    let comparison = try PlanComparison(
      plan: PlanFile(JSONDocument(Data(report.json.utf8), file: nil)), invoice: invoice,
      usage: nil, months: nil)
    #expect(comparison.periods == 12)
    #expect(comparison.parts.flatMap(\.variance.effects).allSatisfy { $0.usd == 0 })
    #expect(comparison.plannedUSD == comparison.actualUSD)
  }

  /// So does a mix: what the API bills is its share of the requests, and the machines have the rest.
  @Test func aMixAgainstItself() throws {
    let report = try CostReportDiffTests.mixing.get()
    let plan = try PlanFile(JSONDocument(Data(report.json.utf8), file: nil))
    #expect(plan.side == .mixed)
    let mixed = try #require(report.decision.mixed).plan
    let api = try #require(plan.tokenSpend(periods: 1))
    let machines = try #require(plan.machineSpend(periods: 1))
    let requests = report.decision.demand.requests
    #expect(abs(api.requests - requests * mixed.apiShare) < 1e-6 * requests)
    #expect(abs(api.requests + (machines.served?.requests ?? 0) - requests) < 1e-6 * requests)
    let invoice = try Invoice(Data(try #require(try report.focus).utf8), file: nil)
    let comparison = try PlanComparison(plan: plan, invoice: invoice, usage: nil, months: nil)
    #expect(comparison.parts.prefix(2).map(\.title) == ["API", "Machines"])
    #expect(comparison.parts.flatMap(\.variance.effects).allSatisfy { $0.usd == 0 })
    #expect(abs(comparison.plannedUSD - 12 * mixed.totalUSD) < 0.02)
    #expect(comparison.plannedUSD == comparison.actualUSD)
  }

  /// Of a log alone its own costs count, 0.25 and 0.50 dollars, and the plan's prices where some do not say what they cost.
  @Test(arguments: [("0.50", true), ("", false)])
  func aLogThatSaysWhatWasPaid(second: String, counts: Bool) throws {
    let plan = try PlanFile(JSONDocument(Data(Self.report(false).json.utf8), file: nil))
    let text = """
      timestamp,prompt_tokens,completion_tokens,cost
      1764547200,1000,200,0.25
      1764547260,1000,200,\(second)

      """
    let comparison = try PlanComparison(
      plan: plan, invoice: nil, usage: TraceReader().profile(Array(text.utf8)), months: 1,
      paid: LoggedCosts(Data(text.utf8)))
    let price = comparison.parts.first?.variance.effects.first { $0.cause == .price }
    #expect((comparison.actualUSD == 0.75) == counts)
    #expect((price?.usd == 0) != counts)
    #expect(comparison.notes.contains { $0.contains("the log's own \"cost\"") } == counts)
    #expect(comparison.notes.contains { $0.contains("only 1 lines") } != counts)
  }

  /// A report of many models, none of which was named, has no plan; one without candidates has none either.
  @Test(arguments: [
    ("each", "the report of one model"), ("anyOf", "a plan of an API or of machines"),
  ])
  func aReportWithoutAPlan(scope: String, says: String) throws {
    let report = #"""
      {"schema": "breakeven/report/1", "asOf": "2026-11-21",
       "workload": {"name": "w", "period": "month", "requests": 1000, "meanPromptTokens": 1000,
                    "meanUncachedPromptTokens": 1000, "meanCompletionTokens": 100},
       "verdict": {"choice": "api"}, "modelScope": "\#(scope)", "api": null, "selfHost": null}
      """#
    let error = #expect(throws: InputError.self) {
      try PlanFile(JSONDocument(Data(report.utf8), file: nil))
    }
    #expect(error?.place == "$.verdict.choice")
    #expect(error?.expected.contains(says) == true)
  }

  @Test(arguments: [
    "date,item,cost\n2026-12-01,input,3\n",
    "date,item,unit,cost\n2026-12-01,8xH100,Hrs,3\n",
    // Nothing tells whether this is a day in May or in December.
    "date,item,quantity,unit,cost\n05/12/2026,8xH100,3,Hrs,3\n",
  ])
  func chargesThatNobodyCountedAreRefused(text: String) throws {
    let plan = try PlanFile(
      JSONDocument(Data(Self.report(true).json.utf8), file: nil))
    let invoice = try Invoice(Data(text.utf8), file: nil)
    #expect(throws: InputError.self) {
      try PlanComparison(plan: plan, invoice: invoice, usage: nil, months: nil)
    }
  }

  /// Of an A100 no hour is one of the plan's H100: 10 hours of eight are, for 300 dollars, and 40 dollars are others'.
  @Test func hoursOfOtherAcceleratorsStandApart() throws {
    let report = try Self.report(true)
    let plan = try PlanFile(JSONDocument(Data(report.json.utf8), file: nil))
    try #require(plan.accelerators.map(\.name) == ["H100"])
    let text = """
      date,item,quantity,unit,cost
      2026-12-01,Standard_ND96isr_H100_v5,10,Hours,300
      2026-12-01,Standard_NC24ads_A100_v4,20,Hours,40
      """
    let comparison = try PlanComparison(
      plan: plan, invoice: Invoice(Data(text.utf8), file: nil), usage: nil, months: 1)
    let machines = try #require(comparison.parts.first { $0.title == "Machines" })
    #expect(machines.variance.actualUSD == 340)
    #expect(machines.variance.effects.last?.cause == .otherMachines)
    #expect(machines.variance.effects.last?.usd == 40)
    #expect(comparison.figures.first { $0.name == "GPU hours" }?.actual == 80)
  }
}
