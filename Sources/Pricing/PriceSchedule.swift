/// The prices of one service tier of a tariff: a base, and what replaces it for long prompts.
public struct PriceSchedule: Sendable, Hashable {
  /// Prices that replace the base, for the whole request, once the prompt is longer than a bound.
  public struct LongPrompt: Sendable, Hashable {
    /// The bound: the prices hold for prompts of strictly more tokens, cached ones included.
    public let aboveTokens: Double
    /// The prices of every token of such a request.
    public let prices: TokenPrices

    /// Makes a price tier.
    public init(aboveTokens: Double, prices: TokenPrices) {
      self.aboveTokens = aboveTokens
      self.prices = prices
    }
  }

  /// Prices of prompts below every bound.
  public let base: TokenPrices
  /// Tiers by rising bound.
  public let longPrompts: [LongPrompt]

  /// Makes a schedule; tiers may come in any order.
  public init(base: TokenPrices, longPrompts: [LongPrompt] = []) {
    self.base = base
    self.longPrompts = longPrompts.sorted { $0.aboveTokens < $1.aboveTokens }
  }

  /// The prices of a request whose prompt has `promptTokens` tokens.
  public func prices(promptTokens: Double) -> TokenPrices {
    longPrompts.last { promptTokens > $0.aboveTokens }?.prices ?? base
  }
}
