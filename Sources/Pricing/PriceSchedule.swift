/// The prices of one service tier of a tariff: a base, and what replaces it for long prompts.
package struct PriceSchedule: Sendable, Hashable {
  /// Prices that replace the base, for the whole request, once the prompt is longer than a bound.
  package struct LongPrompt: Sendable, Hashable {
    /// The bound: the prices hold for prompts of strictly more tokens, cached ones included.
    package let aboveTokens: Double
    /// The prices of every token of such a request.
    package let prices: TokenPrices

    /// Makes a price tier.
    package init(aboveTokens: Double, prices: TokenPrices) {
      self.aboveTokens = aboveTokens
      self.prices = prices
    }
  }

  /// Prices of prompts below every bound.
  package let base: TokenPrices
  /// Tiers by rising bound.
  package let longPrompts: [LongPrompt]

  /// Makes a schedule; tiers may come in any order.
  package init(base: TokenPrices, longPrompts: [LongPrompt] = []) {
    self.base = base
    self.longPrompts = longPrompts.sorted { $0.aboveTokens < $1.aboveTokens }
  }

  /// The same with a tier at each bound of another schedule: where it has none of its own, class by class the dearer of
  /// what it has below the bound and of what the other has above.
  func filled(like other: PriceSchedule) -> PriceSchedule {
    let missing = other.longPrompts.filter { bound in
      !longPrompts.contains { $0.aboveTokens == bound.aboveTokens }
    }
    return PriceSchedule(
      base: base,
      longPrompts: longPrompts
        + missing.map { bound in
          let below = prices(promptTokens: bound.aboveTokens)
          return LongPrompt(
            aboveTokens: bound.aboveTokens, prices: below.dearer(of: bound.prices))
        })
  }

  /// The prices of a request whose prompt has `promptTokens` tokens.
  package func prices(promptTokens: Double) -> TokenPrices {
    longPrompts.last { promptTokens > $0.aboveTokens }?.prices ?? base
  }
}
