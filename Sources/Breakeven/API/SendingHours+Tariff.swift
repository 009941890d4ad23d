import Pricing
import Workloads

extension SendingHours {
  /// The cheapest hours for a batch of requests; `nil` where the service has the same price at all hours.
  init?(
    _ terms: BatchTerms, tariff: Tariff, service: ServiceTier, region: String?,
    tiers: [BilledTokens.Tier]
  ) {
    guard let rates = Self.hourlyRates(of: tariff, service: service, region: region) else {
      return nil
    }
    self.init(
      hourlyUSD: rates.map { rates in
        tiers.reduce(0) { $0 + $1.share * rates.cost(of: $1.mean) }
      },
      readyHours: Self.readyHours(terms), deadline: terms.deadlineHours,
      duration: terms.apiHours ?? Self.defaultHours)
  }

  /// The rates of each of the 168 hours of the week; `nil` where they are the same.
  static func hourlyRates(
    of tariff: Tariff, service: ServiceTier, region: String?
  ) -> [BillingRates]? {
    guard tariff.windows.contains(where: { $0.schedules[service] != nil && !$0.hours.isEmpty })
    else { return nil }
    let rates = (0..<168).compactMap {
      tariff.rates(for: service, at: HourOfWeek($0), region: region)
    }
    return rates.count == 168 ? rates : nil
  }
}
