import Workloads

extension SharedBaseLoad {
  /// A month with up to so many replicas in each region; `nil` where batches would miss their deadlines, or there are
  /// not as many machines.
  ///
  /// Machines that are billed by use and may come and go run in each hour as many as are cheapest together with what
  /// then goes to APIs; others run always.
  func outcome(replicas: Int, _ way: SharedLoad.Way) -> Outcome? {
    let usdAlways = machines.usdPerHour(running: replicas)
    guard usdAlways < .infinity,
      !machines.isLimited(to: replicas * machines.load.regions.count - 1)
    else { return nil }
    let isBilledByUse = machines.rental.terms.isBilledByUse
    let follows = machines.policy != .fixedAtPeak && isBilledByUse
    var outcome = Outcome(apiShares: parts.map { _ in 0 }, replicaHours: parts.map { _ in 0 })
    var (sent, all) = (parts.map { _ in 0.0 }, parts.map { _ in 0.0 })
    var busy: [Double] = []
    for level in levels {
      var (shares, usd) = (overflow(of: level.loads, replicas: replicas, way), usdAlways)
      if follows { (shares, usd) = cheapest(level, replicas, way, (shares, usd)) }
      outcome.machineUSD += usd * (isBilledByUse ? level.pricedHours : level.hours)
      var kept = 0.0
      for index in parts.indices {
        let load = level.loads[index] < .infinity ? level.loads[index] : 1
        sent[index] += shares[index] * load * level.hours
        all[index] += load * level.hours
        outcome.replicaHours[index] += (1 - shares[index]) * load * level.hours
        let replicas = (1 - shares[index]) * load
        // By turns each workload takes whole replicas.
        kept += way == .byTurns ? (replicas - 1e-9).rounded(.up) : replicas
      }
      if case .mixed(let efficiency) = way { kept /= efficiency }
      busy.append(kept)
    }
    for index in parts.indices {
      let overflow = all[index] > 0 ? sent[index] / all[index] : 0
      outcome.apiShares[index] = 1 - availability * (1 - overflow)
    }
    guard machines.load.batches.isEmpty || fitBatches(replicas, busy, &outcome) else { return nil }
    return outcome
  }

  private func cheapest(
    _ level: Level, _ most: Int, _ way: SharedLoad.Way, _ full: (shares: [Double], usd: Double)
  ) -> (shares: [Double], usd: Double) {
    let price = level.pricedHours / level.hours
    func cost(_ shares: [Double], _ usd: Double) -> Double {
      parts.indices.reduce(usd * price) { sum, index in
        sum
          + (level.loads[index] < .infinity
            ? shares[index] * level.loads[index] * parts[index].usdPerReplicaHour : 0)
      }
    }
    var best = full
    var least = cost(full.shares, full.usd)
    func look(_ count: Int) {
      let shares = overflow(of: level.loads, replicas: count, way)
      let usd = machines.usdPerHour(running: count)
      let found = cost(shares, usd)
      if found < least { (best, least) = ((shares, usd), found) }
    }
    look(0)
    let finite = level.loads.filter { $0 < .infinity }.reduce(0, +)
    let needed = Int(min(finite, Double(most)))
    let (low, high) = (max(1, needed - 2), min(most - 1, needed + 3 + needed / 8))
    guard low <= high else { return best }
    for count in stride(from: low, through: high, by: max(1, (high - low) / 8)) { look(count) }
    return best
  }

  /// Whether batches keep their deadlines on what is idle.
  private func fitBatches(_ replicas: Int, _ busy: [Double], _ outcome: inout Outcome) -> Bool {
    guard machines.policy == .fixedAtPeak else { return false }
    let mayBegin = machines.load.batches.contains { $0.job.readyHour == nil }
    let starts = mayBegin ? Array(stride(from: 0, to: 24, by: 2)) : [0]
    let start = starts.first { start in
      weeks.indices.allSatisfy { week in
        let months = machines.load.months
        let region = machines.load.regions[week / months]
        let schedule = machines.schedule(month: week % months, region: region)
        let idle = weeks[week].map { max(0, Double(replicas) - (busy[$0] - 1e-9).rounded(.up)) }
        return schedule.fits(idle, startingAt: start)
      }
    }
    guard let start else { return false }
    if mayBegin { outcome.batchStart = start }
    return true
  }

  /// US dollars of machines and APIs at least: each hour of a load costs what a replica in full use does, or the API.
  static func leastUSD(_ machines: SharedMachines, parts: [Part]) -> Double {
    let price =
      machines.leastUSDPerReplicaHour
      * (machines.rental.terms.isBilledByUse ? machines.monthPrices.min() ?? 1 : 1)
    return parts.indices.reduce(0) { sum, index in
      let load = machines.load.parts[index].load
      let volume = load.months.reduce(0, +) / Double(load.months.count)
      let hours =
        load.requestsPerSecond.reduce(0, +) / Double(HourlyLoad.hours) * volume
        / parts[index].requestsPerSecond * Volume.hoursPerMonth
      return sum + hours * min(price, parts[index].usdPerReplicaHour)
    }
  }

  /// As many replicas as the busiest hour needs.
  var mostReplicas: Int {
    let peak = levels.map { $0.loads.reduce(0, +) }.max() ?? 0
    let pooling = parts.map { $0.pooling.share(replicas: 1) }.filter { $0 > 0 }.min() ?? 1
    return max(1, Int(min(100_000, (peak / pooling).rounded(.up))) + parts.count)
  }
}
