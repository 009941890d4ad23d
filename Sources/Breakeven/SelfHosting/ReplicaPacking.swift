/// How replicas of one size fill instances, and what those cost an hour.
///
/// A plan asks for the price of thousands of replica counts, so what that takes is worked out once.
struct ReplicaPacking: Sendable, Hashable {
  /// Replicas that share an instance; 1 where a replica takes whole instances.
  private let replicasPerInstance: Int
  /// Instances that a replica takes; 1 where it shares one.
  private let instancesPerReplica: Int
  private let mostInstances: Int
  private let usdPerInstanceHour: Double

  /// - Parameter gpusEach: Accelerators of a replica, no more than a node of the machines has.
  init(gpusEach: Int, on rental: Rental) {
    let perInstance = rental.gpusPerInstance
    replicasPerInstance = max(1, perInstance / gpusEach)
    instancesPerReplica = gpusEach <= perInstance ? 1 : (gpusEach - 1) / perInstance + 1
    usdPerInstanceHour = rental.usdPerInstanceHour
    mostInstances =
      gpusEach <= rental.maximumGPUsPerNode
      ? (rental.maximumGPUs ?? Rental.mostGPUs) / perInstance : 0
  }

  /// US dollars an hour of the instances that hold so many replicas; infinite for more than are to be had.
  ///
  /// Five replicas of two GPUs on instances of eight at 16 USD an hour take two of them: 32 USD.
  func usdPerHour(replicas: Int) -> Double {
    guard replicas > 0 else { return 0 }
    guard replicas <= Pooling.mostReplicas else { return .infinity }
    let instances =
      replicasPerInstance == 1
      ? replicas * instancesPerReplica : (replicas - 1) / replicasPerInstance + 1
    return instances <= mostInstances ? Double(instances) * usdPerInstanceHour : .infinity
  }

  /// US dollars an hour that each of many replicas costs at least.
  var leastUSDPerReplicaHour: Double {
    usdPerInstanceHour * Double(instancesPerReplica) / Double(replicasPerInstance)
  }
}
