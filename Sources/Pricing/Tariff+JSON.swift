package import CheckedJSON

extension Tariff {
  private static let keys =
    [
      "model", "openModel", "purpose", "quantization", "contextTokens", "listedContextTokens",
      "leastCachedTokens", "cacheStepTokens", "prices", "tiers", "windows",
      "regionalMultipliers", "fees", "provisioned", "deprecation", "speed", "limits", "batchWindow",
      "provenance",
    ] + ServiceTier.allCases.filter { $0 != .standard }.map(\.rawValue)

  /// Reads one element of the `tariffs` of a provider's file; what holds for the provider is inherited.
  package init(_ place: JSONPlace, provider: APIProvider) throws(InputError) {
    let members = try place.object()
    try members.allowOnly(Self.keys)
    let rate = provider.currency?.usd ?? 1
    let purpose = try members["purpose"]?.choice(TariffPurpose.self) ?? .generation
    let fees = try members["fees"].map(APIFees.init) ?? provider.fees
    let standard = try Self.standard(of: members, purpose, fees).scaled(by: rate)
    var services: [ServiceTier: PriceSchedule] = [:]
    for service in ServiceTier.allCases where service != .standard {
      guard let base = members[service.rawValue] else { continue }
      services[service] = PriceSchedule(
        base: try TokenPrices(base, purpose),
        longPrompts: try Self.longPrompts(service, of: members, purpose)
      ).scaled(by: rate)
    }
    self.init(
      provider: provider.name,
      model: try members.required("model").name(),
      openModel: try members["openModel"]?.name(),
      purpose: purpose,
      quantization: try members["quantization"]?.text(),
      contextTokens: try members["contextTokens"]?.integer(in: 1...1_000_000_000),
      listedContextTokens: try members["listedContextTokens"]?.integer(
        in: 1...1_000_000_000),
      leastCachedTokens: try members["leastCachedTokens"]?.integer(in: 1...10_000_000)
        ?? provider.leastCachedTokens,
      cacheStepTokens: try members["cacheStepTokens"]?.integer(in: 1...1_000_000)
        ?? provider.cacheStepTokens,
      standard: standard,
      services: services,
      windows: try Self.windows(of: members, purpose).map { $0.scaled(by: rate) },
      regionalMultipliers: try Self.multipliers(of: members),
      fees: fees,
      currency: provider.currency,
      provisioned: try members["provisioned"].map(ProvisionedThroughput.init),
      deprecation: try members["deprecation"]?.date(),
      speed: try MeasuredSpeed(ifAt: members["speed"]),
      limits: try ServiceLimits(ifAt: members["limits"]),
      providerLimits: provider.limits,
      batchWindow: try BatchWindow(ifAt: members["batchWindow"]) ?? provider.batchWindow,
      hostClass: provider.hostClass,
      provenance: try members.required("provenance").provenance())
    try checkBatch(at: place)
  }

  private static func key(_ service: ServiceTier) -> String {
    service == .standard ? "prices" : service.rawValue
  }

  /// The ordinary prices; who is paid by the search need not have any of tokens.
  private static func standard(
    of members: JSONMembers, _ purpose: TariffPurpose, _ fees: APIFees?
  ) throws(InputError) -> PriceSchedule {
    if purpose == .reranking, fees?.search != nil, members["prices"] == nil {
      return PriceSchedule(base: TokenPrices(usdPerMillionInput: 0, usdPerMillionOutput: 0))
    }
    return PriceSchedule(
      base: try TokenPrices(members.required(key(.standard)), purpose),
      longPrompts: try longPrompts(.standard, of: members, purpose))
  }

  /// The prices of a service for long prompts, of a tariff or of its hours.
  static func longPrompts(
    _ service: ServiceTier, of members: JSONMembers, _ purpose: TariffPurpose
  ) throws(InputError) -> [PriceSchedule.LongPrompt] {
    guard let tiers = members["tiers"] else { return [] }
    var longPrompts: [PriceSchedule.LongPrompt] = []
    var previous = 0
    for place in try tiers.array() {
      let tier = try place.object()
      try tier.allowOnly(["aboveTokens"] + ServiceTier.allCases.map(key))
      let above = try tier.required("aboveTokens").integer(in: previous + 1...1_000_000_000)
      previous = min(above, 999_999_999)
      let prices = service == .standard ? try tier.required("prices") : tier[key(service)]
      if let prices {
        longPrompts.append(
          .init(aboveTokens: Double(above), prices: try TokenPrices(prices, purpose)))
      }
    }
    return longPrompts
  }

  private static func windows(
    of members: JSONMembers, _ purpose: TariffPurpose
  ) throws(InputError) -> [PriceWindow] {
    guard let list = members["windows"] else { return [] }
    var windows: [PriceWindow] = []
    for place in try list.array() {
      let window = try PriceWindow(place, purpose)
      guard windows.allSatisfy({ $0.hours.isDisjoint(with: window.hours) }) else {
        throw place.error(expected: "hours that no other window of the tariff has")
      }
      windows.append(window)
    }
    return windows
  }

  private static func multipliers(
    of members: JSONMembers
  ) throws(InputError) -> [String: RegionalMultiplier] {
    guard let object = try members["regionalMultipliers"]?.object() else { return [:] }
    var multipliers: [String: RegionalMultiplier] = [:]
    for key in object.keys {
      multipliers[key] = try RegionalMultiplier(try object.required(key))
    }
    return multipliers
  }

  private func checkBatch(at place: JSONPlace) throws(InputError) {
    guard let batch else { return }
    for (name, price) in [
      ("input", \TokenPrices.usdPerMillionInput), ("output", \.usdPerMillionOutput),
    ] where batch[keyPath: price] > prices[keyPath: price] {
      throw InputError(
        file: place.file, place: "\(place.path).batch.\(name)",
        found: "the number \(batch[keyPath: price])",
        expected: "at most the standard price \(prices[keyPath: price])")
    }
  }
}

extension TokenPrices {
  /// Reads `{ "input", "cachedInput"?, "cacheWrite"?, "cacheWrite1h"?, "output", … }`; who writes nothing has no
  /// price of output.
  package init(
    _ place: JSONPlace, _ purpose: TariffPurpose = .generation
  ) throws(InputError) {
    let members = try place.object()
    if purpose.isPrefillOnly, let output = members["output"] ?? members["reasoning"] {
      throw output.error(
        expected: "no price of output in a tariff that \(purpose.verb) and writes nothing")
    }
    try members.allowOnly([
      "input", "cachedInput", "cacheWrite", "cacheWrite1h", "cacheStoragePerMillionTokenHours",
      "output", "reasoning",
    ])
    func price(_ key: String) throws(InputError) -> Double? {
      guard let place = members[key] else { return nil }
      return try place.price(upTo: 10_000, per: "million tokens")
    }
    self.init(
      usdPerMillionInput: try members.required("input").price(upTo: 10_000, per: "million tokens"),
      usdPerMillionCachedInput: try price("cachedInput"),
      usdPerMillionCacheWrite: try price("cacheWrite"),
      usdPerMillionCacheWrite1h: try price("cacheWrite1h"),
      usdPerMillionTokenHoursCacheStorage: try price("cacheStoragePerMillionTokenHours"),
      usdPerMillionOutput: purpose.isPrefillOnly
        ? 0 : try members.required("output").price(upTo: 10_000, per: "million tokens"),
      usdPerMillionReasoning: try price("reasoning"))
  }
}

extension PriceWindow {
  private enum Days: String, CaseIterable {
    case everyDay, weekdays, weekend
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// Monday is 0.
    var range: Range<Int> {
      switch self {
      case .everyDay: 0..<7
      case .weekdays: 0..<5
      case .weekend: 5..<7
      case .monday: 0..<1
      case .tuesday: 1..<2
      case .wednesday: 2..<3
      case .thursday: 3..<4
      case .friday: 4..<5
      case .saturday: 5..<6
      case .sunday: 6..<7
      }
    }
  }

  /// Reads `{ "name", "hoursUTC": [{ "days", "from", "to" }], "prices", "batch"?, …, "tiers"? }`.
  package init(
    _ place: JSONPlace, _ purpose: TariffPurpose = .generation
  ) throws(InputError) {
    let members = try place.object()
    let services = ServiceTier.allCases.map {
      (service: $0, key: $0 == .standard ? "prices" : $0.rawValue)
    }
    try members.allowOnly(["name", "hoursUTC", "tiers"] + services.map(\.key))
    var hours: Set<HourOfWeek> = []
    for period in try members.required("hoursUTC").array() {
      let parts = try period.object()
      try parts.allowOnly(["days", "from", "to"])
      let days: Days = try parts.required("days").choice()
      let from = try parts.required("from").integer(in: 0...23)
      let to = try parts.required("to").integer(in: from + 1...24)
      for day in days.range { hours.formUnion((from..<to).map { HourOfWeek(day * 24 + $0) }) }
    }
    var schedules: [ServiceTier: PriceSchedule] = [:]
    for (service, key) in services {
      guard let prices = members[key] else { continue }
      schedules[service] = PriceSchedule(
        base: try TokenPrices(prices, purpose),
        longPrompts: try Tariff.longPrompts(service, of: members, purpose))
    }
    self.init(name: try members.required("name").name(), hours: hours, schedules: schedules)
  }
}
