import Workloads

/// How much of the time traffic has which level, over all hours, months and regions.
///
/// The cost of a fleet is a sum over hours of the price of the replicas that each hour needs. With levels
/// sorted and their hours added up, the hours that need exactly `k` replicas are found by bisection, so
/// that the sum takes a step for each replica count and not for each hour.
struct TrafficLevels: Sendable, Hashable {
  /// One level.
  struct Level: Sendable, Hashable {
    /// Load relative to the mean of all regions together.
    let relative: Double
    /// Hours of a month at it, on average over the horizon, in one region.
    let hours: Double
    /// The same hours, each times the price of machines at the time relative to today's.
    let pricedHours: Double
  }

  /// The levels, highest first.
  let levels: [Level]
  /// Hours and priced hours of the levels before each, and of all at the end.
  private let hoursBefore: [Double]
  private let pricedHoursBefore: [Double]
  /// The sum of all levels times their priced hours.
  let pricedLoad: Double

  /// - Parameter hoursPerUnit: what the hours of the levels are counted in, so that sums stay whole.
  init(_ unsorted: [Level], hoursPerUnit: Double = 1) {
    var merged: [Level] = []
    for level in unsorted.sorted(by: { $0.relative > $1.relative }) {
      if let last = merged.last, last.relative - level.relative < 1e-9 {
        merged[merged.count - 1] = Level(
          relative: last.relative, hours: last.hours + level.hours,
          pricedHours: last.pricedHours + level.pricedHours)
      } else {
        merged.append(level)
      }
    }
    merged = merged.map {
      Level(
        relative: $0.relative, hours: $0.hours * hoursPerUnit,
        pricedHours: $0.pricedHours * hoursPerUnit)
    }
    levels = merged
    least = merged.last { $0.relative > 0 }?.relative ?? 0
    pricedLoad = merged.reduce(0) { $0 + $1.relative * $1.pricedHours }
    hoursBefore = merged.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.hours) }
    pricedHoursBefore = merged.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.pricedHours) }
  }

  /// The priced hours of all levels.
  var pricedHours: Double { pricedHoursBefore.last ?? 0 }

  /// The lowest level at which there is any traffic.
  let least: Double

  /// The highest level.
  var peak: Double { levels.first?.relative ?? 1 }

  /// Replicas that a level needs where the mean load is that of `replicasAtMean` replicas, at least one.
  static func replicas(
    at relative: Double, replicasAtMean: Double, pooling: Pooling = .none
  ) -> Int {
    pooling.replicas(serving: replicasAtMean * relative)
  }

  /// The sum over all time of `each(replicas)` times hours, or times priced hours.
  func sum(
    replicasAtMean: Double, pooling: Pooling = .none, priced: Bool, _ each: (Int) -> Double
  ) -> Double {
    let before = priced ? pricedHoursBefore : hoursBefore
    let most = Self.replicas(at: peak, replicasAtMean: replicasAtMean, pooling: pooling)
    if most > levels.count {
      return levels.reduce(0) { sum, level in
        let replicas = Self.replicas(
          at: level.relative, replicasAtMean: replicasAtMean, pooling: pooling)
        return sum + (priced ? level.pricedHours : level.hours) * each(replicas)
      }
    }
    var sum = 0.0
    var end = levels.count
    for replicas in 1...most {
      // Levels from `start` on need at most this many.
      let start =
        replicas == most
        ? 0
        : count(
          above: pooling.served(byReplicas: replicas), replicasAtMean: replicasAtMean)
      if end > start { sum += (before[end] - before[start]) * each(replicas) }
      end = min(end, start)
      if end == 0 { break }
    }
    return sum
  }

  /// How many levels ask for more than `served`, in replicas.
  private func count(above served: Double, replicasAtMean: Double) -> Int {
    var (low, high) = (0, levels.count)
    while low < high {
      let middle = (low + high) / 2
      if replicasAtMean * levels[middle].relative > served {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  /// At most `count` levels of the same total hours and load.
  func condensed(to count: Int) -> TrafficLevels {
    guard levels.count > count else { return self }
    return TrafficLevels(
      (0..<count).compactMap { group in
        let part = levels[(group * levels.count / count)..<((group + 1) * levels.count / count)]
        let hours = part.reduce(0) { $0 + $1.hours }
        guard hours > 0 else { return nil }
        return Level(
          relative: part.reduce(0) { $0 + $1.relative * $1.hours } / hours, hours: hours,
          pricedHours: part.reduce(0) { $0 + $1.pricedHours })
      })
  }
}

extension TrafficLevels {
  /// The levels of a fleet.
  ///
  /// - Parameters:
  ///   - weights: Traffic of the hours of a week relative to their mean.
  ///   - regions: Shares of the traffic; each region has a fleet of its own.
  ///   - holdsPeak: Whether the replicas of the busiest hour run at every hour of a month.
  ///   - isCommitted: Whether machines keep their price and, once taken, stay to the end.
  init(
    weights: [Double], regions: [Double], horizon: Horizon, holdsPeak: Bool, isCommitted: Bool
  ) {
    let total = regions.reduce(0, +)
    let shares = regions.isEmpty ? [1] : regions.map { $0 / total }
    let hours = holdsPeak ? [weights.max() ?? 1] : weights
    let monthHours = Volume.hoursPerMonth / Double(hours.count) / Double(horizon.months.count)
    var levels: [Level] = []
    var largest = 0.0
    for month in horizon.months {
      largest = max(largest, month.volume)
      let volume = isCommitted ? largest : month.volume
      let price = isCommitted ? 1 : month.machinePrice
      for share in shares {
        for hour in hours {
          levels.append(
            Level(
              relative: hour * volume * share, hours: 1, pricedHours: price))
        }
      }
    }
    self.init(levels, hoursPerUnit: monthHours)
  }
}
