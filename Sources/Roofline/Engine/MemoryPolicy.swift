/// How an engine shares out a chip's memory.
public struct MemoryPolicy: Sendable, Hashable {
  /// The share of visible memory that the engine may use.
  public let utilization: Double
  /// Bytes on each chip for activations, CUDA graphs, communication buffers and the runtime.
  public let overheadBytes: Double
  /// The share of what remains that becomes KV cache.
  public let cacheShare: Double
  /// How much of a completion is reserved at its start: 0 none, 1 all.
  public let reservation: Double
  /// The most sequences that one attention group runs at a time.
  public let sequenceLimit: Double
  /// The most tokens that one step works on.
  public let tokenBudget: Double
  /// Whether waiting prompts are prefilled before anything decodes, instead of mixed with it.
  public let prefillsFirst: Bool

  /// Makes a policy.
  public init(
    utilization: Double, overheadBytes: Double, cacheShare: Double, reservation: Double,
    sequenceLimit: Double, tokenBudget: Double, prefillsFirst: Bool = false
  ) {
    self.utilization = utilization
    self.overheadBytes = overheadBytes
    self.cacheShare = cacheShare
    self.reservation = reservation
    self.sequenceLimit = sequenceLimit
    self.tokenBudget = tokenBudget
    self.prefillsFirst = prefillsFirst
  }
}
