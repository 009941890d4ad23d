import CheckedJSON

extension ArchitectureFamily {
  /// Hunyuan 4: latent attention with sinks and a gate on its output, an indexer in every fourth layer whose choice the
  /// others share, several residual streams, and experts after a dense layer.
  static let hunyuan4 = ArchitectureFamily(
    "hy_v4", "hy_v4_text", classes: ["HYV4ForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(config, hidden: 2816, vocabulary: 120_832, layers: 34, tied: false)
    let (hidden, layers) = (shape.hidden, shape.layerCount)
    let attention = try LatentAttention(
      config, hidden: hidden, heads: 32, queryRank: 1536, plainWidth: 192, valueWidth: 256)
    let indexer = try SparseIndexer(config, attention, heads: 16)
    let gate: [Operator] = [
      .vector(.attentionProjection, "self_attn.sinks", attention.heads),
      .linear(
        .attentionProjection, "self_attn.gate_proj", hidden,
        attention.heads * attention.valueWidth),
    ]
    let streams = try config.count("hc_mult", default: 4, in: 1...64)
    func mixing(_ name: String, _ outputs: Int, _ scales: Int) -> [Operator] {
      [
        .linear(.norm, name + ".fn", streams * hidden, outputs),
        .vector(.norm, name + ".base", outputs + scales),
      ]
    }
    let ownsIndexer =
      try config.layers(layers, named: "full", in: "indexer_types")
      ?? (0..<layers).map { $0 == 0 || ($0 - 1) % 4 == 0 }
    let isSparse =
      try config.layers(layers, named: "sparse", in: "mlp_layer_types")
      ?? (0..<layers).map { $0 > 0 }
    var mixture = try ExpertMixture(
      config, hidden: hidden, experts: 256, expertsPerToken: 8,
      width: config.count("moe_intermediate_size", default: 768))
    mixture.sharedWidth =
      try config.count("n_shared_experts", default: 1, in: .experts) * mixture.width
    let network = FeedForward(
      hidden: hidden, width: try config.count("intermediate_size", default: 6912))
    let experts = mixture.operators
    return try ModelParts.decoder(
      shape,
      layers: (0..<layers).map { index in
        PreNormLayer(hidden: hidden).layer(
          .attention(
            attention.shape(
              span: .selected(tokens: indexer.selectedTokens),
              indexerElementsPerToken: ownsIndexer[index] ? indexer.width : 0)),
          mixing: attention.operators + gate + (ownsIndexer[index] ? indexer.operators : []),
          feedForward: (isSparse[index] ? experts : network.operators)
            + mixing("attn_hc", 2 * streams, 2) + mixing("ffn_hc", 2 * streams, 2))
      },
      finalNorm: [.norm("norm", hidden)] + mixing("hc_head", streams, 1)
    ).withMultiTokenPrediction(config, default: 0, ownsTables: false)
  }
}
