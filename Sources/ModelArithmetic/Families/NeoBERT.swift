import CheckedJSON

extension ArchitectureFamily {
  /// NeoBERT: rotary positions, plain norms in front of each half of a layer, and a gated network two thirds
  /// as wide as the config says.
  ///
  /// NeoBERT: 221,665,536 parameters without the head that guesses masked words. Le Breton et al.,
  /// "NeoBERT", 2025; `model.py` of chandar-lab/NeoBERT.
  static let neoBERT = ArchitectureFamily(
    "neobert",
    classes: ["NeoBERT", "NeoBERTLMHead", "NeoBERTForSequenceClassification"]
  ) { config throws(InputError) in
    let longest = try config.count("max_length", default: 4096, in: .tokens)
    let named = try config.replacing("max_position_embeddings", with: .number(Double(longest)))
    var encoder = try TextEncoder(named, types: 0, bias: false)
    encoder.positions = nil
    encoder.normBias = false
    encoder.isPreNorm = true
    // Rounded up to a multiple of eight.
    let inner = (2 * encoder.width / 3 + 7) / 8 * 8
    encoder.network = [
      .linear(.denseFeedForward, "ffn.w12", encoder.hidden, 2 * inner),
      .linear(.denseFeedForward, "ffn.w3", inner, encoder.hidden),
    ]
    return try encoder.parts(named, head: .denseOnly)
  }
}
