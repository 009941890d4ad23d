/// What a replica serves within the service level in fleets of different sizes.
///
/// Requests that are shared out in turn come the more evenly to each replica the more there are, so bursts
/// hurt a small fleet most. Fleets that are sized by closed form count every replica alike.
struct Pooling: Sendable, Hashable {
  /// Requests per second of each replica of a fleet of 1, 2, 4, 8, …, relative to the largest of them.
  ///
  /// The last share, 1, holds for all larger fleets too; 0 stands where the level cannot be kept.
  let shares: [Double]

  /// Every replica serves the same in any fleet.
  static let none = Pooling(shares: [1])

  private init(shares: [Double]) { self.shares = shares }

  /// The shares of fleets of 1, 4, 16, …; those between are halfway between their neighbours.
  ///
  /// A larger fleet never serves less for each replica, which a simulation may say by chance.
  init(ofFoursUp rates: [Double]) {
    var shares: [Double] = []
    let most = rates.max() ?? 1
    var last = 0.0
    for (index, rate) in rates.enumerated() {
      let share = max(last, rate / most)
      if index > 0 { shares.append(last > 0 ? (last + share) / 2 : 0) }
      shares.append(share)
      last = share
    }
    self.shares = shares.isEmpty ? [1] : shares
  }

  /// The share that holds in a fleet.
  func share(replicas: Int) -> Double {
    shares[min(Self.logarithm(max(1, replicas)), shares.count - 1)]
  }

  /// What a fleet serves, in replicas of the largest fleet.
  func served(byReplicas replicas: Int) -> Double { Double(replicas) * share(replicas: replicas) }

  /// More replicas than this are no plan.
  static let mostReplicas = 1_000_000

  /// More replicas than any plan may have: a load that needs more needs this many.
  private static let tooMany = 10.0 * Double(Self.mostReplicas)

  /// The fewest replicas, at least one, that serve a load in replicas of the largest fleet; for absurd loads
  /// more than any plan may have.
  func replicas(serving load: Double) -> Int {
    for (exponent, share) in shares.enumerated() where share > 0 {
      let needed = max(Double(1 << exponent), (load / share).rounded(.up))
      if exponent == shares.count - 1 || needed < Double(2 << exponent) {
        return Int(min(max(1, needed), Self.tooMany))
      }
    }
    return Int(min(max(1, load.rounded(.up)), Self.tooMany))
  }

  private static func logarithm(_ count: Int) -> Int {
    Int.bitWidth - 1 - count.leadingZeroBitCount
  }
}
