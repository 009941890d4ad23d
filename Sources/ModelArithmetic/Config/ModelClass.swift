/// The class that a config names in `architectures`, taken apart: whose layers, and what stands on them.
struct ModelClass: Sendable {
  let name: String
  /// The name without its ending, in lower case and without signs, as `qwen3vl`.
  let stem: String
  let ending: Ending
  /// Whether every token sees those behind it as well.
  let isBidirectional: Bool

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
    case masked = "ForMaskedLM"
    case pretraining = "ForPreTraining"
    case languageHead = "LMHeadModel"
    case chat = "ChatModel"
    case bidirectional = "BidirectionalModel"
    case text = "TextModel"
    case bare = "Model"
  }

  /// Takes a name apart; `nil` for an ending that is not known.
  init?(_ name: String) {
    guard let ending = Ending.allCases.first(where: { name.hasSuffix($0.rawValue) }) else {
      return nil
    }
    self.name = name
    self.ending = ending
    let stem = Self.plain(String(name.dropLast(ending.rawValue.count)))
    let sign = "bidirectional"
    isBidirectional = ending == .bidirectional || stem.hasSuffix(sign)
    self.stem = stem.hasSuffix(sign) ? String(stem.dropLast(sign.count)) : stem
  }

  /// A name in lower case without signs.
  static func plain(_ name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}
