import Numerics
import Roofline
import Workloads

extension SharedFleetSearch {
  /// The most models that are put side by side: of more, each has so little of the time that even loose targets are
  /// seldom kept.
  static let mostSideBySide = 4
  /// Ways to put models side by side of which shares of memory and time are looked at, those first that may cost least.
  private static let mostLaidOut = 6

  /// The cheapest machines on which models lie side by side, where that costs less than machines apart; `nil` where
  /// their weights and caches do not fit one replica's memory, or one of them misses its targets.
  ///
  /// - Parameters:
  ///   - group: From two to ``mostSideBySide`` workloads that wait, without sessions.
  ///   - unlimited: Whether machines of which there are only so many are passed over.
  ///   - limit: US dollars of machines from which on the cost does not matter.
  func bestSideBySide(
    _ group: [Int], members: [JointMember], unlimited: Bool = false, below limit: Double = .infinity
  ) -> SharedFleet? {
    let some = group.map { members[$0] }
    let own = some.compactMap(\.alone.first)
    guard (2...Self.mostSideBySide).contains(group.count), own.count == group.count,
      some.allSatisfy({
        $0.isInteractive && $0.workload.costs.regions == some[0].workload.costs.regions
      })
    else { return nil }
    let apart = own.reduce(0) { $0 + $1.machineUSD }
    let most = min(apart, limit)
    let laidOut = sideBySide(some, unlimited: unlimited).compactMap {
      models -> (models: SideBySide, least: Double)? in
      let least = models.machines.cost(.mixed(efficiency: 1), below: most).usd
      return least < most ? (models, least) : nil
    }.sorted { $0.least < $1.least }
    var best: (models: SideBySide, shares: SideBySide.Shares, cost: SharedMachines.Cost)?
    for (models, least) in laidOut.prefix(Self.mostLaidOut) {
      let limit = best?.cost.usd ?? most
      guard least < limit, let shares = models.shares() else { continue }
      let cost = models.machines(shares).cost(.sideBySide, below: limit)
      if cost.usd < limit { best = (models, shares, cost) }
    }
    return best.map { $0.models.fleet($0.shares, $0.cost, apartUSD: apart) }
  }

  /// Deployments of different models on the same machines, spread over as many chips, that leave each some cache.
  private func sideBySide(_ group: [JointMember], unlimited: Bool) -> [SideBySide] {
    var seen: Set<String> = []
    var found: [SideBySide] = []
    for base in group {
      let guests = group.filter { $0.index != base.index }
      for option in candidates[base.index] where option.mayLieBesideOthers {
        guard case .fleet(let plan) = option.plan, !unlimited || option.rental.maximumGPUs == nil
        else { continue }
        let rentals = guests.compactMap { $0.rental(like: option.rental) }
        guard rentals.count == guests.count else { continue }
        var ways: [[SideBySide.Side]] = [[(base, option)]]
        for guest in guests {
          let others = candidates[guest.index].filter {
            $0.mayLieBesideOthers
              && $0.deployment.accelerator.id == option.deployment.accelerator.id
              && $0.deployment.layout.chips == option.deployment.layout.chips
          }
          ways = ways.flatMap { way in
            others.filter { other in !way.contains { $0.option.modelName == other.modelName } }
              .map { way + [(guest, $0)] }
          }
        }
        let rental = ([option.rental] + rentals).max {
          $0.usdPerInstanceHour < $1.usdPerInstanceHour
        }
        for way in ways {
          let keys = way.map(\.option.deployment.key).sorted().joined(separator: "|")
          let models = SideBySide(way, rental: rental ?? option.rental, policy: plan.policy)
          guard models.fits,
            seen.insert("\(keys)|\(models.rental.id)|\(models.rental.terms)|\(plan.policy)")
              .inserted
          else { continue }
          found.append(models)
        }
      }
    }
    return found
  }
}

extension SelfHostOption {
  /// Whether it is a fleet whose caches are not sized by sessions.
  fileprivate var mayLieBesideOthers: Bool {
    if case .fleet = plan { demand.workingSet == nil } else { false }
  }
}

extension SharedFleet {
  /// How far steps of models side by side may be from what fixed shares of the time make of them: nobody published
  /// timings of two models that take turns on a chip, so four in five cases are assumed within a quarter.
  private static let interference = 1.25

  /// A workload's mode with the targets as steps must keep them that run all the time.
  func mode(of workload: Int, in mode: Mode) -> Mode {
    guard case .interactive(let level, let traffic) = mode,
      let slice = slices.first(where: { $0.workload == workload })
    else { return mode }
    return .interactive(level.targets(dividedBy: 1 / slice.timeShare), traffic)
  }

  /// The spread of the logarithm of step times, wider where models take turns.
  func spread(_ spread: (below: Double, above: Double)) -> (below: Double, above: Double) {
    guard !slices.isEmpty else { return spread }
    let more = naturalLogarithm(Self.interference) / ErrorSpread.normalQuantile90
    func wider(_ one: Double) -> Double { (one * one + more * more).squareRoot() }
    return (wider(spread.below), wider(spread.above))
  }
}
