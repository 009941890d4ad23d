package import CheckedJSON
import Roofline

/// What a publisher of measurements means by its figures, where the rows themselves do not say.
struct PublisherPractice: Sendable, Hashable {
  /// What all requests of a run were.
  enum Requests: String, Sendable, CaseIterable {
    /// Copies of one prompt, sampled greedily.
    case copies
    /// Of lengths that differ in ways that were not published.
    case unpublishedLengths = "unpublished lengths"
  }

  /// Its name; `*` stands for any characters.
  let source: NamePattern
  /// Of which engine, in the same form; `nil` for all.
  let engine: NamePattern?
  /// Under which load, in the words of measurement files; `nil` for all.
  let load: String?
  /// From which date on, such as `2025-12`; `nil` for all.
  let from: String?
  /// Whether it holds only for rows that name no version of the engine.
  let namesNoVersion: Bool
  /// Which statistic the time to the first token is; `nil` if this does not tell.
  let firstToken: FirstTokenStatistic?
  /// What the requests were; `nil` if this does not tell.
  let requests: Requests?

  /// Whether it holds for a row.
  func holds(for row: MeasurementRow) -> Bool {
    source.matches(row.text("source"))
      && engine?.matches(row.text("engine")) != false
      && (load.map { $0 == row.text("load") } ?? true)
      && (from.map { $0 <= row.text("date") } ?? true)
      && (!namesNoVersion || row.text("engine_version").isEmpty)
  }
}

/// What all publishers mean by their figures.
package struct PublisherPractices: Sendable, Hashable {
  private let all: [PublisherPractice]

  /// Nobody is known: rows mean what they say, and times to the first token are means.
  package static let none = PublisherPractices(all: [])

  private init(all: [PublisherPractice]) { self.all = all }

  /// The statistic of a row's time to the first token, where it does not say.
  func firstTokenStatistic(of row: MeasurementRow) -> FirstTokenStatistic {
    all.first { $0.firstToken != nil && $0.holds(for: row) }?.firstToken ?? .mean
  }

  /// What a row's requests were; `nil` if nothing is known of them but their lengths.
  func requests(of row: MeasurementRow) -> PublisherPractice.Requests? {
    all.first { $0.requests != nil && $0.holds(for: row) }?.requests
  }

  /// Reads `{ "version", "practices" }`.
  ///
  /// - Throws: `InputError` with the place of what is wrong.
  package init(_ document: JSONDocument) throws(InputError) {
    let members = try document.root.object()
    try members.allowOnly(["version", "practices"])
    _ = try members.required("version").integer(in: 1...1)
    var all: [PublisherPractice] = []
    for place in try members.required("practices").array() {
      let practice = try place.object()
      try practice.allowOnly([
        "source", "engine", "load", "from", "namesNoVersion", "timeToFirstToken", "requests",
        "evidence",
      ])
      _ = try practice.required("evidence").text()
      all.append(
        PublisherPractice(
          source: NamePattern(try practice.required("source").text()),
          engine: try practice["engine"].map { place throws(InputError) in
            NamePattern(try place.text())
          },
          load: try practice["load"]?.text(), from: try practice["from"]?.text(),
          namesNoVersion: try practice["namesNoVersion"]?.bool() ?? false,
          firstToken: try practice["timeToFirstToken"]?.choice(),
          requests: try practice["requests"]?.choice()))
    }
    self.all = all
  }
}
