/// Blocks of prompts that stay in the KV cache after their requests, the longest unused leaving first.
///
/// Blocks are numbered, so that looking one up is indexing. A block in use by a running request stays;
/// one that no request uses may be overwritten. Memory is taken for pages of sixteen blocks, once one of them is used.
struct PrefixCache: Sendable {
  private static let none: Int32 = -1
  private static let bitsOfPage = 4

  private struct Entry: Sendable {
    var users: Int32 = 0
    var isCached = false
    var previous = none
    var next = none
  }

  /// Where the entries of each page of blocks stand, in pages; and which page of blocks stands there.
  private var pages: [Int32]
  private var owners: [Int32] = []
  private var entries: [Entry] = []
  private var oldest = none
  private var newest = none
  /// Cached blocks that no request uses.
  private(set) var unused = 0
  /// Whether it is noted which blocks come and go.
  var notesChanges = false
  /// Blocks that came, and the complements of those that went.
  private(set) var changes: [Int32] = []

  init(distinctBlocks: Int) {
    pages = [Int32](repeating: Self.none, count: distinctBlocks >> Self.bitsOfPage + 1)
  }

  mutating func forgetChanges() { changes.removeAll(keepingCapacity: true) }

  /// Where the entry of a block stands; `nil` if it was never used.
  @inline(__always)
  private func place(of block: Int32) -> Int? {
    let page = pages[Int(block) >> Self.bitsOfPage]
    guard page >= 0 else { return nil }
    return Int(page) << Self.bitsOfPage | Int(block) & (1 << Self.bitsOfPage - 1)
  }

  private mutating func placeToUse(of block: Int32) -> Int {
    if let place = place(of: block) { return place }
    let page = Int(block) >> Self.bitsOfPage
    pages[page] = Int32(owners.count)
    owners.append(Int32(page))
    entries.append(contentsOf: repeatElement(Entry(), count: 1 << Self.bitsOfPage))
    return Int(pages[page]) << Self.bitsOfPage | Int(block) & (1 << Self.bitsOfPage - 1)
  }

  private func block(at place: Int) -> Int32 {
    owners[place >> Self.bitsOfPage] << Int32(Self.bitsOfPage)
      | Int32(place & (1 << Self.bitsOfPage - 1))
  }

  /// Whether a block is cached.
  func holds(_ block: Int32) -> Bool { place(of: block).map { entries[$0].isCached } ?? false }

  /// Takes in a block that no request uses, as the newest.
  mutating func keep(_ block: Int32) {
    let place = placeToUse(of: block)
    guard entries[place].users == 0 else { return }
    if entries[place].isCached {
      unlink(place)
    } else if notesChanges {
      changes.append(block)
    }
    entries[place].isCached = true
    append(place)
  }

  /// Forgets a block that no request uses.
  mutating func drop(_ block: Int32) {
    guard let place = place(of: block), entries[place].isCached, entries[place].users == 0 else {
      return
    }
    unlink(place)
    entries[place].isCached = false
  }

  /// How many of the leading blocks are cached.
  func hits(_ blocks: ArraySlice<Int32>) -> Int {
    var count = 0
    for block in blocks {
      guard let place = place(of: block), entries[place].isCached else { break }
      count += 1
    }
    return count
  }

  /// How many of the blocks lie in memory and are in use already.
  func usedNow(_ blocks: ArraySlice<Int32>) -> Int {
    var count = 0
    for block in blocks {
      if let place = place(of: block), entries[place].users > 0 { count += 1 }
    }
    return count
  }

  /// Marks blocks as used by one more request; returns how many nobody used before.
  mutating func use(_ blocks: ArraySlice<Int32>) -> Int {
    var taken = 0
    for block in blocks {
      let place = placeToUse(of: block)
      if entries[place].users == 0 {
        if entries[place].isCached { unlink(place) }
        taken += 1
      }
      entries[place].users += 1
      if !entries[place].isCached {
        entries[place].isCached = true
        if notesChanges { changes.append(block) }
      }
    }
    return taken
  }

  /// Marks blocks as used by one request less; returns how many nobody uses any more.
  ///
  /// The last block becomes the oldest, for a prefix is worth more than what follows it.
  mutating func release(_ blocks: ArraySlice<Int32>) -> Int {
    var freed = 0
    for block in blocks.reversed() {
      let place = placeToUse(of: block)
      entries[place].users -= 1
      if entries[place].users == 0 {
        append(place)
        freed += 1
      }
    }
    return freed
  }

  /// Forgets the oldest unused blocks until at most `limit` are left.
  mutating func evict(downTo limit: Int) {
    evict(downTo: limit) { _ in }
  }

  /// The same, telling each of them.
  @inline(__always)
  mutating func evict(downTo limit: Int, _ note: (Int32) -> Void) {
    while unused > max(0, limit), oldest >= 0 {
      let place = Int(oldest)
      unlink(place)
      entries[place].isCached = false
      if notesChanges { changes.append(~block(at: place)) }
      note(block(at: place))
    }
  }

  private mutating func append(_ place: Int) {
    entries[place].previous = newest
    entries[place].next = Self.none
    if newest >= 0 { entries[Int(newest)].next = Int32(place) } else { oldest = Int32(place) }
    newest = Int32(place)
    unused += 1
  }

  private mutating func unlink(_ place: Int) {
    let (before, after) = (entries[place].previous, entries[place].next)
    if before >= 0 { entries[Int(before)].next = after } else { oldest = after }
    if after >= 0 { entries[Int(after)].previous = before } else { newest = before }
    unused -= 1
  }
}
