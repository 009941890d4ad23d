import Workloads

/// Machines that several workloads share, and what they cost.
struct SharedMachines: Sendable {
  let load: SharedLoad
  let rental: Rental
  let gpusPerReplica: Int
  /// Replicas beyond what the load needs, in each region.
  let spares: Int
  let policy: FleetPlan.Policy
  /// What machines without a commitment cost in each month over today's price.
  let monthPrices: [Double]

  /// What a fleet comes to.
  struct Cost: Sendable, Hashable {
    /// US dollars of machines in a month, on average over the horizon, before tax.
    var usd = 0.0
    /// Replicas at the busiest hour, spares included, in all regions.
    var replicas = 0
    /// Accelerators at the busiest hour.
    var gpus = 0
    /// The hour of the day at which batch jobs begin that may begin at any; `nil` without such.
    var batchStart: Int?
  }

  /// The cost by one way of sharing.
  ///
  /// `Σ hours · instances(replicas + spares) · usdPerInstanceHour`: with the replicas of the busiest hour of a month
  /// always, or with those of each hour. Batch jobs take what is idle, and more replicas only where that does not
  /// suffice.
  ///
  /// - Parameters:
  ///   - factors: What each interactive workload's load is multiplied by.
  ///   - limit: US dollars from which on the cost does not matter.
  func cost(
    _ way: SharedLoad.Way, factors: [Double]? = nil, below limit: Double = .infinity
  ) -> Cost {
    var cost = Cost()
    let months = load.months
    let isCommitted = !rental.terms.isBilledByUse
    var start: Int?
    for region in load.regions {
      var most = 0
      var held = 0
      for month in 0..<months {
        let needed = load.replicas(way, month: month, region: region, factors: factors)
        var peak = needed.max() ?? 0
        if !load.batches.isEmpty {
          guard policy == .fixedAtPeak else { return Cost(usd: .infinity) }
          let schedule = schedule(month: month, region: region)
          if let start {
            peak = schedule.replicas(besides: needed, startingAt: start)
          } else {
            let found = schedule.replicas(besides: needed)
            (peak, start) = (found.count, found.start)
          }
          guard peak <= Pooling.mostReplicas else { return Cost(usd: .infinity) }
        }
        most = max(most, peak)
        held = isCommitted ? max(held, peak) : peak
        let price = isCommitted ? 1 : monthPrices[min(month, monthPrices.count - 1)]
        if policy == .fixedAtPeak {
          cost.usd += usdPerHour(held) * Volume.hoursPerMonth * price / Double(months)
        } else {
          cost.usd +=
            needed.reduce(0) { $0 + usdPerHour($1) } * Volume.hoursPerMonth
            / Double(HourlyLoad.hours) * price / Double(months)
        }
        if cost.usd >= limit { return Cost(usd: .infinity) }
      }
      cost.replicas += most + spares
      cost.gpus +=
        rental.instances(replicas: most + spares, gpusEach: gpusPerReplica) * rental.gpusPerInstance
    }
    if load.batches.contains(where: { $0.job.readyHour == nil }) { cost.batchStart = start }
    if let most = rental.maximumGPUs, cost.gpus > most { cost.usd = .infinity }
    return cost
  }

  private var packing: ReplicaPacking { ReplicaPacking(gpusEach: gpusPerReplica, on: rental) }

  private func usdPerHour(_ replicas: Int) -> Double { usdPerHour(running: replicas + spares) }

  /// US dollars an hour of so many replicas in a region; infinite for more than there are machines for.
  func usdPerHour(running replicas: Int) -> Double { packing.usdPerHour(replicas: replicas) }

  /// Whether there are machines for at most so many replicas.
  func isLimited(to replicas: Int) -> Bool {
    rental.mostReplicas(gpusEach: gpusPerReplica) <= replicas
  }

  /// US dollars that an hour of a replica costs at least, at any time.
  var leastUSDPerReplicaHour: Double { packing.leastUSDPerReplicaHour }

  func schedule(month: Int, region: Double) -> TroughSchedule {
    TroughSchedule(
      load.batches.map { batch in
        var job = batch.job
        job.replicaHours *= batch.volume(inMonth: month) * region
        return job
      })
  }

  /// What it costs at least, whatever the way: every replica hour that is worked must be paid.
  var leastUSD: Double {
    let hours = load.parts.reduce(0) { sum, part in
      sum + (0..<HourlyLoad.hours).reduce(0) { $0 + part.replicas(hour: $1, month: 0) }
        / part.load.volume(inMonth: 0) * Volume.hoursPerMonth / Double(HourlyLoad.hours)
    }
    let batch = load.batches.reduce(0) { $0 + $1.replicaHours }
    let always = Double(spares * load.regions.count) * Volume.hoursPerMonth
    let price = (rental.terms.isBilledByUse ? monthPrices.min() : nil) ?? 1
    return (hours + batch + always) * Double(gpusPerReplica) * rental.usdPerGPUHour * price
  }
}

extension SharedMachines {
  /// The same machines under other loads, each by a factor of its own.
  ///
  /// - Parameters:
  ///   - interactive: What each interactive workload's load is multiplied by.
  ///   - batches: What each batch is multiplied by.
  ///   - start: The hour at which batches begin that may begin at any.
  func scaled(interactive: [Double], batches: [Double], startingAt start: Int?) -> SharedMachines {
    let parts = zip(load.parts, interactive).map { part, factor in
      SharedLoad.Part(
        load: HourlyLoad(
          requestsPerSecond: part.load.requestsPerSecond.map { $0 * factor },
          months: part.load.months), requestsPerSecond: part.requestsPerSecond,
        pooling: part.pooling)
    }
    let jobs = zip(load.batches, batches).map { batch, factor in
      SharedLoad.Batch(
        job: TroughJob(
          replicaHours: batch.job.replicaHours * factor, deadlineHours: batch.job.deadlineHours,
          readyHour: batch.job.readyHour ?? start, isDaily: batch.job.isDaily),
        replicaHours: batch.replicaHours * factor, months: batch.months)
    }
    return SharedMachines(
      load: SharedLoad(parts: parts, batches: jobs, regions: load.regions), rental: rental,
      gpusPerReplica: gpusPerReplica, spares: spares, policy: policy, monthPrices: monthPrices)
  }

  /// The first months alone.
  func first(_ count: Int) -> SharedMachines { over(Array(0..<count)) }

  /// The first, the middle and the last month in the place of many.
  var condensed: SharedMachines {
    let count = load.months
    return count > 3 ? over([0, count / 2, count - 1]) : self
  }

  /// Some months in the place of all.
  private func over(_ months: [Int]) -> SharedMachines {
    let parts = load.parts.map { part in
      SharedLoad.Part(
        load: HourlyLoad(
          requestsPerSecond: part.load.requestsPerSecond,
          months: months.map { part.load.volume(inMonth: $0) }),
        requestsPerSecond: part.requestsPerSecond, pooling: part.pooling)
    }
    let batches = load.batches.map { batch in
      SharedLoad.Batch(
        job: batch.job, replicaHours: batch.replicaHours,
        months: months.map { batch.volume(inMonth: $0) })
    }
    return SharedMachines(
      load: SharedLoad(parts: parts, batches: batches, regions: load.regions), rental: rental,
      gpusPerReplica: gpusPerReplica, spares: spares, policy: policy,
      monthPrices: months.map { monthPrices[min($0, monthPrices.count - 1)] })
  }
}
