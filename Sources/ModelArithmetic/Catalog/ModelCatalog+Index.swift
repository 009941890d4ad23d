import CheckedJSON

extension ModelCatalog {
  /// The index of all models that can be read, one a line: what ``ModelSummary/index(_:)`` reads.
  package var indexOfSummaries: String {
    let lines = identifiers.compactMap { name -> String? in
      guard let model = try? architecture(named: name) else { return nil }
      let summary = ModelSummary(model)
      let figures: [JSONText] = [
        .string(summary.family), .integer(summary.parameters), .integer(summary.activeParameters),
        .number(summary.cacheBytesPerToken),
        summary.maximumContextTokens.map { .integer($0) } ?? .null,
      ]
      return JSONText.string(name).compact + ": " + JSONText.array(figures).compact
    }
    return "{\n" + lines.joined(separator: ",\n") + "\n}\n"
  }
}
