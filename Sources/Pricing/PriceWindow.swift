/// Hours of the week at which a tariff has other prices, such as DeepSeek's off-peak hours.
package struct PriceWindow: Sendable, Hashable {
  /// The name, such as `off-peak`.
  package let name: String
  /// The hours of the week, in UTC, at which the prices hold.
  package let hours: Set<HourOfWeek>
  /// The prices of those hours, by service tier; a tier that is absent keeps its ordinary prices.
  package let schedules: [ServiceTier: PriceSchedule]

  /// Makes a window.
  package init(name: String, hours: Set<HourOfWeek>, schedules: [ServiceTier: PriceSchedule]) {
    self.name = name
    self.hours = hours
    self.schedules = schedules
  }

  /// The share of the hours of the week that the window covers.
  package var shareOfWeek: Double { Double(hours.count) / 168 }

  /// The share of requests that fall into the window; that of the hours where their hours are not known.
  ///
  /// - Parameter traffic: Requests of each of the 168 hours from Monday 00:00 UTC, in any unit.
  func share(of traffic: [Double]?) -> Double {
    guard let traffic, traffic.count == 168 else { return shareOfWeek }
    let all = traffic.reduce(0, +)
    guard all > 0, all.isFinite else { return shareOfWeek }
    // In the order of the week, so that rounding is the same in every run.
    let within = traffic.indices.reduce(0) { sum, hour in
      hours.contains(HourOfWeek(hour)) ? sum + traffic[hour] : sum
    }
    return within / all
  }
}
