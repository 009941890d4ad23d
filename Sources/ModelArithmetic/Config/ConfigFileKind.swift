import CheckedJSON

/// Files that stand beside a `config.json` or in its place: what can be read of them is, the others are
/// named with what to give instead.
enum ConfigFileKind {
  /// The config of a model that a document holds.
  ///
  /// - Throws: `InputError` for a document of another kind, by its name.
  static func modelConfig(_ root: JSONPlace) throws(InputError) -> ConfigReader {
    if root.isArray {
      if let first = try root.array().first, let members = try? first.object(),
        case .string(let type) = members.value("type"), type.hasPrefix("sentence_transformers")
      {
        throw InputError(
          file: root.file, place: root.path, found: "the modules of sentence-transformers",
          expected: "the config.json beside it")
      }
      throw root.error(expected: "the config.json of a model, which is an object")
    }
    let config = try ConfigReader(root)
    if let inner = try config.section("pretrained_config") { return try tensorRT(inner) }
    if config.has("architecture") && !config.has("model_type", "architectures") {
      return try tensorRT(config)
    }
    if config.has("model_config") && config.has("quantization", "context_window_size") {
      return try mlc(config)
    }
    if config.has("dim") && config.has("n_layers") && !config.has("hidden_size") {
      return try ParametersFile(config).config()
    }
    if let kind = other(config) {
      throw InputError(
        file: root.file, place: root.path, found: kind.found, expected: kind.expected)
    }
    return config
  }

  /// What a document is that describes no model by itself.
  private static func other(_ config: ConfigReader) -> (found: String, expected: String)? {
    let members = config.members
    func has(_ keys: String...) -> Bool { keys.contains(where: members.contains) }
    func text(_ key: String) -> String? {
      if case .string(let text) = members.value(key) { text.shortened() } else { nil }
    }
    if has("peft_type") || has("base_model_name_or_path") && has("r", "target_modules") {
      let base = text("base_model_name_or_path").map { " of \($0)" } ?? ""
      var rank = ""
      if case .number(let number) = members.value("r") {
        rank = " of rank \(Int(max(0, min(number, 1e6))))"
      }
      return (
        "an adapter\(rank) (\(text("peft_type") ?? "LORA")), not a model",
        "the config.json of the model it changes\(base); adapters stand under \"adapters\" in a workload"
      )
    }
    if has("fine_tune_type", "lora_parameters") {
      let base = text("model").map { " of \($0)" } ?? ""
      return (
        "an adapter of MLX, not a model", "the config.json of the model it changes\(base)"
      )
    }
    if has("word_embedding_dimension", "pooling_mode_mean_tokens") {
      return (
        "the pooling of sentence-transformers",
        "the config.json in the folder above, which describes the layers"
      )
    }
    if has("weight_map") {
      return (
        "an index of safetensors files",
        "the config.json beside it; this file goes with --safetensors for exact bytes"
      )
    }
    if let metadata = try? members["metadata"]?.object(), metadata.contains("general.architecture")
    {
      return ("a dump of a GGUF file", gguf)
    }
    if members.contains("general.architecture") { return ("the keys of a GGUF file", gguf) }
    if has("model_type", "architectures") {
      if members.value("is_encoder_decoder") == .bool(true) {
        return (
          "an encoder–decoder (\(text("model_type") ?? "unknown"))",
          "a decoder: prompts of an encoder–decoder go through other layers than its answers, "
            + "which is not modelled"
        )
      }
      if let type = text("model_type"), type.hasPrefix("rwkv"), type != "rwkv" {
        return (
          "a later RWKV (\(type))", "\"rwkv\", the fourth, whose layers alone are known here"
        )
      }
      if let type = text("model_type"), encoders.contains(type) {
        return (
          "an encoder (\(type)), which embeds or classifies and writes no text",
          "an encoder whose layers are known here, such as bert, xlm-roberta, modernbert or "
            + "nomic_bert, or a decoder"
        )
      }
      return nil
    }
    if has("producer") && has("quantization") {
      return ("the quantisation of a checkpoint", "the config.json beside it")
    }
    if has("_class_name", "_diffusers_version") {
      return ("a part of an image or video model", "the config.json of a language model")
    }
    if has("tokenizer_class", "chat_template", "added_tokens_decoder", "added_tokens") {
      return ("the config of a tokenizer", "the config.json beside it")
    }
    if has("_from_model_config", "temperature", "top_p", "do_sample") {
      return ("the settings of generation", "the config.json beside it")
    }
    if has("image_processor_type", "processor_class", "feature_extractor_type") {
      return ("the settings of a processor", "the config.json beside it")
    }
    return nil
  }

  /// Encoders without a decoder whose layers are not known here.
  private static let encoders: Set<String> = [
    "big_bird", "funnel", "longformer", "xlm-roberta-xl", "xlnet",
  ]

  static let gguf =
    "the config.json of the model that it was made from, and its size by --safetensors FILE.gguf"

  /// A checkpoint or engine of TensorRT-LLM: one class, heads and experts under other names.
  private static func tensorRT(_ config: ConfigReader) throws(InputError) -> ConfigReader {
    let architecture = try config.members.required("architecture")
    var changed = config.members.members
    changed["architectures"] = .array([.string(try architecture.text())])
    changed["head_dim"] = changed["head_dim"] ?? changed["head_size"]
    if let moe = try config.section("moe") {
      changed["num_local_experts"] = moe.members["num_experts"]?.value
      changed["num_experts_per_tok"] = moe.members["top_k"]?.value
    } else if config.has("moe_num_experts") {
      changed["num_local_experts"] = changed["moe_num_experts"]
      changed["num_experts_per_tok"] = changed["moe_top_k"]
    }
    if changed["num_local_experts"] == .number(0) { changed["num_local_experts"] = nil }
    changed["model_type"] = nil
    return try config.holding(changed)
  }

  /// MLC's chat config: the shape stands under `model_config`.
  private static func mlc(_ config: ConfigReader) throws(InputError) -> ConfigReader {
    var changed = try ConfigReader(config.members.required("model_config")).members.members
    changed["model_type"] = config.members.members["model_type"]
    changed["quantization"] = config.members.members["quantization"]
    changed["max_position_embeddings"] =
      changed["max_position_embeddings"] ?? changed["context_window_size"]
    if case .string(let name) = changed["quantization"] {
      changed["torch_dtype"] = .string(
        name.contains("f32") ? "float32" : name.contains("bf16") ? "bfloat16" : "float16")
    }
    return try config.holding(changed)
  }
}

extension ConfigReader {
  /// A config with these members that stands where this one does, as the outermost.
  func holding(_ members: [String: JSONValue]) throws(InputError) -> ConfigReader {
    try ConfigReader(JSONPlace(value: .object(members), path: "$", file: place.file))
  }
}
