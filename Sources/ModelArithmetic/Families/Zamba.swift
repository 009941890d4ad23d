import CheckedJSON

/// The layers of Zamba 2.
struct Zamba2 {
  private let shape: DecoderShape
  private let mamba: Mamba2
  private let state: RecurrentState
  private let isHybrid: [Bool]
  private let attention: GroupedAttention
  private let width: Int
  private let bias: Bool
  private let blocks: Int
  private let adapterRank: Int
  private let adaptsAttention: Bool

  init(_ config: ConfigReader) throws(InputError) {
    shape = try DecoderShape(config, hidden: 2560, vocabulary: 32_000, layers: 54, tied: true)
    let expansion = try config.count("mamba_expand", default: 2, in: 1...64)
    let heads = try config.count("n_mamba_heads", default: 8, in: .heads)
    bias = try config.flag("add_bias_linear", default: false)
    var mamba = Mamba2(
      hidden: shape.hidden, heads: heads, headWidth: max(1, expansion * shape.hidden / heads),
      groups: try config.count("mamba_ngroups", default: 1, in: .heads),
      stateWidth: try config.count("mamba_d_state", default: 64, in: .headWidth),
      kernel: try config.count("mamba_d_conv", default: 4, in: 1...1024), bias: bias,
      convolutionBias: try config.flag("use_conv_bias", default: true))
    mamba.prefix = "mamba."
    self.mamba = mamba
    state = mamba.state(try config.recurrentStateFormat())
    if let types = try LayerTypes(config, layers: shape.layerCount, key: "layers_block_type") {
      isHybrid = types.names.map { $0 == "hybrid" }
    } else {
      guard let place = try config.list("hybrid_layer_ids") else {
        throw config.place.error(expected: "\"layers_block_type\" or \"hybrid_layer_ids\"")
      }
      var named: Set<Int> = []
      for each in place { named.insert(try each.wholeNumber(in: .layerIndex)) }
      isHybrid = (0..<shape.layerCount).map { named.contains($0) }
    }
    attention = try GroupedAttention(
      config.replacing("head_dim", with: config.members["attention_head_dim"]?.value ?? .null),
      hidden: 2 * shape.hidden, heads: 32)
    width = try config.count("intermediate_size", default: 4 * shape.hidden)
    blocks = try config.count("num_mem_blocks", default: 1, in: 1...1000)
    adapterRank = try config.count("adapter_rank", default: 128)
    adaptsAttention = try config.flag("use_shared_attention_adapter", default: false)
  }

  func parts() -> ModelParts {
    var hybrids = 0
    return .decoder(
      shape,
      layers: isHybrid.map { isHybrid in
        let own = [Operator.norm("input_layernorm", shape.hidden)] + mamba.operators
        guard isHybrid else { return Layer(mixer: .recurrent(state), operators: own) }
        hybrids += 1
        let shared = shared(isFirst: hybrids <= blocks)
        return Layer(
          mixer: .attention(attention.shape()), operators: shared + adapters + own,
          stateBeside: state)
      },
      finalNorm: [.norm("final_layernorm", shape.hidden)])
  }

  /// What the hybrid layers share; only the first that uses a block holds its weights.
  private func shared(isFirst: Bool) -> [Operator] {
    let hidden = shape.hidden
    var inputs = attention
    inputs.prefix = "shared_transformer.self_attn."
    var list = inputs.operators.filter { !$0.name.hasSuffix("o_proj") }
    list += [
      .linear(
        .attentionProjection, "shared_transformer.self_attn.o_proj",
        attention.queryHeads * attention.headWidth, hidden),
      .linear(
        .denseFeedForward, "shared_transformer.feed_forward.gate_up_proj", hidden, 2 * width,
        bias: bias),
      .linear(
        .denseFeedForward, "shared_transformer.feed_forward.down_proj", width, hidden, bias: bias),
      .norm("shared_transformer.input_layernorm", 2 * hidden),
      .norm("shared_transformer.pre_ff_layernorm", hidden),
    ]
    guard !isFirst else { return list }
    return list.filter { $0.inputWidth > 0 }.map(\.withoutWeights)
  }

  /// What each hybrid layer adds to the shared weights.
  private var adapters: [Operator] {
    let hidden = shape.hidden
    func thin(_ role: Operator.Role, _ name: String, _ input: Int, _ output: Int) -> [Operator] {
      [
        .linear(role, name + ".0", input, adapterRank),
        .linear(role, name + ".1", adapterRank, output),
      ]
    }
    let attentionWidth = attention.queryHeads * attention.headWidth
    let attended =
      adaptsAttention
      ? ["q", "k", "v"].flatMap {
        thin(.attentionProjection, "self_attn.linear_\($0)_adapter", 2 * hidden, attentionWidth)
      } : []
    return attended + thin(.denseFeedForward, "gate_up_proj_adapter", hidden, 2 * width) + [
      .linear(.recurrentMixer, "linear", hidden, hidden)
    ]
  }
}
