/// What scaling to zero costs and risks: a replica that nobody used for a while is given back, and the
/// next request waits until another has loaded the model.
public struct ColdStart: Sendable, Hashable {
  /// Seconds from a request to a replica that serves it.
  public let loadSeconds: Double
  /// The share of requests that may wait for a start; 1 where no target speaks against it.
  public let toleratedShare: Double

  /// Seconds without a request after which a replica is given back: the choices.
  static let keepAliveSeconds: [Double] = [0, 60, 300, 900, 3600, 14_400]

  /// Where a replica is up for more of the time than this it may as well stay, with its spares.
  private static let alwaysUpShare = 0.9

  /// An idle time and its consequences at one rate of requests.
  private struct Cycle {
    /// Seconds for which a replica is billed, of each cycle from start to start.
    let billedSeconds: Double
    let seconds: Double
    let requests: Double
    let coldRequests: Double
  }

  /// Random arrivals at a rate `λ` restart a replica that stops after `τ` idle seconds.
  ///
  /// It stays up for `L + (e^(λτ) − 1)/λ` on average, after which the next request is `1/λ` away. Those
  /// that come during the start, and the one that causes it, wait: `1 + λL` of `1 + λ·(up + 1/λ)`.
  /// Source: the busy period of a clock that each arrival resets (Takács 1962).
  private func cycle(
    rate: Double, keepAlive: Double, billing: GPUOffer.Billing
  ) -> Cycle? {
    let exponent = rate * keepAlive
    guard rate > 0, exponent < 30 else { return nil }
    let up = loadSeconds + (exponential(exponent) - 1) / rate
    guard up < Self.alwaysUpShare * (up + 1 / rate) else { return nil }
    return Cycle(
      billedSeconds: billing.billedHours(seconds: up) * 3600, seconds: up + 1 / rate,
      requests: 1 + rate * up, coldRequests: 1 + rate * loadSeconds)
  }

  /// US dollars a month with the idle time that costs least among those that keep the tolerated share.
  ///
  /// Where none keeps it all replicas and their spares are always on. Hours that keep a replica busy have
  /// spares too.
  func usdPerMonth(
    levels: TrafficLevels, replicasAtMean: Double, pooling: Pooling, requestsPerSecond: Double,
    spares: Int,
    usdPerHour: (Int) -> Double, billing: GPUOffer.Billing
  ) -> Double {
    var best = levels.sum(replicasAtMean: replicasAtMean, pooling: pooling, priced: true) {
      usdPerHour($0 + spares)
    }
    let one = usdPerHour(1)
    for keepAlive in Self.keepAliveSeconds {
      var (usd, requests, cold) = (0.0, 0.0, 0.0)
      for level in levels.levels {
        let rate = requestsPerSecond * level.relative
        let needed = TrafficLevels.replicas(
          at: level.relative, replicasAtMean: replicasAtMean, pooling: pooling)
        requests += rate * level.hours
        guard rate > 0 else { continue }
        guard needed == 1, let cycle = cycle(rate: rate, keepAlive: keepAlive, billing: billing)
        else {
          usd += level.pricedHours * usdPerHour(needed + spares)
          continue
        }
        usd += level.pricedHours * one * min(1, cycle.billedSeconds / cycle.seconds)
        cold += rate * level.hours * cycle.coldRequests / cycle.requests
      }
      if cold <= toleratedShare * requests { best = min(best, usd) }
    }
    return best
  }
}
