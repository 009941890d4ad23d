/// How an engine shares out a chip's memory.
package struct MemoryPolicy: Sendable, Hashable {
  /// The share of visible memory that the engine may use.
  package let utilization: Double
  /// Bytes on each chip for activations, CUDA graphs, communication buffers and the runtime.
  package let overheadBytes: Double
  /// The share of what remains that becomes KV cache.
  package let cacheShare: Double
  /// How much of a completion is reserved at its start: 0 none, 1 all.
  package let reservation: Double
  /// The most sequences that one attention group runs at a time.
  package let sequenceLimit: Double
  /// The most tokens that one step works on.
  package let tokenBudget: Double
  /// Whether waiting prompts are prefilled before anything decodes, instead of mixed with it.
  package let prefillsFirst: Bool
  /// The most steps that prompts are held back until each attention group has one; 0 where they are not.
  package let groupTimeout: Double

  /// Makes a policy.
  package init(
    utilization: Double, overheadBytes: Double, cacheShare: Double, reservation: Double,
    sequenceLimit: Double, tokenBudget: Double, prefillsFirst: Bool = false,
    groupTimeout: Double = 0
  ) {
    self.utilization = utilization
    self.overheadBytes = overheadBytes
    self.cacheShare = cacheShare
    self.reservation = reservation
    self.sequenceLimit = sequenceLimit
    self.tokenBudget = tokenBudget
    self.prefillsFirst = prefillsFirst
    self.groupTimeout = groupTimeout
  }
}
