import CheckedJSON
import Pricing

/// One model of models.dev, with its prices by prompt length.
struct ModelsDevEntry {
  private(set) var unusedPriceKeys: [String] = []
  private let context: ListedContext
  private let isDeprecated: Bool
  private var prices: [Int: [String: Double]] = [:]

  private static let classes = [
    "input": "input", "output": "output", "cache_read": "cachedInput", "cache_write": "cacheWrite",
    "cache_write_1h": "cacheWrite1h", "reasoning": "reasoning",
  ]
  private static let options: Set = [
    "input_audio", "output_audio", "image", "input_image", "output_image",
  ]
  private static let structured: Set = ["tiers", "tier", "context_over_200k"]

  init(_ members: JSONMembers) throws {
    if let modalities = try members["modalities"]?.object()["output"] {
      let outputs = try modalities.array().map { try $0.text() }
      guard outputs.contains("text") else {
        throw ImportObstacle(reason: .notText(outputs.joined(separator: ", ")))
      }
    }
    context = ListedContext(try members["limit"]?.object()["context"])
    isDeprecated = try members["status"]?.text() == "deprecated"
    guard let place = members["cost"] else { throw ImportObstacle(reason: .noPrice("input")) }
    let cost = try place.object()
    let base = Self.withoutRepeatedReasoning(try read(cost))
    for tokenClass in ["input", "output"] {
      guard let price = base[tokenClass] else {
        throw ImportObstacle(reason: .noPrice(tokenClass))
      }
      if price == 0 { throw ImportObstacle(reason: .zeroPrice(tokenClass)) }
    }
    prices[0] = base
    for place in try cost["tiers"]?.array() ?? [] {
      let tier = try place.object()
      let condition = try tier.required("tier").object()
      if let type = try condition["type"]?.text(), type != "context" {
        throw ImportObstacle(reason: .unsupported("a tier by \"\(type.shortened())\""))
      }
      let size = try condition.required("size").integer(in: 1...1_000_000_000)
      prices[size] = try above(base, tier)
    }
    // The older form of the same: GPT-5.5's prices above 272,000 tokens stand there as those above 200,000 too.
    if prices.count == 1, let over = cost["context_over_200k"], !over.isNull {
      prices[200_000] = try above(base, over.object())
    }
  }

  private mutating func above(
    _ base: [String: Double], _ tier: JSONMembers
  ) throws -> [String: Double] {
    Self.withoutRepeatedReasoning(TierPrices.above(base, stated: try read(tier), base: base))
  }

  /// Reasoning at the price of output is no price of its own.
  private static func withoutRepeatedReasoning(_ prices: [String: Double]) -> [String: Double] {
    var prices = prices
    if prices["reasoning"] == prices["output"] { prices["reasoning"] = nil }
    return prices
  }

  private mutating func read(_ members: JSONMembers) throws -> [String: Double] {
    var prices: [String: Double] = [:]
    for key in members.keys where !Self.structured.contains(key) {
      guard let place = members[key], !place.isNull else { continue }
      if let tokenClass = Self.classes[key] {
        prices[tokenClass] = try place.number(in: 0...1_000_000)
      } else if Self.options.contains(key) {
        unusedPriceKeys.append(key)
      } else {
        throw ImportObstacle(reason: .unknownPriceKey("cost." + key))
      }
    }
    return prices
  }

  /// The entry as a tariff of our catalog.
  func tariff(
    model: String, provider: String, source: String, asOf: CalendarDate
  ) -> JSONValue {
    var provenance: [String: JSONValue] = [
      "source": .string(source), "asOf": .string("\(asOf)"),
    ]
    let notes = [isDeprecated ? "the source marks it as deprecated" : nil, context.problem]
      .compactMap(\.self)
    if !notes.isEmpty { provenance["note"] = .string(notes.joined(separator: "; ")) }
    var value: [String: JSONValue] = [
      "model": .string(model), "prices": .prices(prices[0] ?? [:]),
      "provenance": .object(provenance),
    ]
    if let tokens = context.tokens { value["contextTokens"] = .number(Double(tokens)) }
    let tiers = prices.filter { $0.key > 0 }.sorted { $0.key < $1.key }
    if !tiers.isEmpty {
      value["tiers"] = .array(
        tiers.map {
          .object([
            "aboveTokens": .number(Double(PromptBound.aboveTokens($0.key, at: provider))),
            "prices": .prices($0.value),
          ])
        })
    }
    return .object(value)
  }
}
