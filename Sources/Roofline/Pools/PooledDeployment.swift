package import CheckedJSON
import ModelArithmetic

/// A replica in two pools: workers that only read prompts, and workers that only write tokens.
///
/// A prompt is read by one worker of the first pool, its cache moves to one of the second, and that one
/// writes the completion, undisturbed by the prompts of others. Each pool has its own layout, so that
/// prompts can run where they are multiplied fastest and tokens where weights are read least.
///
///     let pooled = try PooledDeployment(
///       prefill: small, workers: 1, decode: wide, workers: 1)
///     let estimate = try pooled.estimate(of: shape, under: .concurrency(2048))
///
/// The two are rate-matched by whoever chooses their numbers: the slower pool limits both.
package struct PooledDeployment: Sendable, Hashable {
  /// The workers that read prompts.
  package let prefill: Pool
  /// The workers that write tokens.
  package let decode: Pool
  /// How caches get from one to the other.
  package let transfer: CacheTransfer
  /// What neither pool's physics explains.
  package let effects: PoolEffects

  /// Joins two pools.
  ///
  /// - Parameters:
  ///   - prefill: A worker that reads prompts. Tokens guessed ahead are of no use to it.
  ///   - readers: How many there are.
  ///   - decode: A worker that writes tokens.
  ///   - writers: How many there are.
  /// - Throws: `InputError` unless both hold the same model, on the same chips, with caches of the same
  ///   datatype, in 1 to 1,024 workers each.
  package init(
    prefill: Deployment, workers readers: Int, decode: Deployment, workers writers: Int
  ) throws(InputError) {
    try self.init(
      prefill: prefill, workers: readers, decode: decode, workers: writers, effects: .measured)
  }

  package init(
    prefill: Deployment, workers readers: Int, decode: Deployment, workers writers: Int,
    effects: PoolEffects
  ) throws(InputError) {
    for (name, count) in [("prefill workers", readers), ("decode workers", writers)]
    where !Pool.range.contains(count) {
      throw InputError(
        place: name, found: "\(count)",
        expected: "\(Pool.range.lowerBound) to \(Pool.range.upperBound)")
    }
    func same(_ what: String, _ first: String, _ second: String) throws(InputError) {
      guard first == second else {
        throw InputError(
          place: "decode pool", found: "\(what) \(second)",
          expected: "\(first), as in the prefill pool: the caches of another cannot be read")
      }
    }
    try same("the model", prefill.modelName, decode.modelName)
    try same("chips", prefill.accelerator.id, decode.accelerator.id)
    try same(
      "a cache in", prefill.precision.kvCache.rawValue, decode.precision.kvCache.rawValue)
    self.prefill = Pool(checkedWorker: prefill.speculating(nil), workers: readers)
    self.decode = Pool(checkedWorker: decode, workers: writers)
    self.effects = effects
    transfer = CacheTransfer(self.prefill, self.decode)
  }

  /// Chips of both pools.
  package var chips: Int { prefill.chips + decode.chips }

  /// `1 × TP4·EP4 → 1 × TP32·EP32·DP-attention 32`.
  package var name: String { "\(prefill.name) → \(decode.name)" }
}
