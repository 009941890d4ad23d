package import Roofline

/// How a replica chooses what runs.
package enum BatchingPolicy: Sendable, Hashable {
  /// As vLLM does: prompts in chunks beside the decoding sequences, blocks taken as sequences grow; when
  /// the cache is full, the request admitted last loses its blocks and is computed again later.
  case growing
  /// As TensorRT-LLM's `GUARANTEED_NO_EVICT` does: the same, but the blocks of prompt and completion are
  /// reserved when a request is admitted, so that none has to give way.
  case reserving
  /// As engines did before continuous batching: up to so many requests are prefilled and decoded
  /// together, padded to the longest, and answered when the last of them is done.
  case staticBatches(of: Int)

  /// The policy of an engine where nobody chooses another.
  package init(of engine: EngineProfile) {
    self = engine.habits.reservesBlocks ? .reserving : .growing
  }
}
