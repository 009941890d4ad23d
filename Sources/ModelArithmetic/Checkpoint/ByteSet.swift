/// The bytes that a place of an expression takes.
struct ByteSet: Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0
  /// Whether bytes beyond ASCII belong to it.
  private var others = false

  init() {}

  init(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { insert(byte) }
  }

  static let anything = ByteSet().inverted
  static let digits = ByteSet(UInt8(ascii: "0")...UInt8(ascii: "9"))
  static let word: ByteSet = {
    var set = digits
    for range in [UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z")] {
      for byte in range { set.insert(byte) }
    }
    set.insert(UInt8(ascii: "_"))
    return set
  }()
  static let space = ByteSet(" \t\n\r".utf8)

  var inverted: ByteSet {
    var set = self
    set.low = ~low
    set.high = ~high
    set.others = !others
    return set
  }

  /// The same with both cases of each letter.
  var ignoringCase: ByteSet {
    var set = self
    for lower in UInt8(ascii: "a")...UInt8(ascii: "z") {
      let upper = lower - 0x20
      if contains(lower) { set.insert(upper) }
      if contains(upper) { set.insert(lower) }
    }
    return set
  }

  mutating func insert(_ byte: UInt8) {
    if byte < 64 {
      low |= 1 << UInt64(byte)
    } else if byte < 128 {
      high |= 1 << UInt64(byte - 64)
    } else {
      others = true
    }
  }

  mutating func formUnion(_ set: ByteSet) {
    low |= set.low
    high |= set.high
    others = others || set.others
  }

  func contains(_ byte: UInt8) -> Bool {
    byte < 64
      ? low >> UInt64(byte) & 1 == 1
      : byte < 128 ? high >> UInt64(byte - 64) & 1 == 1 : others
  }
}
