package import CheckedJSON

/// The keys that nearly every decoder's config has.
package struct DecoderShape: Sendable {
  package var hidden: Int
  package var vocabulary: Int
  package var layerCount: Int
  package var context: Int?
  package var tied: Bool

  /// Reads the keys; the defaults are those of the family's config class.
  package init(
    _ config: ConfigReader, hidden: Int?, vocabulary: Int?, layers: Int?, tied: Bool
  ) throws(InputError) {
    self.hidden = try config.count("hidden_size", "n_embd", "d_model", "n_embed", default: hidden)
    self.vocabulary = try config.count(
      "vocab_size", "padded_vocab_size", default: vocabulary, in: .vocabulary)
    self.layerCount = try config.count(
      "num_hidden_layers", "n_layer", "n_layers", "num_layers", default: layers, in: .layers)
    self.context = try config.context()
    self.tied = try config.flag("tie_word_embeddings", default: tied)
  }
}

extension ConfigReader {
  /// The longest sequence: what the config states, or further where YaRN stretches its positions.
  ///
  /// Qwen 2.5 with 32,768 positions, YaRN by 4 over 32,768: 131,072, as engines serve it.
  fileprivate func context() throws(InputError) -> Int? {
    let stated = try optionalCount(
      "max_position_embeddings", "n_positions", "max_seq_len", "model_max_length", "seq_length",
      in: .tokens)
    let lengthened = try optionalCount("max_sequence_length", in: .tokens)
    guard let stated else { return lengthened }
    var longest = max(stated, lengthened ?? 0)
    for key in ["rope_scaling", "rope_parameters"] {
      guard let place = members[key], case .object = place.value else { continue }
      let rope = try ConfigReader(place)
      longest = max(longest, try rope.stretched() ?? 0)
      // One for each type of layer.
      for type in rope.members.keys {
        guard let inner = rope.members[type], case .object = inner.value else { continue }
        longest = max(longest, try ConfigReader(inner).stretched() ?? 0)
      }
    }
    return longest
  }

  /// The positions that YaRN reaches; `nil` for other ways to place them, which the config counts in.
  private func stretched() throws(InputError) -> Int? {
    guard try text("rope_type").orElse(text("type")) == "yarn",
      let original = try optionalCount("original_max_position_embeddings", in: .tokens)
    else { return nil }
    let reach = Double(original) * (try number("factor", default: 1, in: 0.01...1e6))
    return Int(min(reach.rounded(), Double(ClosedRange<Int>.tokens.upperBound)))
  }
}
