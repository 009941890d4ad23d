import Numerics

extension PriceCheck {
  /// What an entry of another catalog has that the one of the same id, of the same source and no later day, has not.
  ///
  /// One statement cannot have lost a price: somebody took it out. A newer one, or another list, may well have none.
  static func vanished(from tariff: Tariff, since known: Tariff?) -> Problem? {
    guard let known, repeats(tariff.provenance, known.provenance) else { return nil }
    var gone = known.services.filter { tariff.schedules[$0] == nil }.map { "\($0.rawValue) prices" }
    for (service, schedule) in known.schedules.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      guard let own = tariff.schedules[service] else { continue }
      let name = service == .standard ? "" : service.rawValue + " "
      gone += classes.filter { schedule.base[keyPath: $0.path] != nil }
        .filter { own.base[keyPath: $0.path] == nil }.map { name + $0.what }
    }
    for tier in known.standard.longPrompts
    where tariff.standard.prices(promptTokens: tier.aboveTokens.nextUp) == tariff.standard.base {
      gone.append("prices above \(PlainDecimal.text(tier.aboveTokens)) tokens")
    }
    let hours = Set(tariff.windows.map(\.name))
    gone += known.windows.map(\.name).filter { !hours.contains($0) }.map { "\($0) prices" }
    gone += known.regionalMultipliers.keys.filter { tariff.regionalMultipliers[$0] == nil }
      .sorted().map { "the region \($0)" }
    gone += ToolCall.allCases.filter {
      known.fees?.usdPerCall[$0] != nil && tariff.fees?.usdPerCall[$0] == nil
    }.map { "a price of \($0.title)" }
    if known.fees?.shareOfBill ?? 0 > 0, tariff.fees?.shareOfBill ?? 0 == 0 {
      gone.append("the seller's share of the bill")
    }
    if known.fees?.usdPerRequest ?? 0 > 0, tariff.fees?.usdPerRequest ?? 0 == 0 {
      gone.append("a price of each request")
    }
    if known.deprecation != nil, tariff.deprecation == nil { gone.append("a day of retirement") }
    return gone.isEmpty ? nil : .vanished(gone)
  }

  /// The terms of rent that the same statement has in another catalog.
  static func vanished(from offer: GPUOffer, since known: GPUOffer?) -> Problem? {
    guard let known, repeats(offer.provenance, known.provenance) else { return nil }
    let gone = known.terms.map(\.commitment)
      .filter { offer.usdPerInstanceHour($0) == nil }.map(\.rawValue)
    return gone.isEmpty ? nil : .vanished(gone)
  }

  /// Prices whose figures are those of the shipped entry in another currency: 0.40 EUR as 0.40 USD.
  static func currency(of tariff: Tariff, since known: Tariff?) -> Problem? {
    guard let known, tariff.currency?.code != known.currency?.code else { return nil }
    let worth = (tariff.currency?.usd ?? 1) / (known.currency?.usd ?? 1)
    // Near 1 a changed price is as likely.
    guard abs(worth - 1) > 0.02 else { return nil }
    let pairs = [
      (tariff.prices.usdPerMillionInput, known.prices.usdPerMillionInput),
      (tariff.prices.usdPerMillionOutput, known.prices.usdPerMillionOutput),
    ].filter { $0.1 > 0 }
    guard !pairs.isEmpty, pairs.allSatisfy({ abs($0.0 / $0.1 / worth - 1) < 0.002 }) else {
      return nil
    }
    return .sameFigures(
      own: tariff.currency?.code ?? "USD", shipped: known.currency?.code ?? "USD")
  }

  private static let classes: [(what: String, path: any KeyPath<TokenPrices, Double?> & Sendable)] =
    [
      ("cached input", \.usdPerMillionCachedInput), ("cache write", \.usdPerMillionCacheWrite),
      ("cache write for an hour", \.usdPerMillionCacheWrite1h),
      ("reasoning", \.usdPerMillionReasoning),
      ("keeping in the cache", \.usdPerMillionTokenHoursCacheStorage),
    ]

  private static func repeats(_ own: Provenance, _ known: Provenance) -> Bool {
    own.source == known.source && own.asOf <= known.asOf
  }
}
