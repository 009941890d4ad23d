import CheckedJSON
import Pricing
import Roofline
package import Workloads

/// What adapters on one base model take and cost, together and apart.
package struct AdapterOutlook: Sendable {
  /// What the workload declares.
  package let adapters: Adapters
  /// The best fleet that serves all of them.
  package let option: SelfHostOption
  /// Bytes of one adapter.
  package let bytesEach: Double
  /// Adapters that each replica holds.
  package let resident: Int
  /// Bytes that they take on each GPU.
  package let residentBytesPerGPU: Double
  /// Seconds that they add to the mean step, which takes ``SelfHostOption/step`` in all.
  package let stepSeconds: Double
  /// The share of requests whose adapter is brought in first.
  package let swapShare: Double
  /// Seconds for which such a request waits.
  package let swapSeconds: Double
  /// What a fleet of its own for each would cost, with the spares of the one fleet; `nil` where none can be had.
  package let apart: Apart?
  /// The same without spares.
  package let apartWithoutSpares: Apart?

  /// A fleet for each adapter, merged into its own copy of the base.
  package struct Apart: Sendable {
    /// US dollars of machines in the period, tax included.
    package let machineUSD: Double
    /// Accelerators at the busiest time of each.
    package let gpus: Int
  }
}

extension Decision {
  /// What the workload's adapters take and cost on the best fleet; `nil` without adapters, or without a fleet.
  package func adapterOutlook() -> AdapterOutlook? {
    guard let adapters = workload.adapters, let option = bestSelfHost else { return nil }
    let deployment = option.deployment
    let swap = deployment.adapterSwap
    return AdapterOutlook(
      adapters: adapters, option: option,
      bytesEach: adapters.one.map {
        Double($0.parameters(of: deployment.model)) * adapters.format.bytesPerNumber
      } ?? 0, resident: swap?.resident ?? 0,
      residentBytesPerGPU: deployment.memory.adapters, stepSeconds: option.step.adapters,
      swapShare: swap?.share ?? 0, swapSeconds: swap?.seconds ?? 0,
      apart: apart(adapters, option, spares: nil),
      apartWithoutSpares: apart(adapters, option, spares: 0))
  }

  /// Deployments of the base model that are looked at for fleets of one adapter each.
  private static let lookedAt = 6

  /// A fleet of the base model for each adapter: the cheapest, on any machines that were considered.
  ///
  /// Merged into the weights, an adapter costs nothing to serve, so each fleet is one of the base: `Σ fleet(pᵢ ·
  /// requests)`. Each has at least one replica, which is what makes many of them dear. That so many machines are to be
  /// had at once is taken for granted.
  private func apart(
    _ adapters: Adapters, _ option: SelfHostOption, spares: Int?
  ) -> AdapterOutlook.Apart? {
    guard let mode = workload.mode.with(spareReplicas: spares),
      let other = try? workload.with(mode: mode),
      let planner = try? OptionPlanner(other, demand: option.demand, assumptions: assumptions)
    else { return nil }
    var plans: [(plan: SelfHostOption.Plan, chips: Int)] = []
    var seen: Set<String> = []
    for known in selfHosting where known.modelName == option.modelName && known.split == nil {
      let chips = known.deployment.layout.chips
      guard seen.count < Self.lookedAt,
        seen.insert("\(known.deployment.accelerator.id) \(chips)").inserted
      else { continue }
      let base = known.deployment.serving(nil)
      var capacity: ServiceCapacity?
      if case .interactive(let level, _) = mode {
        capacity = base.capacity(
          for: option.demand.mix, sharedPrefix: option.demand.sharedPrefix, within: level)
      }
      let machines = rentals.filter { $0.gpu == base.accelerator.id }.holding(chips: chips)
      plans += planner.options(
        for: DeploymentSearch.Found(
          deployment: base, capacity: capacity, engineSpread: 0,
          isStepInQuality: known.isStepInQuality), on: SelfHostSearch.cheapest(machines),
        servingAll: false
      ).map { ($0.plan, chips) }
    }
    var usd = 0.0
    var gpus = 0.0
    for (count, share) in adapters.shares {
      let requests = option.demand.requests * share
      let costs = plans.map { ($0.plan.machineUSD(requests: requests), $0) }
      guard let best = costs.min(by: { $0.0 < $1.0 }), best.0 < .infinity else { return nil }
      usd += count * best.0 * (1 + option.taxRate)
      gpus += count * Double(best.1.plan.gpus(requests: requests, chips: best.1.chips))
    }
    guard gpus > 0, gpus < 1e15 else { return nil }
    return AdapterOutlook.Apart(machineUSD: usd, gpus: Int(gpus))
  }
}

extension SelfHostOption.Plan {
  /// Accelerators at the busiest time of another volume.
  fileprivate func gpus(requests: Double, chips: Int) -> Int {
    switch self {
    case .fleet(let plan):
      plan.peakReplicasByRegion(requestsPerMonth: requests).reduce(0) {
        $0 + plan.rental.instances(replicas: $1, gpusEach: chips)
      } * plan.rental.gpusPerInstance
    case .batch(let plan):
      plan.rental.instances(
        replicas: plan.replicas(requestsPerJob: requests / plan.jobs), gpusEach: chips)
        * plan.rental.gpusPerInstance
    }
  }
}

extension Mode {
  /// The same with so many spare replicas; `nil` keeps those that are stated.
  fileprivate func with(spareReplicas: Int?) -> Mode? {
    guard let spareReplicas, case .interactive(let level, let traffic) = self else { return self }
    guard
      let own = try? ServiceLevel(
        timeToFirstTokenSeconds: level.timeToFirstTokenSeconds,
        timePerOutputTokenSeconds: level.timePerOutputTokenSeconds, percentile: level.percentile,
        apiService: level.apiService, spareReplicas: spareReplicas)
    else { return nil }
    return .interactive(own, traffic)
  }
}
