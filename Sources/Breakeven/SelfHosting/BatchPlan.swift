import Workloads

/// Replicas that work through a job before its deadline, and are paid for its duration.
package struct BatchPlan: Sendable, Hashable {
  /// Jobs in the accounting period: those of a month, or the one.
  package let jobs: Double
  /// Hours for which machines that are not billed by use are paid in the period; `nil` where they are there anyway and
  /// a job that is run once bears the hours of its own.
  package let committedHours: Double?
  /// Requests per second of one replica with everything queued.
  package let replicaRequestsPerSecond: Double
  /// Seconds until a replica has loaded the model.
  package let loadSeconds: Double
  /// Seconds at the end in which the last requests finish and the batch thins out.
  package let drainSeconds: Double
  /// Seconds from the start of a job to its last answer, at most.
  package let deadlineSeconds: Double
  /// What interruptions cost; `nil` for machines that are not taken away.
  package let interruptions: SpotInterruptions?
  /// The share of requests that fail, or whose answers are no good, and that are run again.
  package let failedShare: Double
  /// Accelerators of one replica.
  package let gpusPerReplica: Int
  /// The machines.
  package let rental: Rental
  /// The months over which costs are averaged.
  package let horizon: Horizon
  /// The speed that is counted on, over the likely one, so that the deadline is kept with the stated chance.
  package let reliedOnSpeed: Double

  /// Whether loading and draining leave time for work.
  var isFeasible: Bool { workSeconds > 0 && interruptions?.leavesTime ?? true }

  /// Time lost to interruptions, as a share of the work.
  package var interruptionShare: Double { interruptions?.share ?? 0 }

  /// Whether only the time that jobs take is paid for.
  var isPaidByTheHour: Bool { rental.terms.isBilledByUse || committedHours == nil }

  /// Seconds in which the work of a job must be done: before its deadline, and before the next job needs the machines.
  ///
  /// Jobs that come once a day and may take ten are ten at a time; machines that run on from one to the next need not be
  /// loaded anew, so each has a day of them.
  private var workSeconds: Double {
    min(deadlineSeconds - loadSeconds - drainSeconds, hoursBetweenJobs * 3600)
  }

  /// How one job is run.
  struct Run: Sendable, Hashable {
    let replicas: Int
    let instances: Int
    /// Seconds at the likely speed.
    let seconds: Double
    /// US dollars of machines; infinite where there are not enough of them.
    let usd: Double

    /// No plan: more machines than there are.
    static let impossible = Run(replicas: 0, instances: 0, seconds: .infinity, usd: .infinity)
  }

  /// Seconds of one replica that a job takes: `requests / X · (1 + interruptions) / (1 − failures)`.
  private func work(_ requestsPerJob: Double, _ throughputFactor: Double) -> Double {
    requestsPerJob / (replicaRequestsPerSecond * throughputFactor) * (1 + interruptionShare)
      / (1 - failedShare)
  }

  /// The cheapest way to run a job of so many requests in time.
  ///
  /// Replicas are at least as many as keep the deadline at the speed that is relied on; they are paid for the time
  /// that the job likely takes. Each replica pays for its own loading, so the fewest instances cost least unless
  /// time is billed in coarse steps: then more may finish a step sooner. Replicas that fit on the same instances
  /// cost nothing more. A job whose machines could as well run on to the next one is not billed more than that.
  ///
  /// Four instances that work two hours, of which the last is begun by a minute, are billed 12 hours; five that are
  /// done after an hour and forty minutes are billed 10.
  func run(requestsPerJob: Double, throughputFactor: Double = 1) -> Run {
    let work = work(requestsPerJob, throughputFactor)
    let wanted = max(1, (work / reliedOnSpeed / workSeconds).rounded(.up))
    guard wanted <= Double(Pooling.mostReplicas) else { return .impossible }
    var last = run(work: work, wanted: Int(wanted))
    var best = last
    guard isPaidByTheHour else { return best }
    while let more = replicas(savingAStepOf: last, work: work) {
      last = run(work: work, wanted: more)
      if last.usd < best.usd * (1 - 1e-12) { best = last }
      if last.usd == .infinity || usdWithoutSteps(last, work: work) >= best.usd { break }
    }
    return best
  }

  /// The fewest replicas that finish a billing step sooner; `nil` if none do, or if more than any plan may have would
  /// be needed.
  private func replicas(savingAStepOf run: Run, work: Double) -> Int? {
    let step = rental.billing.incrementSeconds
    let sooner = ((run.seconds / step).rounded(.up) - 1) * step
    guard run.usd < .infinity, sooner >= rental.billing.minimumSeconds,
      sooner > loadSeconds + drainSeconds
    else { return nil }
    let needed = (work / (sooner - loadSeconds - drainSeconds)).rounded(.up)
    guard needed <= Double(Pooling.mostReplicas) else { return nil }
    return max(run.replicas + 1, Int(needed))
  }

  /// US dollars of machines if time were billed as it passes: what more replicas can only raise.
  private func usdWithoutSteps(_ run: Run, work: Double) -> Double {
    min(run.seconds / 3600, hoursBetweenJobs) * Double(run.instances) * rental.usdPerInstanceHour
  }

  private func run(work: Double, wanted: Int) -> Run {
    let instances = rental.instances(replicas: wanted, gpusEach: gpusPerReplica)
    let replicas = rental.replicasFilling(replicas: wanted, gpusEach: gpusPerReplica)
    guard replicas > 0, instances > 0,
      rental.hasRoom(forReplicas: replicas, gpusEach: gpusPerReplica)
    else { return .impossible }
    let seconds = loadSeconds + work / Double(replicas) + drainSeconds
    let hours = rental.billing.billedHours(seconds: seconds)
    return Run(
      replicas: replicas, instances: instances, seconds: seconds,
      usd: min(hours, hoursBetweenJobs) * Double(instances) * rental.usdPerInstanceHour)
  }

  /// The slowest speed, over the likely one, at which the planned machines keep the deadline.
  func slowestSpeed(requestsPerJob: Double) -> Double {
    let planned = run(requestsPerJob: requestsPerJob)
    guard planned.replicas > 0, workSeconds > 0 else { return .infinity }
    return work(requestsPerJob, 1) / Double(planned.replicas) / workSeconds
  }

  /// Hours from one job to the next; infinite for a job that is run once.
  private var hoursBetweenJobs: Double { jobs > 1 ? Volume.hoursPerMonth / jobs : .infinity }

  /// Replicas that one job of so many requests runs on.
  package func replicas(requestsPerJob: Double, throughputFactor: Double = 1) -> Int {
    run(requestsPerJob: requestsPerJob, throughputFactor: throughputFactor).replicas
  }

  /// Seconds that one job takes.
  package func jobSeconds(requestsPerJob: Double, throughputFactor: Double = 1) -> Double {
    run(requestsPerJob: requestsPerJob, throughputFactor: throughputFactor).seconds
  }

  /// US dollars of machines in the period, on average over the horizon.
  ///
  /// By use: `jobs · instances · billed hours · usdPerInstanceHour`. Reserved and owned machines are
  /// paid for ``committedHours``. Eight GPUs that are owned and paid, and cost 0.25 USD an hour to run, cost a job of
  /// four hours 8 USD.
  package func usd(requests: Double, throughputFactor: Double = 1) -> Double {
    let months = usdByMonth(requests: requests, throughputFactor: throughputFactor)
    return months.reduce(0, +) / Double(months.count)
  }

  /// US dollars of machines in each month of the horizon.
  func usdByMonth(requests: Double, throughputFactor: Double = 1) -> [Double] {
    var most = 0
    return horizon.months.map { month in
      let run = run(
        requestsPerJob: requests * month.volume / jobs, throughputFactor: throughputFactor)
      guard !isPaidByTheHour else { return jobs * run.usd * month.machinePrice }
      guard run.usd < .infinity else { return .infinity }
      most = max(most, run.instances)
      return Double(most) * (committedHours ?? 0) * rental.usdPerInstanceHour
    }
  }

  /// GPU hours that are paid for in the period, on average over the horizon.
  package func gpuHours(requests: Double) -> Double {
    let months = usdByMonth(requests: requests)
    let hours = zip(months, horizon.months).reduce(0) {
      $0 + $1.0 / rental.usdPerGPUHour(atTrend: $1.1.machinePrice)
    }
    return hours / Double(months.count)
  }

  /// The share of the paid time in which requests are worked on.
  package func utilization(requests: Double) -> Double {
    let work = requests / replicaRequestsPerSecond / 3600 * Double(gpusPerReplica)
    let paid = gpuHours(requests: requests)
    return paid > 0 ? min(1, work / paid) : 0
  }
}
