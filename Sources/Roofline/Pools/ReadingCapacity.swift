import Numerics

/// What each worker of a pool that only reads prompts serves within a target for the first token.
package struct ReadingCapacity: Sendable, Hashable {
  /// The most prompts per second of each worker, arriving at random.
  package let requestsPerSecond: Double
  /// Seconds to the first token that the percentile asked for does not exceed.
  package let timeToFirstTokenSeconds: Double
  /// Prompts per second that each worker reads at most, whatever they wait.
  package let saturationRequestsPerSecond: Double
  /// Whether the target keeps the rate from being higher.
  package let isLimitedByTarget: Bool
}

extension Deployment {
  /// Prompts are to use this part of their pool at most: beyond it waiting grows without limit.
  private static let usableShare = 0.9

  /// The most that each of so many workers reads with its prompts' first tokens in time.
  ///
  /// A prompt at the percentile of lengths is read alone, and waits as the percentile does in a queue of `c` servers
  /// (``PromptWait``): with probability `q = ρ^(√(2·(c+1)) − 1)`, then for a time that falls off exponentially around
  /// its mean. Where groups of attention read several prompts in one step, one that comes meanwhile also waits for
  /// the step to end. Adding the percentiles errs on the safe side.
  ///
  /// - Parameters:
  ///   - demand: The requests.
  ///   - workers: Workers of the pool, among which each prompt goes to the least busy.
  ///   - target: Seconds to the first token; `nil` for any.
  ///   - fixed: Seconds of it that pass elsewhere: the way of the cache, the hand-over.
  /// - Returns: `nil` if not even a prompt alone is in time.
  package func readingCapacity(
    for demand: ServiceDemand, workers: Double, secondsToFirstToken target: Double?,
    beside fixed: Double
  ) -> ReadingCapacity? {
    let shape = demand.shape
    let prompts = demand.prompts
    let cached = max(0, shape.prompt - shape.uncachedPrompt)
    let mean = promptReading(of: shape)
    let long = promptReading(
      of: RequestShape(
        prompt: cached + prompts.atQuantile, completion: shape.completion, cachedPrompt: cached))
    guard mean.promptsPerSecond > 0 else { return nil }
    let seconds = 1 / mean.promptsPerSecond
    let tail = 1 - prompts.quantile
    func firstToken(_ utilization: Double) -> Double {
      let waiting = power(utilization, (2 * (workers + 1)).squareRoot() - 1)
      let each = seconds * prompts.meanSquareRatio / (2 * workers * (1 - utilization))
      let wait = waiting > tail ? each * naturalLogarithm(waiting / tail) : 0
      let together = utilization * max(0, mean.secondsAlone - seconds)
      return fixed + long.secondsAlone + wait + together
    }
    let most = target ?? .infinity
    guard firstToken(0) <= most else { return nil }
    var (low, high) = (0.0, Self.usableShare)
    let isLimited = firstToken(high) > most
    if !isLimited { low = high }
    for _ in 0..<30 where isLimited {
      let middle = (low + high) / 2
      if firstToken(middle) <= most { low = middle } else { high = middle }
    }
    guard low > 0.01 else { return nil }
    return ReadingCapacity(
      requestsPerSecond: low / seconds, timeToFirstTokenSeconds: firstToken(low),
      saturationRequestsPerSecond: 1 / seconds, isLimitedByTarget: isLimited)
  }

  /// Seconds to the first token that pass outside a worker that reads prompts: the cache moves over a network at the
  /// percentile of prompts, and is handed over.
  package func handoverSeconds(for demand: ServiceDemand, to writer: Deployment) -> Double {
    let cached = max(0, demand.shape.prompt - demand.shape.uncachedPrompt)
    let transfer = CacheTransfer(
      into: writer, chips: max(layout.chips + writer.layout.chips, accelerator.link.chips + 1))
    return transfer.seconds(tokens: cached + demand.prompts.atQuantile)
      + PoolEffects.measured.handoverSeconds + writer.parameters.requestLatency
  }
}
