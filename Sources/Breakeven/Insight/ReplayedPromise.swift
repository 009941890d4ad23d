package import CheckedJSON
package import FleetSimulation
import Workloads

/// A log that was replayed on a recommended fleet: what was promised of it, and what was kept.
package struct ReplayedPromise: Sendable, Hashable {
  /// The percent of requests that were to be within both targets.
  package let promised: Double
  /// The percent of the log's requests that were; refused ones were not.
  package let kept: Double
  /// Requests that were replayed.
  package let requests: Int
  /// Replicas that served them, spares included.
  package let replicas: Int
  /// The share of prompt tokens that the replicas' caches served, by the simulation.
  package let hitRate: Double
  /// The share that the fleet was sized with.
  package let expectedHitRate: Double
}

extension Decision {
  /// Replays a log, at its own pace, on the best fleet of one's own; `nil` if there is none.
  ///
  /// Requests come in turn to as many replicas as the busiest hour needs, spares included, and blocks that the log
  /// names fill their caches.
  ///
  /// - Throws: `InputError` for a batch workload, and for a log that would take more than 8 GiB.
  package func replay(_ trace: RequestTrace) throws(InputError) -> ReplayedPromise? {
    guard case .interactive(let level, _) = workload.mode else {
      throw InputError(
        found: "a log to replay for the batch workload \(workload.name)",
        expected: "an interactive workload, whose targets can be kept or missed")
    }
    guard let best = bestSelfHost, trace.count > 0 else { return nil }
    let replicas = max(1, best.replicas)
    let bytes = trace.distinctBlocks.multipliedReportingOverflow(by: 16 * replicas)
    guard !bytes.overflow, bytes.partialValue <= 8 << 30 else {
      throw InputError(
        found: "\(trace.distinctBlocks) prompt blocks on \(replicas) replicas",
        expected: "at most 8 GiB of them: a shorter log")
    }
    let arrivals = try Arrivals.replaying(trace)
    let result: SimulationResult
    if let pools = best.split?.workers.pools(
      readers: max(1, best.prefillReplicas), writers: replicas)
    {
      result = try PooledSimulation(of: pools, serviceLevel: level).run(arrivals)
    } else {
      result = try Simulation(of: best.deployment, replicas: replicas, serviceLevel: level)
        .run(arrivals)
    }
    let served = Double(result.finished) / Double(max(1, result.arrived))
    return ReplayedPromise(
      promised: level.percentile, kept: 100 * result.shareWithinLevel * served,
      requests: result.arrived, replicas: replicas,
      hitRate: Double(result.cachedPromptTokens)
        / Double(max(1, result.cachedPromptTokens + result.computedPromptTokens)),
      expectedHitRate: best.hitRate)
  }
}
