import CheckedJSON
import Pricing

/// The prices of one model of genai-prices at one time: a number per class, or one per tier.
struct GenAIPriceSet: Equatable {
  /// Prices by class of our catalog, then by the prompt length above which they hold.
  private var prices: [String: [Int: Double]] = [:]
  /// US dollars for a thousand calls of each tool.
  private(set) var usdPerThousandCalls: [ToolCall: Double] = [:]

  private static let classes = [
    "input_mtok": "input", "cache_read_mtok": "cachedInput", "cache_write_mtok": "cacheWrite",
    "cache_write_1h_mtok": "cacheWrite1h", "output_mtok": "output",
    "output_reasoning_mtok": "reasoning",
  ]

  private static let calls: [String: ToolCall] = [
    "web_searches_kcount": .webSearch, "storage_searches_kcount": .fileSearch,
  ]

  /// Parts of keys of options that a text request does not use.
  private static let optionMarks = [
    "audio", "image", "video", "searches", "kpages", "mchars", "gpixels", "messages",
    "code_executions", "tool", "_text_", "cache_write_5m",
  ]

  /// No prices.
  init() {}

  /// Reads `{ "input_mtok": 3, "output_mtok": { "base": 15, "tiers": [{ "start", "price" }] } }`.
  init(_ members: JSONMembers, unused: inout [String]) throws {
    for key in members.keys {
      guard let place = members[key] else { continue }
      if let tool = Self.calls[key], case .number = place.value {
        usdPerThousandCalls[tool] = try place.number(in: 0...1_000_000)
        continue
      }
      guard let tokenClass = Self.classes[key] else {
        guard Self.optionMarks.contains(where: { key.contains($0) }) else {
          throw ImportObstacle(reason: .unknownPriceKey(key))
        }
        unused.append(key)
        continue
      }
      prices[tokenClass] = try Self.byLength(place)
    }
  }

  private static func byLength(_ place: JSONPlace) throws -> [Int: Double] {
    guard place.isObject else { return [0: try place.number(in: 0...1_000_000)] }
    let tiered = try place.object()
    try tiered.allowOnly(["base", "tiers"])
    var byLength = [0: try tiered.required("base").number(in: 0...1_000_000)]
    for element in try tiered.required("tiers").array() {
      let tier = try element.object()
      try tier.allowOnly(["start", "price"])
      let start = try tier.required("start").integer(in: 1...1_000_000_000)
      byLength[start] = try tier.required("price").number(in: 0...1_000_000)
    }
    return byLength
  }

  /// The bounds of every tier.
  var bounds: Set<Int> { Set(prices.values.flatMap(\.keys)).subtracting([0]) }

  /// These prices with those of another set in place of the same classes.
  func overridden(by other: GenAIPriceSet) -> GenAIPriceSet {
    var merged = self
    merged.prices.merge(other.prices) { $1 }
    return merged
  }

  /// The prices of prompts just above a bound, as token prices of our catalog.
  func prices(above bound: Int) -> JSONValue {
    let base = prices.compactMapValues { $0[0] }
    let stated = prices.compactMapValues { byLength in
      byLength.filter { $0.key > 0 && $0.key <= bound }.max { $0.key < $1.key }?.value
    }
    return .prices(bound > 0 ? TierPrices.above(base, stated: stated, base: base) : base)
  }

  /// The prices of what is read.
  var withoutOutput: GenAIPriceSet {
    var set = self
    set.prices["output"] = nil
    set.prices["reasoning"] = nil
    return set
  }

  /// Refuses a set that lacks input or output, or gives them for 0.
  func check(_ purpose: TariffPurpose) throws {
    for tokenClass in purpose.isPrefillOnly ? ["input"] : ["input", "output"] {
      guard let byLength = prices[tokenClass] else {
        throw ImportObstacle(reason: .noPrice(tokenClass))
      }
      if byLength.values.contains(0) { throw ImportObstacle(reason: .zeroPrice(tokenClass)) }
    }
  }
}
