import Workloads

/// Whole replicas that serve interactive traffic, hour by hour of the week, month by month of the horizon,
/// region by region.
///
/// It never changes, and copies share it: a search asks tens of thousands of them what they cost at each volume.
package final class FleetPlan: Sendable, Hashable {
  /// How the number of replicas follows the traffic.
  package enum Policy: String, Sendable, Hashable, CaseIterable {
    /// As many as the busiest hour of the month needs, at every hour.
    case fixedAtPeak
    /// As many as each hour needs.
    case autoscaledHourly
    /// As many as each hour needs, and none while nobody asks.
    case scaledToZero
    /// As many as each second needs, as workers that a seller starts with requests and takes back when idle.
    case scaledByUse
  }

  /// The policy.
  package let policy: Policy
  /// Replicas beyond what the load needs, in each region.
  package let spares: Int
  /// Regions, each with a fleet of its own.
  package let regions: Int
  /// Requests per second that one replica serves within the service level; of a fleet that was sized by
  /// simulation, in a large one.
  package let replicaRequestsPerSecond: Double
  /// How much less it serves in a small fleet.
  let pooling: Pooling
  /// Accelerators of one replica.
  package let gpusPerReplica: Int
  /// The machines.
  package let rental: Rental
  private let packing: ReplicaPacking
  /// What scaling to zero must keep to; `nil` under the other policies.
  package let coldStart: ColdStart?
  /// How a seller's workers come and go; `nil` under the other policies.
  let workers: ScaledWorkers?
  /// The replicas that read prompts beside those that write tokens, which are the ones counted above; `nil` where each
  /// does both.
  package let split: SplitPlan?
  /// Traffic over all hours, months and regions.
  let levels: TrafficLevels
  /// The months over which costs are averaged.
  let horizon: Horizon
  /// Shares of the traffic of the regions, in any unit; empty for one.
  private let regionShares: [Double]
  /// Each region's load at the busiest hour of the horizon, relative to the mean of all together.
  private let regionPeaks: [Double]
  /// Traffic of the 168 hours of a week relative to their mean.
  let hourOfWeekWeights: [Double]

  static let secondsPerMonth = Volume.hoursPerMonth * 3600

  init(
    policy: Policy, spares: Int, replicaRequestsPerSecond: Double, pooling: Pooling = .none,
    gpusPerReplica: Int, rental: Rental, hourOfWeekWeights: [Double],
    horizon: Horizon = .constant, regions: [Double] = [], coldStart: ColdStart? = nil,
    workers: ScaledWorkers? = nil, split: SplitPlan? = nil, levels known: TrafficLevels? = nil
  ) {
    self.policy = policy
    self.spares = spares
    self.regions = max(1, regions.count)
    self.replicaRequestsPerSecond = replicaRequestsPerSecond
    self.pooling = pooling
    self.gpusPerReplica = gpusPerReplica
    self.rental = rental
    packing = ReplicaPacking(gpusEach: gpusPerReplica, on: rental)
    self.coldStart = coldStart
    self.workers = workers
    self.split = split
    self.hourOfWeekWeights = hourOfWeekWeights
    self.horizon = horizon
    regionShares = regions
    let levels =
      known
      ?? TrafficLevels(
        weights: hourOfWeekWeights, regions: regions, horizon: horizon,
        holdsPeak: policy == .fixedAtPeak, isCommitted: !rental.terms.isBilledByUse)
    let total = regions.reduce(0, +)
    let shares = regions.isEmpty ? [1] : regions.map { $0 / total }
    let largest = shares.max() ?? 1
    regionPeaks = shares.map { levels.peak * $0 / largest }
    self.levels =
      workers != nil
      ? levels.condensed(to: 64)
      : policy == .scaledToZero ? levels.condensed(to: ColdStart.mostLevels) : levels
  }

  /// Whether both run alike on the same machines; all else follows from what is compared.
  package static func == (first: FleetPlan, second: FleetPlan) -> Bool {
    first === second
      || first.policy == second.policy && first.spares == second.spares
        && first.replicaRequestsPerSecond == second.replicaRequestsPerSecond
        && first.pooling == second.pooling && first.gpusPerReplica == second.gpusPerReplica
        && first.rental == second.rental && first.coldStart == second.coldStart
        && first.workers == second.workers && first.split == second.split
        && first.horizon == second.horizon && first.regionShares == second.regionShares
        && first.hourOfWeekWeights == second.hourOfWeekWeights && first.levels == second.levels
  }

  /// Hashes what tells most fleets apart.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(policy)
    hasher.combine(replicaRequestsPerSecond)
    hasher.combine(rental)
  }

  /// The same with replicas that serve so many requests per second.
  func serving(_ requestsPerSecond: Double) -> FleetPlan {
    FleetPlan(
      policy: policy, spares: spares, replicaRequestsPerSecond: requestsPerSecond,
      pooling: pooling, gpusPerReplica: gpusPerReplica, rental: rental,
      hourOfWeekWeights: hourOfWeekWeights, horizon: horizon, regions: regionShares,
      coldStart: coldStart, workers: workers, split: split, levels: levels)
  }

  /// Whether machines are given back while nobody asks.
  var isScaledToZero: Bool { coldStart != nil || workers != nil }

  /// The mean load in replicas that are used in full.
  private func replicasAtMean(_ requests: Double, _ throughputFactor: Double = 1) -> Double {
    requests / Self.secondsPerMonth / (replicaRequestsPerSecond * throughputFactor)
  }

  /// US dollars an hour of so many replicas; infinite for more than there are machines for.
  func usdPerHour(running replicas: Int) -> Double { packing.usdPerHour(replicas: replicas) }

  /// What each of so many replicas serves, over what it serves in a large fleet.
  package func poolingShare(replicas: Int) -> Double { pooling.share(replicas: replicas) }

  /// Replicas at the busiest hour of the horizon, spares included, in the largest region.
  package func peakReplicas(requestsPerMonth: Double) -> Int {
    let mean = replicasAtMean(requestsPerMonth)
    return spares
      + regionPeaks.reduce(0) {
        max($0, TrafficLevels.replicas(at: $1, replicasAtMean: mean, pooling: pooling))
      }
  }

  /// Replicas of each region at its busiest hour of the horizon, spares included.
  package func peakReplicasByRegion(requestsPerMonth: Double) -> [Int] {
    let mean = replicasAtMean(requestsPerMonth)
    return regionPeaks.map {
      TrafficLevels.replicas(at: $0, replicasAtMean: mean, pooling: pooling) + spares
    }
  }

  /// Replicas of each region that read prompts at its busiest hour, spares included; zeros where none do only that.
  package func peakReadersByRegion(requestsPerMonth: Double) -> [Int] {
    regionPeaks.map { peak in
      split.map {
        $0.readers(requestsPerSecond: peak * requestsPerMonth / Self.secondsPerMonth) + spares
      } ?? 0
    }
  }

  /// Requests per second that come to the largest region at the busiest hour of the horizon.
  package func peakRequestsPerSecond(requestsPerMonth: Double) -> Double {
    (regionPeaks.max() ?? 1) * requestsPerMonth / Self.secondsPerMonth
  }

  /// US dollars of machines per month of 730 hours, on average over the horizon.
  ///
  /// `Σ hours · instances(replicas + spares) · usdPerInstanceHour` over the levels of traffic. Two
  /// replicas of one GPU at 2 USD an hour, all month: 730 · 2 · 2 = 2,920 USD.
  package func usdPerMonth(requests: Double, throughputFactor: Double = 1) -> Double {
    usdPerMonth(
      requests: requests, throughputFactor: throughputFactor, coldStart: coldStart,
      workers: workers)
  }

  /// Whether one of a seller's workers is always on at a volume.
  func keepsWorker(requests: Double) -> Bool {
    workers?.month(traffic(requests: requests, throughputFactor: 1)).keepsOne ?? false
  }

  /// The share of requests that wait for the start of a worker, and starts in a month; `nil` for others' machines.
  package func starts(requests: Double) -> (coldShare: Double, perMonth: Double)? {
    workers.map {
      let month = $0.month(traffic(requests: requests, throughputFactor: 1))
      return (month.coldShare, month.starts)
    }
  }

  /// Seconds that a seller's worker takes to start, and the share of requests that may wait for it; `nil` for others'
  /// machines.
  package var workerTerms: (loadSeconds: Double, toleratedShare: Double)? {
    workers.map { ($0.loadSeconds, $0.toleratedShare) }
  }

  /// What a month takes of a seller's workers, spares included; `nil` for others' machines.
  func workerMonth(requests: Double) -> ScaledWorkers.Month? {
    workers.map { withSpares($0.month(traffic(requests: requests, throughputFactor: 1))) }
  }

  /// The same for each month of the horizon.
  func workersByMonth(requests: Double) -> [ScaledWorkers.Month]? {
    workers == nil ? nil : byMonth.compactMap { $0.workerMonth(requests: requests) }
  }

  private func withSpares(_ month: ScaledWorkers.Month) -> ScaledWorkers.Month {
    var month = month
    month.keptHours += Double(spares) * levels.pricedHours
    return month
  }

  private func traffic(requests: Double, throughputFactor: Double) -> ScaledWorkers.Traffic {
    let most = peakReplicas(requestsPerMonth: requests)
    return ScaledWorkers.Traffic(
      levels: levels, requestsPerSecond: requests / Self.secondsPerMonth,
      workerRequestsPerSecond: replicaRequestsPerSecond * throughputFactor
        * pooling.share(replicas: max(1, most - spares)), throughputFactor: throughputFactor)
  }

  /// What the fleet costs at least, whatever share of requests waits for a start; it never falls with
  /// volume.
  func leastUSDPerMonth(requests: Double) -> Double {
    usdPerMonth(
      requests: requests, throughputFactor: 1,
      coldStart: coldStart.map { ColdStart(loadSeconds: $0.loadSeconds, toleratedShare: 1) },
      workers: workers?.tolerant)
  }

  /// What it costs at least, quick to work out, so that most fleets need no more.
  ///
  /// Machines that are never given back cost what they would in full use at every hour, or one replica, and their
  /// spares, or more. Those that are given back cost as much where no hour has less to do than one replica, and
  /// otherwise what their starts take.
  func roughLeastUSDPerMonth(requests: Double) -> Double {
    if let split {
      return (requests / Self.secondsPerMonth) * gpuSecondsPerRequest(split) * levels.pricedLoad
        * SplitPacking(on: rental).usdPerGPUHour
    }
    let mean = replicasAtMean(requests)
    let load = mean * levels.pricedLoad
    if let workers {
      return workers.leastHours(traffic(requests: requests, throughputFactor: 1))
        * packing.leastUSDPerReplicaHour
    }
    let replicaHours =
      if let coldStart {
        max(
          mean * levels.least > 1 ? load : 0,
          coldStart.leastHours(
            levels: levels, requestsPerSecond: requests / Self.secondsPerMonth,
            billing: rental.billing))
      } else {
        max(load, levels.pricedHours) + Double(spares) * levels.pricedHours
      }
    return replicaHours * packing.leastUSDPerReplicaHour
  }

  /// Whether it may cost less than a sum, by bounds that are quicker to work out than the cost.
  func costsLess(than usd: Double, requests: Double) -> Bool {
    guard roughLeastUSDPerMonth(requests: requests) < usd else { return false }
    guard let tolerated = coldStart?.toleratedShare ?? workers?.toleratedShare, tolerated < 1
    else { return true }
    return leastUSDPerMonth(requests: requests) < usd
  }

  /// US dollars of machines in each month of the horizon, whose mean is ``usdPerMonth(requests:throughputFactor:)``.
  ///
  /// Machines that are kept to the end of a commitment stay as many as the busiest month so far took.
  func usdByMonth(requests: Double) -> [Double] {
    let months = byMonth.map { $0.usdPerMonth(requests: requests) }
    // Long horizons are summed over fewer, wider levels of traffic, so that their mean differs by a little.
    let sum = months.reduce(0, +)
    guard sum > 0 else { return months }
    let scale = usdPerMonth(requests: requests) * Double(months.count) / sum
    return months.map { $0 * scale }
  }

  /// The fleet in each month of the horizon by itself.
  private var byMonth: [FleetPlan] {
    horizon.kept(isCommitted: !rental.terms.isBilledByUse).map { month in
      FleetPlan(
        policy: policy, spares: spares, replicaRequestsPerSecond: replicaRequestsPerSecond,
        pooling: pooling, gpusPerReplica: gpusPerReplica, rental: rental,
        hourOfWeekWeights: hourOfWeekWeights, horizon: month, regions: regionShares,
        coldStart: coldStart, workers: workers, split: split)
    }
  }

  private func usdPerMonth(
    requests: Double, throughputFactor: Double, coldStart: ColdStart?, workers: ScaledWorkers?
  ) -> Double {
    if let workers {
      let most = peakReplicas(requestsPerMonth: requests / throughputFactor)
      guard usdPerHour(running: most) < .infinity else { return .infinity }
      let month = workers.month(traffic(requests: requests, throughputFactor: throughputFactor))
      return withSpares(month).hours * usdPerHour(running: 1)
    }
    if let split {
      return splitHours(split, requests: requests / throughputFactor, priced: true) {
        $0.usdPerHour($1, $2)
      }
    }
    let mean = replicasAtMean(requests, throughputFactor)
    if let coldStart {
      return coldStart.usdPerMonth(
        levels: levels, replicasAtMean: mean, pooling: pooling,
        requestsPerSecond: requests / Self.secondsPerMonth, spares: spares,
        usdPerHour: usdPerHour(running:), billing: rental.billing)
    }
    return levels.sum(replicasAtMean: mean, pooling: pooling, priced: true) {
      usdPerHour(running: $0 + spares)
    }
  }

  /// Seconds of one accelerator that a request takes of readers and writers in full use.
  private func gpuSecondsPerRequest(_ split: SplitPlan) -> Double {
    Double(split.gpusPerReader) / split.readerRequestsPerSecond
      + Double(gpusPerReplica) / replicaRequestsPerSecond
  }

  /// The sum over all time of what readers and writers, spares included, make of an hour.
  private func splitHours(
    _ split: SplitPlan, requests: Double, priced: Bool,
    _ each: (SplitPacking, (count: Int, gpus: Int), (count: Int, gpus: Int)) -> Double
  ) -> Double {
    let packing = SplitPacking(on: rental)
    let rate = requests / Self.secondsPerMonth
    return levels.levels.reduce(0) { sum, level in
      let readers = split.readers(requestsPerSecond: level.relative * rate) + spares
      let writers =
        TrafficLevels.replicas(
          at: level.relative, replicasAtMean: rate / replicaRequestsPerSecond, pooling: pooling)
        + spares
      return sum + (priced ? level.pricedHours : level.hours)
        * each(packing, (readers, split.gpusPerReader), (writers, gpusPerReplica))
    }
  }

  /// The share of what the running replicas could serve within the service level that is used.
  package func utilization(requests: Double) -> Double {
    utilization(requests: requests, usdPerMonth: usdPerMonth(requests: requests))
  }

  /// The same where it is known what the fleet costs.
  func utilization(requests: Double, usdPerMonth: Double) -> Double {
    let mean = replicasAtMean(requests)
    let running: Double
    if let split {
      let gpuHours = splitHours(split, requests: requests, priced: false) {
        Double($1.count * $1.gpus + $2.count * $2.gpus)
      }
      let used = requests / Self.secondsPerMonth * gpuSecondsPerRequest(split)
      return gpuHours > 0 ? min(1, used * Volume.hoursPerMonth / gpuHours) : 0
    }
    if isScaledToZero {
      running =
        Volume.hoursPerMonth * usdPerMonth
        / (usdPerHour(running: 1) * Volume.hoursPerMonth)
        * (workerMonth(requests: requests)?.upHoursPerPaidHour ?? 1)
    } else {
      running = levels.sum(replicasAtMean: mean, pooling: pooling, priced: false) {
        pooling.served(byReplicas: $0 + spares)
      }
    }
    return running > 0 ? min(1, mean * Volume.hoursPerMonth / running) : 0
  }

  /// The share of the running replicas' capacity that is used in each of the 168 hours of a week, at the
  /// mean volume of the horizon in one region.
  package func utilizationByHour(requests: Double) -> [Double] {
    let mean = replicasAtMean(requests) / Double(regions)
    let peak = hourOfWeekWeights.max() ?? 1
    return hourOfWeekWeights.map { weight in
      let running =
        TrafficLevels.replicas(
          at: policy == .fixedAtPeak ? peak : weight, replicasAtMean: mean, pooling: pooling)
        + spares
      return mean * weight / pooling.served(byReplicas: running)
    }
  }
}
