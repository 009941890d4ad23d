extension Replica {
  /// Whole batches, each as large as what waits, up to `size` and what the cache holds.
  ///
  /// All prompts are computed in chunks of the token budget; then every sequence decodes as many steps
  /// as the longest needs, at its own growing context.
  mutating func advanceStaticBatches(of size: Int, to horizon: Double) {
    while !queue.isEmpty {
      if queue.firstArrival > time { wait(until: queue.firstArrival) }
      let limit = min(max(1, size), setup.sequenceLimit)
      if queue.arrivals(by: time, atMost: limit) < limit, time >= horizon { return }
      runStaticBatch(takeStaticBatch(limit))
    }
  }

  private mutating func takeStaticBatch(_ limit: Int) -> [RunningSequence] {
    var batch: [RunningSequence] = []
    var longestPrompt = 0
    var longestCompletion = 0
    while batch.count < limit, let request = queue.first, request.arrival <= time {
      let prompt = max(longestPrompt, request.prompt)
      let completion = max(longestCompletion, request.completion)
      let each =
        setup.blocks.bytesPerSequence + setup.blocks.bytes(holding: prompt + completion)
      let isTooLong = request.prompt + request.completion > setup.contextLimit
      if isTooLong || (batch.isEmpty && each > setup.blocks.capacity) {
        if isTooLong { tally.tooLongForContext += 1 } else { tally.tooLargeForCache += 1 }
        queue.removeFirst()
        continue
      }
      guard (batch.count + 1) <= setup.blocks.capacity / max(1, each) else { break }
      (longestPrompt, longestCompletion) = (prompt, completion)
      tally.waits.add(request.arrival, time - request.arrival)
      batch.append(RunningSequence(request))
      queue.removeFirst()
    }
    return batch
  }

  private mutating func runStaticBatch(_ batch: [RunningSequence]) {
    guard !batch.isEmpty else { return }
    running = batch.count
    let clock = setup.clock
    var tokens = 0
    var prefill = 0.0
    var bytes = 0
    var longest = 1
    for sequence in batch {
      tokens += sequence.prompt - sequence.cached
      prefill += clock.prompt.seconds(from: sequence.cached, to: sequence.prompt)
      longest = max(longest, sequence.completion)
    }
    for sequence in batch {
      bytes +=
        setup.blocks.bytesPerSequence + setup.blocks.bytes(holding: sequence.prompt + longest)
      tally.cachedPromptTokens += sequence.cached
    }
    tally.computedPromptTokens += tokens
    let fullChunks = tokens / setup.tokenBudget
    let rest = tokens - fullChunks * setup.tokenBudget
    prefill +=
      Double(fullChunks) * (clock.seconds(tokens: setup.tokenBudget) + clock.carryingPrompt)
    if rest > 0 { prefill += clock.seconds(tokens: rest) + clock.carryingPrompt }
    prefill += clock.seconds(sampling: batch.count)
    usedBytes += bytes
    let pace = self.pace
    pass(pace * prefill, steps: fullChunks + (rest > 0 ? 1 : 0), grownBytes: 0)
    let firstToken = time
    let steps = longest - 1
    if steps > 0 {
      decoding = batch.count
      var seconds =
        Double(steps)
        * (clock.seconds(tokens: decoding) + clock.seconds(sampling: decoding)
          + clock.seconds(sequences: decoding))
      for sequence in batch {
        seconds += clock.context.seconds(from: sequence.prompt, steps: steps)
      }
      pass(pace * seconds, steps: steps, grownBytes: 0)
    }
    for sequence in batch {
      record(
        arrival: sequence.arrival, firstToken: firstToken, prompt: sequence.prompt,
        completion: sequence.completion)
    }
    usedBytes -= bytes
    (running, decoding) = (0, 0)
  }
}
