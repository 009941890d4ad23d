import CheckedJSON
import Numerics
import Pricing

/// One model of LiteLLM's cost map, with its prices sorted by service tier and prompt length.
struct LiteLLMEntry {
  let provider: String
  private(set) var unusedPriceKeys: [String] = []
  let model: String
  private let purpose: TariffPurpose
  private let context: ListedContext
  private let deprecation: String?
  private var prices: [ServiceTier: [Int: [String: Double]]] = [:]
  /// The keys that price each service tier.
  private var keysByService: [ServiceTier: [String]] = [:]
  /// Service tiers that the list prices on one side alone, each with the class that lacks a price.
  private var incompleteServices: [ServiceTier: String] = [:]
  private var regionalMultipliers: [String: Double] = [:]
  /// What every request costs, beside its tokens.
  private var usdPerRequest: Double?
  /// What a search costs among documents that are ranked.
  private var usdPerSearch: Double?
  /// What a call of each tool costs.
  private var usdPerCall: [ToolCall: Double] = [:]
  /// Searches of the web that are not charged.
  private var freeSearches: FreeCalls?
  /// Multipliers of which nobody says when they hold, kept in the note.
  private var carriedMultipliers: [String: Double] = [:]
  private var windows: [JSONValue] = []
  /// Why searches of the web have no price.
  private var searchNote: String?

  /// Reads an entry.
  ///
  /// - Throws: `ImportObstacle` if it cannot be imported whole, `InputError` if it is malformed.
  init(key: String, members: JSONMembers) throws {
    let mode = Self.text(members, "mode") ?? "none"
    switch mode {
    case "chat", "responses", "completion": purpose = .generation
    case "embedding": purpose = .embedding
    case "rerank": purpose = .reranking
    default: throw ImportObstacle(reason: .notText(mode))
    }
    let listed = Self.text(members, "litellm_provider") ?? "unknown"
    provider = ProviderName.provider(listed)
    guard !EuroSellers.inLiteLLM.contains(listed) else {
      throw ImportObstacle(reason: .otherCurrency("EUR", isSaid: false))
    }
    model = ProviderName.model(key, of: listed)
    context = ListedContext(members["max_input_tokens"])
    deprecation = try members["deprecation_date"].flatMap { place in
      place.isNull ? nil : "\(try place.date())"
    }
    try readPrices(members)
    try readTieredPricing(members)
    try checkBase()
    try readSpecific(members)
    try readOffPeak(members)
    // OpenAI asks for both what it asks for one: LiteLLM bills its fast service by the keys of priority, and
    // genai-prices 0.2.3 lists it at these prices.
    if provider == "openai", prices[.fast] == nil { prices[.fast] = prices[.priority] }
  }

  /// The entry as a tariff of our catalog.
  func tariff(source: String, asOf: CalendarDate) -> JSONValue {
    var provenance: [String: JSONValue] = [
      "source": .string(source), "asOf": .string("\(asOf)"),
    ]
    if !notes.isEmpty { provenance["note"] = .string(notes.joined(separator: "; ")) }
    var value: [String: JSONValue] = [
      "model": .string(model), "provenance": .object(provenance),
    ]
    if purpose != .generation { value["purpose"] = .string(purpose.rawValue) }
    value["fees"] = fees(source: source, asOf: asOf)
    if let tokens = context.tokens { value["contextTokens"] = .number(Double(tokens)) }
    if let deprecation { value["deprecation"] = .string(deprecation) }
    for (service, byLength) in prices {
      if let base = byLength[0] { value[Self.key(service)] = .prices(base) }
    }
    let bounds = Set(prices.values.flatMap(\.keys)).subtracting([0]).sorted()
    if !bounds.isEmpty {
      value["tiers"] = .array(
        bounds.map { bound in
          let above = PromptBound.aboveTokens(bound, at: provider)
          var tier: [String: JSONValue] = ["aboveTokens": .number(Double(above))]
          for (service, byLength) in prices {
            if let prices = byLength[bound] { tier[Self.key(service)] = .prices(prices) }
          }
          return .object(tier)
        })
    }
    if !windows.isEmpty { value["windows"] = .array(windows) }
    if !regionalMultipliers.isEmpty {
      value["regionalMultipliers"] = .object(regionalMultipliers.mapValues { .number($0) })
    }
    return .object(value)
  }

  /// What the list says and the tariff does not take over.
  private var notes: [String] {
    var notes: [String] = []
    if !carriedMultipliers.isEmpty {
      let multipliers = carriedMultipliers.sorted { $0.key < $1.key }
        .map { "\($0.key.shortened()) \(PlainDecimal.text($0.value))" }
      notes.append(
        "not billed, as the list does not say when they hold: "
          + multipliers.joined(separator: ", "))
    }
    for (service, tokenClass) in incompleteServices.sorted(by: { $0.key.rawValue < $1.key.rawValue }
    ) {
      notes.append(
        "the \(service.rawValue) service is left out, as the list has no price of its \(tokenClass)"
      )
    }
    notes += [searchNote, context.problem].compactMap(\.self)
    return notes
  }

  /// What is charged beside tokens; `nil` for nothing.
  private func fees(source: String, asOf: CalendarDate) -> JSONValue? {
    func thousand(_ usd: Double) -> JSONValue {
      .number(PlainDecimal.scaled(usd, byPowerOfTen: 3))
    }
    var members: [String: JSONValue] = [:]
    if let usdPerRequest, usdPerRequest > 0 {
      members["usdPerThousandRequests"] = thousand(usdPerRequest)
    }
    if let usdPerSearch {
      members["usdPerThousandSearches"] = thousand(usdPerSearch)
      members["documentsPerSearch"] = .number(Self.documentsPerSearch)
    }
    if !usdPerCall.isEmpty {
      members["usdPerThousandCalls"] = .object(
        Dictionary(uniqueKeysWithValues: usdPerCall.map { ($0.key.rawValue, thousand($0.value)) }))
    }
    guard !members.isEmpty else { return nil }
    if let freeSearches {
      members[freeSearches.period.key] = .object([
        ToolCall.webSearch.rawValue: .number(freeSearches.count)
      ])
    }
    members["provenance"] = .object(["source": .string(source), "asOf": .string("\(asOf)")])
    return .object(members)
  }

  /// The documents of a search at the sellers of ``searchSellers``, each of which counts up to 100 as one (Cohere's
  /// rerank overview; Bedrock's and Vertex AI's price lists, 2026).
  private static let documentsPerSearch = 100.0
  private static let searchSellers: Set = [
    "cohere", "bedrock", "vertex_ai", "azure_ai", "azure",
  ]

  private static func key(_ service: ServiceTier) -> String {
    service == .standard ? "prices" : service.rawValue
  }

  private static func text(_ members: JSONMembers, _ key: String) -> String? {
    guard case .string(let text)? = members[key]?.value else { return nil }
    return text
  }

  private static let structuredKeys: Set = [
    "tiered_pricing", "off_peak_pricing", "search_context_cost_per_query",
  ]

  private mutating func readPrices(_ members: JSONMembers) throws {
    for key in members.keys where LiteLLMPriceKey.isPrice(key) {
      guard let place = members[key], !Self.structuredKeys.contains(key) else { continue }
      if key.contains("multiplier") {
        try readMultiplier(key, place)
        continue
      }
      if let tokenClass = LiteLLMPriceKey(key)?.tokenClass, purpose.isPrefillOnly,
        ["output", "reasoning"].contains(tokenClass)
      {
        // Of what is never written, whatever the list says.
        continue
      } else if key == "input_cost_per_query", purpose == .reranking {
        if !place.isNull { usdPerSearch = try place.number(in: 0...1000) }
      } else if key == "input_cost_per_query", purpose == .generation {
        // Nobody says how many queries a request makes.
        throw ImportObstacle(reason: .unknownPriceKey(key))
      } else if key == "currency" {
        let currency = try place.text()
        guard currency.uppercased() == "USD" else {
          throw ImportObstacle(reason: .otherCurrency(currency, isSaid: true))
        }
      } else if key == "google_maps_grounding_cost_per_query" {
        if !place.isNull { usdPerCall[.mapSearch] = try place.number(in: 0...1000) }
      } else if key == "input_cost_per_request" {
        if !place.isNull { usdPerRequest = try place.number(in: 0...1000) }
      } else if let known = LiteLLMPriceKey(key) {
        guard let price = try place.usdPerMillion() else { continue }
        let old = prices[known.service]?[known.aboveTokens ?? 0]?[known.tokenClass]
        if let old, old != price {
          throw ImportObstacle(reason: .unsupported("two prices for \(known.tokenClass)"))
        }
        prices[known.service, default: [:]][known.aboveTokens ?? 0, default: [:]][
          known.tokenClass] = price
        keysByService[known.service, default: []].append(key)
      } else if LiteLLMPriceKey.isOption(key) {
        unusedPriceKeys.append(key)
      } else {
        throw ImportObstacle(reason: .unknownPriceKey(key))
      }
    }
    try readSearches(members)
    fillLongPrompts()
  }

  /// What a search of the web costs, where it is the same whatever is read of it; prices by the amount that is read stay
  /// unused, as no workload says that, and leave out who searches in each request.
  private mutating func readSearches(_ members: JSONMembers) throws {
    let key = "search_context_cost_per_query"
    if let place = members[key], !place.isNull {
      let searches = try LiteLLMSearchPrices(place)
      let isOfEveryRequest = WebSearches.areOfEveryRequest(provider: provider, model: model)
      if searches.dependsOnSize, isOfEveryRequest {
        throw ImportObstacle(
          reason: .unbilledFee(
            "a search in each request by how much it reads: \(searches.description) USD"))
      } else if searches.dependsOnSize {
        unusedPriceKeys.append(key)
        searchNote =
          "a search of the web is not billed, as its price depends on how much it reads: "
          + "\(searches.description) USD"
      } else if let usd = searches.usd, usd > 0 {
        if isOfEveryRequest {
          usdPerRequest = (usdPerRequest ?? 0) + usd
        } else {
          usdPerCall[.webSearch] = usd
          freeSearches = try Self.freeSearches(members)
        }
      }
    }
    guard let usdPerSearch else { return }
    guard usdPerSearch > 0 else {
      self.usdPerSearch = nil
      return
    }
    guard Self.searchSellers.contains(provider) else {
      throw ImportObstacle(
        reason: .unsupported(
          "a price by the query of which nobody says how many documents it ranks"))
    }
  }

  /// `{ "count": 5000, "period": "month", "shared_group": "gemini-3" }`.
  private static func freeSearches(_ members: JSONMembers) throws -> FreeCalls? {
    guard let place = members["search_free_requests"], !place.isNull else { return nil }
    let quota = try place.object()
    return FreeCalls(
      count: try quota.required("count").number(in: 0...1_000_000_000),
      period: try quota.required("period").choice())
  }

  /// A multiplier says where or for whom prices are higher; one that says neither is kept in the note.
  private mutating func readMultiplier(_ key: String, _ place: JSONPlace) throws {
    if place.isNull { return }
    let factor = try place.number(in: 0.1...10)
    if let region = LiteLLMMultiplier.region(of: key) {
      regionalMultipliers[region] = factor
    } else {
      carriedMultipliers[key] = factor
    }
  }

  /// Long-prompt tiers state only the prices that change; the rest stays as below the bound.
  private mutating func fillLongPrompts() {
    for (service, byLength) in prices {
      guard var current = byLength[0], current["input"] != nil,
        purpose.isPrefillOnly || current["output"] != nil
      else {
        if service != .standard {
          prices[service] = nil
          incompleteServices[service] = byLength[0]?["input"] == nil ? "input" : "output"
          unusedPriceKeys += keysByService[service] ?? []
        }
        continue
      }
      // Reasoning at the price of output is no price of its own, and follows output into the tiers.
      if current["reasoning"] == current["output"] { current["reasoning"] = nil }
      prices[service]?[0] = current
      let base = current
      for bound in byLength.keys.sorted() where bound > 0 {
        let stated = byLength[bound] ?? [:]
        current = TierPrices.above(current, stated: stated, base: base)
        prices[service]?[bound] = current
      }
    }
  }

  private mutating func readTieredPricing(_ members: JSONMembers) throws {
    guard let tiers = members["tiered_pricing"] else { return }
    var standard: [Int: [String: Double]] = [:]
    var ranges: [(start: Int, end: Int?)] = []
    for place in try tiers.array() {
      let tier = try place.object()
      let range = try tier.required("range").array()
      guard range.count == 2 else {
        throw ImportObstacle(reason: .unsupported("a tier without a range of two"))
      }
      let above = try range[0].integer(in: 0...1_000_000_000)
      // Beyond any prompt, or nothing, where the last tier has no end.
      let end: Double? =
        try range[1].isNull ? nil : range[1].number(in: 0...Double.greatestFiniteMagnitude)
      ranges.append((above, end.flatMap { Int(exactly: $0) }))
      var prices: [String: Double] = [:]
      for key in tier.keys where LiteLLMPriceKey.isPrice(key) {
        guard let known = LiteLLMPriceKey(key), known.service == .standard,
          known.aboveTokens == nil
        else {
          if LiteLLMPriceKey.isOption(key) {
            unusedPriceKeys.append(key)
            continue
          }
          throw ImportObstacle(reason: .unknownPriceKey("tiered_pricing." + key))
        }
        prices[known.tokenClass] = try tier[key]?.usdPerMillion()
      }
      if prices["reasoning"] == prices["output"] { prices["reasoning"] = nil }
      if prices["output"] == nil { prices["output"] = self.prices[.standard]?[0]?["output"] }
      standard[above] = prices
    }
    guard standard[0] != nil else {
      throw ImportObstacle(reason: .unsupported("tiers that do not start at 0"))
    }
    ranges.sort { $0.start < $1.start }
    for (tier, next) in zip(ranges, ranges.dropFirst()) {
      guard let end = tier.end, next.start != end, next.start != end + 1 else { continue }
      throw ImportObstacle(
        reason: .unsupported(
          "tiers of which one ends at \(end) and the next starts at \(next.start)"))
    }
    prices[.standard] = standard
  }

  private mutating func checkBase() throws {
    if usdPerSearch != nil {
      // Input at 0 stands for a price by the search.
      prices = prices.filter { $0.value.values.allSatisfy { $0["input"] ?? 0 > 0 } }
      return
    }
    let base = prices[.standard]?[0] ?? [:]
    let needed = purpose.isPrefillOnly ? ["input"] : ["input", "output"]
    for tokenClass in needed where base[tokenClass] == nil {
      throw ImportObstacle(reason: .noPrice(tokenClass))
    }
    for byLength in prices.values {
      for prices in byLength.values {
        for tokenClass in needed where prices[tokenClass] == 0 {
          throw ImportObstacle(reason: .zeroPrice(tokenClass))
        }
      }
    }
    if provider == "fireworks", base["input"] == base["output"] {
      throw ImportObstacle(
        reason: .unsupported("the generic price of a size class, not of the model"))
    }
  }

  private mutating func readSpecific(_ members: JSONMembers) throws {
    guard let specific = try members["provider_specific_entry"]?.object() else { return }
    for key in specific.keys {
      // How to call it, not what it costs.
      if case .string? = specific[key]?.value { continue }
      let multiplier = try specific.required(key).number(in: 0.1...100)
      switch key {
      case "us", "eu": regionalMultipliers[key] = multiplier
      case "fast" where prices[.fast] == nil:
        prices[.fast] = prices[.standard]?.mapValues { $0.mapValues { $0 * multiplier } }
      default: throw ImportObstacle(reason: .unknownPriceKey("provider_specific_entry." + key))
      }
    }
  }

  private mutating func readOffPeak(_ members: JSONMembers) throws {
    guard let block = try members["off_peak_pricing"]?.object() else { return }
    let zoneHours = try OffPeakHours.zoneHours(block["weekday_timezone"])
    var offPeak = prices[.standard]?[0] ?? [:]
    for key in block.keys where LiteLLMPriceKey.isPrice(key) {
      guard let known = LiteLLMPriceKey(key), known.service == .standard,
        known.aboveTokens == nil
      else { throw ImportObstacle(reason: .unknownPriceKey("off_peak_pricing." + key)) }
      offPeak[known.tokenClass] = try block[key]?.usdPerMillion()
    }
    var hours: Set<Int> = []
    if let flat = block["hours_utc"] { hours.formUnion(try OffPeakHours.everyDay(flat)) }
    if let rules = block["windows"] {
      for rule in try rules.array() {
        hours.formUnion(try OffPeakHours.rule(rule.object(), zoneHours: zoneHours))
      }
    }
    guard !hours.isEmpty else {
      throw ImportObstacle(reason: .unsupported("off-peak prices without hours"))
    }
    windows = [
      .object([
        "name": .string("off-peak"), "hoursUTC": .array(OffPeakHours.periods(of: hours)),
        "prices": .prices(offPeak),
      ])
    ]
  }
}

extension JSONValue {
  /// Token prices of our catalog; classes at 0 are unknown and left out.
  static func prices(_ prices: [String: Double]) -> JSONValue {
    .object(
      prices.filter { $0.value != 0 || ["input", "output"].contains($0.key) }
        .mapValues { .number(PlainDecimal.withoutNoise($0)) })
  }
}

extension JSONPlace {
  /// A price per token as a price per million; `nil` for `null`.
  fileprivate func usdPerMillion() throws(InputError) -> Double? {
    if isNull { return nil }
    let usd = try number(in: 0...1)
    // The dearest of the list is at 600 a million; 0.003 is three dollars for a thousand.
    guard usd <= 0.001 else {
      throw error(expected: "US dollars for one token, up to 0.001: is it the price of a thousand?")
    }
    return PlainDecimal.scaled(usd, byPowerOfTen: 6)
  }
}
