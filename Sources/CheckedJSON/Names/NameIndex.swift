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
  package struct Entry: Sendable, Hashable {
    /// The name that it bears in files and reports.
    package let id: String
    /// Other names of it.
    package let aliases: [String]
    /// Whether it wins over others that fit a short name as well.
    package let isPreferred: Bool

    package init(_ id: String, aliases: [String] = [], isPreferred: Bool = false) {
      self.id = id
      self.aliases = aliases
      self.isPreferred = isPreferred
    }
  }

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
  private let positions: [String: Int]

  /// Makes an index.
  ///
  /// - Parameter quietWords: Words in lower case that may be left out of a name or added to it.
  package init(_ entries: [Entry], kind: String, quietWords: Set<String> = []) {
    self.kind = kind
    self.entries = entries
    self.quietWords = quietWords
    positions = Dictionary(
      entries.enumerated().map { ($0.element.id, $0.offset) },
      uniquingKeysWith: { first, _ in first })
  }

  /// What the name means.
  package func match(_ name: String) -> Match {
    if let position = positions[name] { return .one(position) }
    let lowered = name.lowercased()
    if let position = entries.firstIndex(where: { $0.id.lowercased() == lowered }) {
      return .one(position)
    }
    if let position = entries.firstIndex(where: {
      $0.aliases.contains { $0.lowercased() == lowered }
    }) {
      return .one(position)
    }
    for isShort in [false, true] {
      for words in quietWords.isEmpty ? [[]] : [[], quietWords] {
        let found = matches(NameKey(name, without: words), without: words, isShort: isShort)
        if found != .none { return found }
      }
    }
    return .none
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
    case .none:
      throw .unknown(kind, name, among: entries.map(\.id), file: file, place: place)
    }
  }

  private func matches(_ key: NameKey, without words: Set<String>, isShort: Bool) -> Match {
    guard !key.isEmpty else { return .none }
    let found = entries.indices.filter { index in
      let entry = entries[index]
      return ([entry.id] + entry.aliases).contains { name in
        let names = isShort ? name.shortNames : [name]
        return names.contains { NameKey($0, without: words) == key }
      }
    }
    if found.count == 1 { return .one(found[0]) }
    let preferred = found.filter { entries[$0].isPreferred }
    if preferred.count == 1 { return .one(preferred[0]) }
    return found.isEmpty ? .none : .several(found.map { entries[$0].id })
  }
}

extension String {
  /// The parts of a path-like name after its last slash and after its first.
  fileprivate var shortNames: [String] {
    guard let first = firstIndex(of: "/"), let last = lastIndex(of: "/") else { return [] }
    let short = String(self[index(after: last)...])
    return first == last ? [short] : [short, String(self[index(after: first)...])]
  }
}
