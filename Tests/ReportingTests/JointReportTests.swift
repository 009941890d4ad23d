import Breakeven
import PriceImport
import Testing
import Workloads

@testable import Reporting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The report of workloads that were planned together.
struct JointReportTests {
  static let report = Result {
    JointReport(
      try JointDecision(
        [CostReportDiffTests.winning, CostReportDiffTests.losing].map { try $0.get().decision },
        catalog: CostReportDiffTests.builtIn.get(), stated: [1, 1]))
  }

  /// Three parts of 1.4 are 4.2: 2, 1 and 1, not three ones; cents where sums are small.
  @Test func roundedPartsAddUp() {
    #expect(WholeParts.rounded([1.4, 1.4, 1.4], unit: 1) == [2, 1, 1])
    #expect(WholeParts.rounded([0.5, 0.5, 0, 2], unit: 1) == [1, 0, 0, 2])
    let cents = WholeParts.rounded([0.333, 0.333, 0.334], unit: 0.01)
    #expect(abs(cents.reduce(0, +) - 1) < 1e-12)
  }

  @Test func printedSumsAddUp() throws {
    let report = try Self.report.get()
    let plan = try #require(report.decision.plan)
    let unit = plan.totalUSD >= 1000 ? 1.0 : 0.01
    #expect(abs(report.facts.totalUSD - plan.totalUSD) <= 0.5001 * unit)
  }

  /// A job beside one workload that goes on month by month is left out by its name.
  @Test func aJobBesideOneMonth() throws {
    let monthly = try CostReportDiffTests.winning.get().decision
    let job = try Workload(
      name: "backfill",
      lengths: .joint([RequestPoint(promptTokens: 1000, completionTokens: 200)]),
      volume: Volume(4_000_000, .oneJob), mode: .batch(BatchTerms(deadlineHours: 72)),
      candidates: monthly.workload.candidates)
    let catalog = try CostReportDiffTests.builtIn.get()
    let report = JointReport(
      try JointDecision(
        [monthly, Decision(job, catalog: catalog, asOf: monthly.asOf)], catalog: catalog,
        stated: [1, 1]))
    #expect(report.missingPlan.contains("only \(monthly.workload.name) is there to plan together"))
    #expect(report.missingPlan.contains("backfill is left out (it is run once"))
    #expect(try report.focus == nil)
  }

  @Test func theJSONHasBothParts() throws {
    let report = try Self.report.get()
    let root = try JSONDocument(Data(report.json.utf8), file: nil).root.object()
    #expect(try root.required("schema").text() == "breakeven/report/1")
    let workloads = try root.required("workloads").array()
    #expect(workloads.count == 2)
    var sum = 0.0
    for workload in workloads {
      sum += try workload.object().required("together").object().required("totalUSD")
        .number(in: 0...1e9)
    }
    let together = try root.required("together").object()
    #expect(abs(try together.required("totalUSD").number(in: 0...1e9) - sum) < 1e-6)
  }

  /// A plan together that comes true differs in nothing, its twelve months being those of its own rows.
  @Test func aPlanTogetherAgainstItself() throws {
    let report = try Self.report.get()
    let plan = try PlanFile(JSONDocument(Data(report.json.utf8), file: nil))
    let invoice = try Invoice(Data(try #require(try report.focus).utf8), file: nil)
    let comparison = try PlanComparison(plan: plan, invoice: invoice, usage: nil, months: nil)
    #expect(comparison.periods == 12)
    #expect(comparison.parts.flatMap(\.variance.effects).allSatisfy { $0.usd == 0 })
    #expect(comparison.plannedUSD == comparison.actualUSD)
    let total = try #require(report.decision.plan).totalUSD
    #expect(abs(comparison.plannedUSD - 12 * total) < 0.05)
  }

  /// Twelve months of FOCUS rows come to the report's sum to the cent, shared machines once.
  @Test func theFOCUSRowsAddUp() throws {
    let report = try Self.report.get()
    let plan = try #require(report.decision.plan)
    let table = try CSVTable(
      Data(try #require(try report.focus).utf8), file: nil, requiring: [])
    let sum = table.rows.reduce(0) { $0 + ($1.number("EffectiveCost") ?? .nan) }
    #expect(abs(sum / 12 - plan.totalUSD) < 0.005)
    for row in table.rows {
      for column in ["BilledCost", "EffectiveCost", "ListCost", "ContractedCost"] {
        #expect(row.number(column)?.isFinite == true)
      }
    }
    for (index, name) in report.facts.names.enumerated() {
      let own = table.rows.filter { $0["SubAccountName"] == name }
        .reduce(0) { $0 + ($1.number("EffectiveCost") ?? .nan) }
      let bill = plan.bills[index]
      let isShared = if case .shared = bill.place { true } else { false }
      #expect(abs(own / 12 - (bill.totalUSD - (isShared ? bill.machineUSD : 0))) < 0.005)
    }
    #expect(plan.fleets.isEmpty == !table.rows.contains { $0["SubAccountType"] == "Shared fleet" })
  }

  /// Two workloads of one name are told apart, in lines that fit a terminal, escaped in Markdown.
  @Test func theShortFormFits() throws {
    let report = try Self.report.get()
    let lines = report.summary(next: ["breakeven report a b"]).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 25 && lines.allSatisfy { $0.count <= 80 })
    #expect(report.facts.names == ["a *test*", "a *test* (2)"])
    #expect(report.markdown.contains("a \\*test\\*"))
    #expect(report.html.contains("What each bears"))
  }
}
