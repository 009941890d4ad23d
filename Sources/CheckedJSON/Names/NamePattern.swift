/// A name in which `*` stands for any run of characters, such as `aws*` or `*/gpt-oss-*`.
///
/// Case is ignored. A pattern without a star is a plain name, which `NameIndex` resolves.
package struct NamePattern: Sendable, Hashable {
  /// The pattern as it was written.
  package let text: String
  private let pieces: [[UInt8]]

  package init(_ text: String) {
    self.text = text
    pieces = Array(text.lowercased().utf8)
      .split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false).map(Array.init)
  }

  /// Whether it has a star.
  package var isWild: Bool { pieces.count > 1 }

  /// Whether the whole name fits: its ends fit the pattern's ends, and what stands between two stars
  /// follows in order.
  ///
  /// Each piece is looked for once from where the last ended: the time is that of the name's length
  /// times the longest piece, whatever the number of stars.
  package func matches(_ name: String) -> Bool {
    let bytes = Array(name.lowercased().utf8)
    guard let first = pieces.first, let last = pieces.last, isWild else {
      return pieces.first == bytes
    }
    guard bytes.count >= first.count + last.count, bytes.starts(with: first),
      bytes.reversed().starts(with: last.reversed())
    else { return false }
    var rest = bytes[first.count..<(bytes.count - last.count)]
    for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
      guard let range = rest.firstRange(of: piece) else { return false }
      rest = rest[range.upperBound...]
    }
    return true
  }
}

extension NameIndex {
  /// The positions of all that a pattern means: what a plain name means, or everything of which the
  /// id, another name, or one of `labels` fits.
  ///
  /// - Parameters:
  ///   - pattern: A name, in which `*` stands for any text.
  ///   - file: The file in which the pattern stands, for errors.
  ///   - place: The place in that file, for errors.
  ///   - labels: Further texts of the thing at a position, such as its provider.
  /// - Throws: `InputError` with the nearest names where nothing fits.
  package func positions(
    matching pattern: String, file: String? = nil, place: String? = nil,
    labels: (Int) -> [String] = { _ in [] }
  ) throws(InputError) -> [Int] {
    let wild = NamePattern(pattern)
    if wild.isWild {
      let found = entries.indices.filter { index in
        ([entries[index].id] + entries[index].aliases + labels(index)).contains(where: wild.matches)
      }
      if !found.isEmpty { return found }
    } else {
      let lowered = pattern.lowercased()
      let labelled = entries.indices.filter {
        labels($0).contains { $0.lowercased() == lowered }
      }
      guard labelled.isEmpty else { return labelled }
      return [try position(of: pattern, file: file, place: place)]
    }
    let plain = pattern.filter { $0 != "*" }
    let named = entries.indices.flatMap(labels)
    var error = unknown(plain, others: named.map { ($0, $0) }, file: file, place: place)
    error.found = "\"\(pattern.shortened())\", which fits no \(kind)"
    throw error
  }
}
