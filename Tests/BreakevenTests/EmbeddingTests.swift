import Testing

@testable import Breakeven

/// What an embedder writes first.
struct EmbeddingTests {
  @Test func bothSidesInOneList() throws {
    let decision = try Market.decision(Market.workload())
    let ranked = decision.ranked
    #expect(zip(ranked, ranked.dropFirst()).allSatisfy { $0.usd <= $1.usd })
    #expect(ranked.count >= 2)
    let cheapest = min(
      try #require(decision.bestSelfHost).totalUSD,
      try #require(decision.bestAPI).usd(requests: decision.demand.requests))
    #expect(ranked.first?.usd == cheapest)
  }

  @Test func aVerdictIsASentence() throws {
    let decision = try Market.decision(Market.workload())
    let sentence = decision.verdict.sentence
    #expect(sentence.hasSuffix("%."))
    #expect(decision.description == "test: " + sentence)
    let alone = try Market.decision(
      Market.workload(), catalog: Market.catalog(tariffs: []))
    #expect(alone.verdict.sentence.hasPrefix("Nothing to compare: "))
  }

  @Test(arguments: [
    (0.0, "$0.00"), (12.5, "$12.50"), (99.999, "$100"), (1234.4, "$1,234"), (-5, "-$5.00"),
    (12_345_678, "$12,345,678"), (.infinity, "more than there is"),
  ])
  func moneyInALine(usd: Double, text: String) {
    #expect(PlainMoney.text(usd) == text)
  }

  /// One's own quote takes the place of every offer of that GPU, and of no other.
  @Test func aQuoteReplacesOffers() throws {
    let catalog = try Catalog.builtIn().settingPrice(
      of: "h100", usdPerGPUHour: 1.85, source: "our contract", asOf: Market.date("2026-11-21"))
    let offers = catalog.prices.offers(of: "H100-SXM")
    #expect(offers.map { $0.usdPerGPUHour() } == [1.85])
    #expect(offers.first?.provenance.source == "our contract")
    #expect(catalog.prices.offers(of: "A100-80GB").count > 1)
    #expect(throws: InputError.self) {
      try catalog.settingPrice(of: "h1000", usdPerGPUHour: 1, source: "")
    }
    #expect(throws: InputError.self) {
      try catalog.settingPrice(of: "h100", usdPerGPUHour: 0, source: "")
    }
  }

  @Test func workloadsAreReadFromTextAndFiles() throws {
    let text = """
      {"version": 1, "name": "t", "prompt": {"fixed": 1000}, "completion": {"fixed": 200},
       "volume": {"requestsPerDay": 100}, "mode": {"interactive": {}}}
      """
    let workload = try Workload(json: text)
    #expect(workload.lengths.isFixed)
    #expect(workload.mix.meanPromptTokens == 1000)
    let error = #expect(throws: InputError.self) { try Workload(contentsOf: "/nowhere/w.json") }
    #expect(error?.file == "/nowhere/w.json")
  }
}

extension RequestLengths {
  fileprivate var isFixed: Bool {
    if case .marginals = self { true } else { false }
  }
}
