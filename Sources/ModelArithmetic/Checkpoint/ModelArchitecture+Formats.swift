extension ModelArchitecture {
  /// The same model with all weights in the base datatype of its checkpoint.
  package var unquantized: ModelArchitecture {
    storing(name: name, checkpoint: .uniform(checkpoint.base)) { _, _ in nil }
  }

  /// The model that the config of a re-upload describes, as its publisher stores it.
  func published(as model: ModelAlias) -> ModelArchitecture {
    func original(_ format: NumberFormat) -> NumberFormat? {
      let original = model.formats[format] ?? format
      return original == checkpoint.base ? nil : original
    }
    let precision = CheckpointPrecision(
      base: checkpoint.base, exceptions: checkpoint.exceptions.compactMapValues(original))
    return serving(model.purpose).storing(
      name: model.id, context: model.contextTokens, checkpoint: precision
    ) { each, _ in
      guard let stored = each.published, let format = original(stored.format) else { return nil }
      return format == stored.format ? stored : MatrixStorage(format)
    }
  }

  /// The same layers for a purpose that the config's class does not tell.
  ///
  /// Embedders are published without the head that their class has; rerankers compare two words of theirs, so that
  /// engines hold two rows of it (vLLM, `classifier_from_token`).
  private func serving(_ purpose: ModelPurpose?) -> ModelArchitecture {
    guard let purpose, purpose != self.purpose else { return self }
    var outputs = outputs.filter { $0.role != .outputHead }
    if case .scoring(let labels) = purpose {
      outputs.append(.linear(.outputHead, "score", hiddenSize, labels))
    }
    return ModelArchitecture(
      name: name, family: family, hiddenSize: hiddenSize, vocabularySize: vocabularySize,
      maximumContextTokens: maximumContextTokens, tiesEmbeddings: false, embeddings: embeddings,
      layers: layers, outputs: outputs, towers: towers,
      multiTokenPrediction: multiTokenPrediction, purpose: purpose, notes: notes,
      checkpoint: checkpoint)
  }

  /// The same model with its linear layers in another datatype, as quantisers store it: all of them in
  /// eight bits; in four, the routed experts only, or all of a model without experts.
  func quantized(to weights: NumberFormat, name: String) -> ModelArchitecture {
    guard weights.bytesPerElement < checkpoint.base.bytesPerElement else {
      return storing(name: name, checkpoint: .uniform(checkpoint.base)) { _, _ in nil }
    }
    if weights.isOfWholeFiles {
      // The bits of such a file are a mean over all of it, head and embedding among them.
      return storing(name: name, checkpoint: .uniform(weights)) { _, _ in MatrixStorage(weights) }
    }
    let isMixture = layers.contains(where: \.isMixtureOfExperts)
    let rule = Quantization(
      remainder: MatrixStorage(weights), onlyExperts: isMixture && weights.isFourBit)
    let roles = Set(
      layers.flatMap(\.operators).filter {
        rule.storage(of: $0, path: $0.name, base: checkpoint.base) != nil
      }
      .map(\.role))
    return storing(
      name: name,
      checkpoint: CheckpointPrecision(
        base: checkpoint.base,
        exceptions: Dictionary(uniqueKeysWithValues: roles.map { ($0, weights) }))
    ) { rule.storage(of: $0, path: $1, base: checkpoint.base) }
  }

  private func storing(
    name: String, context: Int? = nil, checkpoint: CheckpointPrecision,
    storage: (Operator, String) -> MatrixStorage?
  ) -> ModelArchitecture {
    func stored(_ each: Operator, _ path: String) -> Operator {
      var copy = each
      copy.published = storage(each, path)
      return copy
    }
    return ModelArchitecture(
      name: name, family: family, hiddenSize: hiddenSize, vocabularySize: vocabularySize,
      maximumContextTokens: context ?? maximumContextTokens, tiesEmbeddings: tiesEmbeddings,
      embeddings: embeddings.map { stored($0, $0.name) },
      layers: layers.enumerated().map { index, layer in
        Layer(
          mixer: layer.mixer,
          operators: layer.operators.map { stored($0, "layers.\(index).\($0.name)") },
          stateBeside: layer.stateBeside)
      },
      outputs: outputs.map { stored($0, $0.name) }, towers: towers.map { stored($0, $0.name) },
      multiTokenPrediction: multiTokenPrediction.map { stored($0, $0.name) },
      purpose: purpose, notes: notes,
      checkpoint: checkpoint)
  }
}

extension NumberFormat {
  /// Whether it stores less than a byte for each number.
  package var isFourBit: Bool { bytesPerElement < 1 }
}
