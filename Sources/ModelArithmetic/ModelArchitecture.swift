/// A model as the list of its layers and their operators; every quantity is read off this list.
public struct ModelArchitecture: Sendable, Hashable {
  /// The name, such as `meta-llama/Llama-3.1-8B-Instruct`.
  public let name: String
  /// The `model_type` of the config.
  public let family: String
  /// Width of the residual stream.
  public let hiddenSize: Int
  /// Entries of the vocabulary.
  package let vocabularySize: Int
  /// The longest sequence that the config allows; `nil` if it does not say.
  public let maximumContextTokens: Int?
  /// Whether the output head uses the weights of the input embedding.
  package let tiesEmbeddings: Bool
  /// Embeddings of tokens and positions.
  package let embeddings: [Operator]
  /// The layers in order.
  package let layers: [Layer]
  /// The last norm and the output head.
  ///
  /// A tied head stands here with 0 parameters of its own.
  package let outputs: [Operator]
  /// Encoders of other modalities.
  package let towers: [Operator]
  /// Multi-token-prediction heads that the checkpoint carries beside the model.
  package let multiTokenPrediction: [Operator]
  /// What the model is for.
  package let purpose: ModelPurpose
  /// What a reader of the counts should know: what the config leaves open, what was taken for it.
  package let notes: [String]
  /// Bytes of each weight in the published checkpoint.
  package let checkpoint: CheckpointPrecision
  /// What the layers keep, read and multiply, read once.
  package let needs: LayerNeeds

  /// Makes an architecture from its parts.
  package init(
    name: String, family: String, hiddenSize: Int, vocabularySize: Int, maximumContextTokens: Int?,
    tiesEmbeddings: Bool, embeddings: [Operator], layers: [Layer], outputs: [Operator],
    towers: [Operator] = [], multiTokenPrediction: [Operator] = [],
    purpose: ModelPurpose = .generation, notes: [String] = [],
    checkpoint: CheckpointPrecision = .uniform(.bf16)
  ) {
    self.name = name
    self.family = family
    self.hiddenSize = hiddenSize
    self.vocabularySize = vocabularySize
    self.maximumContextTokens = maximumContextTokens
    self.tiesEmbeddings = tiesEmbeddings
    self.embeddings = embeddings
    self.layers = layers
    self.outputs = outputs
    self.towers = towers
    self.multiTokenPrediction = multiTokenPrediction
    self.purpose = purpose
    self.notes = notes
    self.checkpoint = checkpoint
    needs = LayerNeeds(layers: layers, embeddings: embeddings, outputs: outputs, towers: towers)
  }
}
