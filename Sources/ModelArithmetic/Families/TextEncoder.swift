import CheckedJSON

/// What an encoder's config says, apart from what stands on its layers.
struct TextEncoder {
  let hidden: Int
  let vocabulary: Int
  let layerCount: Int
  let width: Int
  var context: Int?
  var types: Int
  var attention: GroupedAttention
  /// Rows of the table of positions; `nil` where positions are computed.
  var positions: Int?
  var normBias = true
  var isPreNorm = false
  var narrowTables: NarrowTables?
  var network: [Operator] = []
  /// What every so many layers, from the second on, have in place of the network.
  var mixture: (every: Int, operators: [Operator])?
  var spans: [Attention.Span]

  /// Tables narrower than the layers, and the matrix that leads from them to the layers.
  struct NarrowTables {
    let width: Int
    let projection: Operator
    /// Whether the norm stands before the matrix.
    let normsFirst: Bool
  }

  /// What an encoder puts on its last layer.
  enum Head {
    /// A pooler, and behind it a score.
    case pooled
    /// A pooler without a task, a layer and a score with one.
    case dense
    /// Nothing without a task, a layer and a score with one.
    case denseOnly
    /// Nothing without a task, a pooler and a score with one.
    case pooledScore
    /// As `denseOnly`, the layer without a bias and with a norm.
    case modern
  }

  init(_ config: ConfigReader, types: Int, bias: Bool) throws(InputError) {
    var shape = try DecoderShape(config, hidden: nil, vocabulary: nil, layers: nil, tied: true)
    let multiple = try config.optionalCount("pad_vocab_size_multiple", in: 1...1 << 16) ?? 1
    shape.vocabulary = (shape.vocabulary + multiple - 1) / multiple * multiple
    hidden = shape.hidden
    vocabulary = shape.vocabulary
    layerCount = shape.layerCount
    context = shape.context
    width = try config.count("intermediate_size", "n_inner")
    self.types =
      types == 0 ? 0 : try config.count("type_vocab_size", default: types, in: .widthOrNone)
    attention = try GroupedAttention(config, hidden: hidden, heads: nil)
    attention.bias = bias
    attention.outputBias = bias
    attention.prefix = "attention."
    spans = Array(repeating: .full, count: layerCount)
    let kind = try config.text("position_embedding_type") ?? "absolute"
    switch kind {
    case "absolute":
      positions = try config.optionalCount(
        "max_position_embeddings", "n_positions", in: 1...1 << 24)
    case "rotary", "rope", "alibi": positions = nil
    default:
      throw (config.members["position_embedding_type"] ?? config.place).unknown(
        "kind of positions", kind, among: ["absolute", "rotary", "rope", "alibi"])
    }
    if kind == "absolute", positions == nil, !config.has("rotary_emb_fraction") {
      _ = try config.members.required("max_position_embeddings")
    }
    network = plain(bias: true, outputBias: true)
  }

  /// Counts positions from behind the padding's, so that two rows of the table are of no token: 514 rows, 512 tokens.
  mutating func leaveOutPadding() { context = context.map { max(1, $0 - 2) } }

  func plain(bias: Bool, outputBias: Bool) -> [Operator] {
    [
      .linear(.denseFeedForward, "intermediate.dense", hidden, width, bias: bias),
      .linear(.denseFeedForward, "output.dense", width, hidden, bias: outputBias),
    ]
  }

  func gated(bias: Bool, outputBias: Bool) -> [Operator] {
    [
      .linear(.denseFeedForward, "mlp.up_gate_proj", hidden, 2 * width, bias: bias),
      .linear(.denseFeedForward, "mlp.down_proj", width, hidden, bias: outputBias),
    ]
  }

  func parts(_ config: ConfigReader, head: Head) throws(InputError) -> ModelParts {
    func norm(_ name: String) -> Operator { .norm(name, hidden, bias: normBias) }
    let layers = spans.enumerated().map { index, span in
      // The first layer of a pre-norm encoder follows the norm of the embeddings and has none of its own.
      let first = isPreNorm ? (index == 0 ? [] : [norm("attn_norm")]) : []
      let own = mixture.flatMap { index % $0.every == 1 ? $0.operators : nil } ?? network
      return Layer(
        mixer: .attention(attention.shape(span: span, cache: .unkept)),
        operators: first + attention.operators
          + [norm(isPreNorm ? "mlp_norm" : "attention.output.LayerNorm")] + own
          + (isPreNorm ? [] : [norm("output.LayerNorm")]))
    }
    let wide = narrowTables?.width ?? hidden
    var embeddings: [Operator] = [.tokenEmbedding("word_embeddings", vocabulary, wide)]
    if let positions {
      embeddings.append(
        Operator(.positionEmbedding, "position_embeddings", parameters: positions * wide))
    }
    if types > 0 {
      embeddings.append(
        Operator(.positionEmbedding, "token_type_embeddings", parameters: types * wide))
    }
    let isNormNarrow = narrowTables?.normsFirst ?? false
    let tableNorm = Operator.norm(
      "embeddings.LayerNorm", isNormNarrow ? wide : hidden, bias: normBias)
    let projection = (narrowTables?.projection).map { [$0] } ?? []
    embeddings += isNormNarrow ? [tableNorm] + projection : projection + [tableNorm]
    let (purpose, top, notes) = try self.top(config, head)
    return ModelParts(
      hiddenSize: hidden, vocabularySize: vocabulary, maximumContextTokens: context,
      tiesEmbeddings: false, embeddings: embeddings, layers: layers,
      outputs: (isPreNorm ? [norm("final_norm")] : []) + top, purpose: purpose, notes: notes)
  }

  private func top(
    _ config: ConfigReader, _ head: Head
  ) throws(InputError) -> (ModelPurpose, [Operator], [String]) {
    let square = { (name: String, bias: Bool) -> Operator in
      .linear(.outputHead, name, hidden, hidden, bias: bias)
    }
    guard let modelClass = try config.modelClass, modelClass.scores else {
      let isGuessing = try config.modelClass?.ending == .masked
      let hasPooler = [.pooled, .dense].contains(head) && !isGuessing
      return (
        .embedding, hasPooler ? [square("pooler.dense", true)] : [],
        isGuessing
          ? ["the head that guesses masked words is left out, as embedders leave it out"] : []
      )
    }
    let labels = try config.labels(default: 2)
    let score = Operator.linear(.outputHead, "classifier", hidden, labels, bias: true)
    if modelClass.ending != .sequence { return (.scoring(labels: labels), [score], []) }
    let before: [Operator] =
      switch head {
      case .pooled, .pooledScore: [square("pooler.dense", true)]
      case .dense, .denseOnly: [square("classifier.dense", true)]
      case .modern: [square("head.dense", false), .norm("head.norm", hidden)]
      }
    return (.scoring(labels: labels), before + [score], [])
  }
}

extension ConfigReader {
  /// The class that `architectures` names first; `nil` where it names none that is known.
  var modelClass: ModelClass? {
    get throws(InputError) {
      try list("architectures")?.first.flatMap { place in
        if case .string(let name) = place.value { ModelClass(name) } else { nil }
      }
    }
  }
}

extension ModelClass {
  /// Whether it puts a small head of labels on the layers.
  var scores: Bool {
    [.sequence, .token, .answer, .reward, .process].contains(ending)
  }
}
