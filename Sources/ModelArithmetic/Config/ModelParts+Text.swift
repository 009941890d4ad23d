package import CheckedJSON

extension ConfigReader {
  /// The text model inside a config of several modalities; the outer config decides whether
  /// embeddings are tied.
  ///
  /// - Parameters:
  ///   - family: The family of an inner config that does not name one.
  ///   - key: Where the inner config stands.
  ///   - tied: The class default of the outer config; `nil` where the inner config decides.
  package func textModel(
    _ family: ArchitectureFamily, key: String = "text_config", tied: Bool?
  ) throws(InputError) -> ModelParts {
    let text = try sectionOrDefaults(key)
    let inner =
      text.has("model_type") || text.has("architectures")
      ? try ArchitectureFamily.of(text) : family
    let fallback = tied == nil ? try text.flag("tie_word_embeddings", default: false) : tied
    let isTied = try flag("tie_word_embeddings", default: fallback ?? false)
    return try inner.parts(text.replacing("tie_word_embeddings", with: .bool(isTied)))
  }

  /// The same config with one value changed.
  package func replacing(_ key: String, with value: JSONValue) throws(InputError) -> ConfigReader {
    try ConfigReader(members.replacing(key, with: value))
  }
}
