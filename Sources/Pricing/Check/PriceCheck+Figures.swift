extension PriceCheck {
  /// Tokens from which long prompts have prices of their own: 100,000 to 272,000 in the shipped catalog, 32,000 in
  /// LiteLLM's list.
  private static let longPrompts = 1000.0...20_000_000
  /// US dollars for a call of a tool: 0.0025 to 0.035; a price of one as that of a thousand is a thousandth.
  private static let call = 0.0002...1
  /// US dollars for a request, where one is asked: 0.005 in LiteLLM's list.
  private static let request = 0.0...1
  /// US dollars for a search that ranks documents: 0.001 to 0.0025.
  private static let search = 0.0...0.1
  /// A reseller's share of the bill: 0.055 at OpenRouter.
  private static let share = 0.0...0.3
  /// What a region multiplies prices by: 1 to 1.44.
  private static let region = 0.5...2
  /// Tokens that are cached at least: 512 to 4,096.
  private static let leastCached = 1.0...32_768
  /// Requests a minute: 60 to 10,000.
  private static let requestsPerMinute = 2.0...10_000_000
  /// Requests in flight at once: 25 to 2,500.
  private static let concurrentRequests = 2.0...10_000_000
  /// Tokens a minute: 36,000 to 5 million; those of thousands as such are a thousandth.
  private static let tokensPerMinute = 1000.0...1e11
  /// Tokens per second of one request: 23 to 1,667.
  private static let tokensPerSecond = 1.0...20_000
  /// Accelerators that one seller has of a kind: 3 to 10 on Vast's market; the largest clusters have some 100,000.
  private static let stock = 0.0...50_000
  /// Power of a server's share over the rating of its accelerator: 1 to 2.03.
  private static let serverPower = 0.9...3
  /// Hours within which a batch is promised: 24 in the shipped catalog.
  private static let batchWindow = 0.5...720
  /// What a full unit of provisioned throughput costs over its tokens by the token: 0.75 to 2.8.
  private static let provisioned = 0.25...10
  /// Years to come in which a provider says that it will retire something: 1.5.
  private static let yearsToRetirement = 0.0...5
  /// Seconds in which time is billed: up to an hour.
  private static let billing = 0.0...86_400
  /// US dollars for a kWh: 0.0826 in the shipped catalog; a slip of cents for dollars is a hundredfold.
  private static let kilowattHour = 0.005...2
  /// Facility power over that of servers: 1.25 in the shipped catalog, and 1.58 over the industry.
  private static let powerUsage = 1.0...3
  /// Years in service: 5 in the shipped catalog.
  private static let lifeYears = 1.0...15

  /// Figures of a tariff beside the prices of tokens.
  static func figures(of tariff: Tariff, at date: CalendarDate) -> [Problem] {
    var problems = future(of: tariff, at: date)
    func check(_ kind: Kind, _ what: String, _ value: Double?, _ usual: ClosedRange<Double>) {
      UnusualFigure(what, value, usually: usual).map { problems.append(.unusual($0, kind)) }
    }
    for bound in Set(tariff.schedules.values.flatMap { $0.longPrompts.map(\.aboveTokens) }).sorted()
    {
      check(.context, "the length of long prompts, in tokens,", bound, longPrompts)
    }
    for tool in ToolCall.allCases {
      let usd = tariff.fees?.usdPerCall[tool]
      check(.price, "USD for one of \(tool.title)", usd == 0 ? nil : usd, call)
    }
    check(.price, "USD for a request", tariff.fees?.usdPerRequest, request)
    check(.price, "USD for a search", tariff.fees?.search?.usd, search)
    check(.price, "the seller's share of the bill", tariff.fees?.shareOfBill, share)
    for (name, multiplier) in tariff.regionalMultipliers.sorted(by: { $0.key < $1.key }) {
      let factors = [
        multiplier.input, multiplier.cachedInput, multiplier.cacheWrite, multiplier.output,
      ]
      for factor in Set(factors).sorted() {
        check(.ratio, "the factor of the region \(name)", factor, region)
      }
    }
    check(
      .context, "leastCachedTokens", tariff.leastCachedTokens.map(Double.init), leastCached)
    check(.terms, "hours within which a batch is promised", tariff.batchWindow?.hours, batchWindow)
    for limits in [tariff.limits, tariff.providerLimits].compactMap(\.self) {
      check(.terms, "requests per minute", limits.requestsPerMinute, requestsPerMinute)
      check(.terms, "requests in flight", limits.concurrentRequests, concurrentRequests)
      check(.terms, "prompt tokens per minute", limits.promptTokensPerMinute, tokensPerMinute)
      check(
        .terms, "completion tokens per minute", limits.completionTokensPerMinute, tokensPerMinute)
      check(.terms, "tokens per minute", limits.totalTokensPerMinute, tokensPerMinute)
    }
    check(.terms, "tokens per second", tariff.speed?.tokensPerSecond, tokensPerSecond)
    if let retirement = tariff.deprecation {
      check(
        .retired, "years to its retirement on \(retirement)",
        max(0, Double(date.days(until: retirement)) / 365.25), yearsToRetirement)
    }
    for unit in tariff.provisioned?.units ?? [] {
      for (term, usd) in unit.usdPerHour.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
        check(
          .ratio, "\(unit.name) \(term.title), over its tokens at their price,",
          unit.timesTokens(usdPerHour: usd, at: tariff.prices), provisioned)
      }
    }
    return problems
  }

  /// The steps in which a machine is billed, the stock, and whether its price lies in what was seen of it.
  static func figures(of offer: GPUOffer) -> [Problem] {
    var problems: [Problem] = []
    for seconds in Set([offer.billing.incrementSeconds, offer.billing.minimumSeconds]).sorted() {
      UnusualFigure("seconds of use that are billed at least", seconds, usually: billing).map {
        problems.append(.unusual($0, .terms))
      }
    }
    UnusualFigure("the stock", offer.stock.map(Double.init), usually: stock).map {
      problems.append(.unusual($0, .terms))
    }
    for term in offer.terms {
      guard let seen = term.seenUSDPerInstanceHour,
        !seen.contains(term.usdPerInstanceHour)
      else { continue }
      problems.append(
        .notAsSeen(
          term.commitment, usd: term.usdPerInstanceHour, low: seen.lowerBound, high: seen.upperBound
        ))
    }
    return problems
  }

  /// The power of a server's share against the rating of its accelerator.
  static func figures(of hardware: OwnedHardware, acceleratorWatts watts: Double?) -> [Problem] {
    guard let watts, watts > 0 else { return [] }
    return UnusualFigure(
      "the power of a server's share, over the rating of its accelerator,",
      hardware.kilowattsPerGPU * 1000 / watts, usually: serverPower
    ).map { [.unusual($0, .owned)] } ?? []
  }

  /// What holds of owned machines.
  static func figures(of defaults: OwnershipDefaults) -> [Problem] {
    let figures = [
      UnusualFigure("USD for a kWh", defaults.usdPerKilowattHour, usually: kilowattHour),
      UnusualFigure(
        "the facility's power over that of servers", defaults.powerUsageEffectiveness,
        usually: powerUsage),
      UnusualFigure("years in service", defaults.lifeYears, usually: lifeYears),
    ]
    return figures.compactMap { $0.map { .unusual($0, .owned) } }
  }

  /// Figures that are dated after the day of the check; the prices have a finding of their own.
  private static func future(of tariff: Tariff, at date: CalendarDate) -> [Problem] {
    let figures: [(what: String, provenance: Provenance?)] = [
      ("the fees", tariff.fees?.provenance), ("the speed", tariff.speed?.provenance),
      ("the limits", tariff.limits?.provenance),
      ("the provider's limits", tariff.providerLimits?.provenance),
      ("the batch window", tariff.batchWindow?.provenance),
      ("the provisioned throughput", tariff.provisioned?.provenance),
      ("the currency", tariff.currency?.provenance),
    ]
    return figures.compactMap { what, provenance in
      provenance.flatMap { date < $0.asOf ? .figureFromTheFuture(what, $0.asOf) : nil }
    }
  }
}

extension ProvisionedThroughput.Unit {
  /// What a full unit costs over the same tokens by the token; `nil` where these have no price.
  fileprivate func timesTokens(usdPerHour: Double, at prices: TokenPrices) -> Double? {
    let usdPerMillion =
      inputWeight > 0
      ? prices.usdPerMillionInput / inputWeight
      : outputWeight > 0 ? prices.usdPerMillionOutput / outputWeight : 0
    guard usdPerMillion > 0 else { return nil }
    return usdPerHour / (tokensPerMinute * 60 * usdPerMillion / 1e6)
  }
}
