import CheckedJSON

extension ArchitectureFamily {
  /// The stems of the classes that have the family's layers.
  var stems: Set<String> {
    var stems = Set(classes.compactMap { ModelClass($0)?.stem })
    for type in modelTypes {
      let plain = ModelClass.plain(type)
      stems.insert(plain)
      for ending in ["textmodel", "text"] where plain.hasSuffix(ending) {
        stems.insert(String(plain.dropLast(ending.count)))
      }
    }
    return stems
  }

  /// The class of a config, held against its `model_type`; `nil` for one that names none.
  ///
  /// - Throws: `InputError` for a class with other layers than the model type has.
  func modelClass(of config: ConfigReader) throws(InputError) -> ModelClass? {
    guard let place = try config.list("architectures")?.first else { return nil }
    let name = try place.text()
    if classes.contains(name) { return ModelClass(name) }
    guard let known = ModelClass(name), stems.contains(known.stem) else {
      let type = try config.text("model_type") ?? modelTypes.first ?? ""
      var error = place.unknown(
        "class", name,
        among: classes.isEmpty ? modelTypes : classes)
      error.expected =
        "a class with the layers of \"model_type\" \"\(type)\""
        + (classes.isEmpty ? "" : ", such as \(classes.joined(separator: ", "))")
      throw error
    }
    return known
  }
}
