/// What a family reads out of a config: the parts of a model, before it has a name.
package struct ModelParts: Sendable {
  package var hiddenSize: Int
  package var vocabularySize: Int
  package var maximumContextTokens: Int?
  package var tiesEmbeddings: Bool
  package var embeddings: [Operator]
  package var layers: [Layer]
  package var outputs: [Operator]
  package var towers: [Operator] = []
  package var multiTokenPrediction: [Operator] = []
  package var purpose = ModelPurpose.generation
  /// What a reader of the counts should know.
  package var notes: [String] = []
}

extension ModelParts {
  /// A decoder as most are: one table of token embeddings, layers, a last norm, an output head.
  package static func decoder(
    _ shape: DecoderShape, layers: [Layer], finalNorm: [Operator], headBias: Bool = false,
    embeddings: [Operator] = []
  ) -> ModelParts {
    ModelParts(
      hiddenSize: shape.hidden, vocabularySize: shape.vocabulary,
      maximumContextTokens: shape.context, tiesEmbeddings: shape.tied,
      embeddings: [.tokenEmbedding("embed_tokens", shape.vocabulary, shape.hidden)] + embeddings,
      layers: layers,
      outputs: finalNorm + [
        .outputHead(
          "lm_head", shape.hidden, shape.vocabulary, tied: shape.tied, bias: headBias)
      ])
  }
}

extension Operator {
  /// The table of token embeddings.
  package static func tokenEmbedding(_ name: String, _ entries: Int, _ width: Int) -> Operator {
    Operator(.inputEmbedding, name, parameters: entries * width, rowWidth: width)
  }

  /// The output head; a tied one has no matrix of its own but multiplies all the same.
  package static func outputHead(
    _ name: String, _ hidden: Int, _ vocabulary: Int, tied: Bool, bias: Bool = false
  ) -> Operator {
    Operator(
      .outputHead, name, parameters: (tied ? 0 : hidden * vocabulary) + (bias ? vocabulary : 0),
      inputWidth: hidden, outputWidth: vocabulary)
  }
}
