import Breakeven

extension Operator.Role {
  /// The role in words.
  var title: String {
    switch self {
    case .inputEmbedding: "input embedding"
    case .positionEmbedding: "position embedding"
    case .perLayerEmbedding: "per-layer embeddings"
    case .attentionProjection: "attention projections"
    case .sparseIndexer: "sparse indexer"
    case .recurrentMixer: "recurrent mixers"
    case .denseFeedForward: "feed-forward"
    case .router: "routers"
    case .routedExpert: "routed experts"
    case .sharedExpert: "shared experts"
    case .norm: "norms"
    case .outputHead: "output head"
    case .tower: "encoders of other modalities"
    case .multiTokenPrediction: "multi-token prediction"
    }
  }
}
