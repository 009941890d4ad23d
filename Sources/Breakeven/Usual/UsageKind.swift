package import CheckedJSON

/// A kind of use: how often its users ask, how long their requests are, and when they come.
///
/// Forty users of answers from documents ask 40 × 2 = 80 times a day, 2,944 tokens each.
package struct UsageKind: Sendable, Hashable, Identifiable {
  /// A short name: `rag`.
  package let id: String
  /// Other names of it, such as those of the shipped workloads: `rag-answers`.
  package let aliases: [String]
  /// The kind in words: `Answers from documents`.
  package let title: String
  /// What models are asked for, by which those that think write more; `nil` where the lengths count that.
  package let task: TaskKind?
  /// Requests of one active user in a day; of agents, steps of the model.
  package let requestsPerUserDay: UsualValue
  /// The mean prompt, in tokens.
  package let promptTokens: UsualValue
  /// The longest prompt, in tokens, where a session is cut to it; `nil` where lengths spread as is usual.
  package let longestPromptTokens: UsualValue?
  /// The mean completion, in tokens.
  package let completionTokens: UsualValue
  /// The share of prompt tokens that an earlier request had too.
  package let cachedShare: UsualValue
  /// The peak hour over the mean hour.
  package let peakToAverage: UsualValue
  /// The most seconds until the first token that its users accept; `nil` if nobody waits for it.
  package let timeToFirstTokenSeconds: UsualValue?
  /// The most seconds for each further token; `nil` if nobody waits for it.
  package let timePerOutputTokenSeconds: UsualValue?

  /// The kinds that the library carries, commonest first.
  ///
  /// - Throws: `InputError` if the library's own file is broken, which its tests exclude.
  package static func builtIn() throws(InputError) -> [UsageKind] { try kinds.get() }

  /// The kind that a name means, whatever its case and separators.
  ///
  /// - Throws: `InputError` with the nearest name.
  package static func named(_ name: String, place: String? = nil) throws(InputError) -> UsageKind {
    let kinds = try builtIn()
    let index = NameIndex(
      kinds.map { NameIndex.Entry($0.id, aliases: $0.aliases + [$0.title]) }, kind: "kind of use")
    return kinds[try index.position(of: name, place: place)]
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
      "id", "aliases", "title", "task", "requestsPerUserDay", "promptTokens",
      "longestPromptTokens", "completionTokens",
      "cachedShare", "peakToAverage", "timeToFirstTokenSeconds", "timePerOutputTokenSeconds",
    ])
    id = try members.required("id").name()
    var aliases: [String] = []
    for place in try members["aliases"]?.array() ?? [] { aliases.append(try place.text()) }
    self.aliases = aliases
    title = try members.required("title").text()
    task = try members["task"]?.choice()
    requestsPerUserDay = try UsualValue(members.required("requestsPerUserDay"))
    promptTokens = try UsualValue(members.required("promptTokens"))
    longestPromptTokens = try members["longestPromptTokens"].map(UsualValue.init)
    completionTokens = try UsualValue(members.required("completionTokens"))
    cachedShare = try UsualValue(members.required("cachedShare"))
    peakToAverage = try UsualValue(members.required("peakToAverage"))
    timeToFirstTokenSeconds = try members["timeToFirstTokenSeconds"].map(UsualValue.init)
    timePerOutputTokenSeconds = try members["timePerOutputTokenSeconds"].map(UsualValue.init)
  }
}
