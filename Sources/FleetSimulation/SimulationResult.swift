/// What a simulation found.
package struct SimulationResult: Sendable, Hashable {
  /// Requests that came.
  package let arrived: Int
  /// Requests that were finished.
  package let finished: Int
  /// Requests that were refused because prompt and completion exceed the KV cache.
  package let tooLargeForCache: Int
  /// Requests that were refused because prompt and completion exceed the model's context.
  package let tooLongForContext: Int
  /// Requests whose arrival or lengths were no possible ones and were changed to the nearest.
  package let clamped: Int
  /// How often a request lost its blocks and was computed again.
  package let preemptions: Int
  /// Steps of all replicas.
  package let steps: Int
  /// Prompt tokens of finished requests.
  package let promptTokens: Int
  /// Completion tokens of finished requests.
  package let completionTokens: Int
  /// Prompt tokens that were computed, those of preempted requests again.
  package let computedPromptTokens: Int
  /// Prompt tokens that the prefix cache held.
  package let cachedPromptTokens: Int
  /// Those of them that came from a tier beside the memory of accelerators.
  package let loadedPromptTokens: Int

  /// Seconds from the start to the last completion.
  package let durationSeconds: Double
  /// Finished requests per second.
  package let requestsPerSecond: Double
  /// Completion tokens per second.
  package let outputTokensPerSecond: Double
  /// Seconds from arrival to first token.
  package let timeToFirstToken: LatencySummary
  /// Seconds between tokens, as the mean of each request with two or more.
  package let timePerOutputToken: LatencySummary
  /// Seconds from arrival to last token.
  package let endToEnd: LatencySummary
  /// The whole spread of the time to the first token.
  package let timeToFirstTokenSpread: LatencyHistogram
  /// The whole spread of the time per output token.
  package let timePerOutputTokenSpread: LatencyHistogram
  /// The whole spread of the time from arrival to last token.
  package let endToEndSpread: LatencyHistogram
  /// The share of measured requests that kept both targets.
  package let shareWithinLevel: Double
  /// Finished requests per second that kept both targets.
  package let goodputRequestsPerSecond: Double
  /// The share of requests that were finished by the deadline; refused ones count as late.
  package let shareByDeadline: Double

  /// The share of its life that a replica spent in steps.
  package let utilization: Double
  /// Mean requests that ran, of the whole fleet.
  package let meanRunning: Double
  /// Mean requests that decoded, of the whole fleet.
  package let meanDecoding: Double
  /// Mean requests that waited to be admitted, of the whole fleet.
  package let meanWaiting: Double
  /// Seconds of running requests, all together: what Little's law compares with their latencies.
  package let runningSeconds: Double
  /// Seconds that requests waited before they were first admitted, all together.
  package let waitingSeconds: Double
  /// The share of the KV cache that was held, averaged over time and replicas.
  package let meanCacheShare: Double
  /// The most of a replica's KV cache that was held.
  package let peakCacheShare: Double
  /// What the first replica held over time, at most 512 samples.
  package let occupancy: [OccupancySample]
  /// Seconds between the first and the last arrival; 0 where all requests lay ready at the start.
  package let arrivalSeconds: Double
  /// Seconds by which the wait grows in each second of arrivals; about 0 where the fleet keeps up.
  package let queueGrowth: Double
  /// Whether the fleet keeps up: the wait grows by less than 1 % of the time, or in all by less than
  /// twice what a request takes.
  package let isStable: Bool

  /// Seconds of all replicas from start to end: what is paid for.
  package let replicaSeconds: Double
  /// The most replicas at a time.
  package let peakReplicas: Int
}

extension SimulationResult {
  init(
    of replicas: [Replica], _ setup: ReplicaSetup, clamped: Int,
    refused others: [ReplicaTally] = [], replicaSeconds: Double? = nil, peakReplicas: Int? = nil
  ) {
    var tally = ReplicaTally()
    for replica in replicas { tally.add(replica.tally) }
    // What one pool refuses never comes to the other.
    for other in others {
      tally.arrived += other.tooLargeForCache + other.tooLongForContext
      tally.tooLargeForCache += other.tooLargeForCache
      tally.tooLongForContext += other.tooLongForContext
      tally.computedPromptTokens += other.computedPromptTokens
      tally.cachedPromptTokens += other.cachedPromptTokens
    }
    let duration = tally.lastFinish
    let perSecond = duration > 0 ? 1 / duration : 0
    let lives = replicaSeconds ?? duration * Double(replicas.count)
    let perLife = lives > 0 ? 1 / lives : 0
    let capacity = Double(max(1, setup.blocks.capacity))
    let measured = tally.firstToken.count
    let share = measured > 0 ? Double(tally.withinGoal) / Double(measured) : 0
    let service =
      tally.finished > 0 ? tally.runningSeconds / Double(tally.finished) : 0
    let slope = tally.waits.slope

    arrived = tally.arrived
    finished = tally.finished
    tooLargeForCache = tally.tooLargeForCache
    tooLongForContext = tally.tooLongForContext
    self.clamped = clamped
    preemptions = tally.preemptions
    steps = tally.steps
    promptTokens = tally.promptTokens
    completionTokens = tally.completionTokens
    computedPromptTokens = tally.computedPromptTokens
    cachedPromptTokens = tally.cachedPromptTokens
    loadedPromptTokens = tally.loadedPromptTokens
    durationSeconds = duration
    requestsPerSecond = Double(tally.finished) * perSecond
    outputTokensPerSecond = Double(tally.completionTokens) * perSecond
    timeToFirstToken = tally.firstToken.summary
    timePerOutputToken = tally.perToken.summary
    endToEnd = tally.endToEnd.summary
    timeToFirstTokenSpread = tally.firstToken
    timePerOutputTokenSpread = tally.perToken
    endToEndSpread = tally.endToEnd
    shareWithinLevel = share
    goodputRequestsPerSecond = Double(tally.finished) * perSecond * share
    shareByDeadline =
      tally.arrived > 0 ? Double(tally.finishedByDeadline) / Double(tally.arrived) : 0
    utilization = tally.busySeconds * perLife
    meanRunning = tally.runningSeconds * perSecond
    meanDecoding = tally.decodingSeconds * perSecond
    meanWaiting = tally.waits.totalY * perSecond
    runningSeconds = tally.runningSeconds
    waitingSeconds = tally.waits.totalY
    meanCacheShare = tally.usedByteSeconds / capacity * perLife
    peakCacheShare = Double(tally.peakBytes) / capacity
    occupancy = replicas.first?.occupancy.samples ?? []
    arrivalSeconds = tally.waits.spanX
    queueGrowth = slope
    isStable = slope < 0.01 || slope * tally.waits.spanX < 2 * service
    self.replicaSeconds = lives
    self.peakReplicas = peakReplicas ?? replicas.count
  }
}
