import CheckedJSON
import FleetSimulation
import Roofline

extension SelfHostSearch {
  /// Options of different models and accelerators that are looked at, as a report shows them.
  private static let shown = 3
  private static let maximumRounds = 12
  /// Requests of one run; many runs find a capacity, each within some percent.
  private static let requestsPerRun = 3000

  /// Sizes the fleets that could be chosen by simulation, where the closed form is not to be trusted.
  ///
  /// The closed form is mostly too optimistic, so an option that it makes dear is dear. Those that are
  /// cheapest at some volume, and the best of each model and accelerator, are simulated and ranked anew,
  /// until all of these have been simulated. Where the budget of requests is spent before, the closed form
  /// of all others is lowered by what simulation took off these.
  mutating func sizeBySimulation() throws(InputError) {
    guard case .interactive(let level, let traffic) = workload.mode else { return }
    var budget = assumptions.simulatedRequests
    try sizeTooFew(level, traffic.burstiness)
    var ratios: [[Double]] = []
    for _ in 0..<Self.maximumRounds where budget > 0 {
      let pending = unsimulated
      guard !pending.isEmpty else { return }
      var replaced: Set<SizedDeployment> = []
      var resized: [SelfHostOption] = []
      for option in pending where budget > 0 {
        guard let closedForm = option.serviceCapacity else { continue }
        let deployment = option.deployment
        if let split = option.split {
          let sized = try simulatedSplit(
            option, split, level, traffic.burstiness, on: machines(for: deployment),
            requests: Self.requestsPerRun, budget: &budget)
          guard budget > 0 else { break }
          replaced.insert(option.sizedDeployment)
          resized += sized ?? []
          continue
        }
        var option = option
        var sizes = try simulatedSizes(
          of: option, level, traffic.burstiness, closedForm, budget: &budget)
        // Fewer prompt tokens are found where simulation asks for more replicas.
        for _ in 0..<Self.maximumRounds where budget > 0 {
          guard let known = sizes,
            let less = finding(less: option, sizedBy: known, on: machines(for: deployment))
          else { break }
          option = less
          sizes = try simulatedSizes(
            of: option, level, traffic.burstiness, closedForm, budget: &budget)
        }
        // A search that was cut short says nothing.
        guard budget > 0 else { break }
        replaced.insert(option.sizedDeployment)
        guard let sizes else {
          exclude(
            Exclusion(
              name: "\(deployment.model.name) (\(deployment.precision.name)) on "
                + "\(deployment.layout.chips) × \(deployment.accelerator.id)",
              reason:
                "misses the service level in the simulation, however many replicas share the load"),
            .deployment)
          continue
        }
        ratios.append(sizes.ratios)
        resized += planner.with(demand: option.demand)
          .options(like: option, on: machines(for: deployment), sizedBy: sizes)
      }
      if !replaced.isEmpty { replaceOptions(of: replaced, by: resized) }
    }
    if let scale = ClosedFormScale(ratios) { lowerUntrusted(scale) }
  }

  /// Machines of one's own that are too few for everything, of which the one deployment counts that keeps most.
  private mutating func sizeTooFew(
    _ level: ServiceLevel, _ burstiness: Double
  ) throws(InputError) {
    var kept: [SelfHostOption] = []
    var seen: Set<String> = []
    let fastest = tooFew.sorted {
      $0.replicaRequestsPerSecond * Double($1.deployment.layout.chips)
        > $1.replicaRequestsPerSecond * Double($0.deployment.layout.chips)
    }
    for option in fastest where seen.insert(option.rental.id).inserted {
      guard option.sizing == .closedForm(.untrusted), let closedForm = option.serviceCapacity else {
        kept.append(option)
        continue
      }
      var budget = assumptions.simulatedRequests
      guard budget > 0 else {
        kept.append(option)
        continue
      }
      let sizes = try simulatedSizes(of: option, level, burstiness, closedForm, budget: &budget)
      guard let sizes else { continue }
      kept += planner.with(demand: option.demand)
        .options(like: option, on: [option.rental], sizedBy: sizes, servingAll: false)
    }
    replaceTooFew(by: kept)
  }

  private func simulatedSizes(
    of option: SelfHostOption, _ level: ServiceLevel, _ burstiness: Double,
    _ closedForm: ServiceCapacity, budget: inout Int
  ) throws(InputError) -> SimulatedSizes? {
    let test = try ReplicaLoadTest(
      of: option.deployment, serving: option.demand.mix,
      sharedPrefix: option.demand.sharedPrefix, within: level, requests: Self.requestsPerRun,
      seed: assumptions.seed)
    return try SimulatedSizes(
      test, burstiness: burstiness, closedForm: closedForm, seed: assumptions.seed,
      budget: &budget)
  }

  /// The option with what its caches find with as many replicas as simulation asks for; `nil` if that is no less.
  private func finding(
    less option: SelfHostOption, sizedBy sizes: SimulatedSizes, on machines: [Rental]
  ) -> SelfHostOption? {
    guard
      let caches = OwnCaches(
        option.demand, mode: workload.mode, spares: option.sparesOfItsCaches)
    else { return nil }
    let planner = planner.with(demand: option.demand)
    guard
      let sized = planner.options(like: option, on: machines, sizedBy: sizes)
        .min(by: { $0.machineUSD < $1.machineUSD })
    else { return nil }
    let found = caches.found(
      of: option.deployment, concurrency: sized.concurrency,
      at: sized.replicaRequestsPerSecond, replicas: max(1, sized.largestFleet))
    guard found.share < (option.demand.sharedPrefix?.sessionHitRate ?? 0) - 0.005,
      let demand = caches.demand(finding: found)
    else { return nil }
    return planner.with(demand: demand)
      .options(like: option, on: machines, sizedBy: sizes).first
  }

  /// Lowers the closed form of all options that are not to be trusted to it and were not simulated.
  private mutating func lowerUntrusted(_ scale: ClosedFormScale) {
    var lowered: Set<SizedDeployment> = []
    var resized: [SelfHostOption] = []
    for option in options where option.sizing == .closedForm(.untrusted) {
      let deployment = option.deployment
      guard lowered.insert(option.sizedDeployment).inserted else { continue }
      if let split = option.split {
        resized += planner.with(demand: option.demand)
          .splitOptions(
            split.reading(scale.most), like: option, on: machines(for: deployment),
            writingFactor: scale.most, trust: .scaled)
        continue
      }
      resized += planner.with(demand: option.demand)
        .options(like: option, on: machines(for: deployment), scaling: scale)
    }
    replaceOptions(of: lowered, by: resized)
  }

  private func machines(for deployment: Deployment) -> [Rental] {
    Self.cheapest(
      rentals.filter { $0.gpu == deployment.accelerator.id }
        .holding(chips: deployment.layout.chips))
  }

  /// One option of each deployment that could be chosen but has not been simulated, best first.
  private var unsimulated: [SelfHostOption] {
    var candidates: [SelfHostOption] = []
    var kinds: Set<String> = []
    for option in options where kinds.count < Self.shown {
      let kind = option.modelName + " " + option.deployment.accelerator.id
      if kinds.insert(kind).inserted { candidates.append(option) }
    }
    var seen: Set<SizedDeployment> = []
    return (candidates + contenders.options).filter { option in
      option.sizing == .closedForm(.untrusted) && seen.insert(option.sizedDeployment).inserted
    }
  }
}
