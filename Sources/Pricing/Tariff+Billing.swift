extension Tariff {
  /// The rates of a service tier, ready to be applied to many requests; `nil` if it has no price.
  ///
  /// - Parameters:
  ///   - service: The service tier.
  ///   - hour: The hour at which requests come; `nil` takes the mean over the week's 168 hours.
  ///   - region: A key of ``regionalMultipliers``; any other region has the list price.
  ///   - traffic: How many requests come in each of the 168 hours, in any unit, where no hour is given;
  ///     `nil` for as many in each.
  package func rates(
    for service: ServiceTier = .standard, at hour: HourOfWeek? = nil, region: String? = nil,
    traffic: [Double]? = nil
  ) -> BillingRates? {
    guard let ordinary = schedule(of: service, at: hour) else { return nil }
    let multiplier = region.flatMap { regionalMultipliers[$0] } ?? .none
    let usdPerRequest = requestFees.reduce(0) { $0 + $1.count * $1.usd }
    func rates(_ schedule: PriceSchedule) -> BillingRates {
      BillingRates(
        schedule: schedule, multiplier: multiplier, fees: fees, usdPerRequest: usdPerRequest,
        storage: standard.base.usdPerMillionTokenHoursCacheStorage)
    }
    if hour != nil { return rates(ordinary) }
    let special = windows.filter { $0.schedules[service] != nil && !$0.hours.isEmpty }
    guard !special.isEmpty else { return rates(ordinary) }
    let shares = special.map { $0.share(of: traffic) }
    return BillingRates(
      mixing: zip(special, shares).map { (rates($0.schedules[service] ?? ordinary), $1) }
        + [(rates(ordinary), max(0, 1 - shares.reduce(0, +)))])
  }

  /// The schedule that holds at an hour, or at ordinary hours if none is given.
  private func schedule(of service: ServiceTier, at hour: HourOfWeek?) -> PriceSchedule? {
    guard let ordinary = schedules[service] else { return nil }
    guard let hour else { return ordinary }
    return windows.first { $0.hours.contains(hour) }?.schedules[service] ?? ordinary
  }

  /// The cost of one request in US dollars; `nil` if the service tier has no price.
  ///
  /// For many requests, resolve ``Tariff/rates(for:at:region:traffic:)`` once instead.
  package func cost(
    of tokens: RequestTokens, service: ServiceTier = .standard, at hour: HourOfWeek? = nil,
    region: String? = nil
  ) -> Double? {
    rates(for: service, at: hour, region: region)?.cost(of: tokens)
  }

  /// The cost of requests that each stand for a number of requests, in US dollars.
  package func cost(
    ofWeighted requests: [(tokens: RequestTokens, weight: Double)],
    service: ServiceTier = .standard, at hour: HourOfWeek? = nil, region: String? = nil
  ) -> Double? {
    guard let rates = rates(for: service, at: hour, region: region) else { return nil }
    return requests.reduce(0) { $0 + $1.weight * rates.cost(of: $1.tokens) }
  }

  /// The cost of one request with its derivation; `nil` if the service tier has no price.
  package func bill(
    for tokens: RequestTokens, service: ServiceTier = .standard, at hour: HourOfWeek? = nil,
    region: String? = nil, traffic: [Double]? = nil
  ) -> Bill? {
    guard let schedule = schedule(of: service, at: hour),
      let rates = rates(for: service, at: hour, region: region, traffic: traffic)
    else { return nil }
    let step = rates.step(promptTokens: tokens.prompt)
    let reasoning = min(max(0, tokens.reasoning), tokens.completion)
    let beside = requestFees.map { ($0.tokenClass, $0.count, $0.usd) }
    let ofTokens = [
      (Bill.TokenClass.uncachedInput, tokens.uncachedPrompt, step.uncached),
      (.cachedInput, tokens.cachedPrompt, step.cached),
      (.cacheWrite, tokens.cacheWritten, step.written),
      (.cacheWrite1h, tokens.cacheWritten1h, step.written1h),
      (.cacheStorage, step.kept > 0 ? tokens.cacheTokenHours : 0, step.kept),
      (.output, tokens.completion - reasoning, step.output),
      (.reasoning, reasoning, step.reasoning),
    ]
    let lines = (ofTokens + beside).filter { $0.1 > 0 && ($0.2 > 0 || !purpose.isPrefillOnly) }
      .map { Bill.Line(tokenClass: $0.0, tokens: $0.1, usdPerMillion: $0.2 * 1e6) }
    var assumptions = missingPrices(
      in: schedule.prices(promptTokens: tokens.prompt), of: lines.map(\.tokenClass))
    if hour == nil, windows.contains(where: { $0.schedules[service] != nil }) {
      assumptions.append(traffic == nil ? .meanOverWeek : .meanOverTraffic)
    }
    if servicesWithoutLongPromptPrice.contains(service),
      schedule.longPrompts.contains(where: {
        tokens.prompt > $0.aboveTokens
      })
    {
      assumptions.append(.longPromptPriceUnknown(service))
    }
    assumptions += hoursWithoutPrice(of: tokens.prompt, service: service, at: hour)
    if tokens.cacheTokenHours > 0, step.kept == 0 { assumptions.append(.storageUnknown) }
    assumptions += toolAssumptions
    if let fees, fees.shareOfBill > 0 { assumptions.append(.feeIncluded(fees.shareOfBill)) }
    if discount > 0 { assumptions.append(.discounted(discount)) }
    if let currency { assumptions.append(.converted(currency)) }
    if let region, regionalMultipliers[region] == nil {
      assumptions.append(.unknownRegion(region))
    }
    return Bill(lines: lines, assumptions: assumptions)
  }

  /// Hours in which requests come and that have no price of their own for prompts of a length.
  private func hoursWithoutPrice(
    of promptTokens: Double, service: ServiceTier, at hour: HourOfWeek?
  ) -> [Bill.Assumption] {
    windows.filter { window in
      windowsWithoutLongPromptPrice.contains(window.name)
        && (hour.map(window.hours.contains) ?? true)
        && window.schedules[service]?.longPrompts.contains { promptTokens > $0.aboveTokens }
          ?? false
    }.map { .longPromptPriceOfHoursUnknown($0.name) }
  }

  private func missingPrices(
    in prices: TokenPrices, of classes: [Bill.TokenClass]
  ) -> [Bill.Assumption] {
    classes.compactMap { tokenClass in
      switch tokenClass {
      case .cachedInput where prices.usdPerMillionCachedInput == nil:
        .charged(.cachedInput, as: .uncachedInput)
      case .cacheWrite where prices.usdPerMillionCacheWrite == nil:
        .charged(.cacheWrite, as: .uncachedInput)
      case .cacheWrite1h where prices.usdPerMillionCacheWrite1h == nil:
        .charged(
          .cacheWrite1h,
          as: prices.usdPerMillionCacheWrite == nil ? .uncachedInput : .cacheWrite)
      default: nil
      }
    }
  }
}
