import CheckedJSON

extension ModelParts {
  /// The same parts with what a class puts on the layers in place of the output head.
  func topped(
    by modelClass: ModelClass, _ config: ConfigReader
  ) throws(InputError) -> ModelParts {
    // A family of encoders reads its heads itself.
    guard purpose == .generation else {
      return modelClass.isBidirectional ? seeingBothWays : self
    }
    let head: [Operator]
    var parts = modelClass.isBidirectional ? seeingBothWays : self
    switch modelClass.ending {
    case .conditional, .image, .causal, .languageHead, .chat: return self
    case .bidirectional, .text, .bare, .masked, .pretraining:
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
  func labels(default fallback: Int) throws(InputError) -> Int {
    if let count = try optionalCount("num_labels") { return count }
    guard let names = try section("id2label") else { return fallback }
    return max(1, min(names.members.keys.count, 1 << 16))
  }
}
