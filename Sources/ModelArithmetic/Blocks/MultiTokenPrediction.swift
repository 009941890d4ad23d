package import CheckedJSON

extension ModelParts {
  /// The same parts with heads that guess further tokens: for each a layer like the last, a matrix that
  /// joins the last hidden state with the next embedding, and three norms.
  ///
  /// - Parameters:
  ///   - config: The config of the model.
  ///   - fallback: How many the config class assumes for a config that does not say.
  ///   - ownsTables: Whether the checkpoint repeats the embeddings and the output head in each.
  package func withMultiTokenPrediction(
    _ config: ConfigReader, default fallback: Int, ownsTables: Bool
  ) throws(InputError) -> ModelParts {
    guard let layer = layers.last(where: \.hasAttention) else { return self }
    let count = try config.count(
      "num_nextn_predict_layers", "num_mtp_layers", "mtp_num_hidden_layers", default: fallback,
      in: 0...64)
    var parts = self
    for index in 0..<count {
      let prefix = "layers.\(layers.count + index)."
      let tables = ownsTables ? 2 * vocabularySize * hiddenSize : 0
      parts.multiTokenPrediction += layer.operators.map {
        $0.renamed(.multiTokenPrediction, prefix + $0.name)
      }
      parts.multiTokenPrediction += [
        .linear(.multiTokenPrediction, prefix + "eh_proj", 2 * hiddenSize, hiddenSize),
        .vector(.multiTokenPrediction, prefix + "norms", 3 * hiddenSize),
        .vector(.multiTokenPrediction, prefix + "tables", tables),
      ]
    }
    return parts
  }
}

extension Layer {
  fileprivate var hasAttention: Bool {
    if case .attention = mixer { true } else { false }
  }
}

extension Operator {
  fileprivate func renamed(_ role: Role, _ name: String) -> Operator {
    Operator(
      role, name, parameters: parametersPerInstance, instances: instances,
      activeInstances: activeInstances, inputWidth: inputWidth, outputWidth: outputWidth)
  }
}
