/// Which intermediate results a training step keeps for the way back.
package enum ActivationCheckpointing: Sendable, Hashable {
  /// All of them.
  case none
  /// All but the attention scores, which are computed again (as FlashAttention does).
  case selective
  /// Only the input of each layer; the forward pass is computed twice.
  case full
}

/// What one step of training needs, against inference.
package struct TrainingNeeds: Sendable, Hashable {
  /// Floating-point operations of the step.
  package let flops: Double
  /// Bytes of the weights in bf16.
  package let weights: Double
  /// Bytes of their gradients in bf16.
  package let gradients: Double
  /// Bytes of Adam's states in fp32: a copy of the weights, the mean and the variance of gradients.
  package let optimizerStates: Double
  /// Bytes of the kept intermediate results.
  package let activations: Double
}

extension ModelArchitecture {
  /// Needs of one step of mixed-precision training with Adam over all parameters of the text model.
  ///
  /// - FLOPs: 3 × the forward pass, of which the way back is 2; 4 × if the forward pass is repeated.
  /// - Bytes for each parameter: 2 (weights) + 2 (gradients) + 12 (Adam) = 16. 7 B parameters: 112 GB
  ///   (Rajbhandari et al., "ZeRO", 2020, section 3.1).
  /// - Activations for each layer, s tokens of b sequences, width h, a heads: s·b·h·(34 + 5·a·s/h) bytes
  ///   with all kept, 34·s·b·h without the scores, 2·s·b·h with layer inputs only
  ///   (Korthikanti et al., "Reducing Activation Recomputation", 2022, sections 4 and 5).
  package func trainingNeeds(
    batch: Int, context: Int, checkpointing: ActivationCheckpointing = .none
  ) -> TrainingNeeds {
    let (sequences, tokens) = (Double(max(0, batch)), Double(max(0, context)))
    let forward =
      sequences * prefillFlops(tokens: max(0, context), headTokens: max(0, context))
    let parameters = Double(parameterCount.text)
    let stream = tokens * sequences * Double(hiddenSize)
    let kept = layers.reduce(0.0) { sum, layer in
      switch checkpointing {
      case .full: return sum + 2 * stream
      case .selective: return sum + 34 * stream
      case .none:
        guard case .attention(let attention) = layer.mixer else { return sum + 34 * stream }
        return sum + 34 * stream
          + 5 * Double(attention.queryHeads) * tokens * tokens * sequences
      }
    }
    return TrainingNeeds(
      flops: (checkpointing == .full ? 4 : 3) * forward, weights: 2 * parameters,
      gradients: 2 * parameters, optimizerStates: 12 * parameters, activations: kept)
  }
}
