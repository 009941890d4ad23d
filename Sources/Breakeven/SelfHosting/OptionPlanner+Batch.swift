import Roofline
import Workloads

extension OptionPlanner {
  /// A month; for a job that is run once all that must be paid, or where the machines are there anyway only its own
  /// hours.
  private func committedHours(_ rental: Rental) -> Double? {
    guard demand.period == .job else { return Volume.hoursPerMonth }
    return rental.isPaid ? nil : max(Volume.hoursPerMonth, rental.committedYears * 8760)
  }

  func batch(
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
