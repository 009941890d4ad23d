import Numerics
package import Workloads

/// Two kinds of workers that share requests, with what each serves within targets: some read prompts, others write.
///
/// How many there are of each follows from the load: `⌈λ/μ⌉` readers and `⌈λ/x⌉` writers.
package struct SplitWorkers: Sendable, Hashable {
  /// One that reads prompts.
  package let reader: Deployment
  /// One that writes tokens.
  package let writer: Deployment
  /// What each reader serves in pools of 1, 4, 16, …; `nil` where prompts are late.
  package let reading: [ReadingCapacity?]
  /// What a writer serves.
  package let writing: WritingCapacity

  /// Readers in the pools that ``reading`` is about.
  static let poolSizes: [Double] = [1, 4, 16, 64]

  /// Joins two; `nil` where either misses its target.
  package init?(
    _ reader: Deployment, _ writer: Deployment, for demand: ServiceDemand,
    within level: ServiceLevel
  ) {
    guard
      let writing = writer.writingCapacity(
        for: demand, secondsPerToken: level.timePerOutputTokenSeconds)
    else { return nil }
    self.init(reader, writer, writing, for: demand, within: level)
  }

  package init?(
    _ reader: Deployment, _ writer: Deployment, _ writing: WritingCapacity,
    for demand: ServiceDemand, within level: ServiceLevel
  ) {
    let fixed = reader.handoverSeconds(for: demand, to: writer) + writing.step.total / 2
    let reading = Self.poolSizes.map {
      reader.readingCapacity(
        for: demand, workers: $0, secondsToFirstToken: level.timeToFirstTokenSeconds, beside: fixed)
    }
    guard reading.contains(where: { $0 != nil }) else { return nil }
    self.reader = reader
    // A search tells fleets apart by it, and other pairs may have the same.
    self.writer = writer.speculating(writer.speculation)
    self.reading = reading
    self.writing = writing
  }

  /// Prompts per second of each reader in pools of 1, 4, 16, …; 0 where they are late.
  package var readerRates: [Double] { reading.map { $0?.requestsPerSecond ?? 0 } }

  /// Requests per second for each chip of both in a large fleet: `1 / (chips/μ + chips/x)`.
  package var requestsPerSecondPerChip: Double {
    let most = readerRates.max() ?? 0
    return 1
      / (Double(reader.layout.chips) / most
        + Double(writer.layout.chips) / writing.requestsPerSecond)
  }

  /// The share of the chips of a large fleet that read prompts.
  package var readingShare: Double {
    let readers = Double(reader.layout.chips) / (readerRates.max() ?? 1)
    let writers = Double(writer.layout.chips) / writing.requestsPerSecond
    return readers / (readers + writers)
  }

  /// Requests per second for each chip with everything queued.
  package func saturationPerChip(of shape: RequestShape) -> Double {
    let read = reader.promptReading(of: shape).promptsPerSecond
    let steps = max(1e-9, writer.decodeSteps(of: shape))
    let most = max(1, writer.runningLimit(for: shape))
    let written = most / (steps * writingStep(most, of: shape).total)
    return 1
      / (Double(reader.layout.chips) / max(1e-12, read)
        + Double(writer.layout.chips) / max(1e-12, written))
  }

  /// The writer's capacity with the latencies of both, as a replica's.
  package var asReplica: ServiceCapacity {
    let first = reading.compactMap(\.self).map(\.timeToFirstTokenSeconds).max() ?? 0
    return ServiceCapacity(
      requestsPerSecond: writing.requestsPerSecond, concurrency: writing.concurrency,
      timeToFirstTokenSeconds: first,
      timePerOutputTokenSeconds: writing.timePerOutputTokenSeconds,
      saturationRequestsPerSecond: writing.saturationRequestsPerSecond, promptInterference: 0,
      step: writing.step, limit: writing.isFull ? .saturation : .timePerOutputToken)
  }

  /// The mean step of a writer with so many requests.
  package func writingStep(_ requests: Double, of shape: RequestShape) -> StepTime {
    let requests = max(1, requests)
    return writer.stepTime(of: StepLoad(decoding: requests, context: shape.contextInFlight))
      * writer.pace(of: shape).factor(running: requests)
  }

  /// What is served of what others do, by whichever kind of worker falls further short; `nil` for nothing.
  package func leastShare(of others: SplitWorkers) -> Double? {
    let read = (readerRates.max() ?? 0) / max(1e-12, others.readerRates.max() ?? 0)
    let written = writing.requestsPerSecond / others.writing.requestsPerSecond
    let share = min(read, written)
    return share > 0 ? share : nil
  }

  /// The fleet with so many of each.
  package func pools(readers: Int, writers: Int) -> PooledDeployment? {
    try? PooledDeployment(prefill: reader, workers: readers, decode: writer, workers: writers)
  }

  /// 80 % of true throughputs lie within this factor of the estimate, up or down.
  package var throughputErrorFactor: Double {
    pools(readers: 1, writers: 1)?.throughputErrorFactor ?? writer.throughputErrorFactor
  }
}
