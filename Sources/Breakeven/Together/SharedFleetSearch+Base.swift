import Workloads

extension SharedFleetSearch {
  /// Base loads that are looked at first, evenly from one to the peak; then those beside the best.
  private static let counts = 12

  /// The cheapest base load of some workloads, with the API of each above it; `nil` where one that cannot wait has no
  /// API, no deployment may serve them all, or it costs too much.
  ///
  /// - Parameters:
  ///   - unlimited: Whether machines of which there are only so many are passed over.
  ///   - most: US dollars in a month, people apart, of what serves the same workloads otherwise.
  func bestBase(
    _ group: [Int], members: [JointMember], unlimited: Bool = false, below most: Double = .infinity
  ) -> SharedFleet? {
    let regions = members[group[0]].workload.costs.regions
    let waiting = group.filter { members[$0].isInteractive }
    guard !waiting.isEmpty, waiting.allSatisfy({ members[$0].api != nil }),
      group.allSatisfy({ members[$0].workload.costs.regions == regions })
    else { return nil }
    let availability = members[group[0]].decision.assumptions.replicaAvailability
    let plans = laidOut(group, unlimited: unlimited).compactMap {
      plan -> (plan: LaidOut, parts: [SharedBaseLoad.Part], least: Double)? in
      let parts = plan.members.compactMap(\.basePart)
      guard parts.count == waiting.count else { return nil }
      let least = SharedBaseLoad.leastUSD(plan.machines, parts: parts)
      return least < most ? (plan, parts, least) : nil
    }.sorted { $0.least < $1.least }
    var best: (found: Found, laid: Laid)?
    for (plan, parts, least) in plans where least < best?.found.usd ?? most {
      let limit = best?.found.usd ?? most
      let laid = Laid(plan, parts: parts, availability: availability)
      // Without loss a mixture sends on least; only where that pays, its loss is worked out.
      var found: Found?
      if let most = laid.cheapest(.mixed(efficiency: 1), counts: Self.counts), most.usd < limit,
        let efficiency = efficiency(laid.option.deployment, laid.members)
      {
        found =
          efficiency == 1
          ? most : laid.cheapest(.mixed(efficiency: efficiency), counts: Self.counts)
      }
      if found == nil { found = laid.cheapest(.byTurns, counts: Self.counts) }
      if let found, found.usd < limit { best = (found, laid) }
    }
    return best.map { $0.laid.fleet($0.found) }
  }

  /// A base load of so many replicas.
  private struct Found {
    let replicas: Int
    let way: SharedLoad.Way
    let outcome: SharedBaseLoad.Outcome
    let usd: Double
  }

  /// A deployment on machines that may carry a base load.
  private struct Laid {
    let base: SharedBaseLoad
    /// The same with fewer months and levels, to look among base loads.
    let coarse: SharedBaseLoad
    let option: SelfHostOption
    let members: [Served]

    init(_ plan: LaidOut, parts: [SharedBaseLoad.Part], availability: Double) {
      base = SharedBaseLoad(plan.machines, parts: parts, availability: availability)
      let few = SharedBaseLoad(
        plan.machines.condensed, parts: parts, availability: availability)
      coarse = plan.machines.load.batches.isEmpty ? few.condensed(to: 32) : few
      option = plan.option
      members = plan.members
    }

    func cheapest(_ way: SharedLoad.Way, counts: Int) -> Found? {
      let most = coarse.mostReplicas
      var best: (replicas: Int, usd: Double)?
      var seen: Set<Int> = []
      func look(_ range: some Sequence<Int>) {
        for count in range where seen.insert(count).inserted {
          guard let outcome = coarse.outcome(replicas: count, way) else { continue }
          let usd = usd(outcome)
          if usd < best?.usd ?? .infinity { best = (count, usd) }
        }
      }
      var step = max(1, (most + counts - 1) / counts)
      look(stride(from: 1, through: most, by: step))
      if best == nil { look([most]) }
      while step > 1, let middle = best?.replicas {
        step = max(1, step / 4)
        look(
          stride(from: max(1, middle - 4 * step), through: min(most, middle + 4 * step), by: step))
      }
      guard let best, let outcome = base.outcome(replicas: best.replicas, way) else { return nil }
      return Found(replicas: best.replicas, way: way, outcome: outcome, usd: usd(outcome))
    }

    /// US dollars of machines, tax included, of traffic and of APIs.
    private func usd(_ outcome: SharedBaseLoad.Outcome) -> Double {
      members.enumerated().reduce(0) { sum, one in
        let (served, share) = (one.element, machineShares(outcome)[one.offset])
        let requests = served.member.demand.requests
        var usd = outcome.machineUSD * share * (1 + served.member.workload.costs.taxRate)
        if one.offset < outcome.apiShares.count {
          let sent = outcome.apiShares[one.offset]
          usd += served.member.api?.billUSD(requests: requests * sent) ?? 0
          usd += served.option.egressUSDPerRequest * requests * (1 - sent)
        } else {
          usd += served.option.egressUSDPerRequest * requests
        }
        return sum + usd
      }
    }

    /// The share of the replica time that is worked for each, interactive ones first.
    private func machineShares(_ outcome: SharedBaseLoad.Outcome) -> [Double] {
      let hours = outcome.replicaHours + base.machines.load.batches.map(\.replicaHours)
      let sum = hours.reduce(0, +)
      return hours.map { sum > 0 ? $0 / sum : 1 / Double(hours.count) }
    }

    func fleet(_ found: Found) -> SharedFleet {
      var efficiency = 1.0
      if case .mixed(let known) = found.way { efficiency = known }
      let machines = base.machines
      let replicas = found.replicas * machines.load.regions.count
      let shares = machineShares(found.outcome)
      return SharedFleet(
        deployment: option.deployment, rental: machines.rental, policy: machines.policy,
        replicas: replicas, spares: 0,
        gpus: machines.rental.instances(
          replicas: replicas, gpusEach: machines.gpusPerReplica)
          * machines.rental.gpusPerInstance,
        isMixed: found.way != .byTurns, efficiency: efficiency,
        batchStartHour: found.outcome.batchStart,
        shares: members.indices.map { index in
          let one = members[index]
          let sent =
            index < found.outcome.apiShares.count ? found.outcome.apiShares[index] : 0
          let api = one.member.isInteractive ? one.member.api : nil
          return SharedFleet.Share(
            workload: one.member.index, share: shares[index],
            machineUSD: found.outcome.machineUSD * shares[index]
              * (1 + one.member.workload.costs.taxRate),
            replicaRequestsPerSecond: one.requestsPerSecond,
            isInTroughs: !one.member.isInteractive, api: api, apiShare: sent,
            tokenUSD: api?.billUSD(requests: one.member.demand.requests * sent) ?? 0)
        }.sorted { $0.workload < $1.workload }, machines: machines, base: base, way: found.way,
        options: members.map { ($0.member.index, $0.option) })
    }
  }
}

extension SharedFleetSearch.Served {
  /// What it asks of a base load; `nil` of a batch, and without an API.
  fileprivate var basePart: SharedBaseLoad.Part? {
    guard case .interactive(_, let traffic) = member.workload.mode, let api = member.api else {
      return nil
    }
    return SharedBaseLoad.Part(
      requestsPerSecond: requestsPerSecond, places: requestsPerSecond * option.secondsInFlight,
      peakedness: BaseLoad.peakedness(burstiness: traffic.burstiness),
      usdPerRequest: api.usdPerRequest, pooling: pooling)
  }
}
