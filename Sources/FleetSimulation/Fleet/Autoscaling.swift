package import CheckedJSON

/// Replicas that are started and stopped as the load changes.
///
/// At every interval the wanted number is `ceil(requests in flight / target)` within the bounds, as
/// Kubernetes' horizontal autoscaler has it. A new replica serves after a delay, for finding a machine
/// and loading the weights; a replica is stopped when fewer were wanted throughout the hold time, takes
/// no more requests and ends when its last one is finished.
package struct Autoscaling: Sendable, Hashable {
  /// The most replicas of a fleet.
  static let largestFleet = 4096

  /// The fewest replicas.
  package let minimum: Int
  /// The most replicas.
  package let maximum: Int
  /// Requests in flight that each replica should have.
  package let targetInFlight: Double
  /// Seconds from the decision until a new replica serves.
  package let delaySeconds: Double
  /// Seconds between decisions.
  package let intervalSeconds: Double
  /// Seconds for which fewer replicas must be wanted before one is stopped.
  package let holdSeconds: Double

  /// Makes a policy.
  package init(
    minimum: Int = 1, maximum: Int, targetInFlight: Double, delaySeconds: Double,
    intervalSeconds: Double = 15, holdSeconds: Double = 300
  ) throws(InputError) {
    guard minimum >= 1, maximum >= minimum, maximum <= Self.largestFleet else {
      throw InputError(
        found: "from \(minimum) to \(maximum) replicas",
        expected: "from 1 to \(Self.largestFleet), the fewest first")
    }
    guard (1e-3...1e9).contains(targetInFlight) else {
      throw InputError(
        found: "a target of \(targetInFlight) requests in flight", expected: "from 0.001 to 1e9")
    }
    for (name, seconds) in [("delay", delaySeconds), ("hold time", holdSeconds)]
    where !(0...1e7).contains(seconds) {
      throw InputError(found: "a \(name) of \(seconds) s", expected: "from 0 to 1e7 s")
    }
    guard (0.01...1e6).contains(intervalSeconds) else {
      throw InputError(found: "an interval of \(intervalSeconds) s", expected: "from 0.01 to 1e6 s")
    }
    self.minimum = minimum
    self.maximum = maximum
    self.targetInFlight = targetInFlight
    self.delaySeconds = delaySeconds
    self.intervalSeconds = intervalSeconds
    self.holdSeconds = holdSeconds
  }
}
