import Workloads

/// Looks for the base load that together with an API costs least.
struct MixedSearch: Sendable {
  let api: APICandidate
  /// `nil` in batch.
  let load: MixedLoad?
  /// What machines cost over their price.
  var priceFactor = 1.0

  /// Base loads that are looked at first, evenly from one to the peak; then those beside the best.
  var counts = 24

  /// The same, looking at less, for many volumes.
  var coarse: MixedSearch {
    MixedSearch(api: api, load: load?.coarse, priceFactor: priceFactor, counts: 10)
  }

  /// The cheapest mix of some options with the API at a volume; `nil` where none can be.
  func best(among options: [SelfHostOption], requests: Double) -> MixedPlan? {
    var best: MixedPlan?
    for option in options {
      guard let found = self.best(of: option, requests: requests) else { continue }
      if found.totalUSD < best?.totalUSD ?? .infinity { best = found }
    }
    return best
  }

  /// The options that differ in more than how machines follow the traffic, the first of each kind.
  static func candidates(_ options: [SelfHostOption], most: Int) -> [SelfHostOption] {
    var seen: Set<String> = []
    var found: [SelfHostOption] = []
    for option in options where found.count < most {
      var follows = false
      if case .fleet(let plan) = option.plan {
        // Workers that come and go carry no base load, and one of two kinds of replicas none alone.
        if plan.isScaledToZero || plan.split != nil { continue }
        follows = plan.policy == .autoscaledHourly
      }
      let key =
        "\(option.deployment.key)|\(option.rental.id)|\(option.rental.terms)|\(follows)"
      if seen.insert(key).inserted { found.append(option) }
    }
    return found
  }

  private func best(of option: SelfHostOption, requests: Double) -> MixedPlan? {
    switch option.plan {
    case .batch(let plan): return bestSplit(option, plan, requests: requests)
    case .fleet(let plan):
      let most = min(
        Self.mostReplicas(plan, requests: requests),
        option.rental.mostReplicas(gpusEach: plan.gpusPerReplica))
      guard most > 0 else { return nil }
      let stride = max(1, (most + counts - 1) / counts)
      var best: MixedPlan?
      func look(_ counts: some Sequence<Int>) {
        for count in counts {
          guard let found = self.plan(option, replicas: count, requests: requests) else { continue }
          if found.totalUSD < best?.totalUSD ?? .infinity { best = found }
        }
      }
      look(Swift.stride(from: 1, through: most, by: stride))
      var step = stride
      while step > 1, let middle = best.map({ $0.baseReplicas / plan.regions }) {
        step = max(1, step / 4)
        look(
          Swift.stride(
            from: max(1, middle - 4 * step), through: min(most, middle + 4 * step), by: step))
      }
      return best
    }
  }

  /// As many replicas as the busiest hour needs, without spares.
  static func mostReplicas(_ plan: FleetPlan, requests: Double) -> Int {
    max(1, min(100_000, plan.peakReplicas(requestsPerMonth: requests) - plan.spares))
  }

  /// The mix with so many replicas in each region; `nil` where there are not as many machines, or in batch.
  func plan(_ option: SelfHostOption, replicas: Int, requests: Double) -> MixedPlan? {
    guard case .fleet(let plan) = option.plan, let load else { return nil }
    let part = load.part(
      plan, replicas: replicas, secondsEach: option.secondsInFlight, requests: requests,
      usdPerRequest: api.usdPerRequest, priceFactor: priceFactor)
    guard part.machineUSD < .infinity else { return nil }
    return mix(
      option, replicas: replicas * plan.regions, machineUSD: part.machineUSD,
      apiShare: part.apiShare, requests: requests)
  }

  /// The cheapest split of a batch: as much as so many replicas do in time, the rest at the API.
  private func bestSplit(
    _ option: SelfHostOption, _ plan: BatchPlan, requests: Double
  ) -> MixedPlan? {
    func run(_ share: Double) -> BatchPlan.Run {
      plan.run(requestsPerJob: requests * share / plan.jobs)
    }
    var best: MixedPlan?
    for step in 1..<16 {
      var (low, high) = (Double(step) / 16, Double(step + 1) / 16)
      let replicas = run(low).replicas
      // The largest share that takes no more replicas.
      for _ in 0..<12 {
        let middle = (low + high) / 2
        if run(middle).replicas <= replicas { low = middle } else { high = middle }
      }
      let usd = plan.usd(requests: requests * low) * priceFactor
      guard usd < .infinity, low < 0.999 else { continue }
      let found = mix(
        option, replicas: replicas, machineUSD: usd, apiShare: 1 - low, requests: requests)
      if found.totalUSD < best?.totalUSD ?? .infinity { best = found }
    }
    return best
  }

  private func mix(
    _ option: SelfHostOption, replicas: Int, machineUSD: Double, apiShare: Double, requests: Double
  ) -> MixedPlan {
    MixedPlan(
      option: option, api: api, baseReplicas: replicas, apiShare: apiShare,
      machineUSD: machineUSD * (1 + option.taxRate),
      egressUSD: option.egressUSDPerRequest * requests * (1 - apiShare),
      billUSD: api.billUSD(requests: requests * apiShare),
      overheadUSD: option.overheadUSD + api.overheadUSD)
  }
}
