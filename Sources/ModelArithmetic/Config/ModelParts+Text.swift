package import CheckedJSON

extension ConfigReader {
  /// The text model inside a config of several modalities.
  ///
  /// The outer config decides whether embeddings are tied, the inner one where the outer is silent.
  ///
  /// - Parameters:
  ///   - family: the family of an inner config that does not name one.
  ///   - tied: the class default of the outer config, for configs of which neither says.
  package func textModel(
    _ family: ArchitectureFamily, key: String = "text_config", tied: Bool
  ) throws(InputError) -> ModelParts {
    let text = try sectionOrDefaults(key)
    let inner =
      text.has("model_type") || text.has("architectures")
      ? try ArchitectureFamily.of(text) : family
    let isTied =
      try members["tie_word_embeddings"] != nil
      ? flag("tie_word_embeddings", default: tied)
      : text.flag("tie_word_embeddings", default: tied)
    return try inner.parts(text.replacing("tie_word_embeddings", with: .bool(isTied)))
  }

  /// The same config with one value changed.
  package func replacing(_ key: String, with value: JSONValue) throws(InputError) -> ConfigReader {
    var changed = members.members
    changed[key] = value
    return try ConfigReader(
      JSONPlace(value: .object(changed), path: place.path, file: place.file))
  }
}
