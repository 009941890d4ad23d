/// The members of a JSON object, read by key.
package struct JSONMembers: Sendable {
  package let place: JSONPlace
  /// Where each key stands, in an object of so many that looking through them would take long.
  private let index: [String: Int]?

  /// The most members that are looked through for a key.
  private static let mostLookedThrough = 64

  fileprivate init(of place: JSONPlace) {
    self.place = place
    let tape = place.tape
    index =
      tape.nodes[place.node].count > Self.mostLookedThrough
      ? Dictionary(
        tape.keys(of: place.node).map { (tape.text($0), $0) },
        uniquingKeysWith: { first, _ in first })
      : nil
  }

  package var keys: [String] { place.tape.keys(of: place.node).map(place.tape.text).sorted() }

  /// How many they are.
  package var count: Int { place.tape.nodes[place.node].count }

  /// All of them as values.
  package var members: [String: JSONValue] {
    guard case .object(let members) = place.value else { return [:] }
    return members
  }

  private func position(of key: String) -> Int? {
    index.map { $0[key] } ?? place.tape.key(key, of: place.node)
  }

  /// Whether there is such a member, be it `null`.
  package func contains(_ key: String) -> Bool { position(of: key) != nil }

  /// The value of the member, be it `null`; `nil` where there is no such member.
  package func value(_ key: String) -> JSONValue? {
    position(of: key).map { place.tape.value($0 + 1) }
  }

  /// The member, which may be absent or `null`.
  package subscript(key: String) -> JSONPlace? {
    guard let position = position(of: key) else { return nil }
    let member = place.tape.place(position + 1)
    return member.isNull ? nil : member
  }

  /// The member, which must be there.
  package func required(_ key: String) throws(InputError) -> JSONPlace {
    guard let member = self[key] else {
      if let position = position(of: key) {
        throw place.tape.place(position + 1).error(expected: "a value of \"\(key)\"")
      }
      throw InputError(
        file: place.file, place: place.path, found: "no \"\(key)\"", expected: "the key \"\(key)\"",
        suggestion: nearest(to: key, among: keys))
    }
    return member
  }

  /// Refuses every key that is not among `known`, and names the nearest of them.
  package func allowOnly(_ known: [String]) throws(InputError) {
    let tape = place.tape
    let counts = known.map(\.utf8.count)
    let isKnown = tape.keys(of: place.node).allSatisfy { key in
      let node = tape.nodes[key]
      return known.indices.contains {
        node.mayHave(count: counts[$0]) && tape.text(key, is: known[$0])
      }
    }
    guard !isKnown, let stranger = keys.first(where: { !known.contains($0) }) else { return }
    throw InputError.unknown(
      "key", stranger, among: known, file: place.file, place: place.path)
  }

  /// The same object with one member changed or added.
  package func replacing(_ key: String, with value: JSONValue) -> JSONPlace {
    let tape = place.tape
    // Keys and short values are copied as they are: they name the same bytes and the same texts.
    var parts = JSONTapeParts(bytes: tape.bytes)
    parts.texts = tape.texts
    parts.places = tape.places
    parts.append(.object)
    let kept = tape.keys(of: place.node).filter { !tape.text($0, is: key) }
    for each in kept {
      parts.append(tape.nodes[each].kind, tape.nodes[each].payload)
      let member = tape.nodes[each + 1]
      switch member.kind {
      case .array, .object: parts.append(place: JSONPlace(tape, each + 1))
      default: parts.append(member.kind, member.payload)
      }
    }
    parts.append(text: key)
    parts.append(value)
    parts.close(0, count: kept.count + 1)
    return JSONPlace(JSONTape(parts, file: place.file, path: place.path), 0)
  }
}

extension JSONPlace {
  /// The members of the object that stands here.
  package func object() throws(InputError) -> JSONMembers {
    guard isObject else { throw error(expected: "an object") }
    return JSONMembers(of: self)
  }
}
