extension Replica {
  /// The factor on the time of the next step.
  @inline(__always)
  var pace: Double {
    mutating get { setup.paces[min(running, setup.paces.count - 1)] }
  }

  /// Seconds of decode attention in the next step, and what each further step adds.
  @inline(__always)
  private var attention: (seconds: Double, increase: Double) {
    mutating get {
      let curve = setup.clock.context
      var seconds = 0.0
      var increase = 0.0
      for line in counts.indices where counts[line] > 0 {
        let count = Double(counts[line])
        seconds += count * curve.levels[line] + curve.slopes[line] * Double(contexts[line])
        increase += count * curve.slopes[line]
      }
      return (seconds, increase)
    }
  }

  /// One step with prompt tokens beside the decoding sequences, or many if one long prompt fills them all.
  mutating func computeChunks(horizon: Double) {
    let room = setup.tokenBudget - decoding
    if prefilling.count == 1, backlog > room {
      computeFullChunks(of: room, horizon: horizon)
      return
    }
    let tokens = min(backlog, room)
    var rest = tokens
    var ending = 0
    var seconds = 0.0
    for slot in prefilling where rest > 0 {
      let chunk = min(rest, sequences[slot].uncomputed)
      let start = sequences[slot].prefilled - sequences[slot].uncomputed
      seconds += setup.clock.prompt.seconds(from: start, to: start + chunk)
      sequences[slot].uncomputed -= chunk
      if sequences[slot].uncomputed == 0 { ending += 1 }
      rest -= chunk
    }
    backlog -= tokens
    seconds +=
      setup.clock.seconds(tokens: decoding + tokens)
      + setup.clock.seconds(sampling: decoding + ending)
    if tokens > 0 { seconds += setup.clock.carryingPrompt }
    if decoding > 0 { seconds += setup.clock.seconds(sequences: decoding) + attention.seconds }
    seconds *= pace
    pass(seconds, steps: 1, grownBytes: growth[step & 15])
    grow(by: 1)
    for index in 0..<ending { beginDecoding(prefilling[index]) }
    if ending == prefilling.count {
      prefilling.removeAll(keepingCapacity: true)
    } else if ending > 0 {
      prefilling.removeSubrange(0..<ending)
    }
  }

  /// Steps that are filled by chunks of one prompt, none of them its last.
  private mutating func computeFullChunks(of room: Int, horizon: Double) {
    let slot = prefilling[0]
    let start = sequences[slot].prefilled - sequences[slot].uncomputed
    let (first, increase) = attention
    let each =
      setup.clock.seconds(tokens: decoding + room) + setup.clock.seconds(sampling: decoding)
      + setup.clock.seconds(sequences: decoding) + setup.clock.carryingPrompt + first
    let pace = self.pace
    func seconds(_ steps: Int) -> Double {
      let count = Double(steps)
      return pace
        * (count * each + increase * count * (count - 1) / 2
          + setup.clock.prompt.seconds(from: start, to: start + steps * room))
    }
    var steps = min((backlog - 1) / room, wheel.distance(from: step) ?? .max)
    steps = stepsUntilFull(atMost: steps)
    if preemptedAtStep == step { steps = 1 }
    while steps > 1, time + seconds(steps) > horizon { steps /= 2 }
    let bytes = grownBytes(in: steps)
    pass(seconds(steps), steps: steps, grownBytes: bytes)
    sequences[slot].uncomputed -= steps * room
    backlog -= steps * room
    grow(by: steps)
  }

  /// Steps in which every running sequence decodes, up to the next event.
  ///
  /// With `a` seconds for the first step and `b` more for each further one, `k` steps take
  /// `k·a + b·k(k − 1)/2`: solved for the first step that ends at or after `end`.
  mutating func decode(until end: Double) {
    let pace = self.pace
    let (keyValue, rise) = attention
    let increase = pace * rise
    let first =
      pace
      * (setup.clock.seconds(tokens: decoding) + setup.clock.seconds(sampling: decoding)
        + setup.clock.seconds(sequences: decoding) + keyValue)
    func seconds(_ steps: Int) -> Double {
      let count = Double(steps)
      return count * first + increase * count * (count - 1) / 2
    }
    var steps = stepsUntilFull(atMost: wheel.distance(from: step) ?? 1)
    if preemptedAtStep == step { steps = 1 }
    let available = end - time
    if steps > 1, seconds(steps - 1) >= available {
      let linear = first - increase / 2
      let root = (linear * linear + 2 * increase * available).squareRoot()
      let estimate = (2 * available / (linear + root)).rounded(.up)
      var count = estimate >= 1 ? min(steps, Int(min(estimate, 1e9))) : 1
      for _ in 0..<4 where count > 1 && seconds(count - 1) >= available { count -= 1 }
      for _ in 0..<4 where count < steps && seconds(count) < available { count += 1 }
      steps = count
    }
    pass(seconds(steps), steps: steps, grownBytes: grownBytes(in: steps))
    grow(by: steps)
  }

  /// The most steps, up to `limit`, for which the cache has blocks; at least 1.
  @inline(__always)
  private mutating func stepsUntilFull(atMost limit: Int) -> Int {
    let free = setup.blocks.capacity - usedBytes
    guard limit > 1, growthPerTurn > 0 else { return max(1, limit) }
    let turns = free / growthPerTurn
    if limit <= turns * 16 { return limit }
    var steps = turns * 16
    var rest = free - turns * growthPerTurn
    for _ in 0..<16 where steps < limit {
      let needed = growth[(step + steps) & 15]
      guard needed <= rest else { break }
      rest -= needed
      steps += 1
    }
    return max(1, steps)
  }

  @inline(__always)
  private mutating func grownBytes(in steps: Int) -> Int {
    guard growthPerTurn > 0 else { return 0 }
    var bytes = steps / 16 * growthPerTurn
    for offset in 0..<(steps & 15) { bytes += growth[(step + offset) & 15] }
    return bytes
  }

  /// Every decoding sequence grows by so many tokens, and those whose event it is act on it.
  private mutating func grow(by steps: Int) {
    step += steps
    guard decoding > 0 else { return }
    for line in counts.indices { contexts[line] += steps * counts[line] }
    while let slot = wheel.pop(at: step) {
      if sequences[slot].end > step {
        changeLine(slot)
        schedule(slot)
      } else if prefixes == nil {
        finish(slot)
      } else {
        finishing.append(slot)
      }
    }
    if !finishing.isEmpty { finishInOrder() }
  }

  /// The prefix cache is told of finished requests in the order of their admission.
  private mutating func finishInOrder() {
    finishing.sort { sequences[$0].admission < sequences[$1].admission }
    for slot in finishing { finish(slot) }
    finishing.removeAll(keepingCapacity: true)
  }

  private mutating func changeLine(_ slot: Int) {
    let context = sequences[slot].base + step
    let before = sequences[slot].line
    let line = setup.clock.context.line(of: context)
    guard line != before else { return }
    counts[before] -= 1
    contexts[before] -= context
    counts[line] += 1
    contexts[line] += context
    if !setup.reserves {
      addGrowth(setup.blocks.bytesPerBlock[line] - setup.blocks.bytesPerBlock[before], of: slot)
    }
    sequences[slot].line = line
  }

  /// Puts the next event of a sequence on the wheel: its end, or its context reaching another line.
  private mutating func schedule(_ slot: Int) {
    var event = min(sequences[slot].end, step + EventWheel.turn - 1)
    let next = sequences[slot].line + 1
    if next < setup.clock.context.starts.count {
      event = min(event, setup.clock.context.starts[next] - sequences[slot].base)
    }
    sequences[slot].event = event
    wheel.insert(slot, at: event)
  }

  /// The prompt is computed, and with it the next token.
  mutating func beginDecoding(_ slot: Int) {
    if sequences[slot].firstToken < 0 { sequences[slot].firstToken = time }
    let context = sequences[slot].prefilled
    if setup.role == .reads {
      handOver(slot)
      return
    }
    let remaining = sequences[slot].completion - sequences[slot].generated - 1
    guard remaining > 0 else {
      finish(slot)
      return
    }
    let line = setup.clock.context.line(of: context)
    sequences[slot].base = context - step
    sequences[slot].end = step + remaining
    sequences[slot].line = line
    sequences[slot].isDecoding = true
    decoding += 1
    counts[line] += 1
    contexts[line] += context
    if !setup.reserves { addGrowth(setup.blocks.bytesPerBlock[line], of: slot) }
    schedule(slot)
  }

  /// The prompt is read, and another pool writes on.
  private mutating func handOver(_ slot: Int) {
    let sequence = sequences[slot]
    var request = ArrivingRequest(
      arrival: sequence.arrival, prompt: sequence.prompt, completion: sequence.completion,
      cached: sequence.cached)
    request.firstBlock = sequence.firstBlock
    request.blocks = sequence.blocks
    reads.append(FinishedRead(request: request, completion: sequence.completion, time: time))
    leave(slot)
  }

  private mutating func finish(_ slot: Int) {
    let fill = setup.fill.seconds(
      tokens: sequences[slot].prompt - sequences[slot].cached, budget: setup.tokenBudget,
      on: setup.clock)
    record(
      arrival: sequences[slot].arrival - sequences[slot].waited - pace * fill,
      firstToken: sequences[slot].firstToken,
      prompt: sequences[slot].prompt, completion: sequences[slot].completion)
    if sequences[slot].answerBlocks > 0 { keepAnswer(of: slot) }
    leave(slot)
  }

  /// Counts a request that is finished now.
  mutating func record(arrival: Double, firstToken: Double, prompt: Int, completion: Int) {
    tally.finished += 1
    tally.promptTokens += prompt
    tally.completionTokens += completion
    tally.lastFinish = time
    if time <= setup.goal.deadline { tally.finishedByDeadline += 1 }
    guard arrival >= setup.goal.warmUp else { return }
    let wait =
      setup.goal.requestLatency + setup.goal.adapterWait(ofRequest: tally.finished)
    let first = firstToken - arrival + wait
    tally.firstToken.add(first)
    tally.endToEnd.add(time - arrival + wait)
    var perToken = 0.0
    if completion > 1 {
      perToken = (time - firstToken) / Double(completion - 1)
      tally.perToken.add(perToken)
    }
    if first <= setup.goal.timeToFirstToken, perToken <= setup.goal.timePerOutputToken {
      tally.withinGoal += 1
    }
  }
}
