import Testing

@testable import Breakeven

struct APICandidateTests {
  @Test(arguments: [1.0, 2, 10, 1000])
  func costIsLinearInVolume(factor: Double) throws {
    let one = try Market.decision(Market.workload(requestsPerDay: 1000))
    let many = try Market.decision(Market.workload(requestsPerDay: 1000 * factor))
    let (first, second) = (try #require(one.bestAPI), try #require(many.bestAPI))
    let expected = factor * first.usd(requests: one.demand.requests)
    #expect(abs(second.usd(requests: many.demand.requests) / expected - 1) < 1e-12)
  }

  /// 1,000 prompt tokens of which 450 are cached, 200 completion tokens, at 1, 0.1 and 2 USD per million:
  /// 550·1 + 450·0.1 + 200·2 = 995 USD per million requests.
  @Test func chargesAddUpByHand() throws {
    let tariff = try Market.tariff(
      "host/llama", input: 1, output: 2, cached: 0.1, openModel: Market.model)
    let decision = try Market.decision(
      Market.workload(prefix: SharedPrefix(tokens: 500, hitRate: 0.9)),
      catalog: Market.catalog(tariffs: [tariff]))
    let api = try #require(decision.bestAPI)
    #expect(abs(api.usdPerRequest - 995e-6) < 1e-12)
    #expect(abs(api.usdPerMillionPrompt(decision.demand) - 0.595) < 1e-9)
  }

  /// A model that writes 500 tokens where one without thinking writes 100 has thought 400.
  ///
  /// 1,000 prompt tokens at 0.4, 100 at 1.2 and 400 at 4 USD per million are 2,120 USD per million requests. Where nobody
  /// says how it thinks all is output, and the bill says so: 400 + 100·1.2 = 520.
  @Test func thinkingIsBilledAtItsOwnPrice() throws {
    let tariff = Tariff(
      provider: "lab", model: "thinker",
      standard: PriceSchedule(
        base: TokenPrices(
          usdPerMillionInput: 0.4, usdPerMillionOutput: 1.2, usdPerMillionReasoning: 4)),
      provenance: try Market.provenance("2026-11-01"))
    let demand = Demand(try Market.workload(prompt: 1000, completion: 100))
    let thinking = APICandidate(
      tariff: tariff,
      basis: .declared(
        try Equivalence(
          model: Market.model, api: "lab/thinker", note: "a pilot", reasoningMultiplier: 5)),
      demand: demand, batch: nil)
    #expect(abs(thinking.usdPerRequest - 2120e-6) < 1e-12)
    #expect(thinking.charges.first { $0.tokenClass == .reasoning }?.tokens == 400)
    #expect(thinking.assumptions.contains { $0.hasPrefix("80 % of the completion is") })
    let unknown = APICandidate(
      tariff: tariff, basis: .sameModel("any"), demand: demand, batch: nil)
    #expect(abs(unknown.usdPerRequest - 520e-6) < 1e-12)
    #expect(unknown.assumptions.contains { $0.hasPrefix("thinking has a price of its own") })
  }

  /// Requests from 1 to 2 o'clock UTC on weekdays meet DeepSeek's peak price, those of a peak at an unknown
  /// hour its mean.
  @Test func hoursOfTrafficChooseThePrice() throws {
    let prices = try Market.builtIn.get().prices
    let tariff = try prices.tariff("deepseek/deepseek-flash")
    func usd(_ traffic: Traffic) throws -> Double {
      let level = try ServiceLevel(timeToFirstTokenSeconds: 2)
      let demand = Demand(try Market.workload(mode: .interactive(level, traffic)))
      return APICandidate(
        tariff: tariff, basis: .sameModel("any"), demand: demand, batch: nil
      ).usdPerRequest
    }
    let hours = (0..<168).map { $0 < 120 && $0 % 24 == 1 ? 1.0 : 0 }
    let peak = 1000 * 0.3e-6 + 200 * 1.2e-6
    #expect(abs(try usd(Traffic(.weekly(weights: hours))) - peak) < 1e-12)
    #expect(abs(try usd(.daily(peakToAverage: 3)) - peak * (35 + 133 * 0.5) / 168) < 1e-12)
  }

  /// A batch takes flex where that is the cheapest service on offer, and batch where both ask the same.
  @Test(
    arguments: [
      (0.5, 0.4, ServiceTier.flex), (0.5, 0.5, .batch), (nil, 0.5, .flex), (nil, 2, .standard),
    ]
      as [(Double?, Double, ServiceTier)])
  func aBatchTakesTheCheapestService(batch: Double?, flex: Double, service: ServiceTier) throws {
    func schedule(_ factor: Double) -> PriceSchedule {
      PriceSchedule(
        base: TokenPrices(usdPerMillionInput: factor, usdPerMillionOutput: 2 * factor))
    }
    var services = [ServiceTier.flex: schedule(flex)]
    services[.batch] = batch.map(schedule)
    let tariff = Tariff(
      provider: "host", model: "llama", openModel: Market.model, standard: schedule(1),
      services: services, provenance: try Market.provenance())
    let catalog = try Market.catalog(tariffs: [tariff])
    let nightly = try Market.decision(Market.workload(mode: Market.nightly()), catalog: catalog)
    #expect(nightly.bestAPI?.service == service)
    #expect(try Market.decision(Market.workload(), catalog: catalog).bestAPI?.service == .standard)
  }

  /// Whoever asks for priority pays it, and meets no API that has none.
  @Test func theServiceAskedForIsBilled() throws {
    func schedule(_ factor: Double) -> PriceSchedule {
      PriceSchedule(
        base: TokenPrices(usdPerMillionInput: factor, usdPerMillionOutput: 2 * factor))
    }
    let tariff = Tariff(
      provider: "host", model: "llama", openModel: Market.model, standard: schedule(1),
      services: [.priority: schedule(1.8)], provenance: try Market.provenance())
    let catalog = try Market.catalog(tariffs: [
      tariff, Market.tariff("host/plain", input: 0.1, output: 0.1, openModel: Market.model),
    ])
    let level = try ServiceLevel(timeToFirstTokenSeconds: 2, apiService: .priority)
    let decision = try Market.decision(
      Market.workload(mode: .interactive(level, .flat)), catalog: catalog)
    #expect(decision.apis.map(\.tariff.id) == ["host/llama"])
    #expect(decision.bestAPI?.service == .priority)
    let fast = try Market.decision(
      Market.workload(
        mode: .interactive(ServiceLevel(timeToFirstTokenSeconds: 2, apiService: .fast), .flat)),
      catalog: catalog)
    #expect(
      fast.verdict.onlyBecause
        == "no comparable API is known (2 left out, most because it has no price for the service fast)"
    )
    #expect(abs((decision.bestAPI?.usdPerRequest ?? 0) - 1.8 * 1400e-6) < 1e-12)
  }

  @Test func batchIsBilledInBatchOnly() throws {
    let interactive = try #require(try Market.decision(Market.workload()).bestAPI)
    let batch = try #require(
      try Market.decision(Market.workload(mode: Market.nightly())).bestAPI)
    #expect(batch.service == .batch)
    #expect(abs(batch.usdPerRequest / interactive.usdPerRequest - 0.5) < 1e-12)
  }

  /// OpenAI's surcharge of 10 % for the EU is on every class; APIs without a price there are left out, and a
  /// region that no tariff names is an error that lists those which some do.
  @Test func dataResidencyIsChargedOrLeavesOut() throws {
    let inEurope = try Market.tariff("lab/eu", input: 1, output: 2, openModel: Market.model)
      .with(regionalMultipliers: ["eu": 1.1])
    let elsewhere = try Market.tariff("lab/any", input: 0.1, output: 0.2, openModel: Market.model)
    let catalog = try Market.catalog(tariffs: [inEurope, elsewhere])
    let decision = try Market.decision(Market.workload(dataResidency: "eu"), catalog: catalog)
    #expect(decision.apis.map(\.tariff.id) == ["lab/eu"])
    #expect(abs((try #require(decision.bestAPI)).usdPerRequest - 1.1 * 1400e-6) < 1e-12)
    #expect(decision.exclusions.contains { $0.name == "lab/any" && $0.reason.contains("eu") })
    let error = #expect(throws: InputError.self) {
      try Market.decision(Market.workload(dataResidency: "mars"), catalog: catalog)
    }
    #expect(error?.place == "$.dataResidency" && error?.expected == "eu")
  }

  /// Of 500 shared tokens that 90 % find cached, 50 a request are written and kept for 2 hours.
  ///
  /// At 4.5 USD per million token-hours that is 450 USD per million requests, beside
  /// 550·1 + 450·0.1 + 200·2 = 995.
  @Test(arguments: [(nil, 995.0), (0.05, 1006.25), (2, 1445)] as [(Double?, Double)])
  func keepingPrefixesIsCharged(hours: Double?, usdPerMillionRequests: Double) throws {
    let prices = TokenPrices(
      usdPerMillionInput: 1, usdPerMillionCachedInput: 0.1,
      usdPerMillionTokenHoursCacheStorage: 4.5, usdPerMillionOutput: 2)
    let tariff = Tariff(
      provider: "lab", model: "keeper", openModel: Market.model,
      standard: PriceSchedule(base: prices), provenance: try Market.provenance())
    let decision = try Market.decision(
      Market.workload(prefix: SharedPrefix(tokens: 500, hitRate: 0.9, keptHours: hours)),
      catalog: Market.catalog(tariffs: [tariff]))
    let api = try #require(decision.bestAPI)
    #expect(abs(api.usdPerRequest * 1e6 - usdPerMillionRequests) < 1e-6)
  }

  /// Anthropic's writing costs 1.25 of the input price for five minutes, twice for an hour, and no storage.
  @Test(arguments: [(nil, 6.25), (0.05, 6.25), (0.5, 10), (1, 10)] as [(Double?, Double)])
  func longKeptPrefixesPayTheirOwnPriceOfWriting(hours: Double?, usd: Double) throws {
    let prices = TokenPrices(
      usdPerMillionInput: 5, usdPerMillionCachedInput: 0.5, usdPerMillionCacheWrite: 6.25,
      usdPerMillionCacheWrite1h: 10, usdPerMillionOutput: 25)
    let tariff = Tariff(
      provider: "lab", model: "writer", openModel: Market.model,
      standard: PriceSchedule(base: prices), provenance: try Market.provenance())
    let decision = try Market.decision(
      Market.workload(prefix: SharedPrefix(tokens: 500, hitRate: 0.9, keptHours: hours)),
      catalog: Market.catalog(tariffs: [tariff]))
    let api = try #require(decision.bestAPI)
    let written = api.charges.filter { [.cacheWrite, .cacheWrite1h].contains($0.tokenClass) }
    #expect(written.count == 1 && abs(written[0].tokens - 50) < 1e-9)
    #expect(abs(written[0].usdPerMillion - usd) < 1e-9)
    #expect(api.assumptions.contains { $0.contains("keeping") } == (hours != nil))
  }

  @Test func taxIsOnBothSides() throws {
    let taxed = try Market.decision(Market.workload(costs: DeclaredCosts(taxRate: 0.2)))
    let free = try Market.decision(Market.workload())
    #expect(
      abs(
        try #require(taxed.bestAPI).usdPerRequest
          / (try #require(free.bestAPI).usdPerRequest) - 1.2) < 1e-12)
    #expect(
      abs(
        try #require(taxed.bestSelfHost).machineUSD
          / (try #require(free.bestSelfHost).machineUSD) - 1.2) < 1e-12)
  }

  /// Volumes 2/3 and 4/3, prices 1 and 0.9: (1 + 2·0.9)/3.
  @Test func fallingPricesWeighByVolume() throws {
    let growth = try Growth(
      perMonth: 1, horizonMonths: 2, machinePricePerMonth: -0.5, apiPricePerMonth: -0.1)
    let decision = try Market.decision(Market.workload(growth: growth))
    let api = try #require(decision.bestAPI)
    #expect(abs(api.priceMultiplier - 2.8 / 3) < 1e-12)
  }
}

struct CandidateTests {
  @Test func closedModelsNeedADeclaration() throws {
    let closed = try Market.tariff("lab/secret", input: 0.01, output: 0.01)
    let catalog = try Market.catalog(tariffs: [closed])
    let silent = try Market.decision(Market.workload(apis: ["lab/secret"]), catalog: catalog)
    #expect(silent.apis.isEmpty)
    #expect(silent.exclusions.contains { $0.name == "lab/secret" })
    #expect(silent.verdict.choice == .nothingToCompare)
    #expect(silent.verdict.probabilitySelfHostCheaper == nil)
    let declared = try Market.decision(
      Market.workload(
        equivalences: [Equivalence(model: Market.model, api: "lab/secret", note: "a pilot")]),
      catalog: catalog)
    #expect(declared.apis.map(\.tariff.id) == ["lab/secret"])
  }

  @Test func hostsOfTheSameModelAreAlwaysCandidates() throws {
    let catalog = try Market.catalog(tariffs: [
      Market.tariff("lab/secret", input: 1, output: 1),
      Market.tariff("host/llama", input: 1, output: 1, openModel: Market.model),
      Market.tariff("host/other", input: 1, output: 1, openModel: "Qwen/Qwen3-32B"),
    ])
    let decision = try Market.decision(
      Market.workload(
        equivalences: [Equivalence(model: Market.model, api: "lab/secret", note: "a pilot")]),
      catalog: catalog)
    #expect(Set(decision.apis.map(\.tariff.id)) == ["lab/secret", "host/llama"])
  }

  /// Where no model can read the requests, that is why nothing serves them, not that nobody offers an L20; where
  /// machines were tried, it is what most of them miss.
  @Test func whyNothingServesIsWhatWasAskedAbout() throws {
    let long = try Market.decision(Market.workload(prompt: 200_000))
    #expect(
      long.verdict.onlyBecause
        == "no deployment serves this workload "
        + "(\(Market.model): 100 % of requests exceed its context of 131,072 tokens)")
    let level = try ServiceLevel(timePerOutputTokenSeconds: 0.0001)
    let late = try Market.decision(Market.workload(mode: .interactive(level, .flat)))
    let reason = try #require(late.verdict.onlyBecause)
    #expect(!reason.contains("no offer"))
    #expect(reason.contains("\(Market.model) on H100-SXM: "))
  }

  /// What is used today and left out has its own reason, and is listed once, though a model stands for it.
  @Test func whatIsUsedTodaySaysWhyItIsLeftOut() throws {
    func cautions(_ models: [String], excluding: [String] = []) throws -> (Caution?, Int) {
      let workload = try Market.workload(
        equivalences: [Equivalence(model: Market.model, api: "lab/secret", note: "a pilot")]
      ).with(
        candidates: Candidates(models: models, engines: ["vLLM"], exclude: excluding),
        today: .some(Today(api: "lab/secret")))
      let decision = try Market.decision(
        workload,
        catalog: Market.catalog(tariffs: [
          Market.tariff("lab/secret", input: 1, output: 1, deprecation: "2026-11-20"),
          Market.tariff("host/llama", input: 0.2, output: 0.6, openModel: Market.model),
        ]))
      return (
        decision.cautions.first { $0.kind == "todayNotComparable" },
        decision.exclusions.count { $0.name == "lab/secret" }
      )
    }
    let retired = try cautions([Market.model])
    #expect(
      retired.0
        == .todayNotComparable(api: "lab/secret", reason: "its provider has retired it"))
    #expect(retired.1 == 1)
    let unwanted = try cautions([Market.model], excluding: ["lab/secret"])
    #expect(
      unwanted.0 == .todayNotComparable(api: "lab/secret", reason: "the workload excludes it"))
    #expect(unwanted.1 == 1)
  }

  @Test func retiredTariffsAreLeftOut() throws {
    let catalog = try Market.catalog(tariffs: [
      Market.tariff(
        "host/old", input: 0.001, output: 0.001, openModel: Market.model, deprecation: "2026-11-21"),
      Market.tariff(
        "host/late", input: 1, output: 1, openModel: Market.model, deprecation: "2026-11-22"),
    ])
    let decision = try Market.decision(Market.workload(), catalog: catalog)
    #expect(decision.apis.map(\.tariff.id) == ["host/late"])
    #expect(decision.exclusions.contains { $0.name == "host/old" })
  }

  @Test func oldPricesAreLeftOutOnDemand() throws {
    let catalog = try Market.catalog(
      tariffs: [
        Market.tariff(
          "host/old", input: 0.1, output: 0.1, openModel: Market.model, asOf: "2026-01-01"),
        Market.tariff("host/new", input: 1, output: 1, openModel: Market.model),
      ],
      offers: [
        Market.offer("cheap-old", usdPerGPUHour: 1, asOf: "2026-01-01"),
        Market.offer("new", usdPerGPUHour: 2),
      ])
    var assumptions = Market.closedForm
    #expect(try Market.decision(Market.workload(), catalog: catalog).apis.count == 2)
    assumptions.maximumPriceAgeDays = 90
    let decision = try Market.decision(
      Market.workload(), catalog: catalog, assumptions: assumptions)
    #expect(decision.apis.map(\.tariff.id) == ["host/new"])
    #expect(Set(decision.selfHosting.map(\.rental.id)) == ["new"])
    #expect(decision.exclusions.contains { $0.name.hasPrefix("cheap-old") })
  }

  @Test func withNothingForSaleThereIsNothingToCompare() throws {
    let catalog = try Market.catalog(tariffs: [], offers: [])
    let decision = try Market.decision(Market.workload(), catalog: catalog)
    #expect(decision.verdict.choice == .nothingToCompare)
    #expect(decision.uncertainty == nil)
    #expect(decision.bestSelfHost == nil)
    #expect(decision.bestAPI == nil)
  }

  @Test func unknownNamesAreErrors() throws {
    #expect(throws: InputError.self) {
      try Market.decision(Market.workload(models: ["meta-llama/Llama-3.1-8B-Instrukt"]))
    }
  }

  @Test(arguments: [1.0, 1.5, 4])
  func aDearerGPUNeverHelpsSelfHosting(factor: Double) throws {
    func decision(_ usd: Double) throws -> Decision {
      try Market.decision(
        Market.workload(), catalog: Market.catalog(offers: [Market.offer("m", usdPerGPUHour: usd)]))
    }
    let cheap = try decision(2)
    let dear = try decision(2 * factor)
    #expect(
      try #require(dear.bestSelfHost).totalUSD >= (try #require(cheap.bestSelfHost).totalUSD))
    #expect(
      try #require(dear.uncertainty).probabilitySelfHostCheaper
        <= (try #require(cheap.uncertainty).probabilitySelfHostCheaper))
  }

  @Test(arguments: [10_000.0, 100_000, 1_000_000, 20_000_000])
  func batchIsNeverDearerThanInteractive(requestsPerDay: Double) throws {
    let interactive = try Market.decision(Market.workload(requestsPerDay: requestsPerDay))
    let batch = try Market.decision(
      Market.workload(requestsPerDay: requestsPerDay, mode: Market.nightly(hours: 20)))
    #expect(
      try #require(batch.bestSelfHost).totalUSD
        <= (try #require(interactive.bestSelfHost).totalUSD))
    #expect(
      try #require(batch.bestAPI).usdPerRequest
        <= (try #require(interactive.bestAPI).usdPerRequest))
  }
}
