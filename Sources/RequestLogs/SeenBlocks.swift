#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Which prompt blocks a log has named, for the share of them that a cache would have held.
///
/// A block's id stands for all tokens before it too, so a block that was seen is one that an unlimited
/// prefix cache hits: `hits = blocks − distinct blocks`, in any order. Ids share 2²⁶ bits; those past
/// that are scattered, and the count of distinct ones is then corrected for collisions.
struct SeenBlocks: Hashable, Sendable {
  static let bits = 1 << 26

  var words: [UInt64] = []
  var blocks: UInt64 = 0
  var isScattered = false

  mutating func add(_ other: SeenBlocks) {
    blocks &+= other.blocks
    isScattered = isScattered || other.isScattered
    guard !other.words.isEmpty else { return }
    if words.isEmpty {
      words = other.words
    } else {
      for index in words.indices { words[index] |= other.words[index] }
    }
  }

  mutating func allocate() {
    if words.isEmpty { words = [UInt64](repeating: 0, count: Self.bits / 64) }
  }

  @inline(__always)
  static func insert(
    _ id: UInt64, into words: inout MutableSpan<UInt64>, _ isScattered: inout Bool
  ) {
    var position = id
    if id >= UInt64(bits) {
      isScattered = true
      position = (id ^ (id &>> 32)) &* 0x9E37_79B9_7F4A_7C15
      position = (position ^ (position &>> 29)) & UInt64(bits &- 1)
    }
    words[Int(truncatingIfNeeded: position &>> 6)] |= 1 &<< (position & 63)
  }

  /// The share of blocks that were seen before; `nil` without blocks.
  var reuse: Double? {
    guard blocks > 0 else { return nil }
    let set = words.reduce(0.0) { $0 + Double($1.nonzeroBitCount) }
    var distinct = set
    if isScattered, set < Double(Self.bits) {
      distinct = -Double(Self.bits) * log1p(-set / Double(Self.bits))
    }
    return min(1, max(0, 1 - distinct / Double(blocks)))
  }
}
