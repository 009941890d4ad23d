import CheckedJSON

extension ArchitectureFamily {
  /// gpt-oss: every second layer looks at 128 tokens; biases everywhere, and a sink per head.
  package static let gptOss = ArchitectureFamily(
    "gpt_oss", classes: ["GptOssForCausalLM"]
  ) { config throws(InputError) in
    let shape = try DecoderShape(
      config, hidden: 2880, vocabulary: 201_088, layers: 36, tied: false)
    var attention = try GroupedAttention(
      config, hidden: shape.hidden, heads: 64, keyValueHeads: 8, headWidth: 64)
    attention.bias = try config.flag("attention_bias", default: true)
    attention.outputBias = attention.bias
    var mixture = try ExpertMixture(
      config, hidden: shape.hidden, experts: 128, expertsPerToken: 4,
      width: config.count("intermediate_size", default: 2880))
    mixture.bias = true
    mixture.routerBias = true
    mixture.routerName = "router"
    let window = try config.window(default: 128)
    let spans = try LayerSpans(config, layers: shape.layerCount, window: window) { $0 % 2 == 0 }
    let sinks = Operator.vector(.attentionProjection, "self_attn.sinks", attention.queryHeads)
    let experts = mixture.operators
    return .decoder(
      shape, attention, spans: spans, mixing: attention.operators + [sinks], feedForward: experts)
  }
}
