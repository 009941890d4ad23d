/// One reading of a layer: what it keeps of a sequence, what a token reads and multiplies, and how each
/// is split among chips.
///
/// Every quantity of a model, the memory of a replica and the time of its steps are read off this, so
/// that no two of them can count a layer differently.
package struct LayerNeeds: Sendable, Hashable {
  /// The weights, by kind.
  package private(set) var weights: [WeightNeed] = []
  /// What is kept of tokens, by kind.
  package private(set) var caches: [CacheNeed] = []
  /// What is kept of a sequence whatever its length, by datatype.
  package private(set) var states: [RecurrentState] = []
  /// How many layers there are of which sort.
  package private(set) var counts = LayerCounts()

  /// No layers.
  init() {}

  /// Reads a layer.
  package init(_ layer: Layer) { add(layer) }

  mutating func add(_ layer: Layer) {
    for item in layer.operators { add(WeightNeed(item, isLayered: true)) }
    counts.add(layer)
    if let beside = layer.stateBeside { add(beside) }
    switch layer.mixer {
    case .none: break
    case .recurrent(let state): add(state)
    case .attention(let attention):
      let needs = CacheNeed.all(
        of: attention, indexerFlopsPerEntry: layer.indexerFlopsPerEntry)
      for need in needs where !caches.indices.contains(where: { caches[$0].absorb(need) }) {
        caches.append(need)
      }
    }
  }

  private mutating func add(_ state: RecurrentState) {
    if let known = states.firstIndex(where: { $0.format == state.format }) {
      states[known] = states[known].adding(state)
    } else {
      states.append(state)
    }
  }

  /// Takes in a weight, with those of its kind.
  mutating func add(_ need: WeightNeed?) {
    guard let need, !weights.indices.contains(where: { weights[$0].absorb(need) }) else { return }
    weights.append(need)
  }
}

extension RecurrentState {
  fileprivate func adding(_ other: RecurrentState) -> RecurrentState {
    RecurrentState(
      convolutionElements: convolutionElements + other.convolutionElements,
      stateElements: stateElements + other.stateElements, format: format)
  }
}

extension Layer {
  /// Operations with which an indexer scores one entry: 2 × its heads × their width.
  ///
  /// DeepSeek V3.2: 2 · 64 · 128 = 16,384 for each earlier token.
  fileprivate var indexerFlopsPerEntry: Double {
    let query = operators.first {
      $0.role == .sparseIndexer && ($0.name.hasSuffix("wq_b") || $0.name.hasSuffix("q_proj"))
    }
    return 2 * Double(query?.outputWidth ?? 0)
  }
}
