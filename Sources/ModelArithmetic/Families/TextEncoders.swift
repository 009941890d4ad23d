import CheckedJSON

/// Encoders of text, of which embedders and rerankers are made: every token sees all others at once, nothing is kept of
/// them, and no token is written.
extension ArchitectureFamily {
  /// BERT: tables of positions and of kinds of token, biases everywhere, a norm behind each half of a layer.
  package static let bert = ArchitectureFamily(
    "bert",
    classes: [
      "BertModel", "BertForSequenceClassification", "BertForMaskedLM", "JinaBertModel",
      "JinaBertForMaskedLM", "JinaBertForSequenceClassification", "HF_ColBERT",
    ]
  ) { config throws(InputError) in
    var encoder = try TextEncoder(config, types: 2, bias: true)
    let modelClass = try config.modelClass
    // Jina's ColBERT bears the class of all, and the key of Jina's network.
    let isJina = modelClass?.stem == "jinabert" || config.has("feed_forward_type")
    guard isJina else {
      return try encoder.parts(config, head: .pooled).withTokenVectors(config)
    }
    // Jina's second embedder: a gated network of which the way out alone has a bias. Its files hold the pooler whatever
    // class they name.
    let kind = try config.text("feed_forward_type") ?? "original"
    if kind != "original" { encoder.network = encoder.gated(bias: false, outputBias: true) }
    if let code = try config.section("auto_map")?.members.members.values.first,
      case .string(let name) = code, name.contains("qk-post-norm")
    {
      encoder.network += ["layer_norm_q", "layer_norm_k"].map {
        .norm("attention." + $0, encoder.hidden, bias: true)
      }
    }
    let named =
      modelClass?.ending == .masked
      ? try config.replacing("architectures", with: .array([.string("JinaBertModel")])) : config
    return try encoder.parts(named, head: .pooled).withTokenVectors(config)
  }

  /// RoBERTa and XLM-RoBERTa; Jina's third embedder is one with rotary positions and adapters of each task.
  package static let roberta = ArchitectureFamily(
    "roberta", "xlm-roberta", "camembert", "jina_embeddings_v3",
    classes: [
      "RobertaModel", "RobertaForSequenceClassification", "XLMRobertaModel",
      "XLMRobertaForSequenceClassification", "CamembertModel", "XLMRobertaLoRA",
      "JinaEmbeddingsV3Model",
    ]
  ) { config throws(InputError) in
    var encoder = try TextEncoder(config, types: 1, bias: true)
    if try config.text("model_type") == "jina_embeddings_v3" { encoder.positions = nil }
    encoder.leaveOutPadding()
    return try encoder.parts(config, head: .dense).withTaskAdapters(config)
  }

  /// MPNet: no kinds of token, and one table of distances that all layers share.
  package static let mpNet = ArchitectureFamily(
    "mpnet", classes: ["MPNetModel", "MPNetForSequenceClassification"]
  ) { config throws(InputError) in
    var encoder = try TextEncoder(config, types: 0, bias: true)
    encoder.leaveOutPadding()
    var parts = try encoder.parts(config, head: .dense)
    let buckets = try config.count("relative_attention_num_buckets", default: 32)
    parts.embeddings.append(
      Operator(
        .positionEmbedding, "relative_attention_bias",
        parameters: buckets * encoder.attention.queryHeads))
    return parts
  }

  /// DistilBERT: BERT without kinds of token and without a pooler, its keys named otherwise.
  package static let distilBERT = ArchitectureFamily(
    "distilbert", classes: ["DistilBertModel", "DistilBertForSequenceClassification"]
  ) { config throws(InputError) in
    var named = config
    for (key, other) in [
      ("hidden_size", "dim"), ("num_hidden_layers", "n_layers"),
      ("num_attention_heads", "n_heads"), ("intermediate_size", "hidden_dim"),
    ] {
      if let value = config.members[other]?.value { named = try named.replacing(key, with: value) }
    }
    return try TextEncoder(named, types: 0, bias: true).parts(named, head: .denseOnly)
  }

  /// ModernBERT: rotary positions, a gated network, no biases, and a window in two of three layers.
  package static let modernBERT = ArchitectureFamily(
    "modernbert", classes: ["ModernBertModel", "ModernBertForSequenceClassification"]
  ) { config throws(InputError) in
    let bias = try config.flag("attention_bias", default: false)
    var encoder = try TextEncoder(config, types: 0, bias: bias)
    encoder.positions = nil
    encoder.normBias = try config.flag("norm_bias", default: false)
    let networkBias = try config.flag("mlp_bias", default: false)
    encoder.network = encoder.gated(bias: networkBias, outputBias: networkBias)
    let period = try config.count("global_attn_every_n_layers", default: 3, in: 1...10_000)
    // `local_attention` counts both sides of a token.
    let window = try config.count("local_attention", default: 128, in: .tokens)
    encoder.spans = (0..<encoder.layerCount).map {
      $0 % period == 0 ? .full : .window(tokens: max(1, window / 2))
    }
    encoder.isPreNorm = true
    return try encoder.parts(config, head: .modern)
  }

  /// Nomic's BERT: rotary positions and a gated network without biases; the second has experts in every other layer.
  package static let nomicBERT = ArchitectureFamily(
    "nomic_bert", classes: ["NomicBertModel", "NomicBertForSequenceClassification"]
  ) { config throws(InputError) in
    let bias = try config.flag("qkv_proj_bias", default: true)
    var encoder = try TextEncoder(config, types: 2, bias: bias)
    // All that are published have rotary positions, and engines look for no table.
    if try config.number("rotary_emb_fraction", default: 1, in: 0...1) > 0 {
      encoder.positions = nil
    }
    let (wayIn, wayOut) = (
      try config.flag("mlp_fc1_bias", default: true), try config.flag("mlp_fc2_bias", default: true)
    )
    switch try config.text("activation_function") ?? "gelu" {
    case "swiglu", "geglu", "glu":
      encoder.network = encoder.gated(bias: wayIn, outputBias: wayOut)
    default: encoder.network = encoder.plain(bias: wayIn, outputBias: wayOut)
    }
    encoder.mixture = try encoder.nomicMixture(config)
    return try encoder.parts(config, head: .denseOnly)
  }

  /// GTE's "new" encoder: rotary positions, and a gated network of which the way out alone has a bias.
  package static let newEncoder = ArchitectureFamily(
    "new", "gte",
    classes: [
      "NewModel", "NewForSequenceClassification", "NewForTokenClassification", "NewForMaskedLM",
      "GteModel",
    ]
  ) { config throws(InputError) in
    var encoder = try TextEncoder(config, types: 1, bias: true)
    if try config.text("position_embedding_type") ?? "rope" == "rope" { encoder.positions = nil }
    encoder.network = encoder.gated(bias: false, outputBias: true)
    return try encoder.parts(config, head: .pooledScore)
  }

  /// EuroBERT: Llama's layer, seen in both directions.
  package static let euroBERT = ArchitectureFamily(
    "eurobert", classes: ["EuroBertModel", "EuroBertForSequenceClassification"]
  ) { config throws(InputError) in
    var parts = try PlainDecoder(
      hidden: 768, vocabulary: 128_256, layers: 12, heads: 12, width: 3072
    ).parts(config) { LayerSpans(all: .full, layers: $0.layerCount) }.seeingBothWays
    // Without a head of their own the masked and the bare class are the same embedder.
    if try config.modelClass?.scores != true {
      parts.outputs.removeAll { $0.role == .outputHead }
      parts.tiesEmbeddings = false
      parts.purpose = .embedding
    }
    return parts
  }
}

extension TextEncoder {
  /// The experts of Nomic's second embedder: two matrices each, and one bias for the sum of all.
  ///
  /// nomic-embed-text-v2-moe: 475 million parameters, of which a token passes through 305 (model card).
  fileprivate func nomicMixture(
    _ config: ConfigReader
  ) throws(InputError) -> (every: Int, operators: [Operator])? {
    let experts = try config.count("num_experts", default: 0, in: .experts)
    let period = try config.count("moe_every_n_layers", default: 0, in: .layerIndex)
    guard experts > 0, period > 0 else { return nil }
    if let place = config.members["num_shared_experts"], try place.wholeNumber(in: .experts) > 0 {
      throw place.error(expected: "0; what an expert that all tokens take has is not known")
    }
    let active = try config.count("moe_top_k", default: 1, in: 1...1 << 16)
    guard active <= experts else {
      throw config.place.error(
        expected: "at most as many experts per token (\(active)) as experts (\(experts))")
    }
    func matrix(_ name: String, _ input: Int, _ output: Int) -> Operator {
      .linear(
        .routedExpert, "mlp.experts.mlp." + name, input, output, instances: experts,
        activeInstances: active)
    }
    return (
      every: period,
      operators: [
        .linear(.router, "mlp.router.layer", hidden, experts),
        matrix("w1", hidden, width), matrix("w2", width, hidden),
        .vector(.denseFeedForward, "mlp.experts.bias", hidden),
      ]
    )
  }
}

extension ModelParts {
  /// The same layers with every token seeing those behind it as well, so that all of a prompt goes through at once and
  /// nothing of it is kept.
  var seeingBothWays: ModelParts {
    var parts = self
    parts.layers = layers.map { layer in
      guard case .attention(let attention) = layer.mixer else { return layer }
      return Layer(
        mixer: .attention(attention.seeingBothWays), operators: layer.operators,
        stateBeside: layer.stateBeside)
    }
    return parts
  }

  /// The same with the matrix by which ColBERT makes a short vector of each token.
  ///
  /// colbertv2.0: 109,580,544 parameters, 98,304 of them here. Khattab and Zaharia, "ColBERT", 2020; the
  /// config does not say how short, and 128 is the default of its library's `dim`.
  fileprivate func withTokenVectors(_ config: ConfigReader) throws(InputError) -> ModelParts {
    guard let first = try config.list("architectures")?.first,
      first.value == .string("HF_ColBERT")
    else { return self }
    var parts = self
    let width = try config.count("dim", default: 128)
    parts.outputs.append(.linear(.outputHead, "linear", hiddenSize, width))
    if !config.has("dim") {
      parts.notes.append("its vectors of tokens are taken to be \(width) numbers long")
    }
    return parts
  }

  /// The same with a low-rank adapter of each task beside every matrix and table.
  ///
  /// Jina's third embedder has five of rank 4, 12,946,300 parameters beside 559,364,096.
  fileprivate func withTaskAdapters(_ config: ConfigReader) throws(InputError) -> ModelParts {
    guard let list = try config.list("lora_adaptations"),
      let rank = try config.optionalCount("lora_rank", in: 1...4096)
    else { return self }
    let tasks = list.count
    guard tasks <= 1024 else {
      throw config.place.error(expected: "at most 1024 tasks in \"lora_adaptations\"")
    }
    func adapters(_ role: Operator.Role, _ name: String, _ sides: Int) -> Operator {
      .vector(role, name, tasks * rank * sides)
    }
    var parts = self
    for table in embeddings where table.role != .norm {
      let rows = table.parameters / hiddenSize
      parts.embeddings.append(adapters(.positionEmbedding, table.name + ".lora", rows + hiddenSize))
    }
    parts.layers = layers.map { layer in
      // Queries, keys and values are one matrix, which has one adapter.
      let packed = layer.operators.filter {
        ["q_proj", "k_proj", "v_proj"].contains($0.name.ending)
      }
      let others = layer.operators.filter { $0.inputWidth > 0 && !packed.contains($0) }
      let sides =
        hiddenSize + packed.reduce(0) { $0 + $1.outputWidth }
        + others.reduce(0) { $0 + $1.inputWidth + $1.outputWidth }
      return Layer(
        mixer: layer.mixer,
        operators: layer.operators + [adapters(.attentionProjection, "lora", sides)],
        stateBeside: layer.stateBeside)
    }
    for matrix in outputs where matrix.inputWidth > 0 {
      parts.outputs.append(
        adapters(.outputHead, matrix.name + ".lora", matrix.inputWidth + matrix.outputWidth))
    }
    return parts
  }
}

extension String {
  /// The part behind the last point.
  fileprivate var ending: String { split(separator: ".").last.map(String.init) ?? self }
}
