import CheckedJSON

extension ConfigReader {
  /// Keys without which a config describes no model; a class default in their place would be a guess.
  ///
  /// Configs of text models inside those of several modalities do leave them out, so that there the
  /// defaults of the class apply.
  static let essentialKeys: Set<String> = [
    "hidden_size", "vocab_size", "num_hidden_layers", "num_attention_heads", "intermediate_size",
    "moe_intermediate_size", "num_local_experts", "num_experts_per_tok",
  ]

  /// Whether a default may stand for a key.
  func mayDefault(_ key: String) -> Bool {
    place.path != "$" || !Self.essentialKeys.contains(key)
  }

  /// Refuses a config with parts that its family does not have: an encoder beside a text model, or
  /// experts in a dense one.
  func checkNothingIsIgnored(in parts: ModelParts, of family: String) throws(InputError) {
    if parts.towers.isEmpty {
      for key in ["vision_config", "audio_config", "vision_tower", "mm_vision_tower", "visual"] {
        guard let place = members[key] else { continue }
        if let members = try? place.object(), members.count == 0 { continue }
        throw place.error(
          expected:
            "no encoder beside \"model_type\" \"\(family)\", a text model; "
            + "without this key the text model alone is computed")
      }
    }
    guard !parts.layers.contains(where: \.isMixtureOfExperts) else { return }
    for key in ["num_local_experts", "num_experts", "n_routed_experts"] {
      guard let place = members[key], case .number(let count) = place.value, count > 1 else {
        continue
      }
      throw place.error(
        expected: "no experts with \"model_type\" \"\(family)\", whose layers have none")
    }
  }
}
