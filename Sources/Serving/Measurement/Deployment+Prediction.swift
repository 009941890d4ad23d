extension Deployment {
  /// What a run under this load would show, in the terms in which runs are published.
  ///
  /// A closed loop of a benchmark starts with all its requests at once, so its mean time to the first
  /// token holds a share of that first wave.
  func prediction(of row: Measurement) -> Observation {
    let shape = RequestShape(prompt: row.promptTokens, completion: row.completionTokens)
    switch row.load {
    case .staticBatch(let requests):
      let batch = staticBatch(of: shape, requests: requests)
      return Observation(
        outputTokensPerSecond: batch.outputTokensPerSecond,
        timeToFirstTokenSeconds: batch.timeToFirstToken,
        timePerOutputTokenSeconds: batch.timePerOutputToken)
    case .concurrency(let requests):
      return Observation(
        steadyState(
          of: shape, concurrency: requests, runningLimit: max(1, runningLimit(for: shape))),
        shape)
    case .saturation:
      let limit = max(1, runningLimit(for: shape))
      return Observation(
        steadyState(of: shape, concurrency: limit, runningLimit: limit), shape)
    case .rate(let rate):
      guard let open = openArrivals(of: shape, requestsPerSecond: rate) else {
        let limit = max(1, runningLimit(for: shape))
        return Observation(
          steadyState(of: shape, concurrency: limit, runningLimit: limit), shape)
      }
      return Observation(
        outputTokensPerSecond: rate * shape.completion,
        timeToFirstTokenSeconds: open.timeToFirstToken,
        timePerOutputTokenSeconds: open.timePerOutputToken)
    }
  }
}

extension Observation {
  fileprivate init(_ state: SteadyState, _ shape: RequestShape) {
    self.init(
      outputTokensPerSecond: state.outputTokensPerSecond(shape),
      timeToFirstTokenSeconds: state.timeToFirstToken,
      timePerOutputTokenSeconds: state.timePerOutputToken)
  }
}

extension Measurement {
  /// The throughput that the row measured: as published, or from its latencies by Little's law,
  /// `N / (TTFT/C + TPOT)`.
  var measuredOutputTokensPerSecond: Double? {
    if let published = measured.outputTokensPerSecond { return published }
    guard case .concurrency(let requests) = load, let first = measured.timeToFirstTokenSeconds,
      let each = measured.timePerOutputTokenSeconds
    else { return nil }
    return requests / (first / completionTokens + each)
  }
}
