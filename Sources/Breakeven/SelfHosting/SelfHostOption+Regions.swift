extension SelfHostOption {
  /// Replicas of the largest region at its busiest hour, spares included; all of them without regions.
  var largestFleet: Int {
    guard case .fleet(let plan) = plan else { return replicas }
    return plan.peakReplicasByRegion(requestsPerMonth: demand.requests).max() ?? replicas
  }

  /// The replicas that the largest region would have if all regions together had so many.
  func largestFleet(of all: Int) -> Int {
    let share = Double(largestFleet) / Double(max(1, replicas))
    return max(1, Int((share * Double(all)).rounded()))
  }
}
