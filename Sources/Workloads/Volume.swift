public import CheckedJSON
import Numerics

/// How many requests there are.
public struct Volume: Hashable, Sendable {
  /// The hours of a month, 365 × 24 ÷ 12, by which clouds bill too.
  public static let hoursPerMonth = 730.0
  /// The days of a month, 365 ÷ 12.
  public static let daysPerMonth = 365.0 / 12

  /// What the number of requests counts; the raw value is the key in a workload file.
  public enum Unit: String, CaseIterable, Hashable, Sendable {
    /// Requests per hour, as the mean over a week.
    case perHour = "requestsPerHour"
    /// Requests per day, as the mean over a week.
    case perDay = "requestsPerDay"
    /// Requests per month of 730 hours.
    case perMonth = "requestsPerMonth"
    /// The requests of one job that is run once.
    case oneJob = "jobRequests"
    /// As many as today's bill pays for, which only prices can tell.
    case fromBill
  }

  /// How many requests.
  public let requests: Double
  /// What they are counted over.
  public let unit: Unit

  /// Makes a volume; at most 10¹² requests a month, or in the job.
  ///
  /// - Parameters:
  ///   - requests: How many requests.
  ///   - unit: What they are counted over.
  public init(_ requests: Double, _ unit: Unit) throws(InputError) {
    self.requests = requests
    self.unit = unit
    guard requests > 0, (requestsPerMonth ?? requests) <= Bounds.maximumRequests else {
      throw InputError(
        found: requests.isFinite
          ? "\(PlainDecimal.text(requests)) requests" : "more requests than can be counted",
        expected: "more than 0 and at most 1e12 requests a month or in one job")
    }
  }

  private init(unknown unit: Unit) {
    requests = 0
    self.unit = unit
  }

  /// The requests that today's bill pays for.
  public static let fromBill = Volume(unknown: .fromBill)

  /// Requests per month; `nil` for one job.
  ///
  /// 1,000 requests per hour are 730,000.
  public var requestsPerMonth: Double? {
    switch unit {
    case .perHour: requests * Self.hoursPerMonth
    case .perDay: requests * Self.daysPerMonth
    case .perMonth: requests
    case .oneJob, .fromBill: nil
    }
  }

  /// Requests per second as the mean over a week; `nil` for one job.
  public var requestsPerSecond: Double? {
    requestsPerMonth.map { $0 / Self.hoursPerMonth / 3600 }
  }
}

/// How the volume grows: each month `perMonth` more than the last, for `horizonMonths` months.
public struct Growth: Hashable, Sendable {
  /// The change from month to month, as a fraction; 0.05 is 5 % more.
  package let perMonth: Double
  /// How many months are looked at.
  package let horizonMonths: Int
  /// The change of machine prices from month to month; −0.02 is 2 % less.
  ///
  /// Those who are committed to a price keep it.
  package let machinePricePerMonth: Double
  /// The change of API prices from month to month.
  package let apiPricePerMonth: Double

  /// Makes a growth from −50 % to +100 % a month over 1 to 120 months; prices stay unless given.
  package init(
    perMonth: Double, horizonMonths: Int, machinePricePerMonth: Double = 0,
    apiPricePerMonth: Double = 0
  ) throws(InputError) {
    for change in [machinePricePerMonth, apiPricePerMonth] where !(-0.5...1).contains(change) {
      throw InputError(
        found: "a price change of \(PlainDecimal.text(change)) per month",
        expected: "a fraction from -0.5 to 1")
    }
    guard (-0.5...1).contains(perMonth) else {
      throw InputError(
        found: "a growth of \(PlainDecimal.text(perMonth)) per month",
        expected: "a fraction from -0.5 to 1")
    }
    guard (1...120).contains(horizonMonths) else {
      throw InputError(found: "\(horizonMonths) months", expected: "from 1 to 120 months")
    }
    self.perMonth = perMonth
    self.horizonMonths = horizonMonths
    self.machinePricePerMonth = machinePricePerMonth
    self.apiPricePerMonth = apiPricePerMonth
  }

  /// The volume of a month relative to the first: `(1 + perMonth)^(month)`, counted from 0.
  package func factor(inMonth month: Int) -> Double {
    (0..<max(0, min(month, 1200))).reduce(1.0) { factor, _ in factor * (1 + perMonth) }
  }

  /// The mean of ``factor(inMonth:)`` over the horizon.
  ///
  /// Five percent over 12 months: 1.326.
  package var meanFactor: Double {
    (0..<horizonMonths).reduce(0) { $0 + factor(inMonth: $1) } / Double(horizonMonths)
  }
}
