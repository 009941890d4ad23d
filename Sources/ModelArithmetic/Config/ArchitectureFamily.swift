package import CheckedJSON

/// Models that share a config class: how their config becomes a list of layers.
package struct ArchitectureFamily: Sendable {
  /// The values of `model_type` that name the family.
  package let modelTypes: [String]
  /// The class names in `architectures` that name it where `model_type` does not.
  package let classes: [String]
  /// Reads the parts of a model out of its config.
  package let parts: @Sendable (ConfigReader) throws(InputError) -> ModelParts

  package init(
    _ modelTypes: String..., classes: [String] = [],
    parts: @escaping @Sendable (ConfigReader) throws(InputError) -> ModelParts
  ) {
    self.modelTypes = modelTypes
    self.classes = classes
    self.parts = parts
  }

  /// The family that a config names, by its `model_type` or else by its class.
  package static func of(_ config: ConfigReader) throws(InputError) -> ArchitectureFamily {
    let modelType = try config.text("model_type")
    // A draft bears the model type of its target, so its class decides.
    if let first = try config.list("architectures")?.first, case .string(let name) = first.value,
      let draft = draft(class: name)
    {
      return draft
    }
    if let modelType, let family = byModelType[modelType] ?? draft(modelType: modelType) {
      return family
    }
    // Embedders made of a decoder bear its type with a word more, and a class that says what changes.
    for ending in ["_bidirectional", "_bidirec"] {
      guard let modelType, modelType.hasSuffix(ending) else { continue }
      if let family = byModelType[String(modelType.dropLast(ending.count))] { return family }
    }
    let classes = try config.list("architectures") ?? []
    for place in classes {
      let name = try place.text()
      if let family = byClass[name] { return family }
      if modelType == nil, let stem = ModelClass(name)?.stem, let family = byStem[stem] {
        return family
      }
    }
    throw unknown(modelType, firstClass: try classes.first?.text(), in: config)
  }

  private static func unknown(
    _ modelType: String?, firstClass: String?, in config: ConfigReader
  ) -> InputError {
    guard let name = modelType ?? firstClass else {
      return InputError(
        file: config.place.file, place: config.place.path,
        found: "neither \"model_type\" nor \"architectures\"",
        expected: "the config.json of a model")
    }
    var error = InputError.unknown(
      "architecture", name, among: byModelType.keys.sorted(), file: config.place.file,
      place: config.place.path + (modelType == nil ? ".architectures[0]" : ".model_type"))
    if let modelType, let named = firstClass, let family = byClass[named] {
      error.expected = "\"\(family.modelTypes.first ?? "")\", whose class \(named) it names"
      error.suggestion = family.modelTypes.first ?? modelType
    } else if let (key, inner) = innerText(of: config) {
      error.expected +=
        "; its text model says \"\(inner)\", and \"\(key)\" alone is computed if it is no other"
    }
    return error
  }

  /// The part of a config that holds a text model of a known type, and that type.
  private static func innerText(of config: ConfigReader) -> (key: String, type: String)? {
    for key in ["text_config", "llm_config", "language_config", "thinker_config"] {
      guard let members = try? config.members[key]?.object() else { continue }
      if case .string(let type) = members.value("model_type"), byModelType[type] != nil {
        return (key, type)
      }
    }
    return nil
  }

  private static let byModelType: [String: ArchitectureFamily] = Dictionary(
    all.flatMap { family in family.modelTypes.map { ($0, family) } },
    uniquingKeysWith: { first, _ in first })
  private static let byStem: [String: ArchitectureFamily] = Dictionary(
    all.flatMap { family in family.stems.sorted().map { ($0, family) } },
    uniquingKeysWith: { first, _ in first })
  private static let byClass: [String: ArchitectureFamily] = Dictionary(
    all.flatMap { family in family.classes.map { ($0, family) } },
    uniquingKeysWith: { first, _ in first })
}
