/// The people and tools of several workloads that are run together.
///
/// One team and one set of tools do for all: as many as the workload that asks for most. Weights and logs are kept, and
/// each is set up, for every one by itself. What is shared is borne in proportion to what each would need alone: two
/// workloads of $5,000 and $2,500 share $5,000 as $3,333 and $1,667.
struct OneStaff: Sendable {
  private let alone: [[OverheadCost.Kind: Double]]

  private static let shared: [OverheadCost.Kind] = [.people, .tools]

  init(_ costs: [OverheadCost]) {
    alone = costs.map { cost in
      cost.items.reduce(into: [:]) { $0[$1.kind, default: 0] += $1.likelyUSD }
    }
  }

  /// US dollars that each of some workloads bears, by what they are for.
  func items(among group: Set<Int>) -> [Int: [OverheadCost.Kind: Double]] {
    var items: [Int: [OverheadCost.Kind: Double]] = [:]
    for index in group {
      items[index] = alone[index].filter { !Self.shared.contains($0.key) }
    }
    for kind in Self.shared {
      let sum = group.reduce(0) { $0 + (alone[$1][kind] ?? 0) }
      let most = group.reduce(0) { max($0, alone[$1][kind] ?? 0) }
      guard sum > 0 else { continue }
      for index in group { items[index]?[kind] = (alone[index][kind] ?? 0) / sum * most }
    }
    return items
  }

  /// US dollars that each of some workloads bears.
  func shares(among group: Set<Int>) -> [Int: Double] {
    items(among: group).mapValues { items in
      OverheadCost.Kind.allCases.reduce(0) { $0 + (items[$1] ?? 0) }
    }
  }

  /// US dollars of all of them.
  func usd(_ group: Set<Int>) -> Double {
    shares(among: group).sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
  }
}
