import CheckedJSON

extension ArchitectureFamily {
  /// The families of drafts, which only their class tells from their targets.
  package static let drafts: [ArchitectureFamily] = [.eagle3, .dFlash, .otherDraft]

  /// EAGLE-3: one layer that reads the embedding of the next token beside what three layers of the
  /// target know of the last, and a head of the most frequent tokens.
  ///
  /// The table of embeddings is the target's. Li et al., "EAGLE-3", 2025.
  static let eagle3 = ArchitectureFamily(
    classes: [
      "LlamaForCausalLMEagle3", "Eagle3LlamaForCausalLM", "LlamaEagle3ForCausalLM",
      "Eagle3Speculator", "Eagle3DraftModel",
    ]
  ) { whole throws(InputError) in
    // Speculators keep the shape of the layer in a section of its own.
    let layer = try whole.section("transformer_layer_config") ?? whole
    var config = layer
    for key in ["draft_vocab_size", "target_hidden_size"] {
      guard let place = whole.members[key] else { continue }
      config = try config.replacing(key, with: place.value)
    }
    let shape = try DecoderShape(config, hidden: nil, vocabulary: nil, layers: nil, tied: false)
    var attention = try GroupedAttention(config, hidden: 2 * shape.hidden, heads: nil)
    attention.bias = try config.flag("attention_bias", default: false)
    if !config.has("head_dim") { attention.headWidth = shape.hidden / attention.queryHeads }
    attention.valueWidth = attention.headWidth
    var later = attention
    later.hidden = shape.hidden
    let network = FeedForward(
      hidden: shape.hidden, width: try config.count("intermediate_size"))
    let entries = try config.count(
      "draft_vocab_size", default: shape.vocabulary, in: .vocabulary)
    let target = try config.count("target_hidden_size", default: shape.hidden)
    let layers = (0..<shape.layerCount).map { index in
      let isFirst = index == 0
      let mixing = (isFirst ? attention : later).operators.map {
        // The output projection is as wide as the stream, the inputs twice that.
        $0.name.hasSuffix("o_proj")
          ? .linear(
            .attentionProjection, $0.name, attention.queryHeads * attention.headWidth, shape.hidden)
          : $0
      }
      return PreNormLayer(hidden: shape.hidden).layer(
        .attention(attention.shape()),
        mixing: (isFirst ? [.norm("hidden_norm", shape.hidden)] : []) + mixing,
        feedForward: network.operators)
    }
    return ModelParts(
      hiddenSize: shape.hidden, vocabularySize: entries, maximumContextTokens: shape.context,
      tiesEmbeddings: false,
      embeddings: [.linear(.denseFeedForward, "fc", 3 * target, shape.hidden)], layers: layers,
      outputs: [
        .norm("norm", shape.hidden),
        .outputHead("lm_head", shape.hidden, entries, tied: false),
      ],
      purpose: .draft,
      notes: [
        "a draft, whose table of embeddings is its target's; a file that repeats it has "
          + "\(shape.vocabulary * shape.hidden) parameters more"
      ])
  }

  /// DFlash: layers as Qwen 3's that guess a block of tokens at once from what some layers of the target
  /// know; embeddings and head are the target's.
  static let dFlash = ArchitectureFamily(
    classes: ["DFlashDraftModel"]
  ) { config throws(InputError) in
    var parts = try ArchitectureFamily.qwen3.parts(config)
    let flash = try config.sectionOrDefaults("dflash_config")
    let layers = try flash.list("target_layer_ids") ?? []
    let read = layers.isEmpty ? parts.layers.count : min(layers.count, 1024)
    parts.embeddings = [
      .linear(.denseFeedForward, "fc", read * parts.hiddenSize, parts.hiddenSize),
      .norm("hidden_norm", parts.hiddenSize),
    ]
    parts.outputs = parts.outputs.filter { $0.role != .outputHead }
    parts.tiesEmbeddings = false
    parts.purpose = .draft
    parts.notes = ["a draft, whose embeddings and output head are its target's"]
    return parts
  }

  /// The draft that a class names, be it one that is known by its kind alone.
  static func draft(class name: String) -> ArchitectureFamily? {
    if let known = draftByClass[name] { return known }
    let signs = ["Eagle", "MTP", "Draft", "DSpark", "Speculator", "Medusa", "Assistant"]
    return signs.contains(where: name.contains)
      ? ArchitectureFamily(classes: [name], parts: otherDraft.parts) : nil
  }

  /// The draft that a model type names, as `gemma4_assistant` does.
  static func draft(modelType name: String) -> ArchitectureFamily? {
    name.hasSuffix("_assistant") ? otherDraft : nil
  }

  private static let draftByClass: [String: ArchitectureFamily] = Dictionary(
    drafts.flatMap { family in family.classes.map { ($0, family) } },
    uniquingKeysWith: { first, _ in first })

  /// Drafts that are known by name alone.
  static let otherDraft = ArchitectureFamily(
    classes: [
      "DSparkDraftModel", "EagleLlamaForCausalLM", "LlamaForCausalLMEagle", "MedusaModel",
      "MLPSpeculatorPreTrainedModel", "Qwen2ForCausalLMEagle", "EagleModel", "PEagleDraftModel",
    ]
  ) { config throws(InputError) in
    let named = try config.list("architectures")?.first ?? config.members["model_type"]
    let name = try named?.text() ?? "a draft"
    throw InputError(
      file: config.place.file, place: (named ?? config.place).path,
      found: "\(name), a draft for speculative decoding",
      expected:
        "a model that serves by itself, or a draft as EAGLE-3 or DFlash; the size of this one can be "
        + "read with --safetensors beside the config of its target")
  }
}
