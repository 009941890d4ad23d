import Breakeven
import Testing

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
