/// The members of a JSON object, read by key.
package struct JSONMembers: Sendable {
  package let members: [String: JSONValue]
  package let place: JSONPlace

  package var keys: [String] { members.keys.sorted() }

  /// The member, which may be absent or `null`.
  package subscript(key: String) -> JSONPlace? {
    guard let value = members[key], value != .null else { return nil }
    return place.member(key, value)
  }

  /// The member, which must be there.
  package func required(_ key: String) throws(InputError) -> JSONPlace {
    guard let member = self[key] else {
      throw InputError(
        file: place.file, place: place.path, found: "no \"\(key)\"", expected: "the key \"\(key)\"",
        suggestion: nearest(to: key, among: keys))
    }
    return member
  }

  /// Refuses every key that is not among `known`, and names the nearest of them.
  package func allowOnly(_ known: [String]) throws(InputError) {
    guard let stranger = keys.first(where: { !known.contains($0) }) else { return }
    throw InputError.unknown(
      "key", stranger, among: known, file: place.file, place: place.path)
  }
}

extension JSONPlace {
  /// The members of the object that stands here.
  package func object() throws(InputError) -> JSONMembers {
    guard case .object(let members) = value else { throw error(expected: "an object") }
    return JSONMembers(members: members, place: self)
  }
}
