/// Where a processor turns from waiting for memory to waiting for arithmetic.
package struct Ridge: Sendable, Hashable {
  /// Operations per second that the processor can do at most.
  package let flopsPerSecond: Double
  /// Bytes per second that it can read at most.
  package let bytesPerSecond: Double

  /// Makes a ridge; `nil` unless both numbers are positive and finite.
  package init?(flopsPerSecond: Double, bytesPerSecond: Double) {
    guard flopsPerSecond > 0, flopsPerSecond.isFinite, bytesPerSecond > 0, bytesPerSecond.isFinite
    else { return nil }
    self.flopsPerSecond = flopsPerSecond
    self.bytesPerSecond = bytesPerSecond
  }
}

/// `base` to the power of a whole or fractional exponent, for a base from 0 to 1.
func fractionalPower(_ base: Double, _ exponent: Double) -> Double {
  let whole = max(0, exponent).rounded(.down)
  var (result, factor, left) = (1.0, base, min(whole, 0x1p53))
  while left > 0 {
    if left.truncatingRemainder(dividingBy: 2) == 1 { result *= factor }
    factor *= factor
    left = (left / 2).rounded(.down)
  }
  // Between two whole exponents the power is close to linear for the shares that routers have.
  return result * (1 - (max(0, exponent) - whole) * (1 - base))
}

extension ModelArchitecture {
  /// Bytes of weights that a decode step of some sequences reads; tables of embeddings are not, as a
  /// step reads one row of them for each token.
  package func weightBytesRead(tokens: Double, _ precision: CheckpointPrecision) -> Double {
    needs.weights.reduce(0) { sum, need in
      guard need.tokens != .none else { return sum }
      return sum + (need.matrixReads + need.otherParameters) * need.shareRead(tokens: tokens)
        * precision.format(of: need.role).bytesPerElement
    }
  }

  /// Bytes that decoding one token of a sequence moves beside the weights: what attention reads of its
  /// `context` tokens, and its recurrent states, read and written.
  ///
  /// Llama-3.1-8B in bf16 at 4,096 tokens: 4096 · 131,072 B = 537 MB.
  ///
  /// - Parameters:
  ///   - context: Tokens of the sequence so far.
  ///   - cache: The datatype of keys and values.
  ///   - stateFormat: The datatype of recurrent states; `nil` as configured.
  package func pastBytesMoved(
    context: Int, cache: NumberFormat = .bf16, stateFormat: NumberFormat? = nil
  ) -> Double {
    needs.pastBytesMoved(
      context: Double(max(0, context)), CachePrecision(keyValue: cache, state: stateFormat))
  }

  /// The smallest batch from which a decode step waits for arithmetic and no longer for memory.
  ///
  /// The least B with B·FLOPs(context)/peak ≥ (weights read + B·past(context))/bandwidth; `nil` where
  /// reading the cache alone outlasts the arithmetic at every batch. With a short context and bf16
  /// weights it is about the ridge point (kipply, 2022; Scaling Book, chapter 7).
  package func computeBoundBatch(
    context: Int, ridge: Ridge, weights: CheckpointPrecision = .uniform(.bf16),
    cache: NumberFormat = .bf16
  ) -> Int? {
    let flops = decodeFlops(context: context)
    let cacheBytes = pastBytesMoved(context: context, cache: cache)
    let isComputeBound = { (batch: Int) in
      let bytes =
        weightBytesRead(tokens: Double(batch), weights) + Double(batch) * cacheBytes
      return Double(batch) * flops / ridge.flopsPerSecond >= bytes / ridge.bytesPerSecond
    }
    guard flops / ridge.flopsPerSecond > cacheBytes / ridge.bytesPerSecond else { return nil }
    var (low, high) = (0, 1)
    while !isComputeBound(high) {
      guard high < 1 << 24 else { return nil }
      (low, high) = (high, high * 2)
    }
    while high - low > 1 {
      let middle = (low + high) / 2
      if isComputeBound(middle) { high = middle } else { low = middle }
    }
    return high
  }
}
