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
    while running < setup.sequenceLimit, backlog < setup.tokenBudget - decoding {
      if let waiting = paused.last {
        guard start(waiting, besides: needed) else { return }
        paused.removeLast()
      } else {
        guard let request = queue.first, request.arrival <= time else { return }
        if isTooLarge(request) {
          queue.removeFirst()
          continue
        }
        guard start(RunningSequence(request), besides: needed) else { return }
        tally.waits.add(request.arrival, time - request.arrival)
        queue.removeFirst()
      }
    }
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
    let bytes = setup.blocks.bytesPerSequence + setup.blocks.bytes(holding: tokens)
    if setup.sharedPrefixBytes + bytes > setup.blocks.capacity {
      tally.tooLargeForCache += 1
      return true
    }
    return false
  }

  /// Admits a sequence if the cache has room for it.
  private mutating func start(_ waiting: RunningSequence, besides needed: Int) -> Bool {
    var sequence = waiting
    let tokens = heldTokens(of: sequence)
    let bytes = setup.blocks.bytes(holding: tokens)
    let free = setup.blocks.capacity - usedBytes - needed
    let named = setup.namedBlocks[
      sequence.firstBlock..<(sequence.firstBlock + sequence.blocks)]
    var sharedNeed = 0
    if let prefixes, !named.isEmpty {
      sequence.sharedBytes = min(bytes, named.count * namedBlockBytes)
      sequence.cached = min(
        prefixes.hits(named) * setup.tokensPerNamedBlock, sequence.prompt - 1)
      sharedNeed = (named.count - prefixes.usedNow(named)) * namedBlockBytes
    } else if sequence.cached >= KeyValueBlocks.tokens {
      sequence.sharedBytes = setup.blocks.bytes(
        holding: sequence.cached / KeyValueBlocks.tokens * KeyValueBlocks.tokens)
    }
    let own = setup.blocks.bytesPerSequence + bytes - sequence.sharedBytes
    guard own + sharedNeed <= free, let slot = freeSlots.popLast() else { return false }
    usedBytes += own
    if let taken = prefixes?.use(named), taken > 0 {
      usedBytes += taken * namedBlockBytes
      evictPrefixes(besides: needed)
    }
    sequence.uncomputed = sequence.prefilled - sequence.cached
    tally.computedPromptTokens += sequence.uncomputed
    tally.cachedPromptTokens += sequence.cached
    sequence.isDecoding = false
    sequence.admission = admissions
    admissions += 1
    sequence.earlier = lastAdmitted
    sequence.later = -1
    if lastAdmitted >= 0 { sequences[lastAdmitted].later = slot }
    lastAdmitted = slot
    sequences[slot] = sequence
    running += 1
    backlog += sequence.uncomputed
    prefilling.append(slot)
    return true
  }

  /// Tokens for which a sequence takes blocks when it is admitted.
  private func heldTokens(of sequence: RunningSequence) -> Int {
    setup.policy == .reserving ? sequence.prompt + sequence.completion : sequence.prefilled
  }

  /// The request admitted last loses its blocks; its tokens will be computed again.
  private mutating func preemptLast() {
    let slot = lastAdmitted
    var sequence = sequences[slot]
    if sequence.isDecoding {
      wheel.remove(slot, at: sequence.event)
      sequence.generated = sequence.completion - (sequence.end - step)
    } else {
      prefilling.removeLast()
      backlog -= sequence.uncomputed
    }
    leave(slot)
    paused.append(sequence)
    tally.preemptions += 1
    preemptedAtStep = step
  }

  /// Frees the slot and the blocks of a sequence.
  mutating func leave(_ slot: Int) {
    let sequence = sequences[slot]
    var tokens = heldTokens(of: sequence)
    if sequence.isDecoding {
      let context = sequence.base + step
      counts[sequence.line] -= 1
      contexts[sequence.line] -= context
      decoding -= 1
      if setup.policy != .reserving {
        tokens = context
        addGrowth(-setup.blocks.bytesPerBlock[sequence.line], of: sequence)
      }
    }
    usedBytes -=
      setup.blocks.bytesPerSequence + setup.blocks.bytes(holding: tokens) - sequence.sharedBytes
    if sequence.blocks > 0, prefixes != nil {
      let named = setup.namedBlocks[sequence.firstBlock..<(sequence.firstBlock + sequence.blocks)]
      usedBytes -= (prefixes?.release(named) ?? 0) * namedBlockBytes
    }
    if sequence.earlier >= 0 { sequences[sequence.earlier].later = sequence.later }
    if sequence.later >= 0 {
      sequences[sequence.later].earlier = sequence.earlier
    } else {
      lastAdmitted = sequence.earlier
    }
    running -= 1
    freeSlots.append(slot)
  }

  /// A sequence takes a block in steps whose number has the remainder at which its context is a
  /// multiple of 16.
  mutating func addGrowth(_ bytes: Int, of sequence: RunningSequence) {
    growth[-sequence.base & 15] += bytes
    growthPerTurn += bytes
  }

  /// What running requests take, cached prefixes that nobody uses give.
  mutating func evictPrefixes(besides needed: Int) {
    guard prefixes != nil, namedBlockBytes > 0 else { return }
    prefixes?.evict(downTo: (setup.blocks.capacity - usedBytes - needed) / namedBlockBytes)
  }
}
