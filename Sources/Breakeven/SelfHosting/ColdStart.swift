import Numerics
import Pricing

/// What scaling to zero costs and risks: a replica that nobody used for a while is given back, and the
/// next request waits until another has loaded the model.
package struct ColdStart: Sendable, Hashable {
  /// Seconds from a request to a replica that serves it.
  package let loadSeconds: Double
  /// The share of requests that may wait for a start; 1 where no target speaks against it.
  package let toleratedShare: Double

  /// Idle times after which a replica is given back lie between none and a month.
  private static let longestIdleSeconds = 2_628_000.0

  /// Where a replica is up for more of the time than this it may as well stay, with its spares.
  static let alwaysUpShare = 0.9

  /// Levels of traffic that are told apart.
  static let mostLevels = 256

  /// A month's hours in which one replica suffices, as scaling to zero sees them.
  ///
  /// Random arrivals at a rate `λ` restart a replica that stops after `τ` idle seconds. It stays up for
  /// `L + (e^(λτ) − 1)/λ` on average, after which the next request is `1/λ` away. Those that come during the
  /// start, and the one that causes it, wait: `1 + λL` of `1 + λ·(up + 1/λ)`.
  /// Steps of billing round up the start alone, as what follows it ends anywhere within a step: rounding the mean
  /// would make the cost a saw's edge of the volume.
  /// Source: the busy period of a clock that each arrival resets (Takács 1962).
  private struct SingleReplicaHours {
    let levels: [(rate: Double, requests: Double, pricedHours: Double)]
    let loadSeconds: Double
    /// Seconds that are billed for a start beyond those that it takes.
    let roundedUpSeconds: Double
    /// US dollars an hour of the one replica, and with its spares.
    let usdPerHour: (one: Double, kept: Double)

    /// Adds what these hours cost at one idle time.
    func add(to month: inout Month, keepAlive: Double) {
      for level in levels {
        month.requests += level.requests
        let exponent = level.rate * keepAlive
        guard exponent < 30 else {
          month.usd += level.pricedHours * usdPerHour.kept
          continue
        }
        let growth = exponential(exponent)
        let up = loadSeconds + (growth - 1) / level.rate
        let seconds = up + 1 / level.rate
        let isAlwaysUp = up >= ColdStart.alwaysUpShare * seconds
        month.usd +=
          level.pricedHours
          * (isAlwaysUp
            ? usdPerHour.kept : usdPerHour.one * min(1, (up + roundedUpSeconds) / seconds))
        let perCycle = 1 + level.rate * up
        let cold = level.requests * (1 + level.rate * loadSeconds) / perCycle
        month.coldRequests += cold
        month.coldRequestsFewerPerSecond += cold * level.rate * growth / perCycle
      }
    }
  }

  /// What a month costs at one idle time, and the share of requests that then wait for a start.
  private struct Month {
    var usd = 0.0
    var requests = 0.0
    var coldRequests = 0.0
    /// How many fewer of them wait for each second that a replica stays longer.
    var coldRequestsFewerPerSecond = 0.0

    var coldShare: Double { requests > 0 ? coldRequests / requests : 0 }
  }

  /// Hours of replicas that a month takes at least, quick to work out.
  ///
  /// Without any idle time a replica is up for `f(λ) = (L + r)/(L + 1/λ)` of the time, with `r` seconds by which billing
  /// rounds up a start. As `f` is concave, `f(λ) ≥ f(λ′)·λ/λ′` below the rate `λ′` of the busiest hour.
  func leastHours(
    levels: TrafficLevels, requestsPerSecond: Double, billing: GPUOffer.Billing
  ) -> Double {
    let most = requestsPerSecond * levels.peak
    guard most > 0 else { return 0 }
    let billed = billing.billedHours(seconds: loadSeconds) * 3600
    return min(1, billed / (loadSeconds + 1 / most)) * levels.pricedLoad / levels.peak
  }

  /// US dollars a month with the shortest idle time that keeps the tolerated share.
  ///
  /// A longer idle time costs more and makes fewer requests wait, so the cheapest one that is allowed is the
  /// shortest. A larger volume never costs less: with `k` times the rates, an idle time of `τ/k` would
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
    var single: [(rate: Double, requests: Double, pricedHours: Double)] = []
    for level in levels.levels where level.relative > 0 {
      let needed = TrafficLevels.replicas(
        at: level.relative, replicasAtMean: replicasAtMean, pooling: pooling)
      let rate = requestsPerSecond * level.relative
      if needed == 1, rate > 0 {
        single.append((rate, rate * level.hours, level.pricedHours))
      } else {
        busy.usd += level.pricedHours * usdPerHour(needed + spares)
        busy.requests += rate * level.hours
      }
    }
    guard !single.isEmpty else { return busy.usd }
    let hours = SingleReplicaHours(
      levels: single, loadSeconds: loadSeconds,
      roundedUpSeconds: billing.billedHours(seconds: loadSeconds) * 3600 - loadSeconds,
      usdPerHour: (usdPerHour(1), usdPerHour(1 + spares)))
    func month(_ keepAlive: Double) -> Month {
      var month = busy
      hours.add(to: &month, keepAlive: keepAlive)
      return month
    }
    let eager = month(0)
    if eager.coldShare <= toleratedShare { return eager.usd }
    let patient = month(Self.longestIdleSeconds)
    // An endless idle time leaves no replica to start.
    guard patient.coldShare <= toleratedShare else { return month(.infinity).usd }
    return shortest(month, from: eager).usd
  }

  /// The month with the shortest idle time that keeps the tolerated share, to one part in 10⁷.
  ///
  /// By Newton's method on the logarithm of the share, which falls nearly in a straight line where `e^(λτ)` is
  /// large; the middle of the bracket where a step leaves it.
  private func shortest(_ month: (Double) -> Month, from eager: Month) -> Month {
    var (low, high) = (0.0, Self.longestIdleSeconds)
    var (idle, there) = (0.0, eager)
    for _ in 0..<60 {
      if there.coldShare <= toleratedShare { high = idle } else { low = idle }
      let excess = naturalLogarithm(there.coldShare / toleratedShare)
      let newton = idle + excess * there.coldRequests / there.coldRequestsFewerPerSecond
      let next =
        newton > low && newton < high
        ? newton : low > 1 ? (low * high).squareRoot() : min(high / 2, 1000)
      guard abs(next - idle) > 1e-7 * next else { break }
      (idle, there) = (next, month(next))
    }
    return there
  }
}
