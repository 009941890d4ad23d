extension ModelArchitecture {
  /// The head for multi-token prediction as a model of its own: one layer like the last, the matrix that
  /// joins the last hidden state with the next embedding, and the model's output head.
  ///
  /// A checkpoint that carries several heads runs them one after the other, and engines run the only
  /// one of DeepSeek-V3 again and again: a pass costs the same. `nil` for a model without attention.
  package var multiTokenPredictionDraft: ModelArchitecture? {
    guard let layer = layers.last(where: { if case .attention = $0.mixer { true } else { false } })
    else { return nil }
    return ModelArchitecture(
      name: name + " MTP", family: family, hiddenSize: hiddenSize, vocabularySize: vocabularySize,
      maximumContextTokens: maximumContextTokens, tiesEmbeddings: true,
      embeddings: [.linear(.denseFeedForward, "eh_proj", 2 * hiddenSize, hiddenSize)],
      layers: [layer], outputs: outputs.sharedByDraft, purpose: .draft, checkpoint: checkpoint)
  }

  /// An EAGLE-3 draft of the usual size for this model: one dense layer in 16 bits and a head of 32,000
  /// tokens.
  ///
  /// Published drafts keep the stream's width, 8 key-value heads of 128, and a feed-forward network of
  /// 2.5 to 3.5 times the width (Kimi-K2.5: 18,432 of 7,168; Llama-3.3-70B: 28,672 of 8,192). This one
  /// takes 3: 1.0 billion parameters beside Llama-3.3-70B.
  package var usualEagleDraft: ModelArchitecture {
    let heads = max(8, hiddenSize / 128 / 8 * 8)
    let attention = GroupedAttention(
      hidden: 2 * hiddenSize, queryHeads: heads, keyValueHeads: 8, headWidth: 128)
    let mixing =
      attention.operators.dropLast() + [
        .linear(.attentionProjection, "self_attn.o_proj", heads * 128, hiddenSize)
      ]
    return ModelArchitecture(
      name: name + " EAGLE-3", family: "eagle3", hiddenSize: hiddenSize, vocabularySize: 32_000,
      maximumContextTokens: maximumContextTokens, tiesEmbeddings: false,
      embeddings: [.linear(.denseFeedForward, "fc", 3 * hiddenSize, hiddenSize)],
      layers: [
        PreNormLayer(hidden: hiddenSize).layer(
          .attention(attention.shape()), mixing: Array(mixing),
          feedForward: FeedForward(hidden: hiddenSize, width: 3 * hiddenSize).operators)
      ],
      outputs: [.outputHead("lm_head", hiddenSize, min(32_000, vocabularySize), tied: false)],
      purpose: .draft)
  }
}

extension ModelArchitecture {
  /// Whether the config says that the checkpoint carries heads for multi-token prediction.
  package var hasMultiTokenPrediction: Bool { !multiTokenPrediction.isEmpty }
}

extension [Operator] {
  /// The same output head without weights of its own.
  fileprivate var sharedByDraft: [Operator] {
    map { item in
      guard item.role == .outputHead else { return item }
      var shared = Operator(
        .outputHead, item.name, parameters: 0, inputWidth: item.inputWidth,
        outputWidth: item.outputWidth)
      shared.published = item.published
      return shared
    }
  }
}
