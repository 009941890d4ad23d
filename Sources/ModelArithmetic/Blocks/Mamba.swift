/// The second Mamba: a scalar decay for each head, one projection for all inputs.
///
/// Dao and Gu, "Transformers are SSMs", 2024.
package struct Mamba2: Sendable {
  package var hidden: Int
  package var heads: Int
  package var headWidth: Int
  package var groups: Int
  package var stateWidth: Int
  package var kernel: Int
  package var bias: Bool
  package var convolutionBias: Bool
  package var prefix = "mixer."
  /// Whether a norm stands before the way out.
  package var hasNorm = true
  /// The bias of the way out, where it is not that of the way in.
  package var outputBias: Bool?

  package init(
    hidden: Int, heads: Int, headWidth: Int, groups: Int, stateWidth: Int, kernel: Int,
    bias: Bool, convolutionBias: Bool
  ) {
    self.hidden = hidden
    self.heads = heads
    self.headWidth = headWidth
    self.groups = groups
    self.stateWidth = stateWidth
    self.kernel = kernel
    self.bias = bias
    self.convolutionBias = convolutionBias
  }

  private var inner: Int { heads * headWidth }
  private var channels: Int { inner + 2 * groups * stateWidth }

  /// What is kept per sequence: the last inputs of the convolution, and a state per head.
  package func state(_ format: NumberFormat) -> RecurrentState {
    RecurrentState(
      convolutionElements: channels * kernel, stateElements: inner * stateWidth, format: format)
  }

  /// The operators in the order of the forward pass.
  package var operators: [Operator] {
    [
      .linear(
        .recurrentMixer, prefix + "in_proj", hidden, inner + channels + heads, bias: bias),
      .linear(.recurrentMixer, prefix + "conv1d", kernel, channels, bias: convolutionBias),
      .vector(.recurrentMixer, prefix + "dt_bias", heads),
      .vector(.recurrentMixer, prefix + "A_log", heads),
      .vector(.recurrentMixer, prefix + "D", heads),
    ] + (hasNorm ? [.norm(prefix + "norm", inner)] : []) + [
      .linear(
        .recurrentMixer, prefix + "out_proj", inner, hidden, bias: outputBias ?? bias)
    ]
  }
}

/// The first Mamba, with the norms that Jamba adds.
///
/// Gu and Dao, "Mamba", 2023; Lieber et al., "Jamba", 2024.
package struct Mamba1: Sendable {
  package var hidden: Int
  package var inner: Int
  package var stateWidth: Int
  package var kernel: Int
  package var rank: Int
  package var bias: Bool
  package var convolutionBias: Bool
  package var hasNorms: Bool
  package var prefix = "mamba."

  package init(
    hidden: Int, inner: Int, stateWidth: Int, kernel: Int, rank: Int, bias: Bool,
    convolutionBias: Bool, hasNorms: Bool
  ) {
    self.hidden = hidden
    self.inner = inner
    self.stateWidth = stateWidth
    self.kernel = kernel
    self.rank = rank
    self.bias = bias
    self.convolutionBias = convolutionBias
    self.hasNorms = hasNorms
  }

  /// What is kept per sequence: the last inputs of the convolution, and the state.
  package func state(_ format: NumberFormat) -> RecurrentState {
    RecurrentState(
      convolutionElements: inner * kernel, stateElements: inner * stateWidth, format: format)
  }

  /// The operators in the order of the forward pass.
  package var operators: [Operator] {
    let norms =
      hasNorms
      ? [
        Operator.norm(prefix + "dt_layernorm", rank), .norm(prefix + "b_layernorm", stateWidth),
        .norm(prefix + "c_layernorm", stateWidth),
      ] : []
    return [
      .linear(.recurrentMixer, prefix + "in_proj", hidden, 2 * inner, bias: bias),
      .linear(.recurrentMixer, prefix + "conv1d", kernel, inner, bias: convolutionBias),
      .linear(.recurrentMixer, prefix + "x_proj", inner, rank + 2 * stateWidth),
    ] + norms + [
      .linear(.recurrentMixer, prefix + "dt_proj", rank, inner, bias: true),
      .vector(.recurrentMixer, prefix + "A_log", inner * stateWidth),
      .vector(.recurrentMixer, prefix + "D", inner),
      .linear(.recurrentMixer, prefix + "out_proj", inner, hidden, bias: bias),
    ]
  }
}
