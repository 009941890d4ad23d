import CheckedJSON
import FleetSimulation
import Roofline

/// What the replicas of one deployment serve within the service level in fleets of 1, 4, 16, …, by
/// simulation.
struct SimulatedSizes: Sendable {
  /// One replica of a fleet at capacity; `nil` where no rate keeps the level.
  private let replicas: [ReplicaUnderLoad?]
  private let burstiness: Double
  private let seed: UInt64
  /// What the closed form said.
  let closedForm: ServiceCapacity
  /// Requests per second of each replica of a large fleet.
  let requestsPerSecond: Double
  /// How much less it is in smaller ones.
  let pooling: Pooling

  /// Once bursts come to a replica with half the variation of random arrivals, more replicas change little.
  private static let evenBurstiness = 0.5

  /// Simulates one fleet after the other; `nil` if none keeps the level, or the budget is spent.
  init?(
    _ test: ReplicaLoadTest, burstiness: Double, closedForm: ServiceCapacity, seed: UInt64,
    budget: inout Int
  ) throws(InputError) {
    var found: [ReplicaUnderLoad?] = []
    // Mostly the closed form is a tenth too high.
    var guess = 0.92 * closedForm.requestsPerSecond
    var reaching = burstiness
    repeat {
      let replica = try test.capacity(burstiness: reaching, startingAt: guess, budget: &budget)
      guess = 1.03 * (replica?.requestsPerSecond ?? guess)
      found.append(replica)
      if reaching <= Self.evenBurstiness { break }
      reaching /= 2
    } while budget > 0 && found.count < 12
    let rates = found.map { $0?.requestsPerSecond ?? 0 }
    guard let most = rates.max(), most > 0 else { return nil }
    replicas = found
    self.burstiness = burstiness
    self.seed = seed
    self.closedForm = closedForm
    requestsPerSecond = most
    pooling = Pooling(ofFoursUp: rates)
  }

  /// Requests per second of each replica in fleets of 1, 4, 16, … over what the closed form says.
  var ratios: [Double] {
    replicas.map { ($0?.requestsPerSecond ?? 0) / closedForm.requestsPerSecond }
  }

  /// What was found for the largest simulated fleet of at most so many replicas.
  func sizing(replicas count: Int) -> SelfHostOption.SimulatedSizing {
    var place = 0
    while place + 1 < replicas.count, 1 << (2 * (place + 1)) <= count { place += 1 }
    while replicas[place] == nil, place + 1 < replicas.count { place += 1 }
    // The initializer made sure that there is one; a later one may be missing by chance only.
    let replica = replicas[place] ?? replicas.compactMap(\.self)[0]
    return SelfHostOption.SimulatedSizing(
      replicas: 1 << (2 * place), burstiness: burstiness, replica: replica,
      closedFormRequestsPerSecond: closedForm.requestsPerSecond,
      closedFormUtilization: closedForm.requestsPerSecond
        / max(1e-12, closedForm.saturationRequestsPerSecond), seed: seed)
  }
}
