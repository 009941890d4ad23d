/// The members of objects and the elements of arrays, as places in the bytes of JSON.
enum JSONParts {
  /// A name without its quotes, and a value.
  typealias Member = (name: Range<Int>, value: Range<Int>)

  /// The members of an object, and the place after it; none for one that does not end.
  static func members(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, most: Int = .max
  ) -> (all: [Member], end: Int?) {
    var all: [Member] = []
    guard bytes[start] == UInt8(ascii: "{") else { return (all, nil) }
    var position = JSONBytes.skipWhite(bytes, from: start &+ 1, to: end)
    while position < end, bytes[position] == LogBytes.quote, all.count < most {
      let name = position &+ 1
      position = JSONBytes.skipString(bytes, from: position, to: end)
      guard position >= 0 else { break }
      let nameEnd = position &- 1
      position = JSONBytes.skipWhite(bytes, from: position, to: end)
      guard position < end, bytes[position] == UInt8(ascii: ":") else { break }
      position = JSONBytes.skipWhite(bytes, from: position &+ 1, to: end)
      guard position < end else { break }
      let next = JSONBytes.skipValue(bytes, from: position, to: end)
      // The value that a beginning cuts is known by where it begins.
      all.append((name..<nameEnd, position..<(next < 0 ? end : next)))
      guard next >= 0 else { break }
      position = JSONBytes.skipWhite(bytes, from: next, to: end)
      guard position < end else { break }
      if bytes[position] == UInt8(ascii: "}") { return (all, position &+ 1) }
      guard bytes[position] == LogBytes.comma else { break }
      position = JSONBytes.skipWhite(bytes, from: position &+ 1, to: end)
    }
    return (all, nil)
  }

  /// The elements of an array; none for anything else.
  static func elements(
    _ bytes: Span<UInt8>, from start: Int, to end: Int
  ) -> [Range<Int>] {
    var all: [Range<Int>] = []
    guard bytes[start] == UInt8(ascii: "[") else { return all }
    var position = JSONBytes.skipWhite(bytes, from: start &+ 1, to: end)
    while position < end, bytes[position] != UInt8(ascii: "]") {
      let next = JSONBytes.skipValue(bytes, from: position, to: end)
      guard next > 0 else { return all }
      all.append(position..<next)
      position = JSONBytes.skipWhite(bytes, from: next, to: end)
      guard position < end, bytes[position] == LogBytes.comma else { return all }
      position = JSONBytes.skipWhite(bytes, from: position &+ 1, to: end)
    }
    return all
  }
}
