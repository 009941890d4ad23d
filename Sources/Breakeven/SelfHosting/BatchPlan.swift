/// Replicas that work through a job before its deadline, and are paid for its duration.
public struct BatchPlan: Sendable, Hashable {
  /// Jobs in the accounting period: those of a month, or the one.
  public let jobs: Double
  /// Requests per second of one replica with everything queued.
  public let replicaRequestsPerSecond: Double
  /// Seconds until a replica has loaded the model.
  public let loadSeconds: Double
  /// Seconds at the end in which the last requests finish and the batch thins out.
  public let drainSeconds: Double
  /// Seconds from the start of a job to its last answer, at most.
  public let deadlineSeconds: Double
  /// Time lost to interruptions, as a share of the work.
  public let interruptionShare: Double
  /// Accelerators of one replica.
  public let gpusPerReplica: Int
  /// The machines.
  public let rental: Rental

  /// Whether loading and draining leave time for work.
  var isFeasible: Bool { workSeconds > 0 }

  private var workSeconds: Double { deadlineSeconds - loadSeconds - drainSeconds }

  /// Replicas that one job of so many requests needs, filled up to whole instances.
  ///
  /// The fewest that keep the deadline cost least, as each pays for its own loading; those that fit on
  /// the same instances cost nothing more.
  public func replicas(requestsPerJob: Double, throughputFactor: Double = 1) -> Int {
    let work =
      requestsPerJob / (replicaRequestsPerSecond * throughputFactor) * (1 + interruptionShare)
    let needed = Int(min(max(1, (work / workSeconds).rounded(.up)), 1e6))
    return rental.replicasFilling(replicas: needed, gpusEach: gpusPerReplica)
  }

  /// Seconds that one job takes.
  public func jobSeconds(requestsPerJob: Double, throughputFactor: Double = 1) -> Double {
    let replicas = Double(
      replicas(requestsPerJob: requestsPerJob, throughputFactor: throughputFactor))
    let work =
      requestsPerJob / (replicaRequestsPerSecond * throughputFactor) * (1 + interruptionShare)
    return loadSeconds + work / replicas + drainSeconds
  }

  /// US dollars of machines in the period.
  ///
  /// By use: `jobs · instances · billed hours · usdPerInstanceHour`. Reserved and owned machines are
  /// paid for all 730 hours of the month.
  public func usd(requests: Double, throughputFactor: Double = 1) -> Double {
    let perJob = requests / jobs
    let replicas = replicas(requestsPerJob: perJob, throughputFactor: throughputFactor)
    let instances = Double(rental.instances(replicas: replicas, gpusEach: gpusPerReplica))
    let hours =
      rental.terms.isBilledByUse
      ? jobs
        * rental.billing.billedHours(
          seconds: jobSeconds(requestsPerJob: perJob, throughputFactor: throughputFactor))
      : Volume.hoursPerMonth
    return hours * instances * rental.usdPerInstanceHour
  }

  /// GPU hours that are paid for in the period.
  public func gpuHours(requests: Double) -> Double {
    usd(requests: requests) / rental.usdPerGPUHour
  }

  /// The share of the paid time in which requests are worked on.
  public func utilization(requests: Double) -> Double {
    let work = requests / replicaRequestsPerSecond / 3600 * Double(gpusPerReplica)
    let paid = gpuHours(requests: requests)
    return paid > 0 ? work / paid : 0
  }

  /// Requests of the period at which a job needs one more instance, up to `limit`.
  func steps(upTo limit: Double, count: Int) -> [Double] {
    let perReplica =
      replicaRequestsPerSecond * workSeconds / (1 + interruptionShare) * jobs
    let filling = Double(rental.replicasFilling(replicas: 1, gpusEach: gpusPerReplica))
    let step = perReplica * max(1, filling)
    let last = min(Double(count), (limit / step).rounded(.down))
    guard last >= 1, step > 0 else { return [] }
    return (1...Int(last)).map { Double($0) * step }
  }
}

extension BatchPlan {
  /// The cost of machines over volume, line by line of the staircase; billing steps are not rounded.
  ///
  /// With `k` replicas on `m` instances a job costs `m·price·(load + drain)` and
  /// `m·price/(k·X)` for each request.
  func segments(upTo limit: Double, count: Int) -> [CostSegment] {
    var segments: [CostSegment] = []
    var from = 0.0
    for step in steps(upTo: limit, count: count) {
      let replicas = replicas(requestsPerJob: (from + step) / 2 / jobs)
      let instances = Double(rental.instances(replicas: replicas, gpusEach: gpusPerReplica))
      let usdPerSecond = instances * rental.usdPerInstanceHour / 3600
      if rental.terms.isBilledByUse {
        segments.append(
          CostSegment(
            from: from, to: step, fixedUSD: jobs * usdPerSecond * (loadSeconds + drainSeconds),
            usdPerRequest: usdPerSecond * (1 + interruptionShare)
              / (Double(replicas) * replicaRequestsPerSecond)))
      } else {
        segments.append(
          CostSegment(
            from: from, to: step, fixedUSD: usdPerSecond * 3600 * Volume.hoursPerMonth,
            usdPerRequest: 0))
      }
      from = step
    }
    return segments
  }
}

extension SelfHostOption {
  /// The total cost over volume, line by line, overhead included.
  func segments(upTo limit: Double, count: Int) -> [CostSegment] {
    let machines =
      switch plan {
      case .fleet(let plan): plan.segments(upTo: limit, count: count)
      case .batch(let plan): plan.segments(upTo: limit, count: count)
      }
    return machines.map {
      CostSegment(
        from: $0.from, to: $0.to, fixedUSD: $0.fixedUSD + overheadUSD,
        usdPerRequest: $0.usdPerRequest)
    }
  }
}
