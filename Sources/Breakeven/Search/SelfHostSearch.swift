import CheckedJSON
import ModelArithmetic
import Pricing
import Roofline
import Workloads

/// Finds the ways to serve a workload oneself that are worth comparing: models × accelerators × engines ×
/// precisions × layouts × machines.
struct SelfHostSearch {
  let workload: Workload
  let demand: Demand
  let catalog: Catalog
  let assumptions: DecisionAssumptions
  let asOf: CalendarDate

  private(set) var options: [SelfHostOption] = []
  /// Deployments on machines that are owned and too few to serve everything: a base load beside an API.
  private(set) var tooFew: [SelfHostOption] = []
  /// Those that are cheapest at some volume.
  private(set) var contenders = Contenders([], requests: 1)
  private var edge = VolumeCosts()
  /// The machines that were considered.
  private(set) var rentals: [Rental] = []
  /// Those that were left out as they bind longer than the workload looks ahead.
  private(set) var rentalsBeyondHorizon: [Rental] = []
  private var leftOut = LeftOut()
  /// What was found unfit, and why.
  var exclusions: [Exclusion] { leftOut.exclusions }
  /// What was not tried, and why.
  private(set) var untried: [Exclusion] = []
  /// How many deployments were compared.
  private(set) var tried = 0
  let planner: OptionPlanner
  let scope: CandidateModels.Scope
  /// How tokens are guessed ahead.
  let speculating: SpeculatingSearch
  /// The adapters that requests are for; `nil` where they are for the model itself, or for one that is merged into it.
  let adapters: AdapterService?

  init(
    workload: Workload, demand: Demand, models: CandidateModels, catalog: Catalog,
    assumptions: DecisionAssumptions, asOf: CalendarDate
  ) throws(InputError) {
    self.workload = workload
    self.demand = demand
    self.catalog = catalog
    self.assumptions = assumptions
    self.asOf = asOf
    scope = models.scope
    speculating = try SpeculatingSearch(workload, catalog)
    adapters = try workload.adapters.flatMap { declared throws(InputError) in
      AdapterService(declared, try Catalog.adapterFacts())
    }
    if let error = adapters?.unknownTargets(ofAll: models.models.compactMap(\.architecture)) {
      throw error
    }
    planner = try OptionPlanner(workload, demand: demand, assumptions: assumptions)
    let choices = try SearchChoices(workload, catalog)
    let (rentals, beyond) = withinHorizon(try candidateRentals(choices))
    self.rentals = rentals
    rentalsBeyondHorizon = beyond
    // The first reason that is given, where it is why there are none.
    if rentals.isEmpty { excludeBeyondHorizon() }
    let byGPU = Dictionary(grouping: rentals, by: \.gpu)
    for accelerator in choices.acceleratorsWithoutMachines(Set(byGPU.keys)) {
      exclude(
        Exclusion(name: accelerator, reason: "no offer and no owned machine has it"), .accelerator)
    }
    let accelerators = Self.ordered(choices.accelerators, byGPU, scope: models.scope)
    for model in models.models {
      guard let architecture = model.architecture else {
        exclude(
          Exclusion(
            name: model.name,
            reason: "its config is not in the catalog: name a config file to deploy it"), .model)
        continue
      }
      if let error = adapters?.unknownTargets(of: architecture) {
        exclude(Exclusion(name: model.name, reason: "it has no \(error.found)"), .model)
        continue
      }
      if let exclusion = contextExclusion(architecture, model.demand) {
        exclude(exclusion, .model)
        continue
      }
      let planner = planner.with(demand: model.demand)
      let leastHours = models.scope == .each ? planner.leastReplicaHours : nil
      var served: ServiceDemand?
      if case .interactive(let level, _) = workload.mode {
        served = ServiceDemand(
          model.demand.mix, sharedPrefix: model.demand.sharedPrefix, percentile: level.percentile)
      }
      var best: SelfHostOption?
      for accelerator in accelerators {
        guard let machines = byGPU[accelerator.id] else { continue }
        if let obstacle = choices.obstacle(architecture, on: accelerator, machines) {
          untried.append(
            Exclusion(name: "\(architecture.name) on \(accelerator.id)", reason: obstacle))
          continue
        }
        try search(
          architecture, accelerator, choices, machines: machines, planner: planner, served: served,
          leastHours: leastHours, best: &best)
      }
    }
    if !rentals.isEmpty { excludeBeyondHorizon() }
    untried += choices.untried
    sortByCost()
    findContenders()
    try sizeBySimulation()
  }

  /// Cheapest first; of equals, one with one kind of replica, one that stores weights in at least 8 bits, and of those
  /// the one found first.
  private mutating func sortByCost() {
    let costs = options.map {
      ($0.totalUSD, ($0.split == nil ? 0 : 2) + ($0.isStepInQuality ? 1 : 0))
    }
    let order = costs.indices.sorted {
      (costs[$0].0, costs[$0].1, $0) < (costs[$1].0, costs[$1].1, $1)
    }
    options = order.map { options[$0] }
  }

  /// Puts others in the place of the deployments on machines that are too few.
  mutating func replaceTooFew(by others: [SelfHostOption]) { tooFew = others }

  /// Why nothing was found; `nil` if nothing was left out.
  var commonObstacle: String? { leftOut.commonObstacle }

  mutating func exclude(_ exclusion: Exclusion, _ subject: LeftOut.Subject) {
    leftOut.append(exclusion, subject)
  }

  /// Puts other options in the place of those of some deployments.
  mutating func replaceOptions(of deployments: Set<SizedDeployment>, by others: [SelfHostOption]) {
    options = options.filter { !deployments.contains($0.sizedDeployment) } + others
    sortByCost()
    findContenders()
  }

  /// The lower edge of all staircases; of models that are not compared with each other there is none.
  private mutating func findContenders() {
    contenders = Contenders(
      scope == .each ? [] : options, requests: demand.requests, costs: &edge)
  }

  private mutating func search(
    _ model: ModelArchitecture, _ accelerator: Accelerator, _ choices: SearchChoices,
    machines: [Rental], planner: OptionPlanner, served: ServiceDemand?,
    leastHours: LeastReplicaHours?, best: inout SelfHostOption?
  ) throws(InputError) {
    func isAffordable(_ chips: Int) -> Bool {
      guard let best, let leastHours else { return true }
      // A sum that rounding could reach is looked at.
      return planner.leastUSD(chips: chips, on: machines, leastHours)
        < best.machineUSD * (1 + 1e-9)
    }
    let largest = machines.map(\.maximumGPUsPerNode).max() ?? 1
    let precisions = choices.precisions(of: model, on: accelerator)
    for missing in precisions.untried where !untried.contains(missing) { untried.append(missing) }
    guard isAffordable(1) else { return }
    var engines = choices.engines(for: accelerator, default: assumptions.engine)
    if let adapters {
      let obstacles = engines.map { adapters.obstacle(model, $0) }
      engines = engines.indices.filter { obstacles[$0] == nil }.map { engines[$0] }
      if engines.isEmpty, let reason = obstacles.compactMap(\.self).first {
        exclude(Exclusion(name: "\(model.name) on \(accelerator.id)", reason: reason), .deployment)
        return
      }
    }
    let layouts = choices.layouts(of: model, on: accelerator, upTo: largest)
    let isModern = assumptions.stack(of: workload) == .modern
    let guesses = isModern && adapters == nil ? speculating.choices(for: model) : []
    // What is found is made faster by guessing ahead, by no more than the tokens that a step yields.
    let mostGained = guesses.map(\.acceptanceLength.value).max() ?? 1
    var search = DeploymentSearch(
      model: model, accelerator: accelerator, engines: engines,
      precisions: precisions.tried, layouts: layouts,
      demand: planner.demand, mode: workload.mode, served: served,
      leastPerChip: leastPerChip(machines, leastHours, against: best) / mostGained,
      adapters: adapters,
      tiers: planner.demand.workingSet == nil ? [nil] : tiers(choices, accelerator)
    )
    let unmet = assumptions.unmetServiceReason(workload.mode)
    var hasOptions = false
    var mostPerChip = 0.0
    func plan(_ plain: DeploymentSearch.Found) -> Double {
      let found = speculating.best(
        guesses, for: plain, of: planner.demand, in: workload.mode, served)
      mostPerChip = max(
        mostPerChip,
        (found.capacity?.requestsPerSecond ?? 0) / Double(found.deployment.layout.chips))
      if addOptions(of: found, on: machines, planner, best: &best) { hasOptions = true }
      return leastPerChip(machines, leastHours, against: best) / mostGained
    }
    var outcome = try search.run(unmet: unmet, isAffordable: isAffordable, bound: plan)
    tried += outcome.tried
    if outcome.found.allSatisfy({ Self.isCrowded($0.capacity) }), isAffordable(largest) {
      search.layouts =
        machines.contains(where: \.linksNodes)
        ? choices.layoutsAcrossNodes(of: model, on: accelerator) : []
      if !search.layouts.isEmpty {
        let linked = try search.run(unmet: unmet, isAffordable: isAffordable, bound: plan)
        tried += linked.tried
        outcome.found += linked.found
        outcome.obstacle = linked.obstacle ?? outcome.obstacle
      } else if layouts.isEmpty {
        outcome.obstacle =
          "the layouts that are named do not suit it on machines of \(largest) that are not linked"
      }
    }
    if isModern {
      let split = try splitOptions(
        of: model, on: accelerator, choices, outcome.found, guesses, machines, planner, served,
        exceeding: mostPerChip)
      hasOptions = hasOptions || !split.isEmpty
      options += split
    }
    if !hasOptions, best == nil || scope == .anyOf {
      let reason =
        outcome.found.isEmpty ? outcome.obstacle : "more machines are needed than are to be had"
      exclude(
        Exclusion(
          name: "\(model.name) on \(accelerator.id)",
          reason: reason ?? assumptions.unmetServiceReason(workload.mode)), .deployment)
    }
  }

  /// Plans what was found on the machines that hold it; whether any suits.
  private mutating func addOptions(
    of found: DeploymentSearch.Found, on machines: [Rental], _ planner: OptionPlanner,
    best: inout SelfHostOption?
  ) -> Bool {
    let machines = Self.cheapest(machines.holding(chips: found.deployment.layout.chips))
    let planned = planner.options(
      for: found, on: machines,
      below: scope == .each ? best?.machineUSD ?? .infinity : nil)
    let cheapest = planned.min { $0.machineUSD < $1.machineUSD }
    if let cheapest, cheapest.machineUSD < best?.machineUSD ?? .infinity { best = cheapest }
    options += scope == .each ? cheapest.map { [$0] } ?? [] : planned
    if scope == .anyOf {
      let declared = machines.filter { rental in
        rental.isDeclared && !planned.contains { $0.rental == rental }
      }
      if !declared.isEmpty {
        tooFew += planner.options(for: found, on: declared, servingAll: false)
      }
    }
    return !planned.isEmpty
  }

  /// Whether a replica keeps the targets only with so few requests that several linked machines may serve more: else
  /// a target that one machine just keeps would cost more than a tighter one that it misses.
  private static func isCrowded(_ capacity: ServiceCapacity?) -> Bool {
    capacity.map { $0.concurrency < 16 } ?? false
  }

  /// The tiers beside an accelerator's memory that are tried.
  private mutating func tiers(
    _ choices: SearchChoices, _ accelerator: Accelerator
  ) -> [CacheTier?] {
    let tiers = choices.tiers(
      on: accelerator, isModern: assumptions.stack(of: workload) == .modern)
    for missing in tiers.untried where !untried.contains(missing) { untried.append(missing) }
    return tiers.tried
  }

  /// Where only the cheapest of each model counts, the accelerators with the cheapest bandwidth first, so that
  /// most others are passed over.
  private static func ordered(
    _ accelerators: [Accelerator], _ machines: [String: [Rental]], scope: CandidateModels.Scope
  ) -> [Accelerator] {
    guard scope == .each else { return accelerators }
    let prices = accelerators.map { accelerator in
      (machines[accelerator.id]?.map(\.usdPerGPUHour).min() ?? .infinity)
        / accelerator.bytesPerSecond
    }
    return accelerators.indices.sorted { (prices[$0], $0) < (prices[$1], $1) }
      .map { accelerators[$0] }
  }

  /// The requests per second and chip below which a deployment of a model that is compared with no other cannot be
  /// its cheapest: even in full use, without spares, at the least price of its chips, it would cost more than one
  /// that was found.
  private func leastPerChip(
    _ machines: [Rental], _ hours: LeastReplicaHours?, against best: SelfHostOption?
  ) -> Double {
    guard scope == .each, let best,
      let price = machines.map({ $0.usdPerGPUHour * min(1, $0.service?.keptPriceShare ?? 1) }).min()
    else { return 0 }
    let chipHours: Double
    if let hours {
      chipHours = demand.requests / FleetPlan.secondsPerMonth * hours.ofOnePerSecond
    } else {
      guard demand.horizon.months.count == 1 else { return 0 }
      chipHours = demand.requests / 3600
    }
    return chipHours * price * (1 + best.taxRate) / best.machineUSD
  }

  /// Of machines that are packed and billed alike, the cheapest of each class of host.
  static func cheapest(_ machines: [Rental]) -> [Rental] {
    var kept: [MachineKind: Rental] = [:]
    for rental in machines {
      let kind = MachineKind(rental)
      if let known = kept[kind],
        (known.usdPerInstanceHour, known.id) <= (rental.usdPerInstanceHour, rental.id)
      {
        continue
      }
      kept[kind] = rental
    }
    return machines.filter { kept[MachineKind($0)] == $0 }
  }

  /// What tells machines apart besides their price.
  private struct MachineKind: Hashable {
    let terms: Rental.Terms
    let gpusPerInstance: Int
    let maximumGPUsPerNode: Int
    let incrementSeconds: Double
    let minimumSeconds: Double
    let hostClass: HostClass?
    let limit: Int?
    let interruptionsPerHour: Double?
    let service: ManagedService?

    init(_ rental: Rental) {
      terms = rental.terms
      gpusPerInstance = rental.gpusPerInstance
      maximumGPUsPerNode = rental.maximumGPUsPerNode
      incrementSeconds = rental.billing.incrementSeconds
      minimumSeconds = rental.billing.minimumSeconds
      hostClass = rental.hostClass
      limit = rental.maximumGPUs
      interruptionsPerHour = rental.interruptionsPerHour
      service = rental.service
    }
  }

  /// A model whose context is shorter than more than a thousandth of the requests is left out.
  private func contextExclusion(_ model: ModelArchitecture, _ demand: Demand) -> Exclusion? {
    demand.obstacle(
      ofContext: model.maximumContextTokens, truncatedShare: assumptions.truncatedShare
    ).map { Exclusion(name: model.name, reason: $0) }
  }
}
