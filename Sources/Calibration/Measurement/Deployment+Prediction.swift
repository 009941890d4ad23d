import Roofline

extension Deployment {
  /// What a run under this load would show, in the terms in which runs are published.
  ///
  /// A closed loop of a benchmark starts with all its requests at once, so its mean time to the first
  /// token holds a share of that first wave.
  func prediction(of run: RunConditions) -> Observation {
    let shape = run.shape
    switch run.load {
    case .staticBatch(let requests):
      let batch = staticBatch(
        of: shape, requests: requests, areCopies: run.hasCopiedRequests)
      return Observation(
        outputTokensPerSecond: batch.outputTokensPerSecond,
        timeToFirstTokenSeconds: batch.timeToFirstToken,
        timePerOutputTokenSeconds: batch.timePerOutputToken)
    case .concurrency(let requests):
      let limit = max(1, runningLimit(for: shape))
      let pace = self.pace(of: shape)
      return closedLoop(
        run, shape,
        steadyState(of: shape, concurrency: requests, runningLimit: limit, pace: pace), pace)
    case .saturation:
      let limit = max(1, runningLimit(for: shape))
      guard let queued = run.queuedRequests else {
        return Observation(
          steadyState(of: shape, concurrency: limit, runningLimit: limit), shape)
      }
      let job = finiteJob(
        of: shape, requests: queued, limit: limit, isVaried: run.hasVariedLengths)
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
        timeToFirstTokenSeconds: open.timeToFirstToken
          + (engine.habits.stepsAhead + stepsHeldBack(beginning: rate * open.step.total))
            * open.step.total,
        timePerOutputTokenSeconds: open.timePerOutputToken)
    }
  }
}

extension Deployment {
  /// What a benchmark of a closed loop shows of a steady state: the same throughput, but for its end,
  /// and latencies split between the first token and the others as waves of prompts wait.
  private func closedLoop(
    _ run: RunConditions, _ shape: RequestShape, _ state: SteadyState, _ pace: Pace
  ) -> Observation {
    let isVaried = run.lengthRange > 0
    let benchmark = ClosedLoopBenchmark(lengthRange: run.lengthRange)
    let sojourn = state.concurrency / state.requestsPerSecond
    let running = min(state.concurrency, max(1, runningLimit(for: shape)))
    let parts = FirstTokenParts(
      prompts: WaitingPrompts(
        prompts: running, secondsPerPrompt: state.secondsPerPrompt,
        launch: pass.promptOverhead(with: parameters) * pace.factor(running: running),
        perStep: engine.memory.tokenBudget / shape.uncachedPrompt),
      secondsPerRequest: running / state.requestsPerSecond,
      queueing: (state.concurrency - running) / state.requestsPerSecond,
      takeUp: parameters.requestLatency
        + (parameters.takeUpSteps
          + stepsHeldBack(beginning: state.requestsPerSecond * state.step.total))
          * state.step.total,
      reading: engine.memory.prefillsFirst ? state.secondsPerPrompt : state.prefillTime,
      prefillsFirst: engine.memory.prefillsFirst)
    let mean = parts.seconds(.mean, in: benchmark)
    let published = run.firstTokenStatistic
    let asMeasured = firstTokenFactor(of: shape, running: running)
    let ending = isVaried && run.throughputCountsEnding ? 0.976 : 1
    return Observation(
      outputTokensPerSecond: state.outputTokensPerSecond(shape) * ending,
      timeToFirstTokenSeconds: asMeasured
        * (published == .mean ? mean : parts.seconds(published, in: benchmark)),
      timePerOutputTokenSeconds: shape.decodeSteps > 0.01
        ? (sojourn - mean) / shape.decodeSteps : 0)
  }

  /// Steps that prompts are held back, of which so many begin with each step in all attention groups.
  fileprivate func stepsHeldBack(beginning: Double) -> Double {
    guard layout.attentionData > 1 else { return 0 }
    return PromptTakeUp.stepsHeldBack(
      beginning: beginning / Double(layout.attentionData), timeout: engine.memory.groupTimeout)
  }
}

/// What the time to the first token in a closed loop is made of.
private struct FirstTokenParts {
  /// The prompts of a wave, which wait for each other.
  let prompts: WaitingPrompts
  let secondsPerRequest: Double
  /// Seconds before a request is among those that run.
  let queueing: Double
  /// Seconds before the engine takes up a prompt.
  let takeUp: Double
  /// Seconds of the prompt's own steps.
  let reading: Double
  let prefillsFirst: Bool

  /// All of it.
  func seconds(_ statistic: FirstTokenStatistic, in benchmark: ClosedLoopBenchmark) -> Double {
    let wait = benchmark.wait(
      prompts, secondsPerRequest: secondsPerRequest, prefillsFirst: prefillsFirst,
      statistic: statistic)
    return min(0.9 * secondsPerRequest, takeUp + wait + reading) + queueing
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
    guard case .concurrency(let requests) = conditions.load,
      let first = measured.timeToFirstTokenSeconds,
      let each = measured.timePerOutputTokenSeconds
    else { return nil }
    return requests / (first / conditions.completionTokens + each)
  }
}
