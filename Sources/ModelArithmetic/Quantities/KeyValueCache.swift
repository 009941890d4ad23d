/// What a model keeps in memory for each running sequence, in bytes.
///
/// Llama-3.1-8B in bf16: 2 · 32 layers · 8 heads · 128 · 2 B = 131,072 B for each token.
public struct KeyValueCache: Sendable, Hashable {
  /// What the layers with one width of window keep.
  package struct Window: Sendable, Hashable {
    /// Tokens that such a layer looks back.
    package let tokens: Int
    /// Bytes that all such layers keep for each token within the window.
    package let bytesPerToken: Double
  }

  /// Bytes for each token in layers that keep every token.
  package let bytesPerTokenUnbounded: Double
  /// Bytes for each token in layers that keep only a window, all widths together.
  package let bytesPerTokenWindowed: Double
  /// The widest window; `nil` if no layer has one.
  package let windowTokens: Int?
  /// The windows by width, the widest last.
  package let windows: [Window]
  /// Bytes for each sequence whatever its length: states of recurrent layers.
  package let fixedBytesPerSequence: Double
  /// Bytes for each token that the indexers of sparse attention keep.
  package let indexerBytesPerToken: Double

  /// Bytes for one sequence of `context` tokens.
  ///
  /// unbounded·n + indexer·n + Σ windowed·min(n, window) + fixed.
  ///
  /// - Parameter context: Tokens of the sequence, prompt and completion together.
  public func bytes(forContext context: Int) -> Double {
    let tokens = Double(max(0, context))
    return (bytesPerTokenUnbounded + indexerBytesPerToken) * tokens + fixedBytesPerSequence
      + windows.reduce(0) { $0 + $1.bytesPerToken * min(tokens, Double($1.tokens)) }
  }
}

extension ModelArchitecture {
  /// What is kept of each sequence, read off the layers.
  ///
  /// - Parameters:
  ///   - format: the datatype of keys and values.
  ///   - stateFormat: the datatype of recurrent states; `nil` as configured, which is fp32 mostly.
  public func keyValueCache(
    _ format: NumberFormat = .bf16, stateFormat: NumberFormat? = .bf16
  ) -> KeyValueCache {
    let precision = CachePrecision(keyValue: format, state: stateFormat)
    var unbounded = 0.0
    var windowed: [Int: Double] = [:]
    var indexer = 0.0
    for need in needs.caches {
      let perToken = need.keptElements / Double(need.tokensPerEntry)
      switch (need.content, need.keptEntries) {
      case (.indexerKeys, _): indexer += perToken
      case (.keysAndValues, nil), (.latent, nil): unbounded += perToken
      case (.keysAndValues, let tokens?), (.latent, let tokens?):
        windowed[tokens, default: 0] += perToken
      }
    }
    let windows = windowed.filter { $0.value > 0 }.sorted { $0.key < $1.key }.map {
      KeyValueCache.Window(tokens: $0.key, bytesPerToken: $0.value * format.bytesPerElement)
    }
    return KeyValueCache(
      bytesPerTokenUnbounded: unbounded * format.bytesPerElement,
      bytesPerTokenWindowed: windows.reduce(0) { $0 + $1.bytesPerToken },
      windowTokens: windows.last?.tokens, windows: windows,
      fixedBytesPerSequence: needs.states.reduce(0) { $0 + precision.bytes(of: $1) },
      indexerBytesPerToken: indexer * format.bytesPerElement)
  }
}
