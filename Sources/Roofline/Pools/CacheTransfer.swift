/// The way of a prompt's cache from the pool that read it to the one that writes on.
///
/// Every chip of the group that will write receives its part by its own port, while others receive
/// theirs: `seconds = bytes of the part / (rate · share of the link)`. A prompt of 8,000 tokens of
/// DeepSeek-R1 in 16 bits is 562 MB; each rank keeps all of a latent cache, and at 26 GB/s of a 400 Gb/s
/// port that takes 22 ms.
package struct CacheTransfer: Sendable, Hashable {
  /// Bytes per second into one chip.
  package let bytesPerSecond: Double
  /// Whether both pools lie within one domain of fast links.
  package let isWithinDomain: Bool
  private let memory: MemoryPlan

  init(_ prefill: Pool, _ decode: Pool) {
    self.init(into: decode.worker, chips: prefill.chips + decode.chips)
  }

  /// - Parameter chips: Chips of both pools, which are to lie within one domain, or a network joins them.
  init(into worker: Deployment, chips: Int) {
    isWithinDomain = chips <= worker.accelerator.link.chips
    bytesPerSecond =
      worker.accelerator.linkBytesPerSecond(chips: chips) * worker.parameters.linkBandwidth
    memory = worker.memory
  }

  /// Seconds for the cache of a prompt of so many tokens.
  package func seconds(tokens: Double) -> Double {
    memory.bytes(ofSequenceHolding: tokens) / bytesPerSecond
  }
}
