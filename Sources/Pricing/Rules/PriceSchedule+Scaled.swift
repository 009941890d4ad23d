extension TokenPrices {
  /// The prices times a factor, such as the worth of a currency.
  package func scaled(by factor: Double) -> TokenPrices {
    RegionalMultiplier(factor).applied(to: self)
  }
}

extension PriceSchedule {
  /// The schedule with all prices times a factor.
  package func scaled(by factor: Double) -> PriceSchedule {
    PriceSchedule(
      base: base.scaled(by: factor),
      longPrompts: longPrompts.map {
        LongPrompt(aboveTokens: $0.aboveTokens, prices: $0.prices.scaled(by: factor))
      })
  }
}

extension PriceWindow {
  /// The window with all prices times a factor.
  package func scaled(by factor: Double) -> PriceWindow {
    PriceWindow(
      name: name, hours: hours, schedules: schedules.mapValues { $0.scaled(by: factor) })
  }
}
