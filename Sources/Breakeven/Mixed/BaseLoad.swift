import Numerics

/// What some replicas keep of the requests that come, and what goes on to an API.
///
/// A gateway lets no more requests in flight than the replicas hold while they keep the targets, so that what comes
/// above that at the moment goes to the API, even in an hour whose mean the replicas could serve: Erlang's loss
/// formula. Nor do they ever keep more than the rate at which they were found to keep the targets. One replica that
/// serves 1 request a second, each of 20 s, holds 20; of 1 request a second that comes at random it sends 15.9 % on.
struct BaseLoad: Sendable, Hashable {
  /// The most requests per second.
  let requestsPerSecond: Double
  /// The most requests in flight.
  let places: Int
  /// Seconds that a request is in flight.
  let secondsEach: Double
  /// Variance of the requests in flight over that of random arrivals.
  let peakedness: Double

  /// - Parameters:
  ///   - requestsPerSecond: What one replica of so many serves within the targets.
  ///   - secondsEach: Seconds that a request is in flight there.
  ///   - burstiness: The standard deviation of the gaps between requests over their mean, `c`: where requests take
  ///     long against the gaps, peakedness is `(1 + c²)/2`.
  init(
    replicas: Int, requestsPerSecond: Double, secondsEach: Double, burstiness: Double = 1
  ) {
    self.requestsPerSecond = Double(replicas) * requestsPerSecond
    places = max(replicas > 0 ? 1 : 0, Int(min(1e9, self.requestsPerSecond * secondsEach + 1e-9)))
    self.secondsEach = secondsEach
    peakedness = Self.peakedness(burstiness: burstiness)
  }

  /// - Parameters:
  ///   - capacity: Requests per second that are kept at most, or loads in any other unit.
  ///   - places: The most requests in flight.
  ///   - secondsEach: Requests that are in flight for each unit of load.
  init(capacity: Double, places: Double, secondsEach: Double, peakedness: Double) {
    requestsPerSecond = capacity
    self.places = max(capacity > 0 ? 1 : 0, Int(min(1e9, places + 1e-9)))
    self.secondsEach = secondsEach
    self.peakedness = peakedness
  }

  /// Variance of the requests in flight over that of random arrivals, for gaps of this burstiness.
  static func peakedness(burstiness: Double) -> Double {
    max(0.5, (1 + burstiness * burstiness) / 2)
  }

  /// The share of requests, coming at a rate per second, that goes on to the API.
  func overflow(of rate: Double) -> Double {
    guard requestsPerSecond > 0 else { return 1 }
    guard rate > 0 else { return 0 }
    return max(
      1 - requestsPerSecond / rate,
      ErlangLoss.share(places: places, offered: rate * secondsEach, peakedness: peakedness))
  }
}
