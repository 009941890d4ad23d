import Synchronization

/// The keys of all names of an index, made when the first lenient spelling is looked up, level by level.
///
/// Most names stand as they are written in the catalog: they never need it.
final class NameKeyTable: Sendable {
  private typealias Table = [NameKey: [Int]]

  private let entries: [NamedEntry]
  /// The words that each table leaves out, and whether it holds short names only.
  private let levels: [(words: Set<String>, isShort: Bool)]
  private let tables: Mutex<[Table?]>

  init(_ entries: [NamedEntry], quietWords: Set<String>) {
    self.entries = entries
    let words = quietWords.isEmpty ? [[]] : [[], quietWords]
    levels = [false, true].flatMap { isShort in words.map { ($0, isShort) } }
    tables = Mutex(Array(repeating: nil, count: levels.count))
  }

  /// What shares the name's key at the strictest level at which anything does; empty where nothing does.
  func positions(of name: String) -> [Int] {
    tables.withLock { tables in
      for (index, level) in levels.enumerated() {
        let key = NameKey(name, without: level.words)
        guard !key.isEmpty else { continue }
        let made = tables[index] ?? table(without: level.words, isShort: level.isShort)
        tables[index] = made
        if let found = made[key] { return found }
      }
      return []
    }
  }

  private func table(without words: Set<String>, isShort: Bool) -> Table {
    var table: Table = [:]
    for (position, entry) in entries.enumerated() {
      for name in [entry.id] + entry.aliases {
        for part in isShort ? name.shortNames : [name] {
          let key = NameKey(part, without: words)
          if !key.isEmpty { table[key, default: []].appendOnce(position) }
        }
      }
    }
    return table
  }
}

extension [Int] {
  /// Adds a position that is not below the last one, once.
  fileprivate mutating func appendOnce(_ position: Int) {
    if last != position { append(position) }
  }
}

extension String {
  /// The parts of a path-like name after its last slash and after its first.
  fileprivate var shortNames: [String] {
    let slash = UInt8(ascii: "/")
    guard let first = utf8.firstIndex(of: slash), let last = utf8.lastIndex(of: slash) else {
      return []
    }
    let short = String(self[utf8.index(after: last)...])
    return first == last ? [short] : [short, String(self[utf8.index(after: first)...])]
  }
}
