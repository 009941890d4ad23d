package import FleetSimulation

extension SelfHostOption {
  /// How it was found what one replica serves.
  package enum Sizing: Sendable, Hashable {
    /// By closed form.
    case closedForm(ClosedFormTrust)
    /// By simulated percentiles, as the closed form is not to be trusted.
    case simulated(SimulatedSizing)
  }

  /// Why the closed form was taken.
  package enum ClosedFormTrust: String, Sendable, Hashable {
    /// Arrivals are random and the load is far from saturation.
    case trusted
    /// There is no latency to keep: a batch job, or a service level without targets.
    case noTarget
    /// It is not to be trusted, but the option is not among those that could be chosen.
    case untrusted
    /// It is not to be trusted; as ``DecisionAssumptions/simulatedRequests`` were spent, it was lowered by
    /// what simulation took off the others.
    case scaled
  }

  /// What a fleet's replica was found to serve by simulation.
  package struct SimulatedSizing: Sendable, Hashable {
    /// Replicas of the simulated fleet: as many as were found to be needed at the busiest hour, or the next
    /// smaller power of four.
    package let replicas: Int
    /// The standard deviation over the mean of the gaps between requests of the whole fleet.
    package let burstiness: Double
    /// One of them at the highest rate at which it keeps the service level.
    package let replica: ReplicaUnderLoad
    /// Requests per second that the closed form believes it to serve.
    package let closedFormRequestsPerSecond: Double
    /// That rate as a share of saturation.
    package let closedFormUtilization: Double
    /// The seed of the requests.
    package let seed: UInt64
  }
}
