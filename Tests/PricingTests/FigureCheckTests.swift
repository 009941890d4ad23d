import Pricing
import TestFixtures
import Testing

/// Slips in what stands beside the prices of tokens, each alone in an entry that is fine.
@Suite struct FigureCheckTests {
  private static let day = CalendarDate(year: 2026, month: 11, day: 20) ?? .distant
  private static let source = Provenance(source: "a list", asOf: day)
  private static let later = Provenance(
    source: "a list", asOf: CalendarDate(year: 2062, month: 11, day: 20) ?? .distant)

  private static func tariff(
    _ model: String = "m", prices: TokenPrices = FigureCheckTests.usual, context: Int? = nil,
    least: Int? = nil,
    above: Double? = nil, abovePrices: TokenPrices? = nil, windows: [PriceWindow] = [],
    regions: [String: RegionalMultiplier] = [:],
    fees: APIFees? = nil, provisioned: ProvisionedThroughput? = nil, retires: CalendarDate? = nil,
    limits: ServiceLimits? = nil
  ) -> Tariff {
    Tariff(
      provider: "acme", model: model, openModel: "open/model", contextTokens: context,
      leastCachedTokens: least,
      standard: PriceSchedule(
        base: prices,
        longPrompts: above.map { [.init(aboveTokens: $0, prices: abovePrices ?? prices)] } ?? []),
      windows: windows, regionalMultipliers: regions, fees: fees, provisioned: provisioned,
      deprecation: retires, limits: limits, provenance: source)
  }

  private static let usual = TokenPrices(usdPerMillionInput: 1, usdPerMillionOutput: 4)

  private static func prices(_ change: (inout TokenPrices) -> Void) -> TokenPrices {
    var prices = usual
    prices.usdPerMillionCacheWrite = 1.25
    change(&prices)
    return prices
  }

  private static func unit(usdPerHour: Double) -> ProvisionedThroughput {
    ProvisionedThroughput(
      units: [
        .init(
          name: "PTU", tokensPerMinute: 10_000, inputWeight: 1, cachedInputWeight: 0,
          outputWeight: 4, least: 1, step: 1, usdPerHour: [.hour: usdPerHour])
      ], spillsOver: true, provenance: source)
  }

  private static func nights(
    _ times: Double, above: Double? = nil, longTimes: Double = 1
  ) -> [PriceWindow] {
    func prices(_ times: Double) -> TokenPrices {
      TokenPrices(usdPerMillionInput: times, usdPerMillionOutput: 4 * times)
    }
    return [
      PriceWindow(
        name: "nights", hours: [HourOfWeek(1)],
        schedules: [
          .standard: PriceSchedule(
            base: prices(times),
            longPrompts: above.map { [.init(aboveTokens: $0, prices: prices(longTimes))] } ?? [])
        ])
    ]
  }

  private static func cached(_ usd: Double) -> TokenPrices {
    TokenPrices(usdPerMillionInput: 1, usdPerMillionCachedInput: usd, usdPerMillionOutput: 4)
  }

  private static let fine: [Tariff] = [
    tariff(), tariff(context: 2048), tariff(context: 32_768, least: 4096, above: 32_000),
    tariff(windows: nights(0.5), regions: ["eu": 1.1]),
    tariff(fees: APIFees(usdPerCall: [.webSearch: 0.035], shareOfBill: 0.055, provenance: source)),
    // 10,000 tokens a minute are 0.6 million an hour, for 0.60 USD by the token.
    tariff(provisioned: unit(usdPerHour: 1)),
    tariff(retires: CalendarDate(year: 2028, month: 5, day: 14)),
    tariff(
      prices: prices {
        $0.usdPerMillionCacheWrite1h = 2
        $0.usdPerMillionReasoning = 8
        $0.usdPerMillionTokenHoursCacheStorage = 4.5
      }),
  ]

  @Test(arguments: fine) private func whatIsUsualRaisesNoAlarm(tariff: Tariff) throws {
    #expect(try PriceCheck.findings(in: PriceCatalog(tariffs: [tariff]), at: Self.day) == [])
  }

  private static let slips: [(tariff: Tariff, kind: PriceCheck.Kind, says: String)] = [
    (tariff(above: 200), .context, "length of long prompts, in tokens, is 200"),
    (tariff(context: 1050), .context, "a context of 1050"),
    (tariff(least: 102_400), .context, "leastCachedTokens is 102400"),
    (tariff(regions: ["eu": 0.11]), .ratio, "the region eu is 0.11, usually 0.5 to 2"),
    (tariff(regions: ["eu": 10.0]), .ratio, "the region eu is 10"),
    (
      tariff(fees: APIFees(usdPerCall: [.webSearch: 10], provenance: source)), .price,
      "web searches is 10"
    ),
    (
      tariff(fees: APIFees(usdPerCall: [.webSearch: 0.00001], provenance: source)), .price,
      "web searches is 0.00001"
    ),
    (
      tariff(
        fees: APIFees(search: SearchFee(usd: 2, documents: 100), provenance: source)), .price,
      "USD for a search is 2"
    ),
    (tariff(fees: APIFees(shareOfBill: 0.55, provenance: source)), .price, "share of the bill"),
    (
      tariff(fees: APIFees(shareOfBill: 0.055, provenance: later)), .stale,
      "the date of the fees is 2062-11-20"
    ),
    (tariff(provisioned: unit(usdPerHour: 100)), .ratio, "PTU by the hour"),
    (tariff(retires: CalendarDate(year: 2062, month: 1, day: 1)), .retired, "usually 0 to 5"),
    (
      tariff(limits: ServiceLimits(requestsPerMinute: 1, provenance: source)), .terms,
      "requests per minute is 1"
    ),
    (tariff(windows: nights(0.05)), .ratio, "nights input is 0.05 times other hours"),
    (
      tariff(above: 200_000, windows: nights(0.5, above: 200_000, longTimes: 20)), .ratio,
      "nights long-prompt input is 20 times other hours"
    ),
    (
      tariff(prices: cached(0.1), above: 200_000, abovePrices: cached(1)), .ratio,
      "long-prompt cached input is 10 times short prompts"
    ),
    (
      tariff(prices: TokenPrices(usdPerMillionInput: 0.003, usdPerMillionOutput: 0.015)), .price,
      "input costs 0.003 USD"
    ),
    (tariff(prices: prices { $0.usdPerMillionReasoning = 400 }), .ratio, "reasoning is 100 times"),
    (
      tariff(prices: prices { $0.usdPerMillionCacheWrite1h = 1 }), .ratio,
      "for an hour is 0.8 times the shorter write"
    ),
    (
      tariff(prices: prices { $0.usdPerMillionTokenHoursCacheStorage = 4500 }), .ratio,
      "keeping in the cache is 4500 times input"
    ),
  ]

  @Test(arguments: slips.indices) func aSlipIsFound(index: Int) throws {
    let slip = Self.slips[index]
    let findings = PriceCheck.findings(
      in: try PriceCatalog(tariffs: [slip.tariff]), at: Self.day)
    #expect(
      findings.contains { $0.kind == slip.kind && $0.problem.description.contains(slip.says) },
      "\(slip.says): \(findings)")
  }

  /// Half the price of others by mistake in the unit tenfold is five times theirs, which is less than hosts differ by, but
  /// for both prices and over every one of them.
  @Test(
    arguments: [(5, "input and output are 5 times what the dearest"), (3, nil)]
      as [(Double, String?)])
  func aSlipAtACheapHostIsBeyondAllOthers(times: Double, says: String?) throws {
    let tariffs = [("a", 1), ("b", 1), ("c", 1), ("new", times)].map { provider, times in
      Tariff(
        provider: provider, model: "m", openModel: "open/model",
        standard: PriceSchedule(
          base: TokenPrices(usdPerMillionInput: times, usdPerMillionOutput: 4 * times)),
        provenance: Self.source)
    }
    let findings = PriceCheck.findings(in: try PriceCatalog(tariffs: tariffs), at: Self.day)
    #expect(findings.map(\.id) == (says == nil ? [] : ["new/m"]))
    #expect(says == nil || findings.first?.problem.description.contains(says ?? "") == true)
  }

  /// A host may lengthen a context fourfold; eight times what the model is made for is a slip.
  @Test(arguments: [(524_288, false), (1_048_576, true)])
  func aContextIsHeldAgainstTheModels(tokens: Int, isFound: Bool) throws {
    let findings = PriceCheck.findings(
      in: try PriceCatalog(tariffs: [Self.tariff(context: tokens)]), at: Self.day,
      modelContext: { $0 == "open/model" ? 131_072 : nil })
    let expected: [PriceCheck.Problem] =
      isFound ? [.contextBeyondModel(tokens: tokens, times: 8)] : []
    #expect(findings.map(\.problem) == expected)
  }

  /// Case and what stands before the name do not make two models of one.
  @Test func aModelUnderTwoNamesIsFound() throws {
    let findings = PriceCheck.findings(
      in: try PriceCatalog(tariffs: [
        Self.tariff("meta-llama/Llama-3.3-70B-Instruct"), Self.tariff("llama-3.3-70b-instruct"),
        Self.tariff("llama-3.1-70b-instruct"),
      ]), at: Self.day
    ).filter { $0.kind == .repeated }
    #expect(
      findings.map(\.description) == [
        "acme/meta-llama/Llama-3.3-70B-Instruct: the same model at the same provider as"
          + " acme/llama-3.3-70b-instruct"
      ])
  }

  @Test func machinesAndPowerAreHeldAgainstWhatIsUsual() throws {
    let offer = GPUOffer(
      id: "a", provider: "acme", gpu: "L4", gpusPerInstance: 1,
      terms: [
        .init(commitment: .onDemand, usdPerInstanceHour: 0.8, seenUSDPerInstanceHour: 80...90)
      ], billing: .init(incrementSeconds: 2_592_000, minimumSeconds: 60, kind: .published),
      provenance: Self.source)
    let findings = PriceCheck.findings(in: try PriceCatalog(offers: [offer]), at: Self.day)
    #expect(
      findings.map(\.description) == [
        "a: seconds of use that are billed at least is 2592000, usually 0 to 86400",
        "a: onDemand costs 0.8 USD, where 80 to 90 was seen within a year",
      ])
  }
}
