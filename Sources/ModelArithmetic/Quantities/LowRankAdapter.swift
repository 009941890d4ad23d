/// A LoRA adapter: two thin matrices beside each matrix that it changes.
///
/// Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models", 2021.
package struct LowRankAdapter: Sendable, Hashable {
  /// The width between the two matrices.
  package let rank: Int
  /// The matrices that it changes.
  package let targets: Targets

  /// Which matrices of the layers an adapter changes.
  package enum Targets: Sendable, Hashable {
    /// The projections of attention.
    case attention
    /// All but norms, routers and indexers: attention, feed-forward, experts, recurrent mixers.
    case all
    /// Those whose names have such last parts, such as `q_proj`.
    case named(Set<String>)
  }

  /// Makes an adapter; `nil` unless the rank is from 1 to 65,536.
  package init?(
    rank: Int, targets: Targets = .named(["q_proj", "k_proj", "v_proj", "o_proj"])
  ) {
    guard (1...65_536).contains(rank) else { return nil }
    self.rank = rank
    self.targets = targets
  }

  /// Parameters of the adapter: Σ rank · (inputs + outputs) over the matrices that it changes.
  ///
  /// Llama-3.1-8B, rank 16, queries, keys, values and outputs: 13,631,488.
  package func parameters(of model: ModelArchitecture) -> Int {
    let sum = matrices(of: model).reduce(0.0) {
      $0 + Double(rank * ($1.inputWidth + $1.outputWidth)) * Double($1.instances)
    }
    return Int(min(sum, 0x1p62))
  }

  /// Bytes that the adapter occupies while it is resident.
  package func bytes(of model: ModelArchitecture, _ format: NumberFormat = .bf16) -> Double {
    Double(parameters(of: model)) * format.bytesPerElement
  }

  /// Bytes to train it beside weights that stay as they are published, before any activation.
  ///
  /// Each of its parameters takes 16: 2 of weights, 2 of gradients, 12 of Adam's states. Llama-3.1-8B with a rank of
  /// 16: 16.06 GB and 0.22.
  package func trainingBytes(on model: ModelArchitecture) -> Double {
    model.publishedWeightBytes + 16 * Double(parameters(of: model))
  }

  /// Floating-point operations that the adapter adds for each token: 2 × the parameters that act on it.
  package func flopsPerToken(of model: ModelArchitecture) -> Double {
    matrices(of: model).reduce(0) {
      $0 + 2 * Double(rank * ($1.inputWidth + $1.outputWidth) * $1.activeInstances)
    }
  }

  /// The matrices of a model's layers that it changes.
  package func matrices(of model: ModelArchitecture) -> [Operator] {
    model.layers.flatMap(\.operators).filter { $0.inputWidth > 0 && targets.contains($0) }
  }
}

extension LowRankAdapter.Targets {
  fileprivate func contains(_ item: Operator) -> Bool {
    switch self {
    case .named(let names): names.contains(item.lastName)
    case .attention: item.role == .attentionProjection
    case .all:
      switch item.role {
      case .attentionProjection, .recurrentMixer, .denseFeedForward, .routedExpert, .sharedExpert:
        true
      default: false
      }
    }
  }
}

extension Operator {
  /// The last part of the name, such as `q_proj`.
  package var lastName: String { String(name.split(separator: ".").last ?? "") }
}
