import CheckedJSON
import Synchronization

/// The shortened names of all models, taken apart when the first name is looked up that none bears.
final class ShortModelNames: Sendable {
  private typealias Row = (position: Int, name: ShortModelName)

  private let models: [ModelAlias]
  private let quietWords: Set<String>
  private let rows = Mutex<[Row]>([])

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
    return rows.withLock { rows in
      if rows.isEmpty { rows = all }
      return rows.compactMap { row in
        wanted.omission(from: row.name).map { (row.position, $0) }
      }
    }
  }

  private var all: [Row] {
    models.enumerated().flatMap { position, model in
      ([model.id] + model.names).map { name in
        let short = name.split(separator: "/").last.map(String.init) ?? name
        return (position, ShortModelName(short, without: quietWords))
      }
    }
  }
}
