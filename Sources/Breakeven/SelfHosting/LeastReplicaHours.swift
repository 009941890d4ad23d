import Numerics

/// Hours for which one replica and its spares are paid at least in a month, however fast it is.
///
/// A question without a named model looks at some thousands of pairs of a model and an accelerator; at a small volume
/// most machines cost more than the best known fleet even with a single replica, which need not be worked out.
///
/// 730 hours of machines that stay are paid whether requests come or not: with a spare, 1,460 replica hours.
struct LeastReplicaHours {
  /// Hours of machines that stay, by use and for the length of a commitment.
  private let always: (byUse: Double, committed: Double)
  /// Replica hours that one request a second takes of replicas that serve one in full use, at least.
  let ofOnePerSecond: Double
  /// Hours in which scaling to zero keeps the replica and its spares up all the time.
  private let kept: Double
  /// Hours for which a replica is up in all the others.
  private let started: Double
  /// Hours for which one must be up so that no more requests wait for a start than is tolerated.
  private let punctual: Double

  /// - Parameters:
  ///   - levels: Traffic hour by hour.
  ///   - committed: The same for machines that are committed to.
  ///   - requestsPerSecond: Mean requests per second of all regions.
  ///   - startSeconds: Seconds that a start takes at least.
  ///   - toleratedShare: The share of requests that may wait for a start.
  init(
    _ levels: TrafficLevels, committed: TrafficLevels, requestsPerSecond: Double,
    startSeconds: Double, toleratedShare: Double
  ) {
    always = (levels.pricedHours, committed.pricedHours)
    ofOnePerSecond = min(levels.pricedLoad, committed.pricedLoad)
    var (kept, started) = (0.0, 0.0)
    for level in levels.condensed(to: ColdStart.mostLevels).levels where level.relative > 0 {
      // A replica that stops as soon as it idles is up for `L` of each `L + 1/λ` seconds.
      let starting = requestsPerSecond * level.relative * startSeconds
      let share = starting / (1 + starting)
      if share >= ColdStart.alwaysUpShare {
        kept += level.pricedHours
      } else {
        started += level.pricedHours * share
      }
    }
    self.kept = kept
    self.started = started
    punctual = Self.hours(servingAllBut: toleratedShare, levels)
  }

  /// The fewest hours in which a replica is up when all but a share of the requests come.
  ///
  /// Requests come at random, so of those of an hour the share waits that it is down for, at least: it is down in the
  /// hours that cost the most for each request.
  private static func hours(servingAllBut share: Double, _ levels: TrafficLevels) -> Double {
    var left = share * levels.levels.reduce(0) { $0 + $1.relative * $1.hours }
    var hours = 0.0
    let dearest = levels.levels.filter { $0.relative > 0 }
      .map { (requests: $0.relative * $0.hours, hours: $0.pricedHours) }
      .sorted { $0.hours * $1.requests > $1.hours * $0.requests }
    for level in dearest {
      let down = min(1, left / level.requests)
      left -= down * level.requests
      hours += (1 - down) * level.hours
    }
    return hours
  }

  /// Replica hours of machines that stay, with so many spares.
  func staying(spares: Int, isBilledByUse: Bool) -> Double {
    (isBilledByUse ? always.byUse : always.committed) * Double(1 + spares)
  }

  /// Replica hours of machines that are given back while nobody asks.
  func scaledToZero(spares: Int) -> Double {
    max(kept * Double(1 + spares) + started, punctual)
  }

  /// Replica hours of workers that a seller starts and takes back; those that are always on cost a share of the price.
  func scaledByUse(spares: Int, keptPriceShare: Double) -> Double {
    min(1, keptPriceShare) * punctual + keptPriceShare * Double(spares) * always.byUse
  }
}
