import Workloads

/// The traffic of a workload as a mixed plan meets it, and what a base load makes of it.
struct MixedLoad: Sendable {
  /// What a base load comes to.
  struct Part: Sendable, Hashable {
    /// US dollars of machines in the period, before tax.
    let machineUSD: Double
    /// The share of requests that goes to the API.
    let apiShare: Double
  }

  private var levels: TrafficLevels
  private let burstiness: Double
  private let availability: Double

  /// As many levels of traffic tell the hours of a week apart well enough.
  private static let levels = 48

  /// `nil` in batch, where requests lie ready.
  init?(_ workload: Workload, horizon: Horizon, availability: Double) {
    guard case .interactive(_, let traffic) = workload.mode else { return nil }
    self.init(
      weights: traffic.hourOfWeekWeights, regions: workload.costs.regions, horizon: horizon,
      burstiness: traffic.burstiness, availability: availability)
  }

  init(
    weights: [Double], regions: [Double] = [], horizon: Horizon = .constant,
    burstiness: Double = 1, availability: Double = 1
  ) {
    levels = TrafficLevels(
      weights: weights, regions: regions, horizon: horizon, holdsPeak: false, isCommitted: false
    ).condensed(to: Self.levels)
    self.burstiness = burstiness
    self.availability = availability
  }

  /// The same with fewer levels, for many volumes.
  var coarse: MixedLoad {
    var other = self
    other.levels = levels.condensed(to: Self.levels / 3)
    return other
  }

  /// What up to `replicas` in each region cost, and what share of the requests is left to the API.
  ///
  /// Machines that are billed by use and may come and go run in each hour as many as are cheapest together with what
  /// is then left to the API; others run always. Of the time `1 − availability` each replica is down, and what it
  /// would have kept goes to the API: there is no spare.
  ///
  /// - Parameters:
  ///   - secondsEach: Seconds that a request is in flight on a replica that is used in full.
  ///   - usdPerRequest: What the API asks for a request.
  ///   - priceFactor: What machines cost over their price.
  func part(
    _ plan: FleetPlan, replicas: Int, secondsEach: Double, requests: Double,
    usdPerRequest: Double, priceFactor: Double = 1
  ) -> Part {
    let follows = plan.policy != .fixedAtPeak && plan.rental.terms.isBilledByUse
    let always = base(plan, replicas, secondsEach)
    let usdAlways = plan.usdPerHour(running: replicas)
    let rate = requests / FleetPlan.secondsPerMonth
    var (usd, sent, all) = (0.0, 0.0, 0.0)
    for level in levels.levels {
      let here = rate * level.relative
      var overflow = always.overflow(of: here)
      var usdPerHour = usdAlways
      if follows {
        func cost(_ usd: Double, _ overflow: Double) -> Double {
          usd * priceFactor + here * 3600 * overflow * usdPerRequest
        }
        let needed = Pooling.clamped(here / plan.replicaRequestsPerSecond, to: replicas)
        let counts = ReplicaCounts(
          max(0, needed - 2)...min(replicas, needed + 2 + needed / 8))
        counts.visit { count in
          guard count < replicas else { return cost(usdAlways, always.overflow(of: here)) }
          let fewer = base(plan, count, secondsEach).overflow(of: here)
          let fewerUSD = plan.usdPerHour(running: count)
          let found = cost(fewerUSD, fewer)
          if found < cost(usdPerHour, overflow) { (usdPerHour, overflow) = (fewerUSD, fewer) }
          return found
        }
        if cost(0, 1) < cost(usdPerHour, overflow) { (usdPerHour, overflow) = (0, 1) }
      }
      usd += usdPerHour * (plan.rental.terms.isBilledByUse ? level.pricedHours : level.hours)
      sent += overflow * here * level.hours
      all += here * level.hours
    }
    let overflow = all > 0 ? sent / all : 0
    return Part(machineUSD: usd * priceFactor, apiShare: 1 - availability * (1 - overflow))
  }

  private func base(_ plan: FleetPlan, _ replicas: Int, _ secondsEach: Double) -> BaseLoad {
    BaseLoad(
      replicas: replicas,
      requestsPerSecond: plan.replicaRequestsPerSecond * plan.poolingShare(replicas: replicas),
      secondsEach: secondsEach, burstiness: burstiness)
  }
}

/// Numbers of replicas among which one is cheapest: all of a few, and of many those ever nearer to the cheapest found.
private struct ReplicaCounts {
  let range: ClosedRange<Int>

  init(_ range: ClosedRange<Int>) { self.range = range }

  private static let few = 24

  func visit(_ cost: (Int) -> Double) {
    var stride = max(1, range.count / Self.few)
    var best = (usd: Double.infinity, count: range.lowerBound)
    func look(_ from: Int, _ through: Int) {
      for count in Swift.stride(
        from: max(range.lowerBound, from), through: min(range.upperBound, through), by: stride)
      {
        let usd = cost(count)
        if usd < best.usd { best = (usd, count) }
      }
    }
    look(range.lowerBound, range.upperBound)
    while stride > 1 {
      let reach = stride
      stride = max(1, stride / 4)
      look(best.count - reach, best.count + reach)
    }
  }
}

extension Pooling {
  /// A whole number of replicas, from 0 to `most`.
  fileprivate static func clamped(_ load: Double, to most: Int) -> Int {
    Int(min(max(0, load), Double(most)))
  }
}

extension SelfHostOption {
  /// Seconds that a request is in flight on a replica that is used in full, by Little's law.
  var secondsInFlight: Double { concurrency / max(1e-12, replicaRequestsPerSecond) }
}
