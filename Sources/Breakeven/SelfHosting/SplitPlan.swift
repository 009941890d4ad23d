package import Roofline

/// Replicas of two kinds, of which some only read prompts and the others only write tokens.
///
/// Each kind is as many as the load needs of it, and spares: 30 requests a second at most, read by replicas that read
/// 8 each and written by ones that write 11 each within the targets, take four and three.
///
/// It never changes, and copies share it: most fleets have none, and should not be larger for it.
package final class SplitPlan: Sendable, Hashable {
  /// The replicas, with what each serves within the targets.
  let workers: SplitWorkers
  /// Prompts per second that each reader reads within the target; of a fleet that was sized by simulation, as many as
  /// it was found to.
  let readerRequestsPerSecond: Double
  /// How much less it reads in small pools.
  let readerPooling: Pooling

  /// One of the replicas that read prompts.
  package var prefill: Deployment { workers.reader }
  /// One of the replicas that write tokens.
  package var decode: Deployment { workers.writer }

  /// Accelerators of one replica that reads prompts.
  package var gpusPerPrefillReplica: Int { gpusPerReader }
  /// Prompts per second that each of so many replicas reads within the target.
  package func prefillRequestsPerSecond(replicas: Int) -> Double {
    readerRequestsPerSecond * readerPooling.share(replicas: replicas)
  }

  init(_ workers: SplitWorkers) {
    self.workers = workers
    readerRequestsPerSecond = workers.readerRates.max() ?? 0
    readerPooling = Pooling(ofFoursUp: workers.readerRates)
  }

  /// The same with readers that read less by a factor.
  func reading(_ factor: Double) -> SplitPlan { SplitPlan(self, factor) }

  private init(_ other: SplitPlan, _ factor: Double) {
    workers = other.workers
    readerRequestsPerSecond = other.readerRequestsPerSecond * factor
    readerPooling = other.readerPooling
  }

  /// Whether both have the same replicas with the same rates.
  package static func == (first: SplitPlan, second: SplitPlan) -> Bool {
    first === second
      || first.readerRequestsPerSecond == second.readerRequestsPerSecond
        && first.readerPooling == second.readerPooling && first.workers == second.workers
  }

  /// Hashes what tells most apart.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(readerRequestsPerSecond)
    hasher.combine(gpusPerReader)
  }

  /// Readers for a load, without spares.
  func readers(requestsPerSecond rate: Double) -> Int {
    readerPooling.replicas(serving: rate / readerRequestsPerSecond)
  }

  /// Accelerators of a reader.
  var gpusPerReader: Int { workers.reader.layout.chips }
}

extension Rental {
  /// Whether machines of this kind are joined by a network of the seller's, and run what the customer wants.
  ///
  /// Sellers that run models themselves offer no pools, and hosts of a marketplace have no network in common.
  var canJoinMachines: Bool { terms != .spot && service == nil && hostClass != .marketplace }

  /// Whether pools of such replicas can be had: each replica within one machine, and machines on one network.
  func holds(_ split: SplitPlan) -> Bool {
    canJoinMachines
      && max(split.gpusPerReader, split.decode.layout.chips) <= maximumGPUsPerNode
  }
}
