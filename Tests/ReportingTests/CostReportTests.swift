import Breakeven
import Testing

@testable import Documents
@testable import Reporting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

struct CostReportTests {
  @Test func sectionsAndChartsOfAReport() throws {
    let report = try CostReportDiffTests.winning.get()
    let text = report.markdown(chartFolder: "charts/")
    for title in [
      "Cautions in full", "Cost against volume, in figures", "Sensitivity, input by input",
      "Where self-hosting wins", "Price against speed", "Effect of the batch size",
      "What the API's price implies", "Alternatives, ranked", "What limits the best deployment",
      "Assumptions and sources", "How the numbers come about",
    ] {
      let summary = Escaping.xml(title)
      #expect(text.contains("<summary>\(summary)</summary>"), "\(title)")
    }
    for chart in report.charts {
      #expect(text.contains("charts/" + chart.fileName))
      let isWhole = chart.svg.hasSuffix("</svg>\n") || chart.svg.hasSuffix("</svg>")
      #expect(isWhole)
    }
    #expect(Set(report.charts.map(\.fileName)).count == report.charts.count)
    #expect(report.markdown() == report.markdown())
  }

  /// Sentences begin with a capital, and ids as they are written.
  @Test(arguments: [
    ("prompts of 2k tokens", "Prompts of 2k tokens"),
    ("glm-5.1 does this as well", "glm-5.1 does this as well"), ("", ""),
  ])
  func assumptionsAreSentences(text: String, sentence: String) {
    #expect(AssumedSection.sentence(text) == sentence)
  }

  /// Ten requests a day keep no machine busy for an hour, so that no mix with one is shown.
  @Test func aMixWithoutMachinesIsNone() throws {
    let decision = try CostReportDiffTests.decision(requestsPerDay: 10)
    #expect(decision.mixed?.isCheaper != true)
    let text = CostReport(decision).markdown()
    #expect(!text.contains("for the other 100 % of the requests"))
    #expect(text.contains("no replica of your own pays for itself in any hour"))
  }

  /// Every amount of the headline table stands in the JSON, which reads back.
  @Test func jsonCarriesTheHeadline() throws {
    let report = try CostReportDiffTests.winning.get()
    let decision = report.decision
    let document = try JSONDocument(Data(report.json.utf8), file: "report.json")
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
    let text = CostReport(decision).markdown()
    #expect(text.contains("cloud-h100 (120 days)"))
    #expect(text.contains("host/llama (120 days)"))
    #expect(text.contains("Prices are 120 days old."))
  }

  /// What is read in ten seconds comes first, and nothing else stands open.
  @Test func theOrderIsThatOfTheReader() throws {
    let text = try CostReportDiffTests.mixing.get().markdown(chartFolder: "charts/")
    let open = text.prefix(upTo: try #require(text.firstRange(of: "<details>")).lowerBound)
    var rest = open[...]
    for part in [
      "# a \\*test\\*: self-host or API?", "**Do both:**", "| **Best API**", "| **Own GPUs**",
      "| **Both**", "![", "## What would flip it", "## With whose machines",
    ] {
      let range = try #require(rest.firstRange(of: part), "\(part)")
      rest = rest[range.upperBound...]
    }
    #expect(open.matches(of: /!\[/).count == 1)
    #expect(open.matches(of: /\n##\s/).count <= 3)
    let flips = open.components(parted: "## What would flip it\n\n").last ?? ""
    #expect(flips.prefix { $0 != "#" }.split(separator: "\n").count <= 4)
  }

  /// The page runs its own script alone, loads nothing, and tells what each slider's step means.
  @Test func thePageStandsAlone() throws {
    let page = try CostReportDiffTests.winning.get().html
    let policy = try #require(page.firstMatch(of: /Content-Security-Policy" content="([^"]*)"/))
      .output.1
    #expect(policy.contains("default-src 'none'"))
    #expect(policy.contains("script-src 'sha256-"))
    #expect(!policy.contains("unsafe"))
    #expect(page.matches(of: /<script>/).count == 1)
    #expect(page.matches(of: /<input type="range"/).count >= 3)
    #expect(page.matches(of: /aria-valuetext="/).count >= 3)
    #expect(!page.contains("src="))
    for link in page.matches(of: /href="#([^"]*)"/) {
      #expect(page.contains("id=\"\(link.output.1)\""), "\(link.output.1)")
    }
  }
}

extension Substring {
  /// What stands between a text and its next occurrence.
  fileprivate func components(parted by: String) -> [Substring] {
    split(separator: by, omittingEmptySubsequences: false)
  }
}
