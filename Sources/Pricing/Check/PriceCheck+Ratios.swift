extension PriceCheck {
  /// Prices of one tariff that do not fit one another.
  static func ratios(of tariff: Tariff) -> [Problem] {
    var problems: [Problem?] = []
    for service in tariff.services {
      guard let schedule = tariff.schedules[service] else { continue }
      let name = service == .standard ? "" : service.rawValue + " "
      problems += classes(of: schedule.base, name)
      if service != .standard { problems += over(tariff.prices, schedule.base, service) }
      for tier in schedule.longPrompts {
        problems += classes(of: tier.prices, "long-prompt " + name)
        // Tiers that the list leaves open are filled, not stated.
        guard !tariff.servicesWithoutLongPromptPrice.contains(service) else { continue }
        // A tier that is cheaper has a finding of its own.
        problems += each(
          .longPrompt, "long-prompt " + name, tier.prices, over: schedule.base,
          unless: { $0 < $1 })
      }
    }
    problems += tariff.windows.flatMap { windowed(tariff, $0) }
    return problems.compactMap(\.self)
  }

  /// The prices of some hours against one another and, for prompts of each length, against those of other hours.
  private static func windowed(_ tariff: Tariff, _ window: PriceWindow) -> [Problem?] {
    var problems: [Problem?] = []
    for service in ServiceTier.allCases {
      guard let schedule = window.schedules[service] else { continue }
      problems += classes(of: schedule.base, "\(window.name) ")
      guard let ordinary = tariff.schedules[service] else { continue }
      problems += hours(window.name, schedule.base, over: ordinary.base)
      for tier in schedule.longPrompts {
        let name = "\(window.name) long-prompt"
        problems += classes(of: tier.prices, name + " ")
        problems += hours(
          name, tier.prices, over: ordinary.prices(promptTokens: tier.aboveTokens.nextUp))
      }
    }
    return problems
  }

  private static func hours(
    _ name: String, _ prices: TokenPrices, over others: TokenPrices
  ) -> [Problem?] {
    each(.window, name + " ", prices, over: others)
  }

  /// Each class of some prices against the same of others, but for input and output of which there is a finding already.
  ///
  /// What is read from the cache or written to it moves with them: the factors of the three lie in one range over every
  /// shipped tariff, and a slip in one class alone stands out.
  private static func each(
    _ usual: UsualRatio, _ name: String, _ prices: TokenPrices, over others: TokenPrices,
    unless isTold: (Double, Double) -> Bool = { _, _ in false }
  ) -> [Problem?] {
    let told = [
      ("input", prices.usdPerMillionInput, others.usdPerMillionInput),
      ("output", prices.usdPerMillionOutput, others.usdPerMillionOutput),
    ].filter { !isTold($0.1, $0.2) }
    let cache = [
      ("cached input", prices.usdPerMillionCachedInput, others.usdPerMillionCachedInput),
      ("cache write", prices.usdPerMillionCacheWrite, others.usdPerMillionCacheWrite),
      (
        "cache write for an hour", prices.usdPerMillionCacheWrite1h,
        others.usdPerMillionCacheWrite1h
      ),
    ]
    return told.map { usual.problem(name + $0.0, $0.1, over: $0.2) }
      + cache.map { usual.problem(name + $0.0, $0.1, over: $0.2) }
  }

  /// The classes of one price list against its input.
  private static func classes(of prices: TokenPrices, _ name: String) -> [Problem?] {
    let input = prices.usdPerMillionInput
    let cached = prices.usdPerMillionCachedInput
    return [
      UsualRatio.output.problem(name + "output", prices.usdPerMillionOutput, over: input),
      // More than the input has a finding of its own.
      cached.map { $0 <= input } ?? false
        ? UsualRatio.cachedInput.problem(name + "cached input", cached, over: input) : nil,
      UsualRatio.cacheWrite.problem(
        name + "cache write", prices.usdPerMillionCacheWrite, over: input),
      UsualRatio.cacheWrite1h.problem(
        name + "cache write for an hour", prices.usdPerMillionCacheWrite1h, over: input)
        ?? UsualRatio.longerWrite.problem(
          name + "cache write for an hour", prices.usdPerMillionCacheWrite1h,
          over: prices.usdPerMillionCacheWrite),
      UsualRatio.reasoning.problem(
        name + "reasoning", prices.usdPerMillionReasoning, over: prices.usdPerMillionOutput),
      UsualRatio.storage.problem(
        name + "keeping in the cache", prices.usdPerMillionTokenHoursCacheStorage, over: input),
    ]
  }

  /// Another service against the standard one.
  private static func over(
    _ standard: TokenPrices, _ prices: TokenPrices, _ service: ServiceTier
  ) -> [Problem?] {
    let usual: UsualRatio =
      switch service {
      case .standard, .batch, .flex: .discounted
      case .priority: .priority
      case .fast, .ultrafast: .fast
      }
    // A batch that is dearer has a finding of its own.
    return each(
      usual, service.rawValue + " ", prices, over: standard,
      unless: { service == .batch && $0 > $1 })
  }

  /// The terms of one machine against its price on demand, and in their order.
  static func terms(of offer: GPUOffer) -> [Problem] {
    var problems: [Problem?] = []
    if offer.terms.contains(where: { !$0.usdPerInstanceHour.isPrice }) {
      problems.append(.notAPrice("an hour"))
    }
    let reserved = Commitment.allCases.filter {
      $0.years > 0 && offer.usdPerInstanceHour($0) != nil
    }
    for (shorter, longer) in zip(reserved, reserved.dropFirst()) {
      if let less = offer.usdPerInstanceHour(shorter), let more = offer.usdPerInstanceHour(longer),
        more > less
      {
        problems.append(.dearerThan(longer, shorter: shorter))
      }
    }
    guard let onDemand = offer.usdPerInstanceHour(.onDemand) else {
      return problems.compactMap(\.self)
    }
    for term in offer.terms where term.commitment != .onDemand {
      if term.usdPerInstanceHour > onDemand {
        problems.append(.dearerThanOnDemand(term.commitment))
        continue
      }
      let usual: UsualRatio =
        switch term.commitment {
        case .onDemand, .spot: .spot
        case .reserved1Month, .reserved6Months, .reserved1Year: .oneYear
        case .reserved3Year: .threeYears
        }
      problems.append(
        usual.problem(term.commitment.rawValue, term.usdPerInstanceHour, over: onDemand))
    }
    return problems.compactMap(\.self)
  }
}

extension Double {
  /// Whether it can be a price at all.
  var isPrice: Bool { isFinite && self > 0 }
}
