package import CheckedJSON
package import Roofline
package import Workloads

/// Two pools under random arrivals at a rate, by simulation.
package struct PooledLoadTest: Sendable {
  private let workers: SplitWorkers
  private let mix: RequestMix
  private let sharedPrefix: SharedPrefix?
  private let level: ServiceLevel
  private let requests: Int
  private let seed: UInt64
  private let setups: PooledSimulation.Setups

  private static let refusedShare = 0.001
  /// Requests for each one that is in flight, so that the start and the end weigh little.
  private static let turnovers = 30.0
  /// The share of the requests, from the start, that is not measured.
  private static let warmUpShare = 0.2

  /// - Parameter requests: Requests of a run, of which the first fifth is not measured; up to four times as many where
  ///   very many are in flight.
  package init(
    of workers: SplitWorkers, serving mix: RequestMix, sharedPrefix: SharedPrefix?,
    within level: ServiceLevel, requests: Int, seed: UInt64
  ) throws(InputError) {
    self.workers = workers
    self.mix = mix
    self.sharedPrefix = sharedPrefix
    self.level = level
    self.requests = min(max(100, requests), 10_000_000)
    self.seed = seed
    let pools = try PooledDeployment(
      prefill: workers.reader, workers: 1, decode: workers.writer, workers: 1)
    setups = try PooledSimulation(of: pools, serviceLevel: level)
      .setups(for: try .queued(mix, count: 1, sharedPrefix: sharedPrefix))
  }

  /// What came of a run.
  package struct Outcome: Sendable, Hashable {
    /// One of the replicas that write, with the latencies of whole requests.
    package let writer: ReplicaUnderLoad
    /// Whether the first tokens of the percentile come in time.
    package let keepsFirstToken: Bool
    /// Whether the further ones do.
    package let keepsEachToken: Bool
  }

  /// What so many of each deliver at a rate of requests to all of them.
  package func run(
    readers: Int, writers: Int, requestsPerSecond rate: Double, burstiness: Double
  ) throws(InputError) -> Outcome {
    let pools = try PooledDeployment(
      prefill: workers.reader, workers: readers, decode: workers.writer, workers: writers)
    let inFlight = workers.writing.concurrency * Double(writers)
    let count = min(max(requests, Int(min(1e7, Self.turnovers * inFlight))), 4 * requests)
    let arrivals = try Arrivals.drawn(
      from: mix, requestsPerSecond: rate, burstiness: burstiness, count: count, seed: seed,
      sharedPrefix: sharedPrefix)
    var measured = setups
    measured.writing.goal.warmUp = Self.warmUpShare * Double(count) / rate
    let result = PooledSimulation.run(arrivals, on: pools, measured)
    let first = result.timeToFirstTokenSpread.percentile(level.percentile)
    let each = result.timePerOutputTokenSpread.percentile(level.percentile)
    let refused = Double(result.arrived - result.finished)
    let keepsFirst = first <= level.timeToFirstTokenSeconds ?? .infinity
    let keepsEach = each <= level.timePerOutputTokenSeconds ?? .infinity
    let isSteady = result.isStable && refused <= Self.refusedShare * Double(count)
    let decoding = result.meanRunning / Double(writers)
    let shape = RequestShape(mix, sharedPrefix: sharedPrefix)
    let writer = ReplicaUnderLoad(
      requestsPerSecond: rate / Double(writers), burstiness: burstiness,
      timeToFirstTokenSeconds: first, timePerOutputTokenSeconds: each,
      endToEndSeconds: result.endToEndSpread.percentile(level.percentile),
      timeToFirstToken: result.timeToFirstToken, timePerOutputToken: result.timePerOutputToken,
      endToEnd: result.endToEnd, concurrency: decoding,
      step: workers.writingStep(decoding, of: shape), shareWithinLevel: result.shareWithinLevel,
      isStable: result.isStable, keepsLevel: isSteady && keepsFirst && keepsEach,
      simulatedRequests: count)
    return Outcome(
      writer: writer, keepsFirstToken: keepsFirst && isSteady, keepsEachToken: keepsEach && isSteady
    )
  }
}
