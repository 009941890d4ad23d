import CheckedJSON

extension ArchitectureFamily {
  /// LongCat-Flash: two latent attentions and two dense networks a layer, beside one mixture whose
  /// experts are partly nothing but the token itself.
  ///
  /// Of the experts that a token takes, a part is of the kind that computes nothing; the published mean
  /// is 27 billion active parameters, which is what the share of real experts among all gives.
  ///
  /// LongCat-Flash-Lite adds tables of the tokens before each, hashed: `k · (n − 1)` of them for `k` splits and `n`
  /// neighbours, of `m + 2i + 1` rows each, where `m` is the ratio times the vocabulary (vLLM, longcat_flash_ngram.py).
  ///
  /// LongCat 2.0 has such tables too, of 135 billion parameters, and an indexer whose choice `cli_factor` attentions
  /// share.
  package static let longCat = ArchitectureFamily(
    "longcat_flash", "longcat_flash_ngram", "longcat", "longcat2",
    classes: ["LongcatFlashForCausalLM", "LongcatFlashNgramForCausalLM", "LongcatCausalLM"]
  ) { config throws(InputError) in
    // The class of the first counts both halves of its layers under the name that others have for the layers.
    let isSecond = config.has("oe_vocab_size_ratio", "index_topk")
    let shape = try DecoderShape(
      config.replacing(
        "num_hidden_layers",
        with: config.members["num_layers"]?.value
          ?? (isSecond ? config.members["num_hidden_layers"]?.value : nil) ?? .null),
      hidden: 6144, vocabulary: 131_072, layers: 28, tied: false)
    let hidden = shape.hidden
    let experts = try config.count("n_routed_experts", default: 512, in: 1...1 << 16)
    let zeroExperts = try config.count("zero_expert_num", default: 256, in: .experts)
    let chosen = try config.count("moe_topk", default: 12, in: 1...1 << 16)
    guard chosen <= experts + zeroExperts else {
      throw config.place.error(
        expected: "at most as many experts per token (\(chosen)) as experts")
    }
    let real = max(1, (chosen * experts + (experts + zeroExperts) / 2) / (experts + zeroExperts))
    var mixture = ExpertMixture(
      hidden: hidden, experts: experts, expertsPerToken: min(real, experts),
      width: try config.count("expert_ffn_hidden_size", default: 2048))
    mixture.prefix = "mlp."
    let router = Operator.linear(
      .router, "mlp.router.classifier", hidden, experts + zeroExperts,
      bias: try config.flag("router_bias", default: false))
    let dense = FeedForward(
      hidden: hidden, width: try config.count("ffn_hidden_size", default: 12_288))
    let attention = try LatentAttention(config, hidden: hidden, heads: 64, queryRank: 1536)
    let choosesTokens = try config.flag("use_longcat_dsa", default: true)
    let indexer =
      choosesTokens && config.has("index_topk")
      ? try SparseIndexer(config, attention, heads: 32) : nil
    let sharing = try config.count("cli_factor", default: 2, in: 1...10_000)
    let hasPlainNorm = try config.text("index_k_norm_type") ?? "rms" == "rms"
    func half(_ index: Int) -> Layer {
      let side = index % 2
      var own = attention
      own.prefix = "self_attn.\(side)."
      var network = dense
      network.prefix = "mlps.\(side)."
      let more = side == 0 ? [router] + mixture.routed.operators : []
      var owned = index % sharing == 0 ? indexer : nil
      owned?.prefix = own.prefix + "indexer."
      owned?.normBias = !hasPlainNorm
      return Layer(
        mixer: .attention(
          own.shape(
            span: indexer.map { .selected(tokens: $0.selectedTokens) } ?? .full,
            indexerElementsPerToken: owned?.width ?? 0)),
        operators: [.norm("input_layernorm.\(side)", hidden)] + own.operators
          + (owned?.operators ?? [])
          + [.norm("post_attention_layernorm.\(side)", hidden)] + network.operators + more)
    }
    var parts = ModelParts.decoder(
      shape, layers: (0..<2 * shape.layerCount).map(half), finalNorm: [.norm("norm", hidden)])
    parts.embeddings += try config.neighbourTables(vocabulary: shape.vocabulary, hidden: hidden)
    if zeroExperts > 0 {
      parts.notes.append(
        "of the \(chosen) experts of a token, \(real) are counted: the rest are taken to be the "
          + "\(zeroExperts) that compute nothing")
    }
    return parts
  }
}

extension ConfigReader {
  /// The tables of hashed neighbours and what widens their rows; none where the config has no such keys.
  fileprivate func neighbourTables(
    vocabulary: Int, hidden: Int
  ) throws(InputError) -> [Operator] {
    guard let key = ["ngram_vocab_size_ratio", "oe_vocab_size_ratio"].first(where: { has($0) })
    else { return [] }
    let ratio = try number(key, default: 1, in: 1...10_000)
    let splits = try count("emb_split_num", "oe_split_num", in: 1...64)
    let neighbours = try count("emb_neighbor_num", "oe_neighbor_num", in: 2...64)
    let tables = splits * (neighbours - 1)
    guard hidden % tables == 0 else {
      throw place.error(
        expected: "a hidden width in \(tables) equal parts, one for each table of neighbours")
    }
    let width = hidden / tables
    let each = Int(ratio * Double(vocabulary))
    let rows = tables * each + tables * tables
    return [
      Operator(
        .perLayerEmbedding, "ngram_embeddings.embedders", parameters: rows * width,
        rowWidth: width),
      .linear(
        .denseFeedForward, "ngram_embeddings.post_projs", width, hidden, instances: tables),
    ]
  }
}
