extension ReuseTally {
  /// Named blocks that are looked at: more of a longer log would say the same, and take seconds.
  private static let mostBlocks = 1 << 21

  /// Measures how the blocks of a log's prompts come back.
  ///
  /// A cache that drops what was unused longest holds a block when it is asked for again if it holds all the
  /// different blocks that were used since: the distance of Mattson and others, "Evaluation techniques for
  /// storage hierarchies" (1970). Of a prompt the last blocks are dropped first. Of a log without times and
  /// blocks nothing is measured.
  init(_ log: RequestLog) {
    self.init()
    guard log.namesBlocks, let tokensPerBlock = log.tokensPerBlock else { return }
    var dense: [UInt64: Int32] = [:]
    var prompts: [[Int32]] = []
    var times: [Double] = []
    var blocks = 0
    for (index, request) in log.requests.enumerated() {
      guard let seconds = request.seconds else { continue }
      let ids = log.prefixBlocks(ofRequest: index)
      blocks += ids.count
      if blocks > Self.mostBlocks, !prompts.isEmpty { break }
      var prompt: [Int32] = []
      prompt.reserveCapacity(ids.count)
      for id in ids {
        let known = dense[id] ?? Int32(dense.count)
        dense[id] = known
        prompt.append(known)
      }
      prompts.append(prompt)
      times.append(seconds)
      promptTokens &+= UInt64(max(request.promptTokens, 0))
    }
    guard let first = times.min(), let last = times.max(), last > first else {
      self = ReuseTally()
      return
    }
    let order = times.indices.sorted { (times[$0], $0) < (times[$1], $1) }
    requests = UInt64(prompts.count)
    microseconds = UInt64((last - first) * 1e6)
    var lastUse = [Double](repeating: -.infinity, count: dense.count)
    for index in order {
      let left = log.requests.isEmpty ? 0 : tokensPerBlock
      for block in prompts[index] {
        let known = lastUse[Int(block)]
        if known > -.infinity {
          byMilliseconds[Self.bin(of: (times[index] - known) * 1000)] &+= UInt64(left)
        }
        lastUse[Int(block)] = times[index]
      }
    }
    for doubling in 0..<Self.doublings {
      let replicas = 1 << doubling
      var stack = BlockStack(blocks: dense.count)
      for replica in 0..<replicas {
        let own = stride(from: replica, to: order.count, by: replicas).map { prompts[order[$0]] }
        stack.restart(uses: own.reduce(0) { $0 + $1.count })
        for prompt in own {
          for block in prompt {
            guard let between = stack.differentBlocks(since: block) else { break }
            byTokens[doubling][Self.bin(of: Double((between + 1) * tokensPerBlock))] &+= UInt64(
              tokensPerBlock)
          }
          for block in prompt.reversed() { stack.use(block) }
        }
      }
    }
  }
}

/// Blocks by their last use, and how many different ones were used since then, in logarithmic time.
private struct BlockStack {
  /// Where each block was used last, from 1; 0 if it was not.
  private var places: [Int32]
  /// A Fenwick tree over places: 1 where some block was used last.
  private var sums: [Int32] = []
  private var used = 0
  private var different = 0

  init(blocks: Int) { places = [Int32](repeating: 0, count: blocks) }

  /// Forgets all uses.
  mutating func restart(uses: Int) {
    for index in places.indices { places[index] = 0 }
    sums = [Int32](repeating: 0, count: uses + 1)
    (used, different) = (0, 0)
  }

  /// Different blocks that were used since this one was; `nil` if it never was.
  func differentBlocks(since block: Int32) -> Int? {
    var place = Int(places[Int(block)])
    guard place > 0 else { return nil }
    var before = 0
    while place > 0 {
      before += Int(sums[place])
      place &= place - 1
    }
    return different - before
  }

  mutating func use(_ block: Int32) {
    let known = Int(places[Int(block)])
    if known > 0 { add(-1, at: known) } else { different += 1 }
    used += 1
    places[Int(block)] = Int32(used)
    add(1, at: used)
  }

  private mutating func add(_ change: Int32, at place: Int) {
    var place = place
    while place < sums.count {
      sums[place] += change
      place += place & -place
    }
  }
}
