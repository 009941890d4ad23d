/// One layer of a model: how it mixes tokens, what it computes on each, and the weights of both.
package struct Layer: Sendable, Hashable {
  /// How a layer lets tokens see each other.
  package enum Mixer: Sendable, Hashable {
    case none
    case attention(Attention)
    /// A state of fixed size per sequence (Mamba, linear attention).
    case recurrent(RecurrentState)
  }

  /// How the layer mixes tokens.
  package let mixer: Mixer
  /// A recurrent state beside what the mixer keeps, in a layer that has both.
  package let stateBeside: RecurrentState?
  /// The weights, in the order of the forward pass.
  package let operators: [Operator]

  /// Makes a layer.
  package init(mixer: Mixer, operators: [Operator], stateBeside: RecurrentState? = nil) {
    self.mixer = mixer
    self.stateBeside = stateBeside
    self.operators = operators
  }

  /// Whether some of the layer's weights are experts that only part of the tokens reach.
  package var isMixtureOfExperts: Bool { operators.contains { $0.role == .routedExpert } }
}
