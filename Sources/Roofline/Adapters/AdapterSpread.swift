import Numerics
import Workloads

/// How requests spread over adapters: how many different ones a batch has, and how often one is missing.
///
/// Adapters of about the same popularity are taken together, in groups that grow by an eighth.
struct AdapterSpread: Sendable {
  private struct Group: Sendable {
    let count: Double
    /// The share of requests that are for one of them.
    let share: Double
  }

  private let groups: [Group]
  private let count: Double
  /// Expected different adapters among `n` requests, at each place of a grid.
  private let distinct: [Double]

  /// The grid: one by one at first, then in steps of a twentieth, up to some millions.
  private static let fine = 64
  private static let logarithmOfStride = naturalLogarithm(1.05)
  private static let places = fine + 240

  init(_ adapters: Adapters) {
    let exponent =
      switch adapters.popularity {
      case .even: 0.0
      case .zipf(let exponent): exponent
      }
    let groups = Self.groups(adapters.count, exponent)
    self.groups = groups
    count = Double(adapters.count)
    distinct = (0...Self.places).map { Self.distinct(Self.requests(at: $0), groups) }
  }

  private static func groups(_ count: Int, _ exponent: Double) -> [Group] {
    var groups: [Group] = []
    var total = 0.0
    var first = 1
    while first <= count {
      let next = exponent == 0 ? count + 1 : min(count + 1, first + max(1, first / 8))
      let middle = (Double(first) * Double(next - 1)).squareRoot()
      let weight = exponential(-exponent * naturalLogarithm(middle))
      groups.append(Group(count: Double(next - first), share: weight))
      total += Double(next - first) * weight
      first = next
    }
    return groups.map { Group(count: $0.count, share: $0.share / total) }
  }

  private static func requests(at place: Int) -> Double {
    place <= fine
      ? Double(place) : Double(fine) * exponential(Double(place - fine) * logarithmOfStride)
  }

  /// `Σ (1 − (1 − p)^n)`: forty that are used alike and 32 requests give 22.2.
  private static func distinct(_ requests: Double, _ groups: [Group]) -> Double {
    groups.reduce(0) { sum, group in
      guard group.share < 1 else { return sum + min(1, requests) }
      return sum + group.count
        * (1 - exponential(requests * naturalLogarithm(1 - group.share)))
    }
  }

  /// Different adapters among so many requests, on average.
  func distinct(among requests: Double) -> Double {
    guard requests > 0 else { return 0 }
    let fine = Double(Self.fine)
    let place =
      requests <= fine
      ? requests : fine + naturalLogarithm(requests / fine) / Self.logarithmOfStride
    let index = Int(min(place, Double(Self.places)))
    guard index < Self.places else { return distinct[Self.places] }
    return distinct[index] + (place - Double(index)) * (distinct[index + 1] - distinct[index])
  }

  /// The most requests among which no more than so many different adapters are expected; infinite where all may be.
  func requests(having adapters: Double) -> Double {
    guard adapters < count else { return .infinity }
    var (low, high) = (adapters, Self.requests(at: Self.places))
    guard distinct(among: high) > adapters else { return .infinity }
    for _ in 0..<60 {
      let middle = (low * high).squareRoot()
      if distinct(among: middle) > adapters { high = middle } else { low = middle }
    }
    return low
  }

  /// The share of requests whose adapter is not among those held, of which the longest unused one makes way.
  ///
  /// Each stays for a time `T` after its last use (Che, Tung and Wang 2002): `Σ (1 − e^(−p·T)) = held`, and
  /// `Σ p·e^(−p·T)` of the requests find theirs gone. Ten held of forty that are used alike: 75 %.
  func missingShare(holding held: Double) -> Double {
    guard held < count else { return 0 }
    func kept(_ time: Double) -> Double {
      groups.reduce(0) { $0 + $1.count * (1 - exponential(-$1.share * time)) }
    }
    var (low, high) = (1e-6, 1e18)
    for _ in 0..<90 {
      let middle = (low * high).squareRoot()
      if kept(middle) > held { high = middle } else { low = middle }
    }
    return groups.reduce(0) { $0 + $1.count * $1.share * exponential(-$1.share * low) }
  }

  /// The shares of requests that adapters have, most first, each with how many have it.
  var shares: [(count: Double, share: Double)] { groups.map { ($0.count, $0.share) } }
}
