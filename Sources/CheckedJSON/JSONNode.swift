/// One value of a document, or the key before one.
struct JSONNode: Sendable {
  enum Kind: Sendable {
    case null, no, yes, number
    /// A text of ASCII without escapes, which is left in the bytes of its document.
    case text
    /// Any other text, by its position among those that were decoded.
    case decodedText
    case array, object
    /// A value of another document, by its position among such values.
    case place
  }

  let kind: Kind
  /// The position after this node and all nodes within it.
  var next: UInt32
  /// The bits of a number, the first byte and the length of a text, the members of an object, the elements of an
  /// array, or a position.
  var payload: UInt64

  init(_ kind: Kind, at position: Int, _ payload: UInt64 = 0) {
    self.kind = kind
    self.payload = payload
    next = UInt32(position + 1)
  }

  /// Where a text that was left in its document begins.
  var start: Int { Int(truncatingIfNeeded: payload >> 32) }
  /// How many bytes it has, or how many values are within an array or an object.
  var count: Int { Int(truncatingIfNeeded: payload & 0xFFFF_FFFF) }
  /// Whether it may be a text of so many bytes; of one that was decoded the bytes are not known here.
  func mayHave(count: Int) -> Bool { kind != .text || self.count == count }
  /// A position among texts or values that are kept apart.
  var position: Int { Int(truncatingIfNeeded: payload) }
  var number: Double { Double(bitPattern: payload) }
}
