import Pricing
import Roofline
import Workloads

extension OptionPlanner {
  /// The options of replicas of which some read prompts and the others write.
  ///
  /// Sellers that run models themselves have none, and machines of a marketplace are not joined by a network.
  ///
  /// - Parameters:
  ///   - writingFactor: What a writer writes over what the closed form says.
  ///   - trust: How far that is to be trusted.
  ///   - simulated: What a simulation found instead.
  func splitOptions(
    _ split: SplitPlan, engineSpread: Double, isStepInQuality: Bool, on machines: [Rental],
    writingFactor: Double = 1, trust: SelfHostOption.ClosedFormTrust = .untrusted,
    simulated: SplitSizes? = nil
  ) -> [SelfHostOption] {
    splitOptions(
      split, PlannedReplica(split, engineSpread, isStepInQuality: isStepInQuality), on: machines,
      writingFactor: writingFactor, trust: trust, simulated: simulated)
  }

  /// The same for an option that was planned before.
  func splitOptions(
    _ split: SplitPlan, like known: SelfHostOption, on machines: [Rental],
    writingFactor: Double = 1, trust: SelfHostOption.ClosedFormTrust = .untrusted,
    simulated: SplitSizes? = nil
  ) -> [SelfHostOption] {
    splitOptions(
      split, PlannedReplica(known), on: machines, writingFactor: writingFactor, trust: trust,
      simulated: simulated)
  }

  private func splitOptions(
    _ split: SplitPlan, _ replica: PlannedReplica, on machines: [Rental], writingFactor: Double,
    trust: SelfHostOption.ClosedFormTrust, simulated: SplitSizes?
  ) -> [SelfHostOption] {
    guard case .interactive(let level, _) = mode, let traffic else { return [] }
    let writing = split.workers.writing
    let capacity = split.workers.asReplica
    let rate = writing.requestsPerSecond * writingFactor
    return machines.filter { $0.holds(split) }.flatMap { rental in
      let follows = rental.terms == .onDemand && allowsAutoscaling
      return (follows ? [FleetPlan.Policy.fixedAtPeak, .autoscaledHourly] : [.fixedAtPeak])
        .map { policy in
          FleetPlan(
            policy: policy,
            spares: rental.spareReplicas ?? level.spareReplicas ?? assumptions.spareReplicas,
            replicaRequestsPerSecond: rate, gpusPerReplica: split.decode.layout.chips,
            rental: rental, hourOfWeekWeights: traffic.hourOfWeekWeights, horizon: demand.horizon,
            regions: costs.regions, split: split, levels: traffic.levels(policy, rental.terms))
        }
    }.map { plan in
      option(
        replica, .fleet(plan), requestsPerSecond: rate,
        concurrency: simulated?.outcome.writer.concurrency ?? writing.concurrency,
        step: simulated?.outcome.writer.step ?? writing.step,
        promptShare: split.workers.readingShare, capacity: capacity,
        sizing: simulated.map {
          .simulated(
            SelfHostOption.SimulatedSizing(
              replicas: $0.writers, burstiness: $0.outcome.writer.burstiness,
              replica: $0.outcome.writer,
              closedFormRequestsPerSecond: writing.requestsPerSecond,
              closedFormUtilization: writing.requestsPerSecond
                / max(1e-12, writing.saturationRequestsPerSecond), seed: assumptions.seed))
        } ?? .closedForm(trust))
    }
    .filter { $0.machineUSD < .infinity }
  }

  /// Both kinds of replicas under other terms; none in batch, where nobody waits for a first token.
  func splitOptions(
    replanning split: SplitPlan, like known: SelfHostOption, on machines: [Rental]
  ) -> [SelfHostOption] {
    guard case .interactive(let level, _) = mode else { return [] }
    let served = ServiceDemand(
      demand.mix, sharedPrefix: demand.sharedPrefix, percentile: level.percentile)
    guard
      let workers = SplitWorkers(
        split.workers.reader, split.workers.writer, for: served, within: level)
    else { return [] }
    return splitOptions(SplitPlan(workers), like: known, on: machines)
  }
}
