import Pricing

/// Who serves each of several workloads, and what that costs in a month.
///
/// All sums are sums of parts: ``totalUSD`` is that of the workloads' ``Bill/totalUSD``, each of which is that of its
/// machines, traffic, tokens and people.
public struct JointPlan: Sendable {
  /// Who serves one workload.
  public enum Place: Sendable {
    /// A fleet that others use too, by its place among ``JointPlan/fleets``.
    case shared(fleet: Int)
    /// A fleet of its own.
    case alone(SelfHostOption)
    case api(APICandidate)
    /// Own base load, and an API above it.
    case mixed(MixedPlan)
  }

  /// What one workload bears, in US dollars in a month.
  public struct Bill: Sendable {
    /// Who serves it.
    package let place: Place
    /// Machines, tax included.
    package let machineUSD: Double
    /// Traffic out of one's own network.
    package let egressUSD: Double
    /// Tokens of an API.
    package let tokenUSD: Double
    /// Its share of the people and tools who run machines for all, and of its own storage and set-up.
    package let ownPeopleUSD: Double
    /// Its share of those who look after APIs for all.
    package let apiPeopleUSD: Double
    /// The same on both sides by what it is for.
    let staff: [[OverheadCost.Kind: Double]]

    /// The sum.
    public var totalUSD: Double {
      machineUSD + egressUSD + tokenUSD + ownPeopleUSD + apiPeopleUSD
    }
  }

  /// What each workload bears, in the order in which they were given.
  public let bills: [Bill]
  /// Fleets that several workloads share.
  package let fleets: [SharedFleet]

  /// US dollars in a month.
  public var totalUSD: Double { bills.reduce(0) { $0 + $1.totalUSD } }
  /// US dollars of machines.
  package var machineUSD: Double { bills.reduce(0) { $0 + $1.machineUSD } }
  /// US dollars of APIs' tokens.
  package var tokenUSD: Double { bills.reduce(0) { $0 + $1.tokenUSD } }
  /// US dollars of people, tools, storage and set-up on both sides.
  package var peopleUSD: Double { bills.reduce(0) { $0 + $1.ownPeopleUSD + $1.apiPeopleUSD } }

  /// Replicas that carry a base load below an API, in all fleets.
  package var baseReplicas: Int {
    fleets.filter(\.isBaseLoad).reduce(0) { $0 + $1.replicas }
      + bills.reduce(0) { sum, bill in
        if case .mixed(let mixed) = bill.place { sum + mixed.baseReplicas } else { sum }
      }
  }

  /// Whether all are served by machines, all by APIs, or neither.
  public var choice: Verdict.Choice {
    var (own, api) = (false, false)
    for bill in bills {
      switch bill.place {
      case .shared(let fleet): (own, api) = (true, api || fleets[fleet].isBaseLoad)
      case .alone: own = true
      case .api: api = true
      case .mixed: (own, api) = (true, true)
      }
    }
    return own && api ? .mixed : own ? .selfHost : .api
  }

  /// Whether an API serves all of a workload.
  ///
  /// - Parameter workload: The workload's place among those that are planned.
  public func leaves(_ workload: Int) -> Bool {
    if case .api = bills[workload].place { true } else { false }
  }
}
