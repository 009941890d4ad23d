import Breakeven
import Testing

@testable import Reporting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

struct CostReportDiffTests {
  static let builtIn = Result { try Catalog.builtIn() }

  /// A report of a workload whose fleet keeps a spare, in whose place an API is cheaper.
  static let mixing = Result { CostReport(try decision()) }
  /// The same without a spare, which self-hosting wins.
  static let winning = Result { CostReport(try decision(spares: 0)) }
  /// The first with a hundredth of the requests, which the API wins.
  static let losing = Result { CostReport(try decision(requestsPerDay: 3000)) }

  static func decision(
    requestsPerDay: Double = 300_000, input: Double = 1, spares: Int = 1,
    asOf: CalendarDate? = nil, usdPerUnitHour: Double? = nil
  ) throws -> Decision {
    let model = "meta-llama/Llama-3.1-8B-Instruct"
    let day = try #require(CalendarDate("2026-11-21"))
    let source = Provenance(source: "a price list", asOf: day)
    let tariff = Tariff(
      provider: "host", model: "llama", openModel: model,
      standard: PriceSchedule(
        base: TokenPrices(usdPerMillionInput: input, usdPerMillionOutput: 2)),
      provisioned: usdPerUnitHour.map {
        ProvisionedThroughput(
          units: [
            .init(
              name: "GSU", tokensPerMinute: 1_000_000, inputWeight: 1, cachedInputWeight: 1,
              outputWeight: 3, least: 1, step: 1, usdPerHour: [.month: $0])
          ], spillsOver: true, provenance: source)
      }, provenance: source)
    let offer = GPUOffer(
      id: "cloud-h100", provider: "cloud", gpu: "H100-SXM", gpusPerInstance: 1,
      terms: [.init(commitment: .onDemand, usdPerInstanceHour: 2)], provenance: source)
    let workload = try Workload(
      name: "a *test*",
      lengths: .joint([RequestPoint(promptTokens: 1000, completionTokens: 200)]),
      volume: Volume(requestsPerDay, .perDay),
      mode: .interactive(ServiceLevel(timeToFirstTokenSeconds: 2), .flat),
      candidates: Candidates(models: [model], engines: ["vLLM"]))
    var assumptions = DecisionAssumptions()
    assumptions.assumesUsual = false
    assumptions.spareReplicas = spares
    return try Decision(
      workload,
      catalog: builtIn.get().with(prices: PriceCatalog(tariffs: [tariff], offers: [offer])),
      asOf: asOf ?? day, assumptions: assumptions)
  }

  static func baseline(_ json: String) throws -> BaselineReport {
    try BaselineReport(JSONDocument(Data(json.utf8), file: "old.json"))
  }

  @Test func theSameReportHasNoChanges() throws {
    let report = try Self.winning.get()
    let diff = ReportDiff(
      baseline: try Self.baseline(report.json), decision: report.decision)
    let changes = diff.changesVerdict
    #expect(!changes)
    #expect(diff.markdown.contains("Neither prices nor deployment nor workload changed."))
  }

  @Test func pricesVolumesAndVerdictsAreNamed() throws {
    let before = try Self.winning.get()
    let after = try Self.decision(requestsPerDay: 3000, input: 0.5)
    #expect(before.decision.verdict.choice == .selfHost)
    #expect(after.verdict.choice == .api)
    let diff = ReportDiff(
      baseline: try Self.baseline(before.json), decision: after)
    let changes = diff.changesVerdict
    #expect(changes)
    let text = diff.markdown
    #expect(text.contains("The verdict changes from self-host to API"))
    #expect(text.contains("| prompt, not cached, \\$/M | $1.00 | $0.50 | -50 % |"))
    #expect(text.contains("| Requests | 9.125M | 91.25k | 0.010× |"))
  }

  /// Units of throughput are another price than that by the token, with one of their own.
  @Test func unitsOfThroughputAreAnotherPrice() throws {
    let units = try CostReport(Self.decision(usdPerUnitHour: 0.5))
    #expect(units.decision.bestAPI?.provisioned != nil)
    let baseline = try Self.baseline(units.json)
    let same = ReportDiff(baseline: baseline, decision: units.decision).markdown
    #expect(same.contains("Neither prices nor deployment nor workload changed."))
    let dearer = ReportDiff(
      baseline: baseline, decision: try Self.decision(usdPerUnitHour: 1)
    ).markdown
    #expect(dearer.contains("GSU"))
    #expect(dearer.contains("| $0.50 | $1.00 | +100 % |"))
    let byTheToken = try Self.mixing.get()
    let bought = ReportDiff(
      baseline: try Self.baseline(byTheToken.json), decision: units.decision
    ).markdown
    #expect(bought.contains("| Best API | host/llama | host/llama (1 GSU for a month) |"))
  }

  @Test(arguments: [
    "[]", "{}", #"{"schema": "breakeven/report/2"}"#, #"{"schema": 1}"#,
    #"{"schema": "breakeven/report/1", "asOf": "2026-01-01"}"#,
    #"{"schema": "breakeven/report/1", "asOf": "2026-01-01", "verdict": {"choice": "maybe"}}"#,
    #"{"schema": "breakeven/report/1", "asOf": "2026-01-01", "verdict": {"choice": "api", "probabilitySelfHostCheaper": 2}}"#,
    #"{"schema": "breakeven/report/1", "asOf": "2026-01-01", "verdict": {"choice": "api", "probabilitySelfHostCheaper": 0}, "workload": {"name": "x", "period": "month", "requests": -1}}"#,
    #"{"schema": "breakeven/report/1", "asOf": "2026-01-01", "verdict": {"choice": "api", "probabilitySelfHostCheaper": 0}, "workload": {"name": "x", "period": "month"}, "selfHost": {"name": "y", "totalUSD": "z"}}"#,
    #"{"schema": "breakeven/report/1", "asOf": "2026-01-01", "verdict": {"choice": "api", "probabilitySelfHostCheaper": 0}, "workload": {"name": "x", "period": "month"}, "breakEven": {"selfHostWins": [3]}}"#,
  ])
  func hostileReportsAreRefused(json: String) {
    #expect(throws: InputError.self) { try Self.baseline(json) }
  }

  /// The least that a former report must say.
  @Test func anOldReportMayLackDetails() throws {
    let old = try Self.baseline(
      #"{"schema": "breakeven/report/1", "asOf": "2026-01-01", "verdict": {"choice": "api", "probabilitySelfHostCheaper": 0.1}, "workload": {"name": "<script>|x|", "period": "month"}}"#
    )
    let text = ReportDiff(baseline: old, decision: try Self.winning.get().decision).markdown
    #expect(text.contains("The verdict changes from API to self-host"))
    #expect(!text.contains("<script>"))
  }
}
