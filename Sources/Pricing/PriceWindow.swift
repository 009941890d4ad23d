/// Hours of the week at which a tariff has other prices, such as DeepSeek's off-peak hours.
public struct PriceWindow: Sendable, Hashable {
  /// The name, such as `off-peak`.
  public let name: String
  /// The hours of the week, in UTC, at which the prices hold.
  public let hours: Set<HourOfWeek>
  /// The prices of those hours, by service tier; a tier that is absent keeps its ordinary prices.
  public let schedules: [ServiceTier: PriceSchedule]

  /// Makes a window.
  public init(name: String, hours: Set<HourOfWeek>, schedules: [ServiceTier: PriceSchedule]) {
    self.name = name
    self.hours = hours
    self.schedules = schedules
  }

  /// The share of the hours of the week that the window covers.
  public var shareOfWeek: Double { Double(hours.count) / 168 }
}
