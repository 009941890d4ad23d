import Roofline

extension Deployment {
  /// What a run under this load would show, in the terms in which runs are published.
  ///
  /// A closed loop of a benchmark starts with all its requests at once, so its mean time to the first
  /// token holds a share of that first wave.
  func prediction(of row: Measurement) -> Observation {
    let shape = RequestShape(prompt: row.promptTokens, completion: row.completionTokens)
    switch row.load {
    case .staticBatch(let requests):
      let batch = staticBatch(
        of: shape, requests: requests, areCopies: row.hasCopiedRequests)
      return Observation(
        outputTokensPerSecond: batch.outputTokensPerSecond,
        timeToFirstTokenSeconds: batch.timeToFirstToken,
        timePerOutputTokenSeconds: batch.timePerOutputToken)
    case .concurrency(let requests):
      return closedLoop(
        row, shape,
        steadyState(
          of: shape, concurrency: requests, runningLimit: max(1, runningLimit(for: shape))))
    case .saturation:
      let limit = max(1, runningLimit(for: shape))
      guard let queued = row.queuedRequests else {
        return Observation(
          steadyState(of: shape, concurrency: limit, runningLimit: limit), shape)
      }
      let job = finiteJob(
        of: shape, requests: queued, limit: limit, isVaried: row.hasVariedLengths)
      return Observation(
        outputTokensPerSecond: job.outputTokensPerSecond,
        timeToFirstTokenSeconds: job.timeToFirstToken,
        timePerOutputTokenSeconds: job.timePerOutputToken)
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

extension Deployment {
  /// What a benchmark of a closed loop shows of a steady state: the same throughput, but for its end,
  /// and latencies split between the first token and the others as waves of prompts wait.
  private func closedLoop(_ row: Measurement, _ shape: RequestShape, _ state: SteadyState)
    -> Observation
  {
    let isVaried = row.hasVariedLengths
    let benchmark = ClosedLoopBenchmark(lengthRange: isVaried ? 0.22 : 0)
    let sojourn = state.concurrency / state.requestsPerSecond
    let mean = firstToken(.mean, of: shape, benchmark, state)
    let published = row.firstTokenStatistic
    let asMeasured = firstTokenFactor(
      of: shape, running: min(state.concurrency, max(1, runningLimit(for: shape))))
    let ending = isVaried && row.measured.outputTokensPerSecond != nil ? 0.976 : 1
    return Observation(
      outputTokensPerSecond: state.outputTokensPerSecond(shape) * ending,
      timeToFirstTokenSeconds: asMeasured
        * (published == .mean ? mean : firstToken(published, of: shape, benchmark, state)),
      timePerOutputTokenSeconds: shape.decodeSteps > 0.01
        ? (sojourn - mean) / shape.decodeSteps : 0)
  }

  /// Seconds to the first token: waiting for others' prompts, the prefill itself together with those
  /// that wait, and for requests beyond what runs at once, their place.
  private func firstToken(
    _ statistic: FirstTokenStatistic, of shape: RequestShape, _ benchmark: ClosedLoopBenchmark,
    _ state: SteadyState
  ) -> Double {
    let running = min(state.concurrency, max(1, runningLimit(for: shape)))
    let secondsPerRequest = running / state.requestsPerSecond
    let wait = benchmark.wait(
      PromptQueue(prompts: running, secondsPerPrompt: state.secondsPerPrompt),
      secondsPerRequest: secondsPerRequest, prefillsFirst: engine.memory.prefillsFirst,
      statistic: statistic)
    let together = min(
      max(1, wait / max(1e-9, state.secondsPerPrompt)),
      max(1, engine.memory.tokenBudget / shape.uncachedPrompt))
    let own = max(
      state.prefillTime, state.prefillTime + (together - 1) * state.secondsPerPrompt)
    let queueing = (state.concurrency - running) / state.requestsPerSecond
    return min(0.9 * secondsPerRequest, parameters.requestLatency + wait + own) + queueing
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
