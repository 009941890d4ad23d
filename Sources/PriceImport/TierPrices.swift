/// The prices of long prompts, of which lists state only what changes.
enum TierPrices {
  /// Classes, each with the one below whose price it does not fall only because a list raises that one alone.
  private static let floors = [
    ("cachedInput", "input"), ("cacheWrite", "input"), ("cacheWrite1h", "input"),
    ("reasoning", "output"),
  ]

  /// The prices above a bound: what is stated there, and else what holds below it.
  ///
  /// But a class that costs at least as much as another below the bound does not cost less above it because the list
  /// raises the other alone, and a price of writing that the base has not is none if it is below that of input:
  /// LiteLLM has 0.25 for Gemini 2.5 Pro on Vertex AI above 200,000 tokens, a tenth of input, as for reading.
  ///
  /// - Parameters:
  ///   - below: The prices below the bound.
  ///   - stated: What the list states above it.
  ///   - base: The prices of short prompts.
  static func above(
    _ below: [String: Double], stated: [String: Double], base: [String: Double]
  ) -> [String: Double] {
    var prices = below.merging(stated) { $1 }
    for (tokenClass, floor) in floors {
      guard let price = prices[tokenClass], let least = prices[floor], price < least else {
        continue
      }
      let isWrongWrite = base[tokenClass] == nil && tokenClass.hasPrefix("cacheWrite")
      let isLeftBehind = stated[tokenClass] == nil && base[tokenClass] ?? 0 >= base[floor] ?? 0
      if isWrongWrite || isLeftBehind { prices[tokenClass] = nil }
    }
    return prices
  }
}
