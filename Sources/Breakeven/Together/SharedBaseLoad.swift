import Workloads

/// What so many replicas keep of several workloads' requests, and what each workload sends on to its API.
///
/// A gateway lets no more requests in flight than the replicas hold; what comes above that goes to the API of the
/// workload whose request it is. Replicas are kept for the workloads whose APIs ask most for what a replica does in an
/// hour: the gateway holds places free for them. So of the first `j` workloads together `Oⱼ = Aⱼ · B(places, Aⱼ)` goes
/// on, by Erlang's loss formula and no less than what exceeds the rate, and of the `j`-th by itself `Oⱼ − Oⱼ₋₁`. One replica of
/// 20 places that is offered 20 requests of one workload and 20 of a cheaper one sends on 15.9 % of the first; together
/// 52 %, so that the cheaper one is left with 12 % of its own.
struct SharedBaseLoad: Sendable {
  /// What one interactive workload asks of a replica, and what its API asks for a request.
  struct Part: Sendable, Hashable {
    /// Requests per second of one replica that serves nothing else.
    var requestsPerSecond: Double
    /// Requests that one such replica holds in flight.
    let places: Double
    /// Variance of the requests in flight over that of random arrivals.
    var peakedness = 1.0
    let usdPerRequest: Double
    var pooling = Pooling.none

    /// US dollars that the API asks for what one replica does in an hour.
    var usdPerReplicaHour: Double { requestsPerSecond * 3600 * usdPerRequest }
  }

  /// Hours of the same load.
  struct Level: Sendable {
    /// Replicas that each workload takes in full use.
    var loads: [Double]
    /// Hours of a month, on average over the horizon, of all regions.
    var hours: Double
    /// The same hours, each times the price of machines at the time over today's.
    var pricedHours: Double
  }

  /// What so many replicas come to in a month.
  struct Outcome: Sendable, Hashable {
    /// US dollars of machines before tax.
    var machineUSD = 0.0
    /// The share of each workload's requests that goes to its API.
    var apiShares: [Double]
    /// Replica hours that each workload's kept requests take.
    var replicaHours: [Double]
    /// The hour of the day at which batches begin that may begin at any.
    var batchStart: Int?
  }

  let machines: SharedMachines
  private(set) var parts: [Part]
  let availability: Double
  private(set) var levels: [Level]
  /// The level of each hour of a week, for each region and month.
  private(set) var weeks: [[Int]]
  /// The workloads' places, those that keep the replicas first.
  private let ranks: [Int]

  /// Levels that tell the hours apart well enough.
  private static let mostLevels = 96

  /// - Parameters:
  ///   - machines: The loads, and what replicas cost; their spares do not count, as an API stands in.
  ///   - parts: Of the interactive workloads, in the order of the loads.
  init(_ machines: SharedMachines, parts: [Part], availability: Double = 1) {
    self.machines = machines
    self.parts = parts
    self.availability = availability
    (levels, weeks) = Self.levels(machines, grid: 4096)
    if levels.count > Self.mostLevels { (levels, weeks) = Self.levels(machines, grid: 12) }
    let peaks = machines.load.parts.map { part in
      let sum = part.load.requestsPerSecond.reduce(0, +) / Double(HourlyLoad.hours)
      return (part.load.requestsPerSecond.max() ?? 0) / max(1e-300, sum)
    }
    ranks = parts.indices.sorted { first, second in
      let (one, other) = (parts[first].usdPerReplicaHour, parts[second].usdPerReplicaHour)
      if abs(one - other) > 1e-9 * max(one, other) { return one > other }
      return (peaks[first], first) < (peaks[second], second)
    }
  }

  /// Hours whose loads differ by less than one in `grid` of each workload's peak are one level, with the mean load.
  private static func levels(_ machines: SharedMachines, grid: Double) -> ([Level], [[Int]]) {
    let load = machines.load
    let months = load.months
    let unit = Volume.hoursPerMonth / Double(HourlyLoad.hours * months)
    let most = load.parts.map { part in
      (part.load.requestsPerSecond.max() ?? 0) * (part.load.months.max() ?? 1)
        / part.requestsPerSecond
    }
    var places: [[Double]: Int] = [:]
    var levels: [Level] = []
    var weeks: [[Int]] = []
    for region in load.regions {
      for month in 0..<months {
        let price = machines.monthPrices[min(month, machines.monthPrices.count - 1)]
        weeks.append(
          (0..<HourlyLoad.hours).map { hour in
            let loads = load.parts.map { $0.replicas(hour: hour, month: month) * region }
            let key = loads.indices.map {
              most[$0] > 0 ? (loads[$0] / most[$0] * grid).rounded() : 0
            }
            let place = places[key] ?? levels.count
            if place == levels.count {
              places[key] = place
              levels.append(
                Level(loads: loads.map { _ in 0 }, hours: 0, pricedHours: 0))
            }
            for index in loads.indices { levels[place].loads[index] += loads[index] * unit }
            levels[place].hours += unit
            levels[place].pricedHours += unit * price
            return place
          })
      }
    }
    for place in levels.indices {
      let hours = levels[place].hours
      levels[place].loads = levels[place].loads.map { $0 / hours }
    }
    return (levels, weeks)
  }

  /// The same with at most `count` levels, by rising load of all, without the order of hours, for many draws.
  func condensed(to count: Int) -> SharedBaseLoad {
    guard levels.count > count else { return self }
    let sorted = levels.sorted { $0.loads.reduce(0, +) < $1.loads.reduce(0, +) }
    var other = self
    other.weeks = []
    other.levels = (0..<count).map { group in
      let some = sorted[(group * sorted.count / count)..<((group + 1) * sorted.count / count)]
      let hours = some.reduce(0) { $0 + $1.hours }
      return Level(
        loads: parts.indices.map { index in
          some.reduce(0) { $0 + $1.loads[index] * $1.hours } / hours
        }, hours: hours, pricedHours: some.reduce(0) { $0 + $1.pricedHours })
    }
    return other
  }

  /// The same in the first months alone.
  func first(_ count: Int) -> SharedBaseLoad {
    SharedBaseLoad(machines.first(count), parts: parts, availability: availability)
  }

  /// The same under other loads.
  ///
  /// - Parameters:
  ///   - loads: What the replicas that each workload takes are multiplied by; infinite where none keeps its targets.
  ///   - rates: What a replica serves of each over what it was.
  func scaled(loads: [Double], rates: [Double]) -> SharedBaseLoad {
    var other = self
    for place in levels.indices {
      for index in loads.indices { other.levels[place].loads[index] *= loads[index] }
    }
    for index in rates.indices { other.parts[index].requestsPerSecond *= rates[index] }
    return other
  }

  /// The share of each workload's requests that goes on in an hour of some loads.
  func overflow(of loads: [Double], replicas: Int, _ way: SharedLoad.Way) -> [Double] {
    guard replicas > 0 else { return loads.map { _ in 1 } }
    switch way {
    case .mixed(let efficiency): return mixed(loads, replicas, efficiency)
    case .byTurns, .sideBySide: return byTurns(loads, replicas)
    }
  }

  private func mixed(_ loads: [Double], _ replicas: Int, _ efficiency: Double) -> [Double] {
    let pooling =
      parts.map { $0.pooling.share(replicas: replicas) }.min() ?? 1
    let capacity = Double(replicas) * efficiency * pooling
    var shares = loads.map { _ in 1.0 }
    var (sum, inFlight, variance, before) = (0.0, 0.0, 0.0, 0.0)
    for index in ranks where loads[index] < .infinity {
      let load = loads[index]
      guard load > 0 else {
        shares[index] = 0
        continue
      }
      sum += load
      inFlight += load * parts[index].places
      variance += load * parts[index].places * parts[index].peakedness
      let base = BaseLoad(
        capacity: capacity, places: capacity * inFlight / sum, secondsEach: inFlight / sum,
        peakedness: variance / inFlight)
      let sent = min(before + load, max(before, sum * base.overflow(of: sum)))
      shares[index] = (sent - before) / load
      before = sent
    }
    return shares
  }

  /// Whole replicas for each, first those that are used in full, then where the next one saves most.
  private func byTurns(_ loads: [Double], _ replicas: Int) -> [Double] {
    func sent(_ index: Int, _ count: Int) -> Double {
      let part = parts[index]
      guard loads[index] < .infinity else { return 1 }
      guard count > 0 else { return loads[index] > 0 ? 1 : 0 }
      let capacity = Double(count) * part.pooling.share(replicas: count)
      return BaseLoad(
        capacity: capacity, places: capacity * part.places, secondsEach: part.places,
        peakedness: part.peakedness
      ).overflow(of: loads[index])
    }
    var counts = loads.map { _ in 0 }
    var left = replicas
    for index in ranks where loads[index] < .infinity {
      counts[index] = min(left, Int(min(loads[index], Double(replicas))))
      left -= counts[index]
    }
    var shares = counts.indices.map { sent($0, counts[$0]) }
    while left > 0 {
      var best: (index: Int, share: Double, usd: Double)?
      for index in ranks where shares[index] > 1e-6 && loads[index] < .infinity {
        let share = sent(index, counts[index] + 1)
        let usd = (shares[index] - share) * loads[index] * parts[index].usdPerReplicaHour
        if usd > best?.usd ?? 1e-9 { best = (index, share, usd) }
      }
      guard let best else { break }
      counts[best.index] += 1
      shares[best.index] = best.share
      left -= 1
    }
    return shares
  }
}
