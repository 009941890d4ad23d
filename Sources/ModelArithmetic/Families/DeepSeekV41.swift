import CheckedJSON

extension ArchitectureFamily {
  /// The text model of DeepSeek V4.1: one key-value head read in full within a short window; beyond it
  /// four layers keep entries of one or two tokens for all the others, and two layers look sequences of
  /// tokens up in large tables (Engram).
  package static let deepSeek41Text = ArchitectureFamily(
    "deepseek_v41_text"
  ) { config throws(InputError) in
    let shape = try DecoderShape(config, hidden: nil, vocabulary: nil, layers: nil, tied: false)
    let hidden = shape.hidden
    let attention = try SharedCacheAttention(config, hidden: hidden, layers: shape.layerCount)
    let streams = try config.count("hc_mult", in: 1...64)
    var mixture = try ExpertMixture(
      config, hidden: hidden, experts: nil, expertsPerToken: nil,
      width: config.count("moe_intermediate_size"))
    mixture.sharedWidth = try config.count("n_shared_experts", in: .experts) * mixture.width
    mixture.prefix = "ffn."
    let tables = try EngramTables(config, hidden: hidden, streams: streams)
    let mixes = Operator.streamMixes(hidden: hidden, streams: streams)
    // The router balances its experts for text, and apart for images.
    let experts =
      mixture.operators
      + ["bias", "bias_vl"].map {
        Operator.vector(.router, "ffn.gate.\($0)", mixture.experts)
      }
    var parts = ModelParts.decoder(
      shape,
      layers: (0..<shape.layerCount).map { index in
        PreNormLayer(hidden: hidden).layer(
          .attention(attention.shape(index)),
          mixing: attention.operators(index) + tables.projections(index) + mixes,
          feedForward: experts)
      },
      finalNorm: [.norm("norm", hidden)], embeddings: tables.tables)
    parts.multiTokenPrediction = try attention.draft(
      config, mixture: mixture, mixes: mixes, vocabulary: shape.vocabulary)
    parts.notes.append(
      "a prompt passes through the first half of the layers only, as published; its cost is counted "
        + "with all of them")
    return parts
  }

  /// DeepSeek V4.1 with its encoder of images.
  package static let deepSeek41 = ArchitectureFamily(
    "deepseek_v41", classes: ["DeepseekV41ForCausalLM"]
  ) { config throws(InputError) in
    guard config.has("text_config") else {
      throw config.place.error(expected: "a \"text_config\", as DeepSeek publishes it")
    }
    var parts = try config.textModel(.deepSeek41Text, tied: false)
    guard let vision = try config.section("vision_config") else { return parts }
    let hidden = try vision.count("hidden_size")
    let width = try vision.count("intermediate_size")
    let patch = try vision.side("patch_size", default: 14)
    let joined = try vision.count("downsample_ratio", default: 3, in: 1...64)
    let blocks = VisionBlocks(
      hidden: hidden, layers: try vision.count("num_hidden_layers", in: .layers))
    let text = parts.hiddenSize
    parts.towers =
      [
        .towerMatrix("vision.patch_embed", 3 * patch * patch, hidden, bias: true),
        .towerNorm("vision.norm", hidden, bias: false),
        blocks.norm("norm1", bias: false), blocks.norm("norm2", bias: false),
        blocks.matrix("mlp.w1", hidden, width, bias: false),
        blocks.matrix("mlp.w3", hidden, width, bias: false),
        blocks.matrix("mlp.w2", width, hidden, bias: false),
        .towerMatrix("aligner.layers.0", joined * joined * hidden, text, bias: true),
        .towerMatrix("aligner.layers.1", text, text, bias: true),
        .towerTable("image_delimiters", 3, text),
      ] + blocks.attention(isFused: true)
    return parts
  }
}

extension Operator {
  /// How several residual streams are joined before attention and network, and split after.
  fileprivate static func streamMixes(hidden: Int, streams: Int) -> [Operator] {
    ["hc_attn_", "hc_ffn_"].flatMap { name -> [Operator] in
      [
        .linear(.norm, name + "fn", streams * hidden, (2 + streams) * streams),
        .vector(.norm, name + "base", (2 + streams) * streams),
        .vector(.norm, name + "scale", 3),
      ]
    }
  }
}

/// The attention of V4.1, whose layers share the caches and the choices of a few.
private struct SharedCacheAttention {
  let windowed: WindowedAttention
  let candidates: Int?
  let ratios: [Int]
  let cacheSources: Set<Int>
  let indexSources: Set<Int>
  let candidateSource: Int

  init(_ config: ConfigReader, hidden: Int, layers: Int) throws(InputError) {
    windowed = try WindowedAttention(config, hidden: hidden)
    let caches = try config.count("num_key_value_heads", default: 1, in: .heads)
    guard caches == 1 else {
      throw config.place.error(expected: "\"num_key_value_heads\" 1, as the class has it")
    }
    let stated = try config.members.required("compress_ratios").array()
    guard stated.count >= layers else {
      throw config.place.error(
        expected: "\(layers) entries in \"compress_ratios\", which has \(stated.count)")
    }
    var ratios: [Int] = []
    for place in stated.prefix(layers) { ratios.append(try place.wholeNumber(in: 0...1 << 16)) }
    self.ratios = ratios
    cacheSources = try config.layerSet("kv_source_layer_ids")
    indexSources = try config.layerSet("index_source_layer_ids")
    candidateSource =
      try config.optionalCount("candidate_source_layer_id", in: .layerIndex) ?? layers
    let blocks = try config.optionalCount("candidate_topk_blocks", in: 1...1 << 24)
    let size = try config.count("candidate_block_size", default: 1, in: 1...1 << 16)
    candidates = blocks.map { $0 * size }
    let first = cacheSources.min() ?? layers
    if let orphan = ratios.indices.first(where: { ratios[$0] > 0 && $0 < first }) {
      throw config.place.error(
        expected: "a source of the cache at or before layer \(orphan) in \"kv_source_layer_ids\"")
    }
  }

  func shape(_ layer: Int) -> Attention {
    guard ratios[layer] > 0 else { return windowed.shape(nil) }
    return windowed.shape(
      Attention.Compression(
        tokensPerEntry: ratios[layer], selectedEntries: windowed.selectedEntries,
        indexerElementsPerEntry: indexSources.contains(layer) ? windowed.indexerWidth : 0,
        isBorrowed: !cacheSources.contains(layer),
        indexedEntries: layer > candidateSource ? candidates : nil))
  }

  func operators(_ layer: Int) -> [Operator] {
    var list = windowed.operators
    let (hidden, width) = (windowed.hidden, windowed.headWidth)
    if cacheSources.contains(layer), ratios[layer] > 0 {
      list += [
        .linear(.attentionProjection, "attn.compressor.wkv", hidden, width),
        .norm("attn.compressor.norm", width),
      ]
      if ratios[layer] > 1 {
        list.append(.linear(.attentionProjection, "attn.compressor.wgate", hidden, width))
      }
      list += [
        .linear(.sparseIndexer, "attn.indexer.wk", width, windowed.indexerWidth),
        .norm("attn.indexer.k_norm", windowed.indexerWidth),
      ]
    }
    if indexSources.contains(layer), ratios[layer] > 0 { list += windowed.indexerQueries }
    return list
  }

  /// The draft in the checkpoint (DSpark): layers with fewer experts, a matrix that joins what it reads
  /// of the model, and a narrow table of which token follows which.
  func draft(
    _ config: ConfigReader, mixture: ExpertMixture, mixes: [Operator], vocabulary: Int
  ) throws(InputError) -> [Operator] {
    let layers = try config.count("num_nextn_predict_layers", default: 0, in: 0...64)
    guard layers > 0 else { return [] }
    var own = mixture
    own.experts = try config.count("dspark_n_routed_experts", in: .experts)
    own.expertsPerToken = try config.count("dspark_num_experts_per_tok", in: .experts)
    let rank = try config.count("dspark_markov_rank")
    let read = try config.list("dspark_target_layer_ids")?.count ?? layers
    let hidden = windowed.hidden
    let layer =
      windowed.operators + mixes + own.operators
      + [
        .vector(.router, "ffn.gate.bias", 2 * own.experts), .norm("attn_norm", hidden),
        .norm("ffn_norm", hidden),
      ]
    return (0..<layers).flatMap { index in
      layer.map { $0.asDraft("mtp.\(index)." + $0.name) }
    } + [
      .linear(.multiTokenPrediction, "mtp.main_proj", read * hidden, hidden),
      .vector(.multiTokenPrediction, "mtp.norms", 2 * hidden),
      .vector(.multiTokenPrediction, "mtp.markov", 2 * vocabulary * rank),
      .linear(.multiTokenPrediction, "mtp.confidence", hidden + rank, 1),
    ]
  }
}

extension Operator {
  fileprivate func asDraft(_ name: String) -> Operator {
    Operator(
      .multiTokenPrediction, name, parameters: parametersPerInstance, instances: instances,
      activeInstances: activeInstances, inputWidth: inputWidth, outputWidth: outputWidth)
  }
}

/// Engram: tables in which some layers look up the last two, three and more tokens, each under several
/// hashes, and the matrix that turns what is found into a key for each stream and a value.
private struct EngramTables {
  let tables: [Operator]
  private let projected: [Int: [Operator]]

  init(_ config: ConfigReader, hidden: Int, streams: Int) throws(InputError) {
    let layers = try config.list("engram_layer_ids") ?? []
    let rows = try config.list("engram_num_embeddings") ?? []
    guard layers.count == rows.count else {
      throw config.place.error(
        expected: "as many \"engram_num_embeddings\" as \"engram_layer_ids\"")
    }
    guard !layers.isEmpty else {
      (tables, projected) = ([], [:])
      return
    }
    let width = try config.count("engram_head_dim")
    let longest = try config.count("engram_max_ngram_size", in: 2...64)
    let read = try (longest - 1) * config.count("engram_n_heads", in: .heads)
    var tables: [Operator] = []
    var projected: [Int: [Operator]] = [:]
    for (place, size) in zip(layers, rows) {
      let layer = try place.wholeNumber(in: .layerIndex)
      tables.append(
        Operator(
          .perLayerEmbedding, "layers.\(layer).engram.embed", parameters: width,
          instances: try size.wholeNumber(in: 1...1 << 32), activeInstances: read, rowWidth: width))
      projected[layer] = [
        .linear(.denseFeedForward, "engram.wkv", read * width, (streams + 1) * hidden),
        .vector(.norm, "engram.weights", 2 * streams * hidden),
      ]
    }
    self.tables = tables
    self.projected = projected
  }

  func projections(_ layer: Int) -> [Operator] { projected[layer] ?? [] }
}

extension ConfigReader {
  fileprivate func layerSet(_ key: String) throws(InputError) -> Set<Int> {
    var layers: Set<Int> = []
    for place in try members.required(key).array() {
      layers.insert(try place.wholeNumber(in: .layerIndex))
    }
    return layers
  }
}
