import Numerics
import Pricing

/// What scaling to zero costs and risks: a replica that nobody used for a while is given back, and the
/// next request waits until another has loaded the model.
public struct ColdStart: Sendable, Hashable {
  /// Seconds from a request to a replica that serves it.
  public let loadSeconds: Double
  /// The share of requests that may wait for a start; 1 where no target speaks against it.
  public let toleratedShare: Double

  /// Idle times after which a replica is given back lie between none and a month.
  private static let longestIdleSeconds = 2_628_000.0

  /// Where a replica is up for more of the time than this it may as well stay, with its spares.
  private static let alwaysUpShare = 0.9

  /// An idle time and its consequences at one rate of requests.
  private struct Cycle {
    /// Seconds for which a replica is billed, of each cycle from start to start.
    let billedSeconds: Double
    let seconds: Double
    let requests: Double
    let coldRequests: Double
    /// Whether it may as well stay, with its spares.
    let isAlwaysUp: Bool
  }

  /// Random arrivals at a rate `λ` restart a replica that stops after `τ` idle seconds.
  ///
  /// It stays up for `L + (e^(λτ) − 1)/λ` on average, after which the next request is `1/λ` away. Those
  /// that come during the start, and the one that causes it, wait: `1 + λL` of `1 + λ·(up + 1/λ)`.
  /// Steps of billing round up the start alone, as what follows it ends anywhere within a step: rounding the mean
  /// would make the cost a saw's edge of the volume.
  /// Source: the busy period of a clock that each arrival resets (Takács 1962).
  private func cycle(
    rate: Double, keepAlive: Double, billing: GPUOffer.Billing
  ) -> Cycle? {
    let exponent = rate * keepAlive
    guard rate > 0, exponent < 30 else { return nil }
    let up = loadSeconds + (exponential(exponent) - 1) / rate
    return Cycle(
      billedSeconds: billing.billedHours(seconds: loadSeconds) * 3600 + up - loadSeconds,
      seconds: up + 1 / rate,
      requests: 1 + rate * up, coldRequests: 1 + rate * loadSeconds,
      isAlwaysUp: up >= Self.alwaysUpShare * (up + 1 / rate))
  }

  /// What a month costs at one idle time, and the share of requests that then wait for a start.
  private struct Month {
    var usd = 0.0
    var requests = 0.0
    var coldRequests = 0.0

    var coldShare: Double { requests > 0 ? coldRequests / requests : 0 }
  }

  /// US dollars a month with the shortest idle time that keeps the tolerated share.
  ///
  /// A longer idle time costs more and makes fewer requests wait, so the cheapest one that is allowed is
  /// found by bisection. A larger volume never costs less: with `k` times the rates, an idle time of `τ/k` would
  /// make a larger share wait, so it takes a longer one, and replicas are up for more of the time. That needs the
  /// share that waits to be smooth, so it is counted also where a replica may as well stay. Hours without any
  /// request need no replica.
  /// Where no idle time keeps the share, all replicas and their spares are on while requests come. Hours that
  /// keep a replica busy have spares too.
  func usdPerMonth(
    levels: TrafficLevels, replicasAtMean: Double, pooling: Pooling, requestsPerSecond: Double,
    spares: Int, usdPerHour: (Int) -> Double, billing: GPUOffer.Billing
  ) -> Double {
    // Hours that keep more than one replica busy cost the same whatever the idle time.
    var busy = Month()
    var single: [TrafficLevels.Level] = []
    for level in levels.levels where level.relative > 0 {
      let needed = TrafficLevels.replicas(
        at: level.relative, replicasAtMean: replicasAtMean, pooling: pooling)
      if needed == 1 {
        single.append(level)
      } else {
        busy.usd += level.pricedHours * usdPerHour(needed + spares)
        busy.requests += requestsPerSecond * level.relative * level.hours
      }
    }
    guard !single.isEmpty else { return busy.usd }
    let (one, kept) = (usdPerHour(1), usdPerHour(1 + spares))
    func month(_ keepAlive: Double) -> Month {
      var month = busy
      for level in single {
        let rate = requestsPerSecond * level.relative
        month.requests += rate * level.hours
        if let cycle = cycle(rate: rate, keepAlive: keepAlive, billing: billing) {
          month.usd +=
            level.pricedHours
            * (cycle.isAlwaysUp ? kept : one * min(1, cycle.billedSeconds / cycle.seconds))
          month.coldRequests += rate * level.hours * cycle.coldRequests / cycle.requests
        } else {
          month.usd += level.pricedHours * kept
        }
      }
      return month
    }
    let eager = month(0)
    if eager.coldShare <= toleratedShare { return eager.usd }
    let patient = month(Self.longestIdleSeconds)
    // An endless idle time leaves no replica to start.
    guard patient.coldShare <= toleratedShare else { return month(.infinity).usd }
    var (low, high) = (1.0, Self.longestIdleSeconds)
    var best = patient
    for _ in 0..<18 {
      let middle = (low * high).squareRoot()
      let there = month(middle)
      if there.coldShare <= toleratedShare {
        (high, best) = (middle, there)
      } else {
        low = middle
      }
    }
    return best.usd
  }
}
