import CheckedJSON

/// The class that a config names in `architectures`, taken apart: whose layers, and what stands on them.
struct ModelClass: Sendable {
  let name: String
  /// The name without its ending, in lower case and without signs, as `qwen3vl`.
  let stem: String
  let ending: Ending

  /// What a class puts on the layers; the longer endings come first.
  enum Ending: String, CaseIterable {
    case sequence = "ForSequenceClassification"
    case token = "ForTokenClassification"
    case process = "ForProcessRewardModel"
    case reward = "ForRewardModel"
    case answer = "ForQuestionAnswering"
    case conditional = "ForConditionalGeneration"
    case image = "ForImageTextToText"
    case causal = "ForCausalLM"
    case languageHead = "LMHeadModel"
    case chat = "ChatModel"
    case bidirectional = "BidirectionalModel"
    case text = "TextModel"
    case bare = "Model"

    /// Whether the class has no head of its own.
    var isBare: Bool { self == .bidirectional || self == .text || self == .bare }
  }

  /// Takes a name apart; `nil` for an ending that is not known.
  init?(_ name: String) {
    guard let ending = Ending.allCases.first(where: { name.hasSuffix($0.rawValue) }) else {
      return nil
    }
    self.name = name
    self.ending = ending
    stem = Self.plain(String(name.dropLast(ending.rawValue.count)))
  }

  /// A name in lower case without signs.
  static func plain(_ name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}

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

extension ModelParts {
  /// The same parts with what a class puts on the layers in place of the output head.
  func topped(
    by modelClass: ModelClass, _ config: ConfigReader
  ) throws(InputError) -> ModelParts {
    let head: [Operator]
    var parts = self
    switch modelClass.ending {
    case .conditional, .image, .causal, .languageHead, .chat: return self
    case .bidirectional, .text, .bare:
      head = []
      parts.purpose = .embedding
      parts.notes.append(
        "\(modelClass.name) has no output head: it embeds, and is priced per prompt token")
    case .sequence, .token, .answer, .reward, .process:
      let labels = try config.labels(default: modelClass.ending == .reward ? 1 : 2)
      let bias = modelClass.ending == .token || modelClass.ending == .answer
      let count = modelClass.ending == .answer ? 2 : labels
      // Qwen's reward models have a layer of the hidden width before the score.
      let isDeep =
        [.reward, .process].contains(modelClass.ending) && modelClass.stem.hasPrefix("qwen")
      let before: [Operator] =
        isDeep ? [.linear(.outputHead, "score.0", hiddenSize, hiddenSize, bias: true)] : []
      head =
        before + [
          .linear(
            .outputHead, isDeep ? "score.2" : "score", hiddenSize, count, bias: bias || isDeep)
        ]
      parts.purpose = .scoring(labels: count)
      parts.notes.append(
        "\(modelClass.name) scores \(count) label\(count == 1 ? "" : "s") and has no output head: "
          + "it ranks or classifies, and is priced per prompt token")
    }
    parts.outputs = outputs.filter { $0.role != .outputHead } + head
    parts.tiesEmbeddings = false
    return parts
  }
}

extension ConfigReader {
  /// How many labels a classifier tells apart: `num_labels`, or as many as `id2label` names.
  fileprivate func labels(default fallback: Int) throws(InputError) -> Int {
    if let count = try optionalCount("num_labels") { return count }
    guard let names = try section("id2label") else { return fallback }
    return max(1, min(names.members.keys.count, 1 << 16))
  }
}
