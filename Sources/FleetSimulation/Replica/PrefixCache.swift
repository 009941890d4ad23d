/// Blocks of prompts that stay in the KV cache after their requests, the longest unused leaving first.
///
/// Blocks are numbered, so that looking one up is indexing. A block in use by a running request stays;
/// one that no request uses may be overwritten.
struct PrefixCache: Sendable {
  private static let none: Int32 = -1

  private struct Entry: Sendable {
    var users: Int32 = 0
    var isCached = false
    var previous = none
    var next = none
  }

  private var entries: [Entry]
  private var oldest = none
  private var newest = none
  /// Cached blocks that no request uses.
  private(set) var unused = 0

  init(distinctBlocks: Int) {
    entries = [Entry](repeating: Entry(), count: distinctBlocks)
  }

  /// How many of the leading blocks are cached.
  func hits(_ blocks: ArraySlice<Int32>) -> Int {
    var count = 0
    for block in blocks {
      guard entries[Int(block)].isCached else { break }
      count += 1
    }
    return count
  }

  /// How many of the blocks lie in memory and are in use already.
  func usedNow(_ blocks: ArraySlice<Int32>) -> Int {
    var count = 0
    for block in blocks where entries[Int(block)].users > 0 { count += 1 }
    return count
  }

  /// Marks blocks as used by one more request; returns how many nobody used before.
  mutating func use(_ blocks: ArraySlice<Int32>) -> Int {
    var taken = 0
    for block in blocks {
      let index = Int(block)
      if entries[index].users == 0 {
        if entries[index].isCached { unlink(index) }
        taken += 1
      }
      entries[index].users += 1
      entries[index].isCached = true
    }
    return taken
  }

  /// Marks blocks as used by one request less; returns how many nobody uses any more.
  ///
  /// The last block becomes the oldest, for a prefix is worth more than what follows it.
  mutating func release(_ blocks: ArraySlice<Int32>) -> Int {
    var freed = 0
    for block in blocks.reversed() {
      let index = Int(block)
      entries[index].users -= 1
      if entries[index].users == 0 {
        append(index)
        freed += 1
      }
    }
    return freed
  }

  /// Forgets the oldest unused blocks until at most `limit` are left.
  mutating func evict(downTo limit: Int) {
    while unused > max(0, limit), oldest >= 0 {
      let index = Int(oldest)
      unlink(index)
      entries[index].isCached = false
    }
  }

  private mutating func append(_ index: Int) {
    entries[index].previous = newest
    entries[index].next = Self.none
    if newest >= 0 { entries[Int(newest)].next = Int32(index) } else { oldest = Int32(index) }
    newest = Int32(index)
    unused += 1
  }

  private mutating func unlink(_ index: Int) {
    let (before, after) = (entries[index].previous, entries[index].next)
    if before >= 0 { entries[Int(before)].next = after } else { oldest = after }
    if after >= 0 { entries[Int(after)].previous = before } else { newest = before }
    unused -= 1
  }
}
