package import CheckedJSON

/// One open model under its publisher's id, with all that it is called elsewhere.
package struct ModelAlias: Sendable, Hashable {
  /// The publisher's id, such as `moonshotai/Kimi-K2.7-Code`: the name under which tariffs and
  /// candidates meet.
  package let id: String
  /// Other ids and spellings of the same weights, or of them before instruction tuning.
  package let names: [String]
  /// The id of the catalog's config that describes it; `nil` where the catalog has a config of its own
  /// or none at all.
  package let config: String?
  /// The longest sequence in tokens, where it is not that of the shared config.
  package let contextTokens: Int?
  /// The datatype in which the publisher stores what the shared config has in another: a re-upload's
  /// `nvfp4` that is `bf16` in the original.
  package let formats: [NumberFormat: NumberFormat]
  /// What the model is for, where its config names a class that writes text: an embedder without a head, or a reranker
  /// that compares two words of it; `nil` where the config says it.
  package let purpose: ModelPurpose?

  package init(
    _ id: String, names: [String] = [], config: String? = nil, contextTokens: Int? = nil,
    formats: [NumberFormat: NumberFormat] = [:], purpose: ModelPurpose? = nil
  ) {
    self.id = id
    self.names = names
    self.config = config
    self.contextTokens = contextTokens
    self.formats = formats
    self.purpose = purpose
  }
}

/// A purpose as alias tables spell it.
private enum ReadOnlyPurpose: String, CaseIterable {
  case embedding, reranking
}

extension ModelAlias {
  /// Reads one element of the `models` of an alias table.
  init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly([
      "id", "names", "config", "contextTokens", "formats", "purpose", "source",
    ])
    id = try members.required("id").text()
    var names: [String] = []
    for name in try members["names"]?.array() ?? [] { names.append(try name.text()) }
    self.names = names
    config = try members["config"]?.text()
    contextTokens = try members["contextTokens"]?.integer(in: 1...1_000_000_000)
    var formats: [NumberFormat: NumberFormat] = [:]
    if let stored = try members["formats"]?.object() {
      try stored.allowOnly(NumberFormat.allCases.map(\.rawValue))
      for format in NumberFormat.allCases {
        formats[format] = try stored[format.rawValue]?.choice()
      }
    }
    self.formats = formats
    purpose =
      switch try members["purpose"].map({ place throws(InputError) in
        try place.choice(ReadOnlyPurpose.self)
      }) {
      case .embedding: .embedding
      case .reranking: .scoring(labels: 2)
      case nil: nil
      }
    // Whatever the table says beyond names is a claim about a published config.
    if contextTokens != nil || config != nil || !formats.isEmpty || purpose != nil {
      _ = try members.required("source").text()
    }
  }

  /// Reads an alias table: `{ "version": 1, "asOf": …, "models": [ … ] }`.
  ///
  /// - Throws: `InputError` for unknown keys and for a name that two models claim.
  package static func table(_ document: JSONDocument) throws(InputError) -> [ModelAlias] {
    let members = try document.root.object()
    try members.allowOnly(["version", "asOf", "note", "models"])
    var aliases: [ModelAlias] = []
    var taken: [String: String] = [:]
    for place in try members.required("models").array() {
      let alias = try ModelAlias(place)
      for name in [alias.id] + alias.names {
        if let owner = taken.updateValue(alias.id, forKey: name.lowercased()) {
          throw place.error(
            expected: "names that no other model has, unlike \"\(name)\" of \(owner)")
        }
      }
      aliases.append(alias)
    }
    return aliases
  }
}
