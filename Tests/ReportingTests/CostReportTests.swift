import Breakeven
import Testing

@testable import Reporting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

struct CostReportTests {
  @Test func sectionsAndChartsOfAReport() throws {
    let report = CostReport(try CostReportDiffTests.decision())
    let text = report.markdown(chartFolder: "charts/")
    for heading in [
      "What would flip it", "Cost against volume", "Where self-hosting wins",
      "Price against speed", "Effect of the batch size", "What the API's price implies",
      "Alternatives, ranked", "What binds the best deployment", "Assumptions and sources",
    ] {
      #expect(text.contains("## \(heading)\n"), "\(heading)")
    }
    for chart in report.charts {
      #expect(text.contains("charts/" + chart.fileName))
      let isWhole = chart.svg.hasSuffix("</svg>\n") || chart.svg.hasSuffix("</svg>")
      #expect(isWhole)
    }
    #expect(Set(report.charts.map(\.fileName)).count == report.charts.count)
    #expect(report.markdown() == report.markdown())
  }

  /// Every amount of the headline table stands in the JSON, which reads back.
  @Test func jsonCarriesTheHeadline() throws {
    let decision = try CostReportDiffTests.decision()
    let document = try JSONDocument(Data(CostReport(decision).json.utf8), file: "report.json")
    let root = try document.root.object()
    let own = try root.required("selfHost").object().required("totalUSD").number(in: 0...1e12)
    #expect(own == decision.bestSelfHost?.totalUSD)
    for key in [
      "breakEven", "uncertainty", "costByPromptHeavinessAndVolume", "speedFrontier",
      "impliedByTheAPIPrice", "utilizationByHourOfWeek", "assumptions", "warnings",
    ] {
      _ = try root.required(key)
    }
  }

  @Test func oldPricesAreFlagged() throws {
    let decision = try CostReportDiffTests.decision(
      asOf: CalendarDate("2027-03-21"))
    let report = CostReport(decision)
    #expect(report.warnings.contains { $0.contains("cloud-h100 (120 days)") })
    #expect(report.warnings.contains { $0.contains("host/llama (120 days)") })
  }
}
