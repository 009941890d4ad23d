import CheckedJSON

extension ArchitectureFamily {
  /// DeBERTa 2 and 3: one table of distances for all layers, and no pooler.
  ///
  /// deberta-v3-base: 183,831,552 parameters. He et al., "DeBERTaV3", 2021.
  package static let deBERTa2 = ArchitectureFamily(
    "deberta-v2",
    classes: [
      "DebertaV2Model", "DebertaV2ForSequenceClassification", "DebertaV2ForTokenClassification",
      "DebertaV2ForMaskedLM",
    ]
  ) { config throws(InputError) in
    let encoder = try TextEncoder(deBERTa: config, bias: true)
    let hidden = encoder.hidden
    var parts = try encoder.parts(config, head: .denseOnly)
    let kernel = try config.count("conv_kernel_size", default: 0, in: 0...1024)
    if kernel > 0 {
      let groups = try config.count("conv_groups", default: 1, in: 1...hidden)
      let convolution = [
        Operator.linear(
          .denseFeedForward, "conv.conv", kernel * hidden / groups, hidden, bias: true),
        .norm("conv.LayerNorm", hidden, bias: true),
      ]
      parts.layers[0] = parts.layers[0].adding(convolution)
    }
    guard try config.flag("relative_attention", default: false) else { return parts }
    parts.embeddings += try config.distances(hidden)
    if try !config.flag("share_att_key", default: false) {
      let kinds = try config.attentionOfPositions()
      let matrices = [("c2p", "pos_key_proj"), ("p2c", "pos_query_proj")].filter {
        kinds.contains($0.0)
      }.map {
        Operator.linear(
          .attentionProjection, encoder.attention.prefix + $0.1, hidden, hidden, bias: true)
      }
      parts.layers = parts.layers.map { $0.adding(matrices) }
    }
    return parts
  }
}

extension ArchitectureFamily {
  /// The first DeBERTa: one matrix for queries, keys and values, of which keys have no bias, and matrices of positions
  /// in each layer.
  ///
  /// deberta-base: 138,601,728 parameters. He et al., "DeBERTa", 2020.
  package static let deBERTa = ArchitectureFamily(
    "deberta",
    classes: [
      "DebertaModel", "DebertaForSequenceClassification", "DebertaForTokenClassification",
      "DebertaForMaskedLM",
    ]
  ) { config throws(InputError) in
    var encoder = try TextEncoder(deBERTa: config, bias: false)
    let hidden = encoder.hidden
    encoder.attention.outputBias = true
    if try config.flag("talking_head", default: false) {
      throw config.place.error(expected: "\"talking_head\" false")
    }
    var parts = try encoder.parts(config, head: .pooledScore)
    let prefix = encoder.attention.prefix
    var more = ["q_bias", "v_bias"].map {
      Operator.vector(.attentionProjection, prefix + $0, hidden)
    }
    if try config.flag("relative_attention", default: false) {
      let kinds = try config.attentionOfPositions()
      if kinds.contains("c2p") {
        more.append(.linear(.attentionProjection, prefix + "pos_proj", hidden, hidden))
      }
      if kinds.contains("p2c") {
        more.append(
          .linear(.attentionProjection, prefix + "pos_q_proj", hidden, hidden, bias: true))
      }
      var reach = try config.first(of: ["max_relative_positions"])?.wholeNumber(in: -1...1 << 24)
      if reach ?? 0 < 1 { reach = try config.count("max_position_embeddings", in: 1...1 << 24) }
      parts.embeddings.append(
        Operator(
          .positionEmbedding, "encoder.rel_embeddings", parameters: 2 * (reach ?? 1) * hidden))
    }
    parts.layers = parts.layers.map { $0.adding(more) }
    return parts
  }
}

extension TextEncoder {
  /// What both generations share: kinds of token and positions that may be absent, tables that may be
  /// narrower than the layers.
  fileprivate init(deBERTa config: ConfigReader, bias: Bool) throws(InputError) {
    try self.init(config, types: 0, bias: bias)
    types = try config.count("type_vocab_size", default: 0, in: .widthOrNone)
    if try !config.flag("position_biased_input", default: true) { positions = nil }
    let width = try config.count("embedding_size", default: hidden)
    guard width != hidden else { return }
    narrowTables = NarrowTables(
      width: width,
      projection: .linear(.denseFeedForward, "embeddings.embed_proj", width, hidden),
      normsFirst: false)
  }
}

extension Layer {
  fileprivate func adding(_ more: [Operator]) -> Layer {
    Layer(mixer: mixer, operators: operators + more, stateBeside: stateBeside)
  }
}

extension ConfigReader {
  /// The table of distances in both directions, and its norm.
  fileprivate func distances(_ hidden: Int) throws(InputError) -> [Operator] {
    var reach = 0
    for key in ["position_buckets", "max_relative_positions"] where reach < 1 {
      reach = try first(of: [key])?.wholeNumber(in: -1...1 << 24) ?? 0
    }
    if reach < 1 { reach = try count("max_position_embeddings", in: 1...1 << 24) }
    let table = Operator(
      .positionEmbedding, "encoder.rel_embeddings", parameters: 2 * reach * hidden)
    guard try text("norm_rel_ebd")?.contains("layer_norm") ?? false else { return [table] }
    return [table, .norm("encoder.LayerNorm", hidden, bias: true)]
  }

  /// Which of contents and positions look at each other: a list, or a text such as "p2c|c2p".
  fileprivate func attentionOfPositions() throws(InputError) -> [String] {
    guard let place = members["pos_att_type"] else { return [] }
    guard place.isArray else { return try place.text().split(separator: "|").map(String.init) }
    var kinds: [String] = []
    for each in try place.array() { kinds.append(try each.text()) }
    return kinds
  }
}
