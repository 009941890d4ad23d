import CheckedJSON
import Numerics
import Pricing

/// One model of OpenRouter's list: what its cheapest route costs, before the fee on credits.
struct OpenRouterEntry {
  private(set) var unusedPriceKeys: [String] = []
  private let openModel: String?
  private let context: ListedContext
  private let deprecation: String?
  private let base: [String: Double]
  private let usdPerRequest: Double
  /// What a search of the web costs, where it is not one of each request; 0 for none.
  private let usdPerWebSearch: Double
  private var tiers: [Int: [String: Double]] = [:]

  private static let classes = [
    "prompt": "input", "completion": "output", "input_cache_read": "cachedInput",
    "input_cache_write": "cacheWrite", "input_cache_write_1h": "cacheWrite1h",
    "internal_reasoning": "reasoning",
  ]
  /// Prices of options that a text request does not use.
  private static let options: Set = [
    "image", "image_token", "image_output", "audio", "audio_output", "input_audio_cache", "video",
  ]
  /// Prices that are not of tokens.
  private static let others: Set = ["request", "web_search", "discount", "overrides"]
  private static let conditions: Set = ["min_prompt_tokens", "utc_start", "utc_end"]

  init(_ members: JSONMembers) throws {
    if let modalities = try members["architecture"]?.object()["output_modalities"] {
      let outputs = try modalities.array().map { try $0.text() }
      guard outputs.contains("text") else {
        throw ImportObstacle(reason: .notText(outputs.joined(separator: ", ")))
      }
    }
    // A closed model has an empty one.
    openModel =
      try members["hugging_face_id"]
      .flatMap { $0.value == .string("") ? nil : try $0.text() }
    context = ListedContext(members["context_length"])
    deprecation = try members["expiration_date"]?.text()
    let pricing = try members.required("pricing").object()
    var unused: [String] = []
    var prices = try Self.prices(pricing, unused: &unused)
    guard let input = prices["input"] else { throw ImportObstacle(reason: .noPrice("input")) }
    guard let output = prices["output"] else { throw ImportObstacle(reason: .noPrice("output")) }
    if input == 0 { throw ImportObstacle(reason: .zeroPrice("input")) }
    if output == 0 { throw ImportObstacle(reason: .zeroPrice("output")) }
    if prices["reasoning"] == output { prices["reasoning"] = nil }
    base = prices
    let request = try pricing["request"].map(Self.usd) ?? 0
    let search = try pricing["web_search"].map(Self.usd) ?? 0
    let model = try members.required("id").text()
    if WebSearches.areOfEveryRequest(seller: "openrouter", model: model) {
      (usdPerRequest, usdPerWebSearch) = (request > 0 ? request : search, 0)
    } else {
      (usdPerRequest, usdPerWebSearch) = (request, search)
    }
    if let discount = pricing["discount"], try discount.number(in: 0...1) > 0 {
      throw ImportObstacle(
        reason: .unsupported("a discount of which the list does not say whether it is taken off"))
    }
    for place in try pricing["overrides"]?.array() ?? [] {
      let override = try place.object()
      guard override["utc_start"] == nil, override["utc_end"] == nil else {
        throw ImportObstacle(reason: .unsupported("prices that depend on the hour"))
      }
      let least = try override.required("min_prompt_tokens").integer(in: 1...1_000_000_000)
      var tier = TierPrices.above(
        base, stated: try Self.prices(override, unused: &unused), base: base)
      if tier["reasoning"] == tier["output"] { tier["reasoning"] = nil }
      // From so many tokens on, where our bound is the last length below.
      tiers[max(1, least - 1)] = tier
    }
    unusedPriceKeys = unused
  }

  /// The prices of classes, in US dollars per million tokens.
  private static func prices(
    _ members: JSONMembers, unused: inout [String]
  ) throws -> [String: Double] {
    var prices: [String: Double] = [:]
    for key in members.keys {
      guard let place = members[key], !place.isNull else { continue }
      if let tokenClass = classes[key] {
        let price = try usd(place)
        // The dearest of 2026 is at 600 a million; 0.003 is three dollars for a thousand.
        guard price <= 0.001 else {
          throw place.error(
            expected: "US dollars for one token, up to 0.001: is it the price of a thousand?")
        }
        prices[tokenClass] = PlainDecimal.scaled(price, byPowerOfTen: 6)
      } else if options.contains(key) {
        unused.append(key)
      } else if !others.contains(key), !conditions.contains(key) {
        throw ImportObstacle(reason: .unknownPriceKey(key))
      }
    }
    return prices
  }

  /// A price that stands as a text; −1 means that it depends on where a request is sent.
  private static func usd(_ place: JSONPlace) throws -> Double {
    let number: Double
    switch place.value {
    case .string(let text):
      guard let value = Double(text), value.isFinite else {
        throw place.error(expected: "a price in US dollars per token")
      }
      number = value
    default: number = try place.number(in: -1...1000)
    }
    guard number >= 0 else {
      throw ImportObstacle(reason: .unsupported("a price that depends on the route"))
    }
    guard number <= 1000 else { throw place.error(expected: "at most 1000 USD") }
    return number
  }

  /// The entry as a tariff of our catalog.
  func tariff(model: String, source: String, asOf: CalendarDate) -> JSONValue {
    let notes = [
      "the cheapest route; which host and which precision serves is not said", context.problem,
    ].compactMap(\.self)
    var value: [String: JSONValue] = [
      "model": .string(model), "prices": .prices(base),
      "provenance": .object([
        "source": .string(source), "asOf": .string("\(asOf)"),
        "note": .string(notes.joined(separator: "; ")),
      ]),
    ]
    if let openModel { value["openModel"] = .string(openModel) }
    if let tokens = context.tokens { value["contextTokens"] = .number(Double(tokens)) }
    if let deprecation { value["deprecation"] = .string(String(deprecation.prefix(10))) }
    if !tiers.isEmpty {
      value["tiers"] = .array(
        tiers.sorted { $0.key < $1.key }.map {
          .object(["aboveTokens": .number(Double($0.key)), "prices": .prices($0.value)])
        })
    }
    var fees: [String: JSONValue] = [:]
    func thousand(_ usd: Double) -> JSONValue {
      .number(PlainDecimal.scaled(usd, byPowerOfTen: 3))
    }
    if usdPerRequest > 0 { fees["usdPerThousandRequests"] = thousand(usdPerRequest) }
    if usdPerWebSearch > 0 {
      fees["usdPerThousandCalls"] = .object([
        ToolCall.webSearch.rawValue: thousand(usdPerWebSearch)
      ])
    }
    if !fees.isEmpty {
      fees["provenance"] = .object(["source": .string(source), "asOf": .string("\(asOf)")])
      value["fees"] = .object(fees)
    }
    return .object(value)
  }
}
