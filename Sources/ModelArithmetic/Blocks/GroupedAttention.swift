package import CheckedJSON

/// Softmax attention with its own query, key, value and output projections: MHA, GQA and MQA.
package struct GroupedAttention: Sendable {
  /// Where a norm is put on queries and keys.
  package enum QueryKeyNorm: Sendable {
    case none
    /// One vector of the head's width that all heads share.
    case shared
    /// A vector as wide as all heads together.
    case wide
  }

  package var hidden: Int
  package var queryHeads: Int
  package var keyValueHeads: Int
  package var headWidth: Int
  package var valueWidth: Int
  package var bias = false
  package var outputBias = false
  package var norm = QueryKeyNorm.none
  /// Whether the query projection also gives a gate for each output of the heads.
  package var gatesOutput = false
  package var prefix = "self_attn."

  package init(hidden: Int, queryHeads: Int, keyValueHeads: Int, headWidth: Int) {
    self.hidden = hidden
    self.queryHeads = queryHeads
    self.keyValueHeads = keyValueHeads
    self.headWidth = headWidth
    self.valueWidth = headWidth
  }

  /// Reads the usual keys.
  ///
  /// - Parameters:
  ///   - config: The config of the model.
  ///   - hidden: The width of the hidden state.
  ///   - heads: The class default of query heads; `nil` if a config must say.
  ///   - keyValueHeads: The class default; `nil` if the class takes as many as query heads.
  ///   - headWidth: The class default; `nil` if the class divides the hidden width by the heads.
  package init(
    _ config: ConfigReader, hidden: Int, heads: Int?, keyValueHeads: Int? = nil,
    headWidth: Int? = nil
  ) throws(InputError) {
    let queryHeads = try config.count(
      "num_attention_heads", "n_head", "n_heads", default: heads, in: .heads)
    let keysAreNull = config.members.members["num_key_value_heads"] == .null
    let keyValueHeads =
      try config.optionalCount("num_key_value_heads", "num_kv_heads", in: .heads)
      ?? (keysAreNull ? queryHeads : keyValueHeads ?? queryHeads)
    let width =
      try config.optionalCount("head_dim", in: .headWidth)
      ?? (config.members.members["head_dim"] == .null ? nil : headWidth) ?? hidden / queryHeads
    guard width > 0 else {
      throw config.place.error(expected: "at most as many attention heads as the hidden width")
    }
    guard queryHeads % keyValueHeads == 0 else {
      throw config.place.error(
        expected:
          "query heads (\(queryHeads)) in whole groups per key-value head (\(keyValueHeads))")
    }
    self.init(
      hidden: hidden, queryHeads: queryHeads, keyValueHeads: keyValueHeads, headWidth: width)
  }

  /// Reads the usual keys of attention with a norm on each head, and biases where `attention_bias` says so.
  package init(
    normed config: ConfigReader, hidden: Int, heads: Int, keyValueHeads: Int? = nil,
    headWidth: Int? = nil
  ) throws(InputError) {
    try self.init(
      config, hidden: hidden, heads: heads, keyValueHeads: keyValueHeads, headWidth: headWidth)
    norm = .shared
    bias = try config.flag("attention_bias", default: false)
    outputBias = bias
  }

  /// The operators in the order of the forward pass.
  package var operators: [Operator] {
    let queries = queryHeads * headWidth
    let keys = keyValueHeads * headWidth
    let values = keyValueHeads * valueWidth
    var list = [
      Operator.linear(
        .attentionProjection, prefix + "q_proj", hidden, gatesOutput ? 2 * queries : queries,
        bias: bias),
      .linear(.attentionProjection, prefix + "k_proj", hidden, keys, bias: bias),
      .linear(.attentionProjection, prefix + "v_proj", hidden, values, bias: bias),
    ]
    switch norm {
    case .none: break
    case .shared:
      list += [.norm(prefix + "q_norm", headWidth), .norm(prefix + "k_norm", headWidth)]
    case .wide:
      list += [.norm(prefix + "q_norm", queries), .norm(prefix + "k_norm", keys)]
    }
    list.append(
      .linear(
        .attentionProjection, prefix + "o_proj", queryHeads * valueWidth, hidden, bias: outputBias))
    return list
  }

  /// The shape of the attention.
  package func shape(
    span: Attention.Span = .full, cache: Attention.Cache = .keysAndValues,
    indexerElementsPerToken: Int = 0
  ) -> Attention {
    Attention(
      queryHeads: queryHeads, keyValueHeads: keyValueHeads, queryKeyDimension: headWidth,
      valueDimension: valueWidth, span: span, cache: cache,
      indexerElementsPerToken: indexerElementsPerToken)
  }
}
