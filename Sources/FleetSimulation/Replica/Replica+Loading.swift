extension Replica {
  /// Whether a prompt that has just been admitted must wait for what comes from the tier.
  ///
  /// What would be computed sooner is computed.
  mutating func beginLoading(_ slot: Int) -> Bool {
    let tokens = min(sequences[slot].loaded, sequences[slot].cached)
    guard tokens > 0 else { return false }
    let bytes = setup.blocks.bytesPerSequence + setup.blocks.sharedBytes(of: tokens)
    guard let ready = tier?.arrival(tokens: tokens, bytes: bytes, from: time) else {
      sequences[slot].cached -= tokens
      return false
    }
    sequences[slot].ready = ready
    sequences[slot].isLoading = true
    loading.append(slot)
    nextReady = min(nextReady, ready)
    tally.loadedPromptTokens += tokens
    return true
  }

  /// Takes the prompts to be computed for which all has come, those first that came first.
  mutating func finishLoading() {
    guard nextReady <= time else { return }
    let ready = loading.filter { sequences[$0].ready <= time }
      .sorted { (sequences[$0].ready, $0) < (sequences[$1].ready, $1) }
    for slot in ready { stopLoading(slot) }
    for slot in ready {
      backlog += sequences[slot].uncomputed
      prefilling.append(slot)
    }
  }

  /// Strikes a prompt off those for which something is to come.
  mutating func stopLoading(_ slot: Int) {
    sequences[slot].isLoading = false
    loading.removeAll { $0 == slot }
    nextReady = loading.reduce(.infinity) { min($0, sequences[$1].ready) }
  }

  /// Lets time pass in which nothing is computed, until something has come or may be admitted.
  mutating func awaitLoading(horizon: Double, _ progress: Progress) {
    var end = nextReady
    if queue.firstArrival > time { end = min(end, queue.firstArrival) }
    if progress == .strict || queue.isEmpty { end = min(end, horizon) }
    let seconds = max(0, end - time)
    tally.runningSeconds += seconds * Double(running)
    tally.usedByteSeconds += seconds * Double(usedBytes)
    wait(until: end)
  }
}
