/// Whole replicas that serve interactive traffic, hour by hour of the week.
public struct FleetPlan: Sendable, Hashable {
  /// How the number of replicas follows the traffic.
  public enum Policy: String, Sendable, Hashable, CaseIterable {
    /// As many as the busiest hour needs, at every hour.
    case fixedAtPeak
    /// As many as each hour needs.
    case autoscaledHourly
  }

  /// The policy.
  public let policy: Policy
  /// Replicas beyond what the load needs.
  public let spares: Int
  /// Requests per second that one replica serves within the service level.
  public let replicaRequestsPerSecond: Double
  /// Accelerators of one replica.
  public let gpusPerReplica: Int
  /// The machines.
  public let rental: Rental
  /// Traffic levels relative to the mean, falling, each with the hours of a week at it.
  let levels: [TrafficLevel]

  struct TrafficLevel: Sendable, Hashable {
    let relative: Double
    var hours: Double
  }

  static let secondsPerMonth = Volume.hoursPerMonth * 3600

  init(
    policy: Policy, spares: Int, replicaRequestsPerSecond: Double, gpusPerReplica: Int,
    rental: Rental, hourOfWeekWeights: [Double]
  ) {
    self.policy = policy
    self.spares = spares
    self.replicaRequestsPerSecond = replicaRequestsPerSecond
    self.gpusPerReplica = gpusPerReplica
    self.rental = rental
    var levels: [TrafficLevel] = []
    for weight in hourOfWeekWeights.sorted(by: >) {
      if let last = levels.last, abs(last.relative - weight) < 1e-9 {
        levels[levels.count - 1].hours += 1
      } else {
        levels.append(TrafficLevel(relative: weight, hours: 1))
      }
    }
    switch policy {
    case .fixedAtPeak:
      self.levels = [
        TrafficLevel(relative: levels.first?.relative ?? 1, hours: Double(hourOfWeekWeights.count))
      ]
    case .autoscaledHourly: self.levels = levels
    }
  }

  /// Replicas that a level of traffic needs, spares not counted.
  func replicas(at level: TrafficLevel, requestsPerMonth: Double, throughputFactor: Double) -> Int {
    let load = requestsPerMonth / Self.secondsPerMonth * level.relative
    let needed = (load / (replicaRequestsPerSecond * throughputFactor)).rounded(.up)
    return Int(min(max(1, needed), 1e6))
  }

  /// Replicas at the busiest hour, spares included.
  public func peakReplicas(requestsPerMonth: Double) -> Int {
    guard let peak = levels.first else { return spares }
    return replicas(at: peak, requestsPerMonth: requestsPerMonth, throughputFactor: 1) + spares
  }

  /// US dollars of machines per month of 730 hours.
  ///
  /// `730/168 · Σ hours · instances(replicas + spares) · usdPerInstanceHour` over traffic levels.
  public func usdPerMonth(requests: Double, throughputFactor: Double = 1) -> Double {
    levels.reduce(0) { sum, level in
      let running =
        replicas(at: level, requestsPerMonth: requests, throughputFactor: throughputFactor) + spares
      return sum + level.hours / 168 * Volume.hoursPerMonth
        * Double(rental.instances(replicas: running, gpusEach: gpusPerReplica))
        * rental.usdPerInstanceHour
    }
  }

  /// The share of what the running replicas could serve within the service level that is used.
  public func utilization(requests: Double) -> Double {
    let capacity = levels.reduce(0.0) { sum, level in
      let running = replicas(at: level, requestsPerMonth: requests, throughputFactor: 1) + spares
      return sum + level.hours / 168 * Double(running) * replicaRequestsPerSecond
    }
    return capacity > 0 ? requests / Self.secondsPerMonth / capacity : 0
  }

  /// Volumes at which some hour needs one more replica, up to `limit`, at most `count` of them.
  func steps(upTo limit: Double, count: Int) -> [Double] {
    var steps: Set<Double> = []
    for level in levels where level.relative > 0 {
      let step = replicaRequestsPerSecond * Self.secondsPerMonth / level.relative
      let last = min(Double(count), (limit / step).rounded(.down))
      guard last >= 1 else { continue }
      for multiple in 1...Int(last) { steps.insert(Double(multiple) * step) }
    }
    return steps.sorted()
  }
}

extension FleetPlan {
  /// The cost of machines as a staircase over volume, up to `limit` or so many replicas of steps.
  func segments(upTo limit: Double, count: Int) -> [CostSegment] {
    var segments: [CostSegment] = []
    var from = 0.0
    for step in steps(upTo: limit, count: count) {
      let usd = usdPerMonth(requests: (from + step) / 2)
      if let last = segments.last, last.fixedUSD == usd {
        segments[segments.count - 1] = CostSegment(
          from: last.from, to: step, fixedUSD: usd, usdPerRequest: 0)
      } else {
        segments.append(CostSegment(from: from, to: step, fixedUSD: usd, usdPerRequest: 0))
      }
      from = step
    }
    return segments
  }
}
