import ModelArithmetic

/// What fills the memory of each chip of a replica, in bytes.
public struct MemoryPlan: Sendable, Hashable {
  /// Memory that a process sees.
  public let visible: Double
  /// Weights of the fullest chip.
  public let weights: Double
  /// Activations, graphs, buffers and the runtime.
  public let overhead: Double
  /// What is left for KV cache and states; negative if the weights do not fit.
  public let cache: Double
  /// Whether the usual share of memory was too small, so that the engine is assumed to be given more.
  public let isTight: Bool
  /// Bytes on each chip for one cached token of a growing sequence.
  let bytesPerToken: Double
  /// Bytes on each chip of a sequence whatever its length, by window and for states.
  private let capped: [CappedCache]
  private let bytesPerSequence: Double
  private let attentionGroups: Double
  private let reservation: Double

  private struct CappedCache: Sendable, Hashable {
    let window: Double
    var bytesPerToken: Double
  }

  /// Whether anything is left to serve with.
  public var fits: Bool { cache > 0 }

  init(
    model: ModelArchitecture, accelerator: Accelerator, parallelism: Parallelism,
    precision: Precision, policy: MemoryPolicy
  ) {
    let attentionRanks = Double(parallelism.attentionRanks)
    let tensorRanks = Double(parallelism.tensor)
    let stages = Double(parallelism.pipeline)
    var weights = 0.0
    func add(_ operators: [Operator], stages: Double) {
      for item in operators {
        let bytes =
          Double(item.parameters) * precision.storage(of: item.role, in: model).bytesPerElement
        switch item.role {
        case .attentionProjection, .sparseIndexer, .recurrentMixer:
          weights += bytes / attentionRanks / stages
        case .router, .norm, .positionEmbedding: weights += bytes / stages
        case .inputEmbedding, .perLayerEmbedding, .outputHead, .tower, .denseFeedForward,
          .sharedExpert, .routedExpert:
          weights += bytes / tensorRanks / stages
        case .multiTokenPrediction: break
        }
      }
    }
    for layer in model.layers { add(layer.operators, stages: stages) }
    add(model.embeddings, stages: 1)
    add(model.outputs, stages: 1)
    add(model.towers, stages: 1)

    visible = accelerator.memoryBytes
    self.weights = weights
    let usual = visible * policy.utilization - weights - policy.overheadBytes
    isTight = usual < 0.04 * visible
    overhead = isTight ? min(policy.overheadBytes, 1e9) : policy.overheadBytes
    cache =
      isTight
      ? max(usual, (visible * 0.97 - weights - overhead) * 0.95) : usual * policy.cacheShare
    attentionGroups = Double(parallelism.attentionData)
    reservation = policy.reservation

    var growing = 0.0
    var capped: [CappedCache] = []
    var fixed = 0.0
    for layer in model.layers {
      switch layer.mixer {
      case .none: break
      case .recurrent(let elements):
        fixed += Double(elements) * max(2, precision.kvCache.bytesPerElement) / attentionRanks
      case .attention(let shape):
        let shards =
          if case .latent = shape.cache { 1.0 } else {
            min(attentionRanks, Double(max(1, shape.keyValueHeads)))
          }
        let bytes =
          Double(shape.cachedElementsPerToken) * precision.kvCache.bytesPerElement / shards
        growing += Double(shape.indexerElementsPerToken)
        if case .window(let tokens) = shape.span {
          let window = Double(tokens)
          if let known = capped.firstIndex(where: { $0.window == window }) {
            capped[known].bytesPerToken += bytes
          } else {
            capped.append(CappedCache(window: window, bytesPerToken: bytes))
          }
        } else {
          growing += bytes
        }
      }
    }
    bytesPerToken = growing / stages
    bytesPerSequence = fixed / stages
    self.capped = capped.map {
      CappedCache(window: $0.window, bytesPerToken: $0.bytesPerToken / stages)
    }
  }

  /// Bytes on each chip of one sequence that holds so many tokens.
  public func bytes(ofSequenceHolding tokens: Double) -> Double {
    bytesPerToken * tokens + bytesPerSequence
      + capped.reduce(0) { $0 + $1.bytesPerToken * min($1.window, tokens) }
  }

  /// The most requests of this shape that the cache of a replica holds at a time.
  public func capacity(for shape: RequestShape) -> Double {
    guard fits else { return 0 }
    let held = bytes(ofSequenceHolding: shape.tokensHeld(reservation: reservation))
    return held > 0 ? attentionGroups * cache / held : .infinity
  }
}
