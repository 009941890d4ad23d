extension Replica {
  /// Takes blocks for the next step's tokens; while they do not fit, the last admitted gives way.
  ///
  /// - Returns: Bytes of the blocks that begin in the next step.
  mutating func makeRoomForGrowth() -> Int {
    var needed = growth[step & 15]
    while usedBytes + needed > setup.blocks.capacity, running > 0 {
      preemptLast()
      needed = growth[step & 15]
    }
    evictPrefixes(besides: needed)
    return needed
  }

  /// Admits waiting requests, first come, first served, while the step has room for their tokens.
  mutating func admit(besides needed: Int) {
    while running < setup.sequenceLimit, backlog < setup.tokenBudget - decoding,
      let slot = nextSlot()
    {
      if !paused.isEmpty {
        sequences[slot] = paused[paused.count - 1]
        guard start(slot, besides: needed) else { return }
        paused.removeLast()
      } else {
        let arrival = queue.firstArrival
        guard arrival <= time, let request = queue.first else { return }
        if isTooLarge(request) {
          queue.removeFirst()
          continue
        }
        sequences[slot].begin(request)
        guard start(slot, besides: needed) else { return }
        tally.waits.add(arrival, time - arrival)
        queue.removeFirst()
      }
    }
  }

  /// The free slot that is taken next, a new one if there is no other; `nil` if there may be no more.
  @inline(__always)
  private mutating func nextSlot() -> Int? {
    if let slot = freeSlots.last { return slot }
    guard sequences.count < setup.sequenceLimit else { return nil }
    sequences.append(RunningSequence())
    wheel.addSlot()
    freeSlots.append(sequences.count - 1)
    return sequences.count - 1
  }

  /// Refuses what waits first though nothing runs: it can never be admitted.
  mutating func refuseNext() {
    if !paused.isEmpty {
      paused.removeLast()
      tally.tooLargeForCache += 1
    } else if queue.firstArrival <= time {
      queue.removeFirst()
      tally.tooLargeForCache += 1
    }
  }

  /// Whether a request cannot be served at all; if so it is counted.
  private mutating func isTooLarge(_ request: ArrivingRequest) -> Bool {
    let tokens = request.prompt + request.completion
    if tokens > setup.contextLimit {
      tally.tooLongForContext += 1
      return true
    }
    let bytes =
      setup.blocks.bytesPerSequence + setup.blocks.bytes(holding: tokens)
      - setup.blocks.sharedBytes(of: min(request.prompt - 1, setup.sharedPrefixTokens))
    if setup.sharedPrefixBytes + bytes > setup.blocks.capacity {
      tally.tooLargeForCache += 1
      return true
    }
    return false
  }

  /// Admits the sequence in the last free slot if the cache has room for it.
  private mutating func start(_ slot: Int, besides needed: Int) -> Bool {
    let bytes = setup.blocks.bytes(holding: heldTokens(of: slot))
    let free = setup.blocks.capacity - usedBytes - needed
    var sharedNeed = 0
    if sequences[slot].blocks > 0 {
      sharedNeed = findPrefix(of: slot, bytes: bytes)
    } else {
      sequences[slot].sharedBytes = setup.blocks.sharedBytes(
        of: min(sequences[slot].prompt - 1, setup.sharedPrefixTokens))
      sequences[slot].loaded =
        setup.tier.map {
          Int($0.hitRate * Double(max(0, sequences[slot].prompt - 1 - setup.sharedPrefixTokens)))
        } ?? 0
    }
    let own = setup.blocks.bytesPerSequence + bytes - sequences[slot].sharedBytes
    guard own + sharedNeed <= free else { return false }
    freeSlots.removeLast()
    usedBytes += own
    if sequences[slot].blocks > 0 {
      let named = namedBlocks(of: slot)
      usedBytes += (prefixes?.use(named) ?? 0) * namedBlockBytes
      tier?.give(named)
      evictPrefixes(besides: needed)
    }
    let isLoading = tier != nil && beginLoading(slot)
    let cached = sequences[slot].cached
    // The cache that came with a request is there until it gives way; then its prompt is computed like any other.
    let uncomputed = sequences[slot].isRead ? 0 : sequences[slot].prefilled - cached
    tally.computedPromptTokens += uncomputed
    tally.cachedPromptTokens += cached
    sequences[slot].uncomputed = uncomputed
    sequences[slot].isDecoding = false
    sequences[slot].admission = admissions
    sequences[slot].earlier = lastAdmitted
    sequences[slot].later = -1
    if lastAdmitted >= 0 { sequences[lastAdmitted].later = slot }
    lastAdmitted = slot
    admissions += 1
    running += 1
    if sequences[slot].isRead {
      sequences[slot].isRead = false
      beginDecoding(slot)
      return true
    }
    guard !isLoading else { return true }
    backlog += uncomputed
    prefilling.append(slot)
    return true
  }

  /// Looks the blocks of a prompt up; returns the bytes of those that are not in use yet.
  private mutating func findPrefix(of slot: Int, bytes: Int) -> Int {
    let named = namedBlocks(of: slot)
    guard let prefixes else { return 0 }
    sequences[slot].sharedBytes = min(bytes, named.count * namedBlockBytes)
    let hits: Int
    if let tier {
      let found = tier.hits(named, beside: prefixes)
      hits = found.all
      sequences[slot].loaded = found.here * setup.tokensPerNamedBlock
    } else {
      hits = prefixes.hits(named)
    }
    sequences[slot].cached = min(hits * setup.tokensPerNamedBlock, sequences[slot].prompt - 1)
    return (named.count - prefixes.usedNow(named)) * namedBlockBytes
  }

  @inline(__always)
  private mutating func namedBlocks(of slot: Int) -> ArraySlice<Int32> {
    let first = sequences[slot].firstBlock
    return setup.namedBlocks[first..<(first + sequences[slot].blocks)]
  }

  /// The blocks that an answer has filled stay in the cache, less worth than those of the prompt before them.
  mutating func keepAnswer(of slot: Int) {
    let first = sequences[slot].firstBlock + sequences[slot].blocks
    let named = setup.namedBlocks[first..<(first + sequences[slot].answerBlocks)]
    tier?.give(named)
    for block in named.reversed() { prefixes?.keep(block) }
  }

  /// Tokens for which a sequence takes blocks when it is admitted.
  @inline(__always)
  private mutating func heldTokens(of slot: Int) -> Int {
    setup.reserves
      ? sequences[slot].prompt + sequences[slot].completion : sequences[slot].prefilled
  }

  /// The request admitted last loses its blocks; its tokens will be computed again.
  private mutating func preemptLast() {
    let slot = lastAdmitted
    var sequence = sequences[slot]
    if sequence.isDecoding {
      wheel.remove(slot, at: sequence.event)
      sequence.generated = sequence.completion - (sequence.end - step)
    } else if sequence.isLoading {
      stopLoading(slot)
      sequence.isLoading = false
    } else {
      // What had to wait for its tier is not the last of those that are computed.
      if let place = prefilling.lastIndex(of: slot) { prefilling.remove(at: place) }
      backlog -= sequence.uncomputed
    }
    leave(slot)
    paused.append(sequence)
    tally.preemptions += 1
    preemptedAtStep = step
  }

  /// Frees the slot and the blocks of a sequence.
  mutating func leave(_ slot: Int) {
    var tokens = heldTokens(of: slot)
    if sequences[slot].isDecoding {
      let context = sequences[slot].base + step
      let line = sequences[slot].line
      counts[line] -= 1
      contexts[line] -= context
      decoding -= 1
      if !setup.reserves {
        tokens = context
        addGrowth(-setup.blocks.bytesPerBlock[line], of: slot)
      }
    }
    usedBytes -=
      setup.blocks.bytesPerSequence + setup.blocks.bytes(holding: tokens)
      - sequences[slot].sharedBytes
    if sequences[slot].blocks > 0 {
      let named = namedBlocks(of: slot)
      usedBytes -= (prefixes?.release(named) ?? 0) * namedBlockBytes
    }
    let (earlier, later) = (sequences[slot].earlier, sequences[slot].later)
    if earlier >= 0 { sequences[earlier].later = later }
    if later >= 0 { sequences[later].earlier = earlier } else { lastAdmitted = earlier }
    running -= 1
    freeSlots.append(slot)
  }

  /// A sequence takes a block in steps whose number has the remainder at which its context is a
  /// multiple of 16.
  mutating func addGrowth(_ bytes: Int, of slot: Int) {
    growth[-sequences[slot].base & 15] += bytes
    growthPerTurn += bytes
  }

  /// What running requests take, cached prefixes that nobody uses give.
  mutating func evictPrefixes(besides needed: Int) {
    guard prefixes != nil, namedBlockBytes > 0 else { return }
    let limit = (setup.blocks.capacity - usedBytes - needed) / namedBlockBytes
    guard tier != nil else {
      prefixes?.evict(downTo: limit)
      return
    }
    var dropped: [Int32] = []
    prefixes?.evict(downTo: limit) { dropped.append($0) }
    for block in dropped { tier?.keep(block) }
  }
}
