import CheckedJSON
import Pricing
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite struct ServiceFactsReadingTests {
  private static let source = #""provenance": {"source": "a page", "asOf": "2026-10"}"#

  private static func file(head: String = "", tariff: String = "") -> String {
    #"{"provider": "acme", \#(head) "unit": "usdPerMillionTokens", "tariffs": ["#
      + #"{"model": "m", "prices": {"input": 1, "output": 2}, \#(tariff) \#(source)}]}"#
  }

  private func read(_ text: String) throws -> PriceCatalog {
    try PriceCatalog(files: [("a.json", Data(text.utf8))])
  }

  @Test func aTariffInheritsFromItsProvider() throws {
    let tariffs = try read(
      Self.file(
        head:
          #""class": "specialist", "limits": {"usdPerMonth": 6000, "requestsPerMinute": 100, "#
          + #""raisedBy": "contract", \#(Self.source)}, "#
          + #""batchWindow": {"hours": 24, "typicalHours": 1, \#(Self.source)},"#,
        tariff: #""limits": {"requestsPerMinute": 300, \#(Self.source)},"#)
    ).tariffs
    let tariff = try #require(tariffs.first)
    #expect(tariff.hostClass == .specialist)
    #expect(tariff.batchWindow?.hours == 24)
    #expect(tariff.batchWindow?.typicalHours == 1)
    #expect(tariff.providerLimits?.raisedBy == .contract)
    // Its own 300 requests a minute go before the provider's 100; the spend cap is the provider's.
    let terms = ServiceTerms(peakRequestsPerSecond: 4, usdPerMonth: 7000)
    #expect(
      tariff.obstacles(to: terms)
        == [.limit(.usdPerMonth, allowed: 6000, needed: 7000, raisedBy: .contract)])
  }

  @Test func aSpeedIsRead() throws {
    let tariffs = try read(
      Self.file(
        tariff: #""speed": {"firstTokenSeconds": {"p50": 0.5, "p95": 1.5}, "#
          + #""tokensPerSecond": {"p50": 80, "p05": 40}, "thinking": true, "#
          + #""conditions": "short prompt", \#(Self.source)},"#)
    ).tariffs
    let tariff = try #require(tariffs.first)
    let speed = try #require(tariff.speed)
    #expect(speed.firstToken?.p95 == 1.5)
    #expect(speed.tokensPerSecond == 80)
    #expect(speed.slowTokensPerSecond == 40)
    #expect(speed.whileThinking)
    #expect(speed.conditions == "short prompt")
  }

  /// What is wrong, and what the error must name.
  private static let broken: [(head: String, tariff: String, place: String)] = [
    (#""class": "broker","#, "", "$.class"),
    (#""limits": {\#(source)},"#, "", "$.limits"),
    ("", #""limits": {"requestsPerSecond": 3, \#(source)},"#, "$.tariffs[0].limits"),
    ("", #""limits": {"requestsPerMinute": 3},"#, "$.tariffs[0].limits"),
    ("", #""limits": {"usdPerMonth": -1, \#(source)},"#, "$.tariffs[0].limits.usdPerMonth"),
    ("", #""batchWindow": {"hours": 0, \#(source)},"#, "$.tariffs[0].batchWindow.hours"),
    (
      "", #""batchWindow": {"hours": 24, "typicalHours": 48, \#(source)},"#,
      "$.tariffs[0].batchWindow.typicalHours"
    ),
    ("", #""speed": {"conditions": "c", \#(source)},"#, "$.tariffs[0].speed"),
    (
      "", #""speed": {"firstTokenSeconds": {"p50": 2, "p95": 1}, "conditions": "c", \#(source)},"#,
      "$.tariffs[0].speed.firstTokenSeconds.p95"
    ),
    (
      "", #""speed": {"tokensPerSecond": {"p50": 20, "p05": 30}, "conditions": "c", \#(source)},"#,
      "$.tariffs[0].speed.tokensPerSecond.p05"
    ),
    ("", #""speed": {"firstTokenSeconds": {"p50": 2}, \#(source)},"#, "$.tariffs[0].speed"),
  ]

  @Test(arguments: broken.indices) func whatIsWrongIsNamed(index: Int) throws {
    let (head, tariff, place) = Self.broken[index]
    let error = #expect(throws: InputError.self) {
      try read(Self.file(head: head, tariff: tariff))
    }
    #expect(error?.place == place)
    #expect(error?.file == "a.json")
  }
}
