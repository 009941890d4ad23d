/// Which replicas hold which blocks of prompts: one bit for each block and replica.
struct BlockHolders: Sendable {
  private var bits: [UInt64]
  private var wordsPerBlock: Int
  private let blocks: Int
  /// The replicas that hold all blocks so far, while a prompt is looked up.
  private var found: [UInt64] = []

  init(blocks: Int, replicas: Int) {
    self.blocks = blocks
    wordsPerBlock = Self.words(for: replicas)
    bits = [UInt64](repeating: 0, count: blocks * wordsPerBlock)
  }

  private static func words(for replicas: Int) -> Int { max(1, (replicas + 63) / 64) }

  /// Makes room for more replicas, which hold nothing yet.
  mutating func grow(toReplicas replicas: Int) {
    let words = Self.words(for: replicas)
    guard words > wordsPerBlock else { return }
    var wider = [UInt64](repeating: 0, count: blocks * words)
    for block in 0..<blocks {
      for word in 0..<wordsPerBlock {
        wider[block * words + word] = bits[block * wordsPerBlock + word]
      }
    }
    (bits, wordsPerBlock) = (wider, words)
  }

  /// Enters that a replica holds a block now, or holds it no more.
  mutating func set(_ block: Int, of replica: Int, to isHeld: Bool) {
    let word = block * wordsPerBlock + replica >> 6
    let bit = UInt64(1) << UInt64(replica & 63)
    if isHeld { bits[word] |= bit } else { bits[word] &= ~bit }
  }

  /// The replica that holds the longest beginning of a prompt.
  ///
  /// Only those count whose load is at most `most`. Of several the one with the least load is taken, and of several such the
  /// first; `nil` if none of them holds the first block.
  mutating func best(
    for prompt: ArraySlice<Int32>, loads: Tournament<Int>, atMost most: Int
  ) -> Int? {
    guard let first = prompt.first else { return nil }
    found.removeAll(keepingCapacity: true)
    var isAny: UInt64 = 0
    for word in 0..<wordsPerBlock {
      var holders = bits[Int(first) * wordsPerBlock + word]
      var rest = holders
      while rest != 0 {
        let bit = rest & (0 &- rest)
        if loads[word << 6 + rest.trailingZeroBitCount] > most { holders &= ~bit }
        rest &= rest &- 1
      }
      found.append(holders)
      isAny |= holders
    }
    guard isAny != 0 else { return nil }
    for block in prompt.dropFirst() {
      let start = Int(block) * wordsPerBlock
      isAny = 0
      for word in 0..<wordsPerBlock { isAny |= found[word] & bits[start + word] }
      if isAny == 0 { break }
      for word in 0..<wordsPerBlock { found[word] &= bits[start + word] }
    }
    var (best, least) = (-1, Int.max)
    for word in 0..<wordsPerBlock {
      var rest = found[word]
      while rest != 0 {
        let replica = word << 6 + rest.trailingZeroBitCount
        let load = loads[replica]
        if best < 0 || load < least { (best, least) = (replica, load) }
        rest &= rest &- 1
      }
    }
    return best
  }
}
