/// One replica, advanced from event to event.
///
/// Between two events (an arrival, the end of a prompt's chunk, a completion, a full cache, a context
/// reaching a window) every step does the same, with contexts one token longer: the sum of their times
/// is a closed form, and the state is brought to the end of the span at once.
///
/// Some members only read and are `mutating` all the same: the compiler then reads in place, where it would copy all of the
/// replica first.
package struct Replica: Sendable {
  let setup: ReplicaSetup
  var queue = RequestQueue()
  /// Requests that had to give way; the last is admitted first.
  var paused: [RunningSequence] = []
  var tally = ReplicaTally()
  var occupancy = OccupancySeries()
  /// The prompts that were read for another pool.
  var reads: [FinishedRead] = []

  private(set) var time = 0.0
  var step = 0
  var running = 0
  var decoding = 0
  var usedBytes: Int

  /// As many as have run at a time; those that do not run now are free, and the last of these is taken first.
  var sequences: [RunningSequence] = []
  var freeSlots: [Int] = []
  var wheel: EventWheel
  var lastAdmitted = -1
  /// Sequences whose prompts are being computed, in order of admission.
  var prefilling: [Int] = []
  /// Prompt tokens of those that are still to be computed.
  var backlog = 0
  var preemptedAtStep = -1
  var admissions = 0
  /// Sequences whose last step has just ended.
  var finishing: [Int] = []

  /// Decoding sequences on each line of the context curve, and the sum of their contexts.
  var counts: [Int]
  var contexts: [Int]
  /// Bytes of the blocks that begin in a step, by the step's number modulo 16.
  var growth = [Int](repeating: 0, count: KeyValueBlocks.tokens)
  var growthPerTurn = 0
  var prefixes: PrefixCache?
  var namedBlockBytes: Int
  var tier: TierCache?
  /// Sequences of whose prompts something is still to come from the tier, and when the first of it will have come.
  var loading: [Int] = []
  var nextReady = Double.infinity

  init(_ setup: ReplicaSetup) {
    self.setup = setup
    usedBytes = setup.sharedPrefixBytes
    wheel = EventWheel(capacity: 0)
    let lines = setup.clock.context.starts.count
    counts = [Int](repeating: 0, count: lines)
    contexts = [Int](repeating: 0, count: lines)
    prefixes = setup.distinctBlocks > 0 ? PrefixCache(distinctBlocks: setup.distinctBlocks) : nil
    let blockBytes = setup.blocks.sharedBytes(of: setup.tokensPerNamedBlock)
    namedBlockBytes = blockBytes
    tier = setup.tier.map {
      TierCache($0, distinctBlocks: setup.distinctBlocks, blockBytes: blockBytes)
    }
  }

  /// Requests that have arrived and are not finished.
  var inFlight: Int { queue.count + paused.count + running }

  /// The time from which on a router may see another state, if no request comes: infinite if nothing is to be done.
  var nextActivity: Double {
    running == 0 && paused.isEmpty ? max(time, queue.firstArrival) : time
  }

  /// Takes in a request, which arrives no earlier than those before it.
  mutating func enqueue(_ request: ArrivingRequest) {
    tally.arrived += 1
    queue.append(request)
  }

  /// Whether a replica may run past the horizon while its queue is not empty.
  enum Progress {
    /// No step begins at or after the horizon, so that a router sees the state at that time.
    case strict
    /// As long as a request waits, those that come later cannot matter: first come, first served.
    case ahead
  }

  /// Runs until `horizon`: every request that arrives before it is in the queue already.
  mutating func advance(to horizon: Double, _ progress: Progress) {
    if case .staticBatches(let size) = setup.policy {
      return advanceStaticBatches(of: size, to: horizon)
    }
    while true {
      if running == 0, paused.isEmpty, queue.firstArrival > time {
        guard queue.firstArrival < horizon || (progress == .ahead && !queue.isEmpty) else { return }
        time = queue.firstArrival
      }
      if progress == .strict, time >= horizon { return }
      let needed = makeRoomForGrowth()
      if preemptedAtStep != step { admit(besides: needed) }
      finishLoading()
      if progress == .ahead, time >= horizon, queue.isEmpty { return }
      if backlog > 0 {
        computeChunks(horizon: min(nextReady, progress == .strict ? horizon : .infinity))
      } else if decoding > 0 {
        decode(until: min(nextReady, endOfSpan(horizon, progress)))
      } else if !loading.isEmpty {
        awaitLoading(horizon: horizon, progress)
      } else {
        refuseNext()
      }
    }
  }

  /// The time from which on another request could be admitted, as far as time alone decides.
  @inline(__always)
  private mutating func endOfSpan(_ horizon: Double, _ progress: Progress) -> Double {
    let end = progress == .strict ? horizon : .infinity
    guard paused.isEmpty, running < setup.sequenceLimit else { return end }
    if queue.isEmpty { return min(end, horizon) }
    return queue.firstArrival > time ? min(end, queue.firstArrival) : end
  }

  /// Adds a span of `steps` steps to the time and to everything that is counted over time.
  mutating func pass(_ seconds: Double, steps: Int, grownBytes: Int) {
    time += seconds
    tally.steps += steps
    tally.busySeconds += seconds
    tally.runningSeconds += seconds * Double(running)
    tally.decodingSeconds += seconds * Double(decoding)
    tally.usedByteSeconds += seconds * (Double(usedBytes) + Double(grownBytes) / 2)
    usedBytes += grownBytes
    tally.peakBytes = max(tally.peakBytes, usedBytes)
    if grownBytes > 0 { evictPrefixes(besides: 0) }
    if occupancy.isDue(time) { sampleOccupancy() }
  }

  private mutating func sampleOccupancy() {
    occupancy.add(
      OccupancySample(
        seconds: time, cacheShare: Double(usedBytes) / Double(max(1, setup.blocks.capacity)),
        running: running))
  }

  /// Lets time pass in which nothing runs.
  mutating func wait(until moment: Double) { time = max(time, moment) }
}
