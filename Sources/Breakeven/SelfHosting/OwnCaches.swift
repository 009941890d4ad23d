import Roofline
import Workloads

/// The hit rate that a fleet's own caches will have, as a consequence of how many replicas it needs.
///
/// More replicas hold more and see less of each session; the fewer prompt tokens are found, the more replicas are
/// needed. Both are solved together, from an unlimited cache downwards, so that nothing is promised that memory
/// does not hold.
struct OwnCaches {
  /// What is asked for; its prefix tells what an unlimited cache would find.
  private let demand: Demand
  private let workingSet: WorkingSet
  private let prefix: SharedPrefix
  private let routing: WorkingSet.Routing
  /// Requests per second of the busiest hour in the largest region.
  let peakRequestsPerSecond: Double

  /// Replicas beyond what the load needs: they serve too, and so hold their part of the sessions.
  private let spares: Int

  private static let rounds = 12

  /// `nil` where nothing is known of prompts that come back.
  init?(_ demand: Demand, mode: Mode, routing: WorkingSet.Routing = .spread) {
    guard let workingSet = demand.workingSet, let prefix = demand.sharedPrefix else { return nil }
    self.demand = demand
    self.workingSet = workingSet
    self.prefix = prefix
    self.routing = routing
    var peak = 1.0
    var spares = 0
    if case .interactive(let level, let traffic) = mode {
      peak = traffic.peakToAverage
      spares = level.spareReplicas ?? DecisionAssumptions().spareReplicas
    }
    self.spares = spares
    peak *= demand.horizon.months.reduce(0) { max($0, $1.volume) }
    peakRequestsPerSecond = max(1e-9, peak * demand.requests / FleetPlan.secondsPerMonth)
  }

  /// What a replica serves within a level, with the demand that is left to it.
  ///
  /// - Parameter known: A rate that must be exceeded.
  func capacity(
    of deployment: Deployment, within level: ServiceLevel, exceeding known: Double = 0
  ) -> (capacity: ServiceCapacity, demand: Demand)? {
    var found: (capacity: ServiceCapacity, demand: Demand)?
    var share = workingSet.unlimitedShare
    for _ in 0..<Self.rounds {
      guard let own = demand(finding: share) else { return nil }
      let served = ServiceDemand(
        own.mix, sharedPrefix: own.sharedPrefix, percentile: level.percentile)
      guard let capacity = deployment.capacity(for: served, within: level, exceeding: known),
        capacity.requestsPerSecond > known
      else { return nil }
      found = (capacity, own)
      let replicas = replicas(serving: capacity.requestsPerSecond)
      let next = self.share(
        deployment, own,
        inFlight: inFlight(
          capacity.concurrency, at: capacity.requestsPerSecond, replicas: replicas),
        rate: peakRequestsPerSecond, replicas: replicas)
      guard next < share - 1e-3 else { break }
      share = next
    }
    return found
  }

  /// What is left to a replica of a batch job, whose requests all lie ready: it runs as many as memory holds.
  func inBatch(_ deployment: Deployment) -> Demand? {
    var share = workingSet.unlimitedShare
    var own = demand(finding: share)
    for _ in 0..<Self.rounds {
      guard let known = own else { return nil }
      let state = deployment.saturation(of: known.shape)
      let next = self.share(
        deployment, known, inFlight: state.concurrency, rate: state.requestsPerSecond, replicas: 1)
      guard next < share - 1e-3 else { break }
      share = next
      own = demand(finding: share)
    }
    return own
  }

  /// What a fleet of so many replicas finds behind the shared prefix at the busiest hour.
  ///
  /// - Parameters:
  ///   - concurrency: Requests in flight on a replica at its capacity.
  ///   - rate: That capacity, in requests per second.
  func share(
    of deployment: Deployment, concurrency: Double, at rate: Double, replicas: Int
  ) -> Double {
    share(
      deployment, demand, inFlight: inFlight(concurrency, at: rate, replicas: replicas),
      rate: peakRequestsPerSecond, replicas: replicas)
  }

  /// Requests in flight on a replica at the busiest hour, at most in proportion to what it could serve: below
  /// capacity each takes less time.
  private func inFlight(_ concurrency: Double, at rate: Double, replicas: Int) -> Double {
    concurrency * min(1, peakRequestsPerSecond / Double(max(1, replicas)) / max(1e-12, rate))
  }

  /// The demand where replicas find such a share behind the shared prefix.
  func demand(finding share: Double) -> Demand? {
    guard let prefix = try? prefix.with(sessionHitRate: share) else { return nil }
    return demand.with(sharedPrefix: prefix)
  }

  /// Seconds in which prompts that are not found fill the caches of a fleet at the busiest hour.
  func fillSeconds(_ option: SelfHostOption) -> Double {
    let tokens = option.deployment.idleCacheTokens(beside: 0, of: option.demand.shape)
    return tokens * Double(max(1, option.replicas))
      / (peakRequestsPerSecond * max(1, option.demand.shape.uncachedPrompt))
  }

  private func replicas(serving rate: Double) -> Int {
    spares + Int(min(1e6, max(1, (peakRequestsPerSecond / max(1e-12, rate)).rounded(.up))))
  }

  private func share(
    _ deployment: Deployment, _ own: Demand, inFlight: Double, rate: Double, replicas: Int
  ) -> Double {
    workingSet.hitShare(
      cacheTokens: deployment.idleCacheTokens(
        beside: inFlight, of: own.shape, countsPrompts: !workingSet.countsRunning),
      requestsPerSecond: rate, replicas: replicas, routing: routing)
  }
}

extension Demand {
  /// The share of prompt tokens that prefix caches serve.
  package var hitRate: Double {
    guard let prefix = sharedPrefix else { return 0 }
    return mix.mean { prefix.cachedPromptTokens(of: $0.promptTokens) }
      / max(1, mix.meanPromptTokens)
  }
}
