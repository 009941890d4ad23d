import Roofline
import Workloads

extension OptionPlanner {
  /// A month; for a job that is run once all that must be paid, or where the machines are there anyway only its own
  /// hours.
  ///
  /// Machines that are bought for it are paid whole, and run until its deadline: eight of 30,000 USD that take 0.50 USD
  /// an hour to run cost a job of a week `8 · (30,000 + 168 · 0.50)` = 240,672 USD, told as so many hours of their usual
  /// price.
  private func committedHours(_ rental: Rental) -> Double? {
    guard demand.period == .job else { return Volume.hoursPerMonth }
    guard !rental.isPaid else { return nil }
    guard let owned = rental.ownership, owned.usdPerGPUHour > 0 else {
      return max(Volume.hoursPerMonth, rental.committedYears * 8760)
    }
    let running = owned.usdPerGPUHour - owned.capitalUSDPerGPUHour
    let hours = mode.batchTerms?.deadlineHours ?? Volume.hoursPerMonth
    return (owned.capitalUSDPerGPU + running * hours) / owned.usdPerGPUHour
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
