/// Finds every way to serve a workload oneself: candidate models × precisions × accelerators × layouts
/// × machines.
struct SelfHostSearch {
  let workload: Workload
  let demand: Demand
  let catalog: Catalog
  let assumptions: DecisionAssumptions
  let asOf: CalendarDate

  private(set) var options: [SelfHostOption] = []
  /// Those that are cheapest at some volume.
  private(set) var contenders = Contenders([], requests: 1)
  /// The machines that were considered.
  private(set) var rentals: [Rental] = []
  private(set) var exclusions: [Exclusion] = []

  init(
    workload: Workload, demand: Demand, models: [ModelArchitecture], catalog: Catalog,
    assumptions: DecisionAssumptions, asOf: CalendarDate
  ) throws(InputError) {
    self.workload = workload
    self.demand = demand
    self.catalog = catalog
    self.assumptions = assumptions
    self.asOf = asOf
    let rentals = try candidateRentals()
    let engines = try candidateEngines()
    self.rentals = rentals
    let byGPU = Dictionary(grouping: rentals, by: \.gpu)
    let planner = try OptionPlanner(workload, demand: demand, assumptions: assumptions)
    for model in models {
      if let exclusion = contextExclusion(model) {
        exclusions.append(exclusion)
        continue
      }
      for accelerator in try candidateAccelerators(engines) {
        let machines = byGPU[accelerator.id] ?? []
        guard !machines.isEmpty else { continue }
        for precision in try candidatePrecisions(model, accelerator) {
          for engine in engines {
            try search(model, accelerator, precision, engine, machines: machines, planner: planner)
          }
        }
      }
    }
    sortByCost()
    contenders = Contenders(options, requests: demand.requests)
    try sizeBySimulation(planner)
  }

  /// Cheapest first; of equals, the one found first.
  private mutating func sortByCost() {
    let costs = options.map(\.totalUSD)
    let order = costs.indices.sorted { (costs[$0], $0) < (costs[$1], $1) }
    options = order.map { options[$0] }
  }

  mutating func exclude(_ exclusion: Exclusion) { exclusions.append(exclusion) }

  /// Puts other options in the place of those of some deployments.
  mutating func replaceOptions(of deployments: Set<ObjectIdentifier>, by others: [SelfHostOption]) {
    options = options.filter { !deployments.contains($0.deployment.identity) } + others
    sortByCost()
    contenders = Contenders(options, requests: demand.requests)
  }

  private mutating func search(
    _ model: ModelArchitecture, _ accelerator: Accelerator, _ precision: Precision,
    _ engine: EngineProfile, machines: [Rental], planner: OptionPlanner
  ) throws(InputError) {
    let largest = machines.map(\.maximumGPUsPerNode).max() ?? 1
    var reason: String?
    var hasFound = false
    var sample: Deployment?
    let layouts = Layout.candidates(for: model, on: accelerator, chips: min(8, largest))
    for layout in layouts where layout.tensor == layout.chips && layout.expert == 1 {
      guard layout.attentionData == 1 else { continue }
      let memory = Deployment.memoryPlan(
        model: model, accelerator: accelerator, layout: layout, precision: precision,
        engine: engine)
      if let obstacle = memory.obstacle {
        reason = obstacle.description
        continue
      }
      let deployment: Deployment
      if let sample {
        deployment = try sample.with(layout: layout, memory: memory)
      } else {
        deployment = try Deployment(
          model: model, accelerator: accelerator, layout: layout, precision: precision,
          engine: engine, memory: memory)
      }
      sample = deployment
      do {
        try deployment.checkFit(of: demand.shape)
      } catch {
        reason = error.description
        continue
      }
      let found = planner.options(
        for: deployment, on: machines.filter { $0.maximumGPUsPerNode >= layout.chips })
      if found.isEmpty { reason = assumptions.unmetServiceReason(workload.mode) }
      hasFound = hasFound || !found.isEmpty
      options += found
    }
    if !hasFound, let reason {
      exclusions.append(
        Exclusion(name: "\(model.name) (\(precision.name)) on \(accelerator.id)", reason: reason))
    }
  }
}
