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
    self.context = try config.optionalCount(
      "max_position_embeddings", "n_positions", "max_seq_len", "model_max_length", "seq_length",
      in: .tokens)
    self.tied = try config.flag("tie_word_embeddings", default: tied)
  }
}
