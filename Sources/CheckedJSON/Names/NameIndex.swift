/// Things that are looked up by name, by one rule wherever a name stands.
///
/// The steps go from the exact to the lenient, and the first that finds anything decides:
///
/// 1. the id as it is written;
/// 2. the id in any case;
/// 3. another name of it, in any case;
/// 4. the id or a name whatever its separators (`NameKey`), then without words such as the vendor's;
/// 5. the same with the part after the last slash, or after the first.
///
/// Step 4 and 5 must find one thing: where they find several, the name is ambiguous and the error
/// lists them, unless one of them is preferred.
package struct NameIndex: Sendable, Hashable {
  /// One thing that has a name.
  package typealias Entry = NamedEntry

  /// What a name was found to mean.
  package enum Match: Sendable, Hashable {
    /// One thing, by its position.
    case one(Int)
    /// Several things, by their ids.
    case several([String])
    case none
  }

  /// What the things are called in errors, such as `accelerator`.
  package let kind: String
  /// The things, in the order in which they were given.
  package let entries: [Entry]
  private let quietWords: Set<String>
  private let ids: [String: Int]
  /// Ids and other names in lower case.
  private let lowered: [String: Int]
  private let keys: NameKeyTable

  /// Makes an index.
  ///
  /// - Parameters:
  ///   - entries: The things, in the order in which they are to be listed.
  ///   - kind: What they are, in one word for errors, such as `model`.
  ///   - quietWords: Words in lower case that may be left out of a name or added to it.
  package init(_ entries: [Entry], kind: String, quietWords: Set<String> = []) {
    self.kind = kind
    self.entries = entries
    self.quietWords = quietWords
    ids = Dictionary(
      entries.enumerated().map { ($0.element.id, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    var lowered: [String: Int] = [:]
    for (position, entry) in entries.enumerated() {
      lowered[entry.id.lowercased()] = lowered[entry.id.lowercased()] ?? position
    }
    for (position, entry) in entries.enumerated() {
      for alias in entry.aliases.map({ $0.lowercased() }) {
        lowered[alias] = lowered[alias] ?? position
      }
    }
    self.lowered = lowered
    keys = NameKeyTable(entries, quietWords: quietWords)
  }

  package static func == (first: NameIndex, second: NameIndex) -> Bool {
    first.kind == second.kind && first.entries == second.entries
      && first.quietWords == second.quietWords
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(entries)
  }

  /// What the name means.
  package func match(_ name: String) -> Match {
    if let position = ids[name] ?? lowered[name.lowercased()] { return .one(position) }
    let found = keys.positions(of: name)
    guard !found.isEmpty else { return .none }
    if found.count == 1 { return .one(found[0]) }
    let preferred = found.filter { entries[$0].isPreferred }
    return preferred.count == 1
      ? .one(preferred[0]) : .several(found.map { entries[$0].id })
  }

  /// The position of what the name means.
  ///
  /// - Throws: `InputError` with the nearest names for one that nothing bears, and with all that it
  ///   may mean for one that several share.
  package func position(
    of name: String, file: String? = nil, place: String? = nil
  ) throws(InputError) -> Int {
    switch match(name) {
    case .one(let position): return position
    case .several(let ids): throw .ambiguous(kind, name, among: ids, file: file, place: place)
    case .none: throw unknown(name, file: file, place: place)
    }
  }

  /// The error of a name that nothing bears; the nearest of the ids, else what bears the nearest of other names.
  ///
  /// - Parameter others: Further names, and the id that is suggested for each, such as those of sellers.
  func unknown(
    _ name: String, others: [(name: String, id: String)] = [], file: String?, place: String?
  ) -> InputError {
    var error = InputError.unknown(
      kind, name, among: entries.map(\.id), file: file, place: place)
    guard error.suggestion == nil else { return error }
    let others =
      entries.flatMap { entry in entry.aliases.map { (name: $0, id: entry.id) } } + others
    let nearest = nearest(to: name, among: others.map(\.name))
    error.suggestion = nearest.flatMap { found in others.first { $0.name == found }?.id }
    return error
  }
}
