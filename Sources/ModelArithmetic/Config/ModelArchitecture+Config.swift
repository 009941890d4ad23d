public import CheckedJSON

#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

extension ModelArchitecture {
  /// Reads the text of a Hugging Face `config.json`.
  ///
  /// - Parameters:
  ///   - config: The text of the file.
  ///   - name: What the model is called from then on.
  ///   - file: The file's name, which errors tell; `nil` for a text without a file.
  /// - Throws: `InputError` for text that is no config, for an architecture that is not known, and
  ///   for numbers that no model can have.
  public init(config: Data, name: String, file: String? = nil) throws(InputError) {
    guard !config.starts(with: Array("GGUF".utf8)) else {
      throw InputError(
        file: file, place: "byte 0", found: "a GGUF file", expected: ConfigFileKind.gguf)
    }
    try self.init(config: JSONDocument(config.withoutPythonNumbers, file: file), name: name)
  }

  /// Reads a Hugging Face `config.json`, and what the `hf_quant_config.json` beside it says of a checkpoint
  /// whose config does not speak of quantisation.
  ///
  /// - Throws: `InputError` for files that are none, and for all that a config alone is refused for.
  package init(
    config: Data, name: String, file: String?, quantization: JSONDocument
  ) throws(InputError) {
    let document = try JSONDocument(config.withoutPythonNumbers, file: file)
    let reader = try ConfigFileKind.modelConfig(document.root)
    guard try !QuantizationMethod.isStated(in: reader),
      let section = try ConfigReader(quantization.root).section("quantization")
    else {
      try self.init(reader, name: name, notes: [])
      return
    }
    // Read here first, so that an error names the file.
    _ = try QuantizationMethod.modelOpt.rules(section)
    var stated = section.members.members
    stated["quant_method"] = .string("modelopt")
    try self.init(
      reader.replacing("quantization_config", with: .object(stated)), name: name,
      notes: ["its quantisation is read from the \(Self.quantizationFile) beside the config"])
  }

  /// The file in which NVIDIA's checkpoints say how they are quantised.
  package static let quantizationFile = "hf_quant_config.json"

  /// Reads a Hugging Face `config.json`.
  ///
  /// - Parameters:
  ///   - config: The document.
  ///   - name: What the model is called from then on.
  /// - Throws: `InputError` for a document that is no config, for an architecture that is not known,
  ///   and for numbers that no model can have.
  public init(config: JSONDocument, name: String) throws(InputError) {
    try self.init(ConfigFileKind.modelConfig(config.root), name: name, notes: [])
  }

  /// Reads the copy of a config that a catalog has, and which may lack keys that the published one has.
  init(catalogCopy config: Data, name: String, file: String) throws(InputError) {
    let document = try JSONDocument(config.withoutPythonNumbers, file: file)
    try self.init(
      ConfigFileKind.modelConfig(document.root), name: name, notes: [],
      source: "the catalog's copy of the config")
  }

  private init(
    _ reader: ConfigReader, name: String, notes: [String], source: String = "the config"
  ) throws(InputError) {
    let family = try ArchitectureFamily.of(reader)
    let type = try reader.text("model_type") ?? family.modelTypes.first ?? family.classes.first
    let modelClass = try family.modelClass(of: reader)
    var whole = try family.parts(reader)
    whole.notes += notes
    try reader.checkNothingIsIgnored(in: whole, of: type ?? "unknown")
    if let modelClass { whole = try whole.topped(by: modelClass, reader) }
    let (parts, precision) = try whole.quantized(by: reader, name: name, source: source)
    guard parts.isCountable else {
      throw InputError(
        file: reader.place.file, place: "$", found: "more than 2^62 parameters",
        expected: "a model that someone could have trained")
    }
    self.init(parts: parts, checkpoint: precision, name: name, family: type ?? "unknown")
  }

  private init(
    parts: ModelParts, checkpoint: CheckpointPrecision, name: String, family: String
  ) {
    self.init(
      name: name, family: family, hiddenSize: parts.hiddenSize,
      vocabularySize: parts.vocabularySize, maximumContextTokens: parts.maximumContextTokens,
      tiesEmbeddings: parts.tiesEmbeddings, embeddings: parts.embeddings, layers: parts.layers,
      outputs: parts.outputs, towers: parts.towers,
      multiTokenPrediction: parts.multiTokenPrediction, purpose: parts.purpose,
      notes: parts.notes, checkpoint: checkpoint)
  }
}

extension ModelParts {
  /// Whether sums over all operators stay below 2⁶², so that no count can overflow.
  fileprivate var isCountable: Bool {
    var total = 0.0
    for part in [embeddings, outputs, towers, multiTokenPrediction] + layers.map(\.operators) {
      for each in part { total += Double(each.parameters) }
    }
    return total < 0x1p61
  }
}
