import FleetSimulation
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
  let spares: Int

  private static let rounds = 12

  /// `nil` where nothing is known of prompts that come back.
  ///
  /// - Parameter spares: Replicas that the fleet has beyond what the load needs; `nil` for as many as machines have by
  ///   themselves.
  init?(
    _ demand: Demand, mode: Mode, routing: WorkingSet.Routing = .spread, spares known: Int? = nil
  ) {
    guard let workingSet = demand.workingSet, let prefix = demand.sharedPrefix else { return nil }
    self.demand = demand
    self.workingSet = workingSet
    self.prefix = prefix
    self.routing = routing
    var peak = 1.0
    var spares = 0
    if case .interactive(let level, let traffic) = mode {
      peak = traffic.peakToAverage
      spares = known ?? level.spareReplicas ?? DecisionAssumptions().spareReplicas
    }
    self.spares = spares
    peak *= demand.horizon.months.reduce(0) { max($0, $1.volume) } * demand.largestRegionShare
    peakRequestsPerSecond = max(1e-9, peak * demand.requests / FleetPlan.secondsPerMonth)
  }

  /// What a replica serves within a level, with the demand that is left to it.
  ///
  /// - Parameter known: A rate that must be exceeded.
  func capacity(
    of deployment: Deployment, within level: ServiceLevel, exceeding known: Double = 0
  ) -> (capacity: ServiceCapacity, demand: Demand)? {
    var result: (capacity: ServiceCapacity, demand: Demand)?
    var found = WorkingSet.Found(share: workingSet.unlimitedShare)
    let isLoading = deployment.loadsFaster(than: demand.shape)
    for _ in 0..<Self.rounds {
      guard let own = demand(finding: found) else { return nil }
      let served = ServiceDemand(
        own.mix, sharedPrefix: own.sharedPrefix, percentile: level.percentile)
      guard let capacity = deployment.capacity(for: served, within: level, exceeding: known),
        capacity.requestsPerSecond > known
      else { return nil }
      result = (capacity, own)
      let replicas = replicas(serving: capacity.requestsPerSecond)
      var next = self.found(
        deployment, own,
        inFlight: inFlight(
          capacity.concurrency, at: capacity.requestsPerSecond, replicas: replicas),
        rate: peakRequestsPerSecond, replicas: replicas, isLoading: isLoading)
      limit(
        &next, to: deployment,
        at: min(capacity.requestsPerSecond, peakRequestsPerSecond / Double(max(1, replicas))))
      guard let less = Self.less(next, than: found) else { break }
      found = less
    }
    return result
  }

  /// What is found next, which is never more than before; `nil` where nothing changes.
  private static func less(_ next: WorkingSet.Found, than found: WorkingSet.Found)
    -> WorkingSet.Found?
  {
    guard next.share < found.share - 1e-3 || abs(next.inTier - found.inTier) > 0.01 else {
      return nil
    }
    let share = min(next.share, found.share)
    return WorkingSet.Found(share: share, inTier: min(next.inTier, share))
  }

  /// The way from a tier is kept four fifths full at most; what more lies there is computed, as an engine does where
  /// that is sooner.
  private static let fullestLink = 0.8

  private func limit(_ found: inout WorkingSet.Found, to deployment: Deployment, at rate: Double) {
    guard found.inTier > 0 else { return }
    let own = max(1, demand.shape.prompt - prefix.tokens)
    let seconds = deployment.loadSeconds(tokens: own) / Double(deployment.layout.attentionData)
    let most = Self.fullestLink / max(1e-12, rate * seconds)
    guard most < found.inTier else { return }
    found.share -= found.inTier - most
    found.inTier = most
  }

  /// What is left to a replica of a batch job, whose requests all lie ready: it runs as many as memory holds.
  func inBatch(_ deployment: Deployment) -> Demand? {
    var found = WorkingSet.Found(share: workingSet.unlimitedShare)
    var own = demand(finding: found)
    let isLoading = deployment.loadsFaster(than: demand.shape)
    for _ in 0..<Self.rounds {
      guard let known = own else { return nil }
      let state = deployment.saturation(of: known.shape)
      var next = self.found(
        deployment, known, inFlight: state.concurrency, rate: state.requestsPerSecond, replicas: 1,
        isLoading: isLoading)
      limit(&next, to: deployment, at: state.requestsPerSecond)
      guard let less = Self.less(next, than: found) else { break }
      found = less
      own = demand(finding: found)
    }
    return own
  }

  /// What the largest region's fleet of so many replicas finds behind the shared prefix at its busiest hour.
  ///
  /// - Parameters:
  ///   - concurrency: Requests in flight on a replica at its capacity.
  ///   - rate: That capacity, in requests per second.
  func found(
    of deployment: Deployment, concurrency: Double, at rate: Double, replicas: Int
  ) -> WorkingSet.Found {
    found(
      deployment, demand, inFlight: inFlight(concurrency, at: rate, replicas: replicas),
      rate: peakRequestsPerSecond, replicas: replicas,
      isLoading: deployment.loadsFaster(than: demand.shape))
  }

  /// Requests in flight on a replica at the busiest hour, at most in proportion to what it could serve: below
  /// capacity each takes less time.
  private func inFlight(_ concurrency: Double, at rate: Double, replicas: Int) -> Double {
    concurrency * min(1, peakRequestsPerSecond / Double(max(1, replicas)) / max(1e-12, rate))
  }

  /// The demand where replicas find such a share behind the shared prefix.
  func demand(finding found: WorkingSet.Found) -> Demand? {
    guard
      let prefix = try? prefix.with(sessionHitRate: found.share, tierHitRate: found.inTier)
    else { return nil }
    return demand.with(sharedPrefix: prefix)
  }

  /// Seconds in which prompts that are not found fill the caches of the largest region's fleet at its busiest hour.
  func fillSeconds(_ option: SelfHostOption) -> Double {
    let tokens =
      option.deployment.idleCacheTokens(beside: 0, of: option.demand.shape)
      + option.deployment.tierTokens
    return tokens * Double(max(1, option.largestFleet))
      / (peakRequestsPerSecond * max(1, option.demand.shape.uncachedPrompt))
  }

  private func replicas(serving rate: Double) -> Int {
    spares + Int(min(1e6, max(1, (peakRequestsPerSecond / max(1e-12, rate)).rounded(.up))))
  }

  private func found(
    _ deployment: Deployment, _ own: Demand, inFlight: Double, rate: Double, replicas: Int,
    isLoading: Bool
  ) -> WorkingSet.Found {
    let all = inFlight * Double(max(1, replicas))
    let used =
      routing == .prefixes && prefix.tokens > 0
      ? Router.replicasInUse(
        of: max(1, replicas), inFlight: all,
        load: rate / max(1e-9, deployment.saturation(of: own.shape).requestsPerSecond)) : replicas
    let tier = deployment.tier.flatMap {
      isLoading
        ? WorkingSet.Tier(tokens: deployment.tierTokens, isPool: $0.kind == .pool) : nil
    }
    return workingSet.found(
      cacheTokens: deployment.idleCacheTokens(
        beside: used == replicas ? inFlight : all / Double(used), of: own.shape,
        countsPrompts: !workingSet.countsRunning), tier: tier,
      requestsPerSecond: rate, replicas: used, routing: routing)
  }
}

extension Demand {
  /// The share of prompt tokens that prefix caches serve.
  package var hitRate: Double {
    guard let prefix = sharedPrefix else { return 0 }
    return mix.mean { prefix.cachedPromptTokens(of: $0.promptTokens) }
      / max(1, mix.meanPromptTokens)
  }

  /// The share of prompt tokens that come from a tier beside the memory of accelerators.
  package var tierHitRate: Double {
    guard let prefix = sharedPrefix else { return 0 }
    return mix.mean { prefix.loadedPromptTokens(of: $0.promptTokens) }
      / max(1, mix.meanPromptTokens)
  }
}
