import Roofline

/// The KV cache of a replica in blocks of 16 tokens, as vLLM and TensorRT-LLM keep it.
///
/// Bytes are counted on each chip and for all attention groups together. A block of a layer with a
/// window costs nothing once the window is full, so a block's bytes depend on its place.
struct KeyValueBlocks: Sendable, Hashable {
  /// Tokens of a block.
  static let tokens = 16

  /// Bytes that the cache holds.
  let capacity: Int
  /// Bytes of a sequence whatever its length.
  let bytesPerSequence: Int
  /// Bytes of a block that begins on each line of the ``ContextCurve``.
  let bytesPerBlock: [Int]
  private let starts: [Int]

  init(_ memory: MemoryPlan, attentionGroups: Int, curve: ContextCurve) {
    capacity = Int(min(1e18, max(0, memory.cache * Double(attentionGroups))))
    let fixed = memory.bytes(ofSequenceHolding: 0)
    bytesPerSequence = Int(min(1e15, fixed.rounded(.up)))
    starts = curve.starts
    bytesPerBlock = curve.starts.map { start in
      let first = Double(start)
      let bytes =
        memory.bytes(ofSequenceHolding: first + Double(Self.tokens))
        - memory.bytes(ofSequenceHolding: first)
      return Int(min(1e12, max(0, bytes).rounded(.up)))
    }
  }

  /// Blocks that so many tokens fill or begin.
  static func count(holding tokens: Int) -> Int { (tokens + Self.tokens - 1) / Self.tokens }

  /// Bytes of so many tokens' whole blocks that sequences can share: those that stay as a sequence grows.
  ///
  /// What lies within windows moves on with each sequence, so each has its own.
  func sharedBytes(of tokens: Int) -> Int {
    tokens / Self.tokens * (bytesPerBlock.last ?? 0)
  }

  /// Bytes of the blocks of a sequence's first tokens.
  func bytes(holding tokens: Int) -> Int {
    let blocks = Self.count(holding: tokens)
    guard starts.count > 1 else { return blocks * bytesPerBlock[0] }
    var bytes = 0
    for line in starts.indices {
      let first = Self.count(holding: starts[line])
      let end = line + 1 < starts.count ? Self.count(holding: starts[line + 1]) : Int.max
      guard blocks > first else { break }
      bytes += (min(blocks, end) - first) * bytesPerBlock[line]
    }
    return bytes
  }
}
