/// What a worker that only writes tokens serves within a target for the time between them.
package struct WritingCapacity: Sendable, Hashable {
  /// The most requests per second, arriving at random.
  package let requestsPerSecond: Double
  /// Requests that decode on it at that rate.
  package let concurrency: Double
  /// Seconds between tokens that the percentile asked for does not exceed.
  package let timePerOutputTokenSeconds: Double
  /// The mean step.
  package let step: StepTime
  /// Requests per second with as many as there is room for, whatever they take.
  package let saturationRequestsPerSecond: Double
  /// Whether memory or the engine's limit of sequences keeps the rate from being higher.
  package let isFull: Bool
}

extension Deployment {
  /// The most that a worker serves to which requests come with their prompts read.
  ///
  /// No prompts of others come between its steps, so that only a crowd lengthens them. With `N` requests on average an
  /// arriving one meets `N`, itself and at the percentile `z·√N` more, as a Poisson count varies:
  ///
  ///     t(N + 1 + z·√N) · steps / further tokens ≤ target,   X = N / (steps · t(N + 1))
  ///
  /// As many must have room, since a request that waits for room keeps its first token waiting.
  ///
  /// - Returns: `nil` if not even a request alone keeps the target.
  package func writingCapacity(
    for demand: ServiceDemand, secondsPerToken target: Double?
  ) -> WritingCapacity? {
    let shape = demand.shape
    let limit = runningLimit(for: shape)
    guard limit >= 1, memory.fits, shape.decodeSteps > 0 else { return nil }
    let steps = max(1e-9, decodeSteps(of: shape))
    let pace = pace(of: shape)
    func step(_ requests: Double) -> StepTime {
      stepTime(of: StepLoad(decoding: requests, context: shape.contextInFlight))
        * pace.factor(running: requests)
    }
    func perToken(_ requests: Double) -> Double {
      steps * step(requests).total / shape.decodeSteps
    }
    let most = target ?? .infinity
    guard perToken(1) <= most else { return nil }
    var (low, high) = (1.0, limit)
    let isFull = perToken(limit) <= most
    if isFull { low = limit }
    for _ in 0..<40 where !isFull && high - low > 1e-4 * high {
      let middle = (low * high).squareRoot()
      if perToken(middle) <= most { low = middle } else { high = middle }
    }
    let half = demand.prompts.deviations / 2
    let root = max(0, (half * half + low - 1).squareRoot() - half)
    let requests = root * root
    guard requests > 0 else { return nil }
    let mean = step(requests + 1)
    return WritingCapacity(
      requestsPerSecond: requests / (steps * mean.total), concurrency: requests,
      timePerOutputTokenSeconds: perToken(low), step: mean,
      saturationRequestsPerSecond: limit / (steps * step(limit).total), isFull: isFull)
  }
}
