package import CheckedJSON

/// The figures of a model that a list of many shows.
///
/// Reading a config takes about a millisecond, so a list of hundreds has them at hand: in an index, of which a test says
/// that it holds what the configs give.
package struct ModelSummary: Sendable, Hashable {
  /// The family that the config names.
  package let family: String
  /// Parameters in all.
  package let parameters: Int
  /// Parameters that one token goes through.
  package let activeParameters: Int
  /// Bytes of cache that one more token takes, within a window or not.
  package let cacheBytesPerToken: Double
  /// The longest sequence in tokens, if the config says one.
  package let maximumContextTokens: Int?

  /// Takes the figures of a model.
  package init(_ model: ModelArchitecture) {
    let count = model.parameterCount
    let cache = model.keyValueCache()
    family = model.family
    parameters = count.total
    activeParameters = count.active
    cacheBytesPerToken =
      cache.bytesPerTokenUnbounded + cache.bytesPerTokenWindowed + cache.indexerBytesPerToken
    maximumContextTokens = model.maximumContextTokens
  }
}

extension ModelSummary {
  /// Reads `[family, parameters, active parameters, bytes per token, context]`.
  init(_ place: JSONPlace) throws(InputError) {
    let parts = try place.array()
    guard parts.count == 5 else { throw place.error(expected: "an array of 5") }
    family = try parts[0].text()
    parameters = try parts[1].integer(in: 0...1 << 53)
    activeParameters = try parts[2].integer(in: 0...1 << 53)
    cacheBytesPerToken = try parts[3].number(in: 0...1e18)
    maximumContextTokens = parts[4].isNull ? nil : try parts[4].integer(in: 1...1 << 53)
  }

  /// Reads an index: summaries by the id of the model.
  package static func index(_ document: JSONDocument) throws(InputError) -> [String: ModelSummary] {
    let models = try document.root.object()
    var index: [String: ModelSummary] = [:]
    for name in models.keys { index[name] = try ModelSummary(models.required(name)) }
    return index
  }
}
