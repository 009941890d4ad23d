import Workloads

/// The requests of one workload, hour by hour of the week and month by month, as a shared fleet meets them.
struct HourlyLoad: Sendable, Hashable {
  /// Requests per second of each of the 168 hours at the mean volume.
  let requestsPerSecond: [Double]
  /// The volume of each month over the mean.
  let months: [Double]

  /// Hours of a week.
  static let hours = 168

  init(requestsPerSecond: [Double], months: [Double] = [1]) {
    self.requestsPerSecond = requestsPerSecond
    self.months = months
  }

  /// - Parameters:
  ///   - requests: Requests in a month, on average over the horizon.
  ///   - weights: Traffic of the hours of a week relative to their mean.
  init(requests: Double, weights: [Double], horizon: Horizon) {
    self.init(
      requestsPerSecond: weights.map { $0 * requests / FleetPlan.secondsPerMonth },
      months: horizon.months.map(\.volume))
  }

  /// The volume of a month of a longer horizon: one without growth is the same in all of them.
  func volume(inMonth month: Int) -> Double { months[min(month, months.count - 1)] }
}
