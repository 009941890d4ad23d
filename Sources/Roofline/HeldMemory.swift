package import ModelArithmetic

/// What a model, and a draft beside it, hold on each chip of a layout, whatever the engine and the chip, in bytes.
///
/// Llama-3.1-8B in bf16 on two chips holds 8.03 GB of weights on each, and 65,536 B for each cached token.
package struct HeldMemory: Sendable, Hashable {
  /// Weights of the fullest chip.
  let weights: Double
  /// For one cached token of a growing sequence.
  let bytesPerToken: Double
  /// Of a sequence whatever its length, for states.
  let bytesPerSequence: Double
  private let capped: [CappedCache]

  private struct CappedCache: Sendable, Hashable {
    let window: Double
    let bytesPerToken: Double
  }

  /// - Parameters:
  ///   - model: The model.
  ///   - layout: How it is spread over chips.
  ///   - precision: Its datatypes.
  ///   - speculation: What guesses tokens ahead; `nil` for nothing.
  init(
    _ model: ModelArchitecture, layout: Layout, precision: Precision, speculation: Speculation?
  ) {
    let stages = Double(layout.pipeline)
    var held = [(model: model, precision: precision)]
    if let speculation, let draft = speculation.draft {
      held.append((draft, speculation.precision(of: precision)))
    }
    var weights = 0.0
    for (model, precision) in held {
      for need in model.needs.weights {
        let bytes = precision.bytes(
          matrix: need.matrixParameters, other: need.otherParameters, of: need, in: model)
        weights +=
          bytes * layout.copies(of: need.experts?.instances) / layout.chips(sharing: need.sharding)
          / (need.isLayered ? stages : 1)
      }
    }
    self.weights = weights

    var growing = 0.0
    var capped: [CappedCache] = []
    for (model, _) in held {
      for need in model.needs.caches where need.keptElements > 0 {
        let bytes =
          need.keptElements / Double(need.tokensPerEntry) * precision.kvCache.bytesPerElement
          / need.shards(ranks: layout.attentionRanks) / stages
        if let entries = need.keptEntries {
          let window = Double(entries) * Double(need.tokensPerEntry)
          capped.append(CappedCache(window: window, bytesPerToken: bytes))
        } else {
          growing += bytes
        }
      }
    }
    bytesPerToken = growing
    self.capped = capped
    let states = model.needs.states.reduce(0) { $0 + precision.cache.bytes(of: $1) }
    bytesPerSequence = states / Double(layout.attentionRanks) / stages
  }

  /// What a model holds that guesses no tokens ahead.
  package init(_ model: ModelArchitecture, layout: Layout, precision: Precision) {
    self.init(model, layout: layout, precision: precision, speculation: nil)
  }

  /// Bytes of one sequence that holds so many tokens.
  func bytes(ofSequenceHolding tokens: Double) -> Double {
    bytesPerToken * tokens + bytesPerSequence
      + capped.reduce(0) { $0 + $1.bytesPerToken * min($1.window, tokens) }
  }
}
