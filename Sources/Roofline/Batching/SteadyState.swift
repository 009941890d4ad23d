/// A replica under continuous batching, with a constant number of requests in flight.
package struct SteadyState: Sendable, Hashable {
  /// Requests in flight, waiting ones included.
  package let concurrency: Double
  /// Requests that decode in a step.
  package let decoding: Double
  /// Finished requests per second.
  package let requestsPerSecond: Double
  /// Mean seconds to the first token.
  package let timeToFirstToken: Double
  /// Mean seconds between two tokens of one request; 0 for completions of one token.
  package let timePerOutputToken: Double
  /// The mean step.
  package let step: StepTime
  /// Seconds that one prompt adds to the steps of the others.
  package let secondsPerPrompt: Double
  /// Seconds of the steps that carry a prompt, from its first chunk to its last.
  package let prefillTime: Double

  /// Output tokens per second for requests of this shape.
  package func outputTokensPerSecond(_ shape: RequestShape) -> Double {
    requestsPerSecond * shape.completion
  }

  /// The same with every step longer by a factor.
  fileprivate func paced(by factor: Double) -> SteadyState {
    SteadyState(
      concurrency: concurrency, decoding: decoding, requestsPerSecond: requestsPerSecond / factor,
      timeToFirstToken: timeToFirstToken * factor,
      timePerOutputToken: timePerOutputToken * factor, step: step * factor,
      secondsPerPrompt: secondsPerPrompt * factor, prefillTime: prefillTime * factor)
  }
}

extension Deployment {
  /// The steady state with as many requests running as memory and engine allow.
  package func saturation(of shape: RequestShape) -> SteadyState {
    saturation(of: shape, pace: pace(of: shape))
  }

  /// The same where ``pace(of:)`` is known.
  package func saturation(of shape: RequestShape, pace: Pace) -> SteadyState {
    let limit = runningLimit(for: shape)
    return steadyState(of: shape, concurrency: limit, runningLimit: limit, pace: pace)
  }

  /// The steady state with `concurrency` requests in flight, at most `runningLimit` of them running.
  ///
  /// A request is prefilled in `h` chunks of at most the token budget `B` and then decodes `C − 1`
  /// steps. With `D` requests decoding, `D/(C − 1)` requests begin in each step, so a share
  /// `f = min(1, h·D/(C − 1))` of the steps carries a chunk, and the mean step takes
  /// `t = (1 − f)·t(D, 0) + f·t(D, chunk)`. A request is in flight for its prefill, `h` such steps,
  /// and its decode, so that `D = N·(C − 1)·t / (TTFT + (C − 1)·t)`: solved by iteration. Where
  /// prompts ask for more than the budget, `D = B·(C − 1)/P′` and the others queue. Where tokens are
  /// guessed ahead, `(C − 1)/A` steps take the place of `C − 1`. What a prompt finds in a tier beside the chips'
  /// memory takes `L` seconds to come while others run: a request is in flight for so much longer, and no more
  /// than `1/L` of them begin in a second.
  ///
  /// - Parameters:
  ///   - shape: The lengths of the requests.
  ///   - concurrency: Requests in flight, those that wait included.
  ///   - runningLimit: The most that run at once.
  ///   - pace: ``Deployment/pace(of:)`` of the shape, where it is known already.
  ///   - known: A state of the same shape with about as many requests, from which to start.
  package func steadyState(
    of shape: RequestShape, concurrency: Double, runningLimit: Double = .infinity,
    pace: Pace? = nil, near known: SteadyState? = nil
  ) -> SteadyState {
    ShapedSteps(self, shape: shape).steadyState(
      concurrency: concurrency, runningLimit: runningLimit, pace: pace ?? self.pace(of: shape),
      near: known)
  }
}

extension ShapedSteps {
  /// ``Deployment/steadyState(of:concurrency:runningLimit:pace:near:)`` of the shape.
  func steadyState(
    concurrency: Double, runningLimit: Double, pace: Pace, near known: SteadyState? = nil
  ) -> SteadyState {
    let running = min(concurrency, runningLimit)
    let factor = pace.factor(running: running)
    return physicalSteadyState(
      concurrency: concurrency, running: running,
      decodingShare: known.map { $0.decoding / min($0.concurrency, runningLimit) } ?? 1,
      loadSeconds: loadSeconds / factor
    )
    .paced(by: factor)
  }

  private func physicalSteadyState(
    concurrency: Double, running: Double, decodingShare: Double, loadSeconds: Double
  ) -> SteadyState {
    guard decodeSteps > 0.01 else {
      return prefillOnly(
        concurrency: concurrency, running: running, loadSeconds: loadSeconds)
    }
    let decodingLimit = max(0.01, budget * decodeSteps / shape.uncachedPrompt)
    var decoding = min(running * decodingShare, decodingLimit)
    var state = mixedSteps(decoding: decoding)
    for _ in 0..<4 {
      let decodeTime = decodeSteps * state.mean.total
      var next = min(
        running * decodeTime / (decodeTime + state.prefillTime + loadSeconds), decodingLimit)
      if loadSeconds > 0 { next = min(next, loadLanes / loadSeconds * decodeTime) }
      let isSettled = abs(next - decoding) < 1e-4 * decoding
      decoding = next
      state = mixedSteps(decoding: decoding)
      if isSettled { break }
    }
    let decodeTime = decodeSteps * state.mean.total
    let rate = decoding / decodeTime
    let sojourn = concurrency / rate
    return SteadyState(
      concurrency: concurrency, decoding: decoding, requestsPerSecond: rate,
      timeToFirstToken: max(state.prefillTime + loadSeconds, sojourn - decodeTime),
      timePerOutputToken: decodeTime / shape.decodeSteps, step: state.mean,
      secondsPerPrompt: state.secondsPerPrompt,
      prefillTime: state.prefillTime)
  }

  private struct MixedSteps {
    let mean: StepTime
    let prefillTime: Double
    let secondsPerPrompt: Double
  }

  private func mixedSteps(decoding: Double) -> MixedSteps {
    let chunks = chunks(of: shape.uncachedPrompt)
    let beginning = decoding / decodeSteps
    let mixedShare = min(1, beginning * chunks)
    let promptsEnding = beginning / mixedShare
    let withPrompt = time(
      decoding: decoding, promptTokens: beginning * shape.uncachedPrompt / mixedShare,
      endingPrompts: promptsEnding, attention: promptAttention)
    let without = time(decoding: decoding)
    let added = max(0, withPrompt.total - without.total) / promptsEnding
    return MixedSteps(
      mean: mixedShare < 1 ? without * (1 - mixedShare) + withPrompt * mixedShare : withPrompt,
      prefillTime: stages > 1
        ? reading(
          chunks: chunks,
          of: max(
            shape.uncachedPrompt / chunks,
            beginning * shape.uncachedPrompt / mixedShare / stages), decoding: decoding,
          attention: promptAttention)
        : chunks * withPrompt.total, secondsPerPrompt: added)
  }

  private func prefillOnly(
    concurrency: Double, running: Double, loadSeconds: Double
  ) -> SteadyState {
    let chunks = chunks(of: shape.uncachedPrompt)
    let together = min(max(1, running), max(1, budget / shape.uncachedPrompt))
    let step = time(
      decoding: 0, promptTokens: together * shape.uncachedPrompt / chunks,
      endingPrompts: together / chunks, attention: promptAttention)
    var rate = min(running, together) / (chunks * step.total)
    if loadSeconds > 0 {
      rate = min(rate, loadLanes / loadSeconds, running / (chunks * step.total + loadSeconds))
    }
    var prefillTime = chunks * step.total
    if stages > 1 {
      prefillTime = reading(
        chunks: chunks, of: shape.uncachedPrompt / chunks, decoding: 0, attention: promptAttention)
      rate = min(rate, running / (prefillTime + loadSeconds))
    }
    return SteadyState(
      concurrency: concurrency, decoding: 0, requestsPerSecond: rate,
      timeToFirstToken: concurrency / rate, timePerOutputToken: 0, step: step,
      secondsPerPrompt: 1 / rate, prefillTime: prefillTime)
  }
}
