/// How many layers of which sort a model has; each sort has fixed costs of its own.
package struct LayerCounts: Sendable, Hashable {
  /// All layers.
  package private(set) var all = 0
  /// Layers with routed experts.
  package private(set) var withExperts = 0
  /// Layers with experts, each by how much there is to route, sort and combine: `√(k·E/(8·128))`.
  ///
  /// 4 of 128 experts count as 0.71, 8 of 256 as 1.41.
  package private(set) var routing = 0.0
  /// Layers with latent attention.
  package private(set) var latent = 0
  /// Layers whose attention reads what an indexer chose.
  package private(set) var sparse = 0
  /// Layers with a recurrent state.
  package private(set) var recurrent = 0
  /// The most experts that a token passes through in one layer; 1 without experts.
  package private(set) var mostActiveExperts = 1
  /// The numbers of query heads that occur, in order.
  package private(set) var queryHeads: [Int] = []
  /// The numbers of routed experts that occur, in order.
  package private(set) var experts: [Int] = []

  mutating func add(_ layer: Layer) {
    all += 1
    if let first = layer.operators.first(where: { $0.role == .routedExpert }) {
      withExperts += 1
      routing += (Double(first.activeInstances) * Double(first.instances) / 1024).squareRoot()
      mostActiveExperts = max(mostActiveExperts, first.activeInstances)
      experts.insertOnce(first.instances)
    }
    switch layer.mixer {
    case .none: break
    case .recurrent: recurrent += 1
    case .attention(let attention):
      queryHeads.insertOnce(attention.queryHeads)
      if case .latent = attention.cache { latent += 1 }
      if case .selected = attention.span {
        sparse += 1
      } else if attention.compression?.selectedEntries != nil {
        sparse += 1
      }
    }
  }
}

extension [Int] {
  fileprivate mutating func insertOnce(_ value: Int) {
    guard !contains(value) else { return }
    append(value)
    sort()
  }
}
