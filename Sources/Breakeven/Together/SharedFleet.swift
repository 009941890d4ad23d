package import Roofline

/// Replicas of one deployment that serve several workloads.
package struct SharedFleet: Sendable {
  /// What one workload has of it.
  package struct Share: Sendable, Hashable {
    /// The place of the workload among those that were planned.
    package let workload: Int
    /// The share of the replica time that is worked for it; the shares of a fleet add up to one.
    package let share: Double
    /// US dollars of machines that it bears in a month, tax included.
    package let machineUSD: Double
    /// Requests per second that one replica serves of it within its targets, or of a batch with everything queued.
    package let replicaRequestsPerSecond: Double
    /// Whether it is a batch that runs on replicas which the others leave idle.
    package let isInTroughs: Bool
    /// The API that takes what the replicas do not; `nil` where they serve everything.
    package var api: APICandidate?
    /// The share of its requests that goes to ``api``.
    package var apiShare = 0.0
    /// US dollars of that API's tokens in a month.
    package var tokenUSD = 0.0
  }

  /// One of several models whose weights and caches lie side by side in the same memory.
  package struct Slice: Sendable {
    /// The place of the workload among those that were planned.
    package let workload: Int
    /// The deployment, with the memory that it has.
    package let deployment: Deployment
    /// The share of the memory: weights, overhead and cache.
    package let memoryShare: Double
    /// The share of the time in which its steps run.
    package let timeShare: Double
  }

  /// The deployment of one replica; of models side by side, of the first of them.
  package let deployment: Deployment
  /// The machines.
  package let rental: Rental
  /// How the number of replicas follows the traffic.
  package let policy: FleetPlan.Policy
  /// Replicas at the busiest hour, spares included.
  package let replicas: Int
  /// Replicas beyond what the load needs, in each region.
  package let spares: Int
  /// Accelerators at the busiest hour.
  package let gpus: Int
  /// Whether requests of all workloads meet on every replica; else each replica serves one of them at a time.
  package let isMixed: Bool
  /// What a replica does of the mixture over what it does of each by turns; 1 by turns.
  package let efficiency: Double
  /// The hour of the day, in UTC, at which batches begin that may begin at any; `nil` without such.
  package let batchStartHour: Int?
  /// The workloads, and what each bears.
  package let shares: [Share]

  /// Whether it is a base load, below an API for each interactive workload.
  package var isBaseLoad: Bool { base != nil }

  /// The model's id, or of models side by side all of them: `A + B`.
  package var modelName: String {
    slices.isEmpty
      ? deployment.model.name : slices.map(\.deployment.model.name).joined(separator: " + ")
  }
  /// US dollars of machines in a month, tax included: the sum of the shares.
  package var machineUSD: Double { shares.reduce(0) { $0 + $1.machineUSD } }

  /// Accelerators at the busiest hour of the first month, where machines are added later; else ``gpus``.
  package var gpusInFirstMonth: Int {
    guard !isBaseLoad, machines.load.months > 1 else { return gpus }
    let cost = machines.first(1).cost(way)
    return cost.usd < .infinity ? cost.gpus : gpus
  }

  /// Models side by side on each replica; empty where all are served by one.
  package internal(set) var slices: [Slice] = []
  /// US dollars of machines in a month if the models had machines of their own; `nil` where one model serves all.
  package internal(set) var apartUSD: Double?

  /// What it was made from, to be asked again with other loads.
  let machines: SharedMachines
  /// What it keeps and sends on, with the workloads as in ``machines``; `nil` where it serves everything.
  var base: SharedBaseLoad?
  let way: SharedLoad.Way
  /// What each workload would be there by itself: interactive ones first, as in ``machines``.
  let options: [(workload: Int, option: SelfHostOption)]
}
