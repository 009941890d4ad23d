import CheckedJSON
import FleetSimulation
import ModelArithmetic
import Roofline
import Workloads

extension SelfHostSearch {
  /// The options of fleets that are split into replicas that read prompts and replicas that write tokens.
  ///
  /// Tried with the engines and precisions of the best fleets of one kind of replica, or with all where none keeps the
  /// targets; left out where no chip of a split fleet could serve more than one of a fleet of one kind. Without targets
  /// nothing is gained by it, and where sessions decide what caches find, what a pool of readers finds is not known.
  ///
  /// - Parameter most: Requests per second for each chip of the best fleet of one kind.
  func splitOptions(
    of model: ModelArchitecture, on accelerator: Accelerator, _ choices: SearchChoices,
    _ found: [DeploymentSearch.Found], _ guesses: [Speculation], _ machines: [Rental],
    _ planner: OptionPlanner, _ served: ServiceDemand?, exceeding most: Double
  ) throws(InputError) -> [SelfHostOption] {
    guard scope == .anyOf, case .interactive(let level, _) = workload.mode, let served,
      level.hasTargets, adapters == nil, planner.demand.workingSet == nil,
      planner.demand.shape.decodeSteps > 1
    else { return [] }
    let machines = Self.cheapest(machines.filter { $0.canJoinMachines })
    let sizes = Set(machines.map(\.maximumGPUsPerNode)).sorted()
    guard let largest = sizes.last else { return [] }
    let layouts = choices.poolLayouts(of: model, on: accelerator, upTo: largest)
    let peak = planner.peakRequestsPerSecond
    var options: [SelfHostOption] = []
    for sample in try samples(model, accelerator, choices, found) {
      let search = SplitSearch(
        like: sample.deployment, layouts: layouts, guesses: guesses, demand: served, within: level)
      for size in sizes {
        let pairs = search.best(
          workersUpTo: size, requestsPerSecond: peak,
          spares: level.spareReplicas ?? assumptions.spareReplicas)
        for workers in pairs where workers.requestsPerSecondPerChip > most {
          options += planner.splitOptions(
            SplitPlan(workers), engineSpread: sample.engineSpread,
            isStepInQuality: sample.isStepInQuality,
            on: machines.filter { $0.maximumGPUsPerNode == size })
        }
      }
    }
    return options
  }

  /// One deployment of each engine and precision that is to be tried.
  private func samples(
    _ model: ModelArchitecture, _ accelerator: Accelerator, _ choices: SearchChoices,
    _ found: [DeploymentSearch.Found]
  ) throws(InputError) -> [DeploymentSearch.Found] {
    var seen: Set<String> = []
    let known = found.filter {
      seen.insert($0.deployment.engine.name + "|" + $0.deployment.precision.name).inserted
    }
    guard known.isEmpty else { return known }
    var samples: [DeploymentSearch.Found] = []
    for precision in choices.precisions(of: model, on: accelerator).tried {
      for engine in choices.engines(for: accelerator, default: assumptions.engine)
      where ChipSupport.keeps(cacheIn: precision.precision.kvCache, engine, model) {
        samples.append(
          DeploymentSearch.Found(
            deployment: try Deployment(
              model: model, accelerator: accelerator, layout: .single,
              precision: precision.precision, engine: engine),
            capacity: nil, engineSpread: 0, isStepInQuality: precision.isStepInQuality))
      }
    }
    return samples
  }

  /// The options of a split fleet, sized by simulation; `nil` if no fleet that was tried keeps the level, or the budget
  /// is spent.
  func simulatedSplit(
    _ option: SelfHostOption, _ split: SplitPlan, _ level: ServiceLevel, _ burstiness: Double,
    on machines: [Rental], requests: Int, budget: inout Int
  ) throws(InputError) -> [SelfHostOption]? {
    guard case .fleet(let plan) = option.plan else { return nil }
    let test = try PooledLoadTest(
      of: split.workers, serving: option.demand.mix, sharedPrefix: option.demand.sharedPrefix,
      within: level, requests: requests, seed: assumptions.seed)
    guard
      let sizes = try SplitSizes(
        test, split,
        requestsPerSecond: plan.peakRequestsPerSecond(requestsPerMonth: option.demand.requests),
        burstiness: burstiness, budget: &budget)
    else { return nil }
    return planner.with(demand: option.demand).splitOptions(
      sizes.plan, like: option, on: machines, writingFactor: sizes.writingFactor, simulated: sizes)
  }
}
