import Roofline
import Workloads

extension OptionPlanner {
  /// A month; for a job that is run once all that must be paid, or where the machines are there anyway only its own
  /// hours.
  private func committedHours(_ rental: Rental) -> Double? {
    guard demand.period == .job else { return Volume.hoursPerMonth }
    return rental.isPaid ? nil : max(Volume.hoursPerMonth, rental.committedYears * 8760)
  }

  /// The options of a deployment for a batch.
  ///
  /// A job that is small for its replicas runs with fewer in flight than fit, where it is done sooner so.
  func batches(
    for found: DeploymentSearch.Found, on machines: [Rental], terms: BatchTerms, servingAll: Bool
  ) -> [SelfHostOption] {
    let deployment = found.deployment
    let replica = PlannedReplica(found)
    let saturated = deployment.saturation(of: demand.shape)
    return machines.compactMap { rental in
      guard rental.terms != .spot || terms.spotAllowed else { return nil }
      func plan(_ state: SteadyState) -> BatchPlan {
        batch(
          deployment, state, terms: terms, throughputFactor: replica.throughputFactor, rental)
      }
      let perJob = demand.requests / jobs
      let full = plan(saturated)
      let replicas = full.isFeasible ? max(1, full.replicas(requestsPerJob: perJob)) : 1
      let state = deployment.quickestState(
        of: demand.shape, requests: perJob / Double(replicas), saturated: saturated)
      let chosen = state == saturated ? full : plan(state)
      guard chosen.isFeasible else { return nil }
      let option = option(
        replica, .batch(chosen), requestsPerSecond: state.requestsPerSecond,
        concurrency: state.concurrency, step: state.step,
        promptShare: deployment.promptShare(of: demand.shape, concurrency: state.concurrency),
        capacity: nil, sizing: .closedForm(.noTarget))
      return !servingAll || option.machineUSD < .infinity ? option : nil
    }
  }

  private func batch(
    _ deployment: Deployment, _ state: SteadyState, terms: BatchTerms, throughputFactor: Double,
    _ rental: Rental
  ) -> BatchPlan {
    BatchPlan(
      jobs: jobs, committedHours: committedHours(rental),
      replicaRequestsPerSecond: state.requestsPerSecond,
      loadSeconds: assumptions.loadSeconds(weightBytes: deployment.weightBytes),
      drainSeconds: state.drainSeconds,
      deadlineSeconds: terms.deadlineHours * 3600,
      interruptions: SpotInterruptions(
        of: rental, terms: mode.batchTerms, assumptions: assumptions,
        restartSeconds: assumptions.loadSeconds(weightBytes: deployment.weightBytes)
          + state.drainSeconds),
      failedShare: assumptions.repeatedShare(mode.batchTerms),
      gpusPerReplica: deployment.layout.chips,
      rental: rental, horizon: demand.horizon,
      reliedOnSpeed: ErrorLaw.slowSpeed(
        chance: terms.deadlineChance, throughputFactor: throughputFactor))
  }
}
