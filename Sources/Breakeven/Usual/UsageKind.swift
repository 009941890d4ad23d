package import CheckedJSON

/// A kind of use: how often its users ask, how long their requests are, and when they come.
///
/// Forty users of answers from documents ask 40 × 2 = 80 times a day, 2,944 tokens each.
package struct UsageKind: Sendable, Hashable, Identifiable {
  /// A short name: `rag`.
  package let id: String
  /// The kind in words: `Answers from documents`.
  package let title: String
  /// Requests of one active user in a day; of agents, steps of the model.
  package let requestsPerUserDay: UsualValue
  /// The mean prompt, in tokens.
  package let promptTokens: UsualValue
  /// The mean completion, in tokens.
  package let completionTokens: UsualValue
  /// The share of prompt tokens that an earlier request had too.
  package let cachedShare: UsualValue
  /// The peak hour over the mean hour.
  package let peakToAverage: UsualValue

  /// The kinds that the library carries, commonest first.
  ///
  /// - Throws: `InputError` if the library's own file is broken, which its tests exclude.
  package static func builtIn() throws(InputError) -> [UsageKind] { try kinds.get() }

  /// The kind with this name.
  ///
  /// - Throws: `InputError` with the nearest name.
  package static func named(_ id: String) throws(InputError) -> UsageKind {
    let kinds = try builtIn()
    guard let kind = kinds.first(where: { $0.id == id }) else {
      throw InputError.unknown("kind of use", id, among: kinds.map(\.id))
    }
    return kind
  }

  private static let kinds = Result { () throws(InputError) in
    let path = "data/usage-kinds.json"
    return try all(in: JSONDocument(EmbeddedFile.at(path).data, file: path))
  }

  package static func all(in document: JSONDocument) throws(InputError) -> [UsageKind] {
    let members = try document.root.object()
    try members.allowOnly(["version", "kinds"])
    _ = try members.required("version").integer(in: 1...1)
    var kinds: [UsageKind] = []
    for place in try members.required("kinds").array() {
      let kind = try UsageKind(place)
      guard !kinds.contains(where: { $0.id == kind.id }) else {
        throw place.error(expected: "each kind once")
      }
      kinds.append(kind)
    }
    return kinds
  }

  private init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly([
      "id", "title", "requestsPerUserDay", "promptTokens", "completionTokens", "cachedShare",
      "peakToAverage",
    ])
    id = try members.required("id").name()
    title = try members.required("title").text()
    requestsPerUserDay = try UsualValue(members.required("requestsPerUserDay"))
    promptTokens = try UsualValue(members.required("promptTokens"))
    completionTokens = try UsualValue(members.required("completionTokens"))
    cachedShare = try UsualValue(members.required("cachedShare"))
    peakToAverage = try UsualValue(members.required("peakToAverage"))
  }
}
