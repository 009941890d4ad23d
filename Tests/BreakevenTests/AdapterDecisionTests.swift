import Foundation
import Testing

@testable import Breakeven

/// Fine-tuned models on one base, decided together and apart.
struct AdapterDecisionTests {
  private static let model = "meta-llama/Llama-3.1-8B-Instruct"

  /// The story of forty customers: 6,000 requests an hour on A100s at the $600 a month that they were priced at.
  private static func decision(
    _ adapters: String, requestsPerHour: Int = 6000, provider: String = "host",
    gpu: String = "A100-80GB", models: String? = nil, extra: String = ""
  ) throws -> Decision {
    let text = """
      {"version": 1, "name": "forty", "prompt": 1500, "completion": 250,
       "volume": {"requestsPerHour": \(requestsPerHour)}, "adapters": \(adapters),
       "mode": {"interactive": {"timeToFirstTokenSeconds": 2, "timePerOutputTokenSeconds": 0.05,
         "traffic": {"peakToAverage": 2}}}, \(extra)
       "candidates": {"models": [\(models ?? "\"\(model)\"")], "engines": ["vLLM"],
         "precisions": ["published"], "layouts": ["TP1"], "autoscaling": false}}
      """
    var assumptions = DecisionAssumptions()
    assumptions.draws = 50
    assumptions.sideDraws = 20
    assumptions.simulatedRequests = 0
    assumptions.assumesUsual = false
    return try Decision(
      Workload(JSONDocument(Data(text.utf8), file: nil)),
      catalog: Market.catalog(
        tariffs: [
          try Market.tariff("\(provider)/llama", input: 0.02, output: 0.05, openModel: model)
        ],
        offers: [try Market.offer("one", gpu: gpu, gpus: 1, usdPerGPUHour: 600 / 730.0)]),
      asOf: Market.date("2026-11-27"), assumptions: assumptions)
  }

  /// "40 adapters: $24k a month apart, 2 A100 together" (dev.to/marcuswwchen, 2026): 40 · $600 is $24,000, and one A100
  /// serves them, with another as a spare.
  @Test func fortyAdaptersCostTwentyFourThousandApart() throws {
    let decision = try Self.decision(#"{"count": 40, "rank": 16}"#)
    let outlook = try #require(decision.adapterOutlook())
    #expect(outlook.option.gpus == 2 && outlook.resident == 40)
    #expect(abs(outlook.option.machineUSD - 1200) < 1)
    #expect(outlook.apartWithoutSpares?.gpus == 40)
    #expect(abs((outlook.apartWithoutSpares?.machineUSD ?? 0) - 24_000) < 1)
    #expect(outlook.apart?.gpus == 80)
    #expect(outlook.swapShare == 0 && outlook.bytesEach == 27_262_976)
  }

  /// More adapters never make it cheaper, and one is the base.
  @Test func moreAdaptersAreNeverCheaper() throws {
    let base = try Self.decision("0", requestsPerHour: 60_000)
    var last = base.bestSelfHost?.machineUSD ?? .infinity
    for count in [1, 2, 40, 5000] {
      let decision = try Self.decision("\(count)", requestsPerHour: 60_000)
      let usd = try #require(decision.bestSelfHost).machineUSD
      #expect(usd >= last)
      last = usd
    }
    #expect(base.adapterOutlook() == nil)
    let one = try Self.decision("1", requestsPerHour: 60_000)
    #expect(one.bestSelfHost?.machineUSD == base.bestSelfHost?.machineUSD)
    #expect(one.adapterOutlook()?.stepSeconds == 0)
  }

  private static func plainPrice(_ decision: Decision) -> AdapterOffer? {
    for caution in decision.cautions {
      if case .plainModelPrice(_, _, let offer) = caution { return offer }
    }
    return nil
  }

  /// Nobody checked that a host serves one's own adapters at the price of the plain model.
  @Test func plainPricesAreCautionedAbout() throws {
    let decision = try Self.decision("40")
    #expect(Self.plainPrice(decision)?.price == .notChecked)
    #expect(decision.bestAPI?.unchecked.contains(.adapters) == true)
    #expect(Self.plainPrice(try Self.decision("1"))?.price == .notChecked)
    #expect(Self.plainPrice(try Self.decision("0")) == nil)
    #expect(try Self.decision("0").bestAPI?.adapters == nil)
  }

  /// Together serves adapters on dedicated endpoints only, DeepInfra at a price that it does not publish.
  @Test func sellersAreTakenAtTheirWord() throws {
    let together = try Self.decision("40", provider: "together")
    #expect(together.bestAPI == nil)
    #expect(together.exclusions.contains { $0.name == "together/llama" })
    #expect(Self.plainPrice(try Self.decision("40", provider: "deepinfra"))?.price == .ownPrice)
  }

  /// Fireworks serves three adapters of rank 64 on GLM 5.3 Flash at the base model's price, and no more.
  @Test(arguments: [(3, 64, true), (4, 64, false), (3, 65, false)])
  func limitsOfASellerAreKept(count: Int, rank: Int, serves: Bool) throws {
    let offer = try Catalog.adapterSellers().offer(
      of: try Adapters(count: count, rank: rank), on: "zai-org/GLM-5.3-Flash", by: "fireworks")
    switch offer {
    case .success(let offer): #expect(serves && offer.price == .basePrice)
    case .failure: #expect(!serves)
    }
  }

  /// An engine that cannot is named, and so is a matrix that no model has.
  @Test func whatCannotBeIsSaid() throws {
    let decision = try Self.decision(#"{"count": 40, "rank": 600}"#)
    #expect(decision.selfHosting.isEmpty)
    #expect(decision.exclusions.contains { $0.reason.contains("up to a rank of 512") })
    let error = #expect(throws: InputError.self) {
      try Self.decision(#"{"count": 40, "targets": ["q_porj"]}"#)
    }
    #expect(error?.place == "$.adapters.targets[0]" && error?.suggestion == "q_proj")
  }

  /// The options of `ask` are read as the key of a workload.
  @Test func asking() throws {
    var question = Question()
    question.requests = "6k/hour"
    question.prompt = "1500"
    question.completion = "250"
    question.models = [Self.model]
    question.adapters = "40"
    question.adapterRank = "64"
    let workload = try question.workload(.builtIn())
    #expect(workload.adapters == (try Adapters(count: 40, rank: 64)))
    question.adapterRank = "many"
    let error = #expect(throws: InputError.self) { try question.workload(.builtIn()) }
    #expect(error?.place == "--adapter-rank")
    question.adapters = nil
    #expect(question.missing?.found == "--adapter-rank without --adapters")
  }
}
