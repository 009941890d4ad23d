extension LayerNeeds {
  /// Reads all layers of a model with its embeddings, its head and its encoders, like ones together.
  init(
    layers: [Layer], embeddings: [Operator], outputs: [Operator], towers: [Operator]
  ) {
    self.init()
    for layer in layers { add(layer) }
    for item in embeddings + towers { add(WeightNeed(item, isLayered: false)) }
    for item in outputs { add(WeightNeed(item, isLayered: false, isOutput: true)) }
  }

  /// Bytes that a decoded token reads or writes of its sequence's past, which holds some tokens.
  ///
  /// Σ entries read · numbers · bytes, and every state once to read and once to write.
  package func pastBytesMoved(context: Double, _ precision: CachePrecision) -> Double {
    let cached = caches.reduce(0) { $0 + $1.entriesRead(of: context) * $1.readElements }
    let kept = states.reduce(0) { $0 + precision.bytes(of: $1) }
    return cached * precision.keyValue.bytesPerElement + 2 * kept
  }

  /// Operations of updating all recurrent states by one token.
  ///
  /// A decay, an update and a read of each number, a multiplication and an addition each.
  package var stateFlopsPerToken: Double {
    states.reduce(0) { $0 + 6 * Double($1.elements) }
  }
}

extension ModelArchitecture {
  /// Whether some layers have routed experts.
  package var hasExperts: Bool { needs.counts.withExperts > 0 }
  /// Whether some layers have latent attention.
  package var hasLatentAttention: Bool { needs.counts.latent > 0 }
  /// Whether some layers read only those entries of the cache that an indexer chose.
  package var hasIndexedAttention: Bool { needs.caches.contains { $0.content == .indexerKeys } }
}
