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
        for (what, path) in [
          ("input", \TokenPrices.usdPerMillionInput), ("output", \.usdPerMillionOutput),
        ] where tier.prices[keyPath: path] >= schedule.base[keyPath: path] {
          // A tier that is cheaper has a finding of its own.
          problems.append(
            UsualRatio.longPrompt.problem(
              "long-prompt \(name)\(what)", tier.prices[keyPath: path],
              over: schedule.base[keyPath: path]))
        }
      }
    }
    for window in tariff.windows {
      for service in ServiceTier.allCases {
        guard let schedule = window.schedules[service] else { continue }
        problems += classes(of: schedule.base, "\(window.name) ")
        guard let ordinary = tariff.schedules[service]?.base else { continue }
        for (what, path) in [
          ("input", \TokenPrices.usdPerMillionInput), ("output", \.usdPerMillionOutput),
        ] {
          problems.append(
            UsualRatio.window.problem(
              "\(window.name) \(what)", schedule.base[keyPath: path],
              over: ordinary[keyPath: path]))
        }
      }
    }
    return problems.compactMap(\.self)
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
    return [
      ("input", \TokenPrices.usdPerMillionInput), ("output", \.usdPerMillionOutput),
    ].map { name, path in
      // A batch that is dearer has a finding of its own.
      service == .batch && prices[keyPath: path] > standard[keyPath: path]
        ? nil
        : usual.problem(
          "\(service.rawValue) \(name)", prices[keyPath: path], over: standard[keyPath: path])
    }
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
