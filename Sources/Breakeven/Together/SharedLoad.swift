import Workloads

/// What several workloads ask of the replicas of one deployment, and how many replicas that takes.
///
/// Replicas serve the workloads **by turns**, each one of them at a time, so that every workload keeps its own targets
/// and needs its own whole number of replicas in each hour; or **mixed**, all at once on every replica, so that loads
/// add up before they are rounded, and the tightest targets bind all. Loads of 1.4 and 1.4 replicas take 2 + 2 by turns,
/// and 3 mixed.
struct SharedLoad: Sendable {
  /// One interactive workload.
  struct Part: Sendable {
    /// When its requests come.
    let load: HourlyLoad
    /// Requests per second of one replica that serves nothing else, in a large fleet.
    let requestsPerSecond: Double
    /// How much less that is in a small fleet.
    var pooling = Pooling.none

    /// Replicas that an hour of a month takes, before rounding.
    func replicas(hour: Int, month: Int) -> Double {
      load.requestsPerSecond[hour] * load.volume(inMonth: month) / requestsPerSecond
    }
  }

  /// One batch workload.
  struct Batch: Sendable {
    /// The job at the mean volume.
    let job: TroughJob
    /// Replica hours of a month at the likely speed and the mean volume.
    let replicaHours: Double
    /// The volume of each month over the mean.
    let months: [Double]

    func volume(inMonth month: Int) -> Double { months[min(month, months.count - 1)] }
  }

  /// How replicas are shared.
  enum Way: Sendable, Hashable {
    case byTurns
    /// - efficiency: What a replica does of the mixture, over what it does of each by turns.
    case mixed(efficiency: Double)
    /// Models of different workloads lie side by side in the memory of each replica, each with a fixed share of its
    /// time, which is in the rates of the parts.
    case sideBySide
  }

  let parts: [Part]
  let batches: [Batch]
  /// Shares of the regions, which add up to one.
  let regions: [Double]

  init(parts: [Part], batches: [Batch] = [], regions: [Double] = [1]) {
    self.parts = parts
    self.batches = batches
    self.regions = regions
  }

  var months: Int {
    max(parts.map(\.load.months.count).max() ?? 1, batches.map(\.months.count).max() ?? 1)
  }

  /// Replicas that interactive traffic needs in each hour of a week of a month.
  ///
  /// - Parameter factors: What each part's load is multiplied by.
  func replicas(
    _ way: Way, month: Int, region: Double = 1, factors: [Double]? = nil
  ) -> [Int] {
    let most = parts.min { $0.pooling.shares[0] < $1.pooling.shares[0] }?.pooling ?? .none
    let scales = parts.indices.map { index in
      parts[index].load.volume(inMonth: month) / parts[index].requestsPerSecond * region
        * (factors?[index] ?? 1)
    }
    return (0..<HourlyLoad.hours).map { hour in
      var sum = 0.0
      var count = 0
      for index in parts.indices {
        let load = parts[index].load.requestsPerSecond[hour] * scales[index]
        guard load > 0 else { continue }
        switch way {
        case .byTurns: count += parts[index].pooling.replicas(serving: load)
        case .sideBySide: count = max(count, parts[index].pooling.replicas(serving: load))
        case .mixed: sum += load
        }
      }
      if case .mixed(let efficiency) = way { count = most.replicas(serving: sum / efficiency) }
      return max(1, min(count, Pooling.mostReplicas))
    }
  }

  /// The share of all replica time that each workload takes: interactive ones first, then batches.
  var shares: [Double] {
    let interactive = parts.map { part in
      part.load.requestsPerSecond.reduce(0, +) / Double(HourlyLoad.hours)
        / part.requestsPerSecond * Volume.hoursPerMonth
    }
    let hours = interactive + batches.map(\.replicaHours)
    let sum = hours.reduce(0, +)
    return hours.map { $0 / max(1e-300, sum) }
  }
}
