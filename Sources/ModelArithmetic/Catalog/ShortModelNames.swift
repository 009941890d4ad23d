import CheckedJSON
import Synchronization

/// The shortened names of all models, taken apart when the first name is looked up that none bears.
final class ShortModelNames: Sendable {
  fileprivate typealias Row = (position: Int, name: ShortModelName)

  /// The names taken apart, and where each word of them stands.
  fileprivate struct Table {
    var rows: [Row] = []
    var places: [String: [Int]] = [:]
  }

  private let models: [ModelAlias]
  private let quietWords: Set<String>
  private let table = Mutex<Table?>(nil)

  init(_ models: [ModelAlias], quietWords: Set<String>) {
    self.models = models
    self.quietWords = quietWords
  }

  /// The model that a shortened name means.
  func match(_ name: String) -> NameIndex.Match {
    let found = omissions(from: name)
    for level in [ShortModelName.Omission.implied, .release] {
      let fitting = Set(found.filter { $0.omission == level }.map(\.position)).sorted()
      if fitting.count == 1 { return .one(fitting[0]) }
      if fitting.count > 1 { return .several(fitting.map { models[$0].id }) }
    }
    return .none
  }

  /// The ids of the models of which a name may be a part: those first that it leaves least out of, and
  /// of them the newest, as versions count up.
  func mayMean(_ name: String) -> [String] {
    let found = omissions(from: name).map { (models[$0.position].id, $0.omission) }
    var listed: [String] = []
    for (id, _) in found.sorted(by: { $0.1 == $1.1 ? $0.0 > $1.0 : $0.1 < $1.1 })
    where !listed.contains(id) {
      listed.append(id)
    }
    return listed
  }

  private func omissions(
    from name: String
  ) -> [(position: Int, omission: ShortModelName.Omission)] {
    let wanted = ShortModelName(name, without: quietWords)
    guard !wanted.tokens.isEmpty else { return [] }
    return table.withLock { table in
      let made = table ?? Table(models, quietWords: quietWords)
      table = made
      // Only names with the rarest of the words can have them all.
      let places = wanted.tokens.map { made.places[$0] ?? [] }
      return (places.min { $0.count < $1.count } ?? []).compactMap { place in
        let row = made.rows[place]
        return wanted.omission(from: row.name).map { (row.position, $0) }
      }
    }
  }
}

extension ShortModelNames.Table {
  fileprivate init(_ models: [ModelAlias], quietWords: Set<String>) {
    self.init()
    for (position, model) in models.enumerated() {
      for name in [model.id] + model.names {
        let short = ShortModelName(name.shortName, without: quietWords)
        for word in Set(short.tokens) { places[word, default: []].append(rows.count) }
        rows.append((position, short))
      }
    }
  }
}
