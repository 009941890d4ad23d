import CheckedJSON

/// `params.json`, as Meta and Mistral ship it with their own weights.
///
/// Mistral states the width of the feed-forward layers as `hidden_dim`. Meta derives it: two thirds of
/// four times the width, times `ffn_dim_multiplier`, rounded up to `multiple_of`. Llama-3.1-8B: 4096, 1.3
/// and 1024 give 14,336.
struct ParametersFile {
  let source: ConfigReader

  init(_ source: ConfigReader) { self.source = source }

  /// The same model as a Hugging Face source.
  func config() throws(InputError) -> ConfigReader {
    try refuseOtherLayers()
    let hidden = try source.count("dim")
    var text: [String: JSONValue] = [
      "model_type": .string("llama"), "hidden_size": .number(Double(hidden)),
      "intermediate_size": .number(Double(try feedForwardWidth(hidden))),
    ]
    let names = [
      "num_hidden_layers": "n_layers", "num_attention_heads": "n_heads",
      "num_key_value_heads": "n_kv_heads", "head_dim": "head_dim", "vocab_size": "vocab_size",
      "tie_word_embeddings": "tied_embeddings", "quantization": "quantization",
      "quantization_config": "quantization_config",
    ]
    for (name, key) in names { text[name] = source.members[key]?.value }
    let context = source.first(of: ["max_position_embeddings", "max_seq_len"])
    text["max_position_embeddings"] = context?.value
    if let vocabulary = source.members["vocab_size"], vocabulary.value == .number(-1) {
      throw vocabulary.error(expected: "the entries of the tokenizer, such as 32000 for Llama 2")
    }
    try addWindow(to: &text)
    if source.has("kv_lora_rank", "q_lora_rank") {
      try addLatentAttention(to: &text)
    } else if let experts = try source.section("moe") {
      text["model_type"] = .string("mixtral")
      text["num_local_experts"] = experts.members["num_experts"]?.value
      text["num_experts_per_tok"] = experts.members["num_experts_per_tok"]?.value
      for key in ["expert_hidden_dim", "num_shared_experts", "first_k_dense_replace"] {
        guard let place = experts.members[key] else { continue }
        throw place.error(expected: "experts as Mixtral has them; give the config.json")
      }
    }
    guard let vision = source.members["vision_encoder"] else { return try source.holding(text) }
    let side = try ConfigReader(vision).members["spatial_merge_size"]?.value
    guard side != nil else {
      throw vision.error(expected: "an encoder with \"spatial_merge_size\"; give the config.json")
    }
    var outer: [String: JSONValue] = [
      "model_type": .string("mistral3"), "text_config": .object(text),
      "vision_config": vision.value,
    ]
    outer["tie_word_embeddings"] = text["tie_word_embeddings"]
    outer["spatial_merge_size"] = side
    return try source.holding(outer)
  }

  /// Parts that are read beside the numbers of the text model.
  private static let sections: Set<String> = [
    "moe", "vision_encoder", "quantization", "quantization_config", "yarn", "llama_4_scaling",
    "rope_scaling", "rope_parameters",
  ]

  /// Refuses the files of models with other layers, which bear the same names for what they share.
  private func refuseOtherLayers() throws(InputError) {
    var found: String?
    if source.has("n_routed_experts", "moe_inter_dim") {
      found = "the config of DeepSeek's own inference code"
    } else if !source.has("n_heads") {
      found = "a params.json without \"n_heads\", as of Mamba"
    } else if let key = source.members.keys.first(where: isOfOtherLayers) {
      found = "a params.json with \"\(key.shortened())\""
    }
    guard let found else { return }
    throw InputError(
      file: source.place.file, place: source.place.path, found: found,
      expected: "the config.json of the model")
  }

  private func isOfOtherLayers(_ key: String) -> Bool {
    if key == "mlp_structure" { return true }
    guard let place = source.members[key], case .object = place.value else { return false }
    return !Self.sections.contains(key)
  }

  /// The window of all layers, or of those that a list names in turn; in a list, `null` and a window as
  /// long as the context are none.
  private func addWindow(to text: inout [String: JSONValue]) throws(InputError) {
    guard let place = source.first(of: ["sliding_window", "_sliding_window"]) else {
      text["sliding_window"] = .null
      return
    }
    text["model_type"] = .string("mistral")
    guard place.isArray else {
      text["sliding_window"] = place.value
      return
    }
    let context = try text["max_position_embeddings"].map {
      value throws(InputError) in
      try JSONPlace(value: value, path: place.path, file: place.file).wholeNumber(in: .tokens)
    }
    var windows: [Int?] = []
    for entry in try place.array() {
      let tokens = entry.value == .null ? nil : try entry.wholeNumber(in: .tokens)
      windows.append(tokens.flatMap { $0 < context ?? .max ? $0 : nil })
    }
    let stated = Set(windows.compactMap(\.self))
    guard stated.count <= 1, !windows.isEmpty else {
      throw place.error(expected: "one window, with null for layers that see everything")
    }
    guard let window = stated.first else {
      text["sliding_window"] = .null
      return
    }
    text["sliding_window"] = .number(Double(window))
    let layers = try source.count("n_layers", in: .layers)
    text["layer_types"] = .array(
      (0..<layers).map {
        .string(windows[$0 % windows.count] == nil ? "full_attention" : "sliding_attention")
      })
  }

  /// Latent attention and experts with shared ones, as in Mistral Large 3 and Small 4, are DeepSeek V3's.
  private func addLatentAttention(to text: inout [String: JSONValue]) throws(InputError) {
    text["model_type"] = .string("deepseek_v3")
    text["num_nextn_predict_layers"] = .number(0)
    text["head_dim"] = nil
    for key in [
      "q_lora_rank", "kv_lora_rank", "qk_nope_head_dim", "qk_rope_head_dim", "v_head_dim",
    ] {
      text[key] = try source.members.required(key).value
    }
    let experts = try ConfigReader(source.members.required("moe"))
    guard try experts.count("route_every_n", default: 1, in: 1...10_000) == 1 else {
      throw experts.place.error(expected: "\"route_every_n\" 1; give the config.json")
    }
    let names = [
      "n_routed_experts": "num_experts", "num_experts_per_tok": "num_experts_per_tok",
      "n_shared_experts": "num_shared_experts", "moe_intermediate_size": "expert_hidden_dim",
      "first_k_dense_replace": "first_k_dense_replace",
    ]
    for (name, key) in names { text[name] = try experts.members.required(key).value }
  }

  private func feedForwardWidth(_ hidden: Int) throws(InputError) -> Int {
    if let width = try source.optionalCount("hidden_dim") { return width }
    let multiple = try source.count("multiple_of")
    let factor = try source.number("ffn_dim_multiplier", default: 1, in: 0.01...100)
    let wanted = Int(factor * Double(2 * 4 * hidden / 3))
    return (wanted + multiple - 1) / multiple * multiple
  }
}
