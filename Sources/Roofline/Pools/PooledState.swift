/// Two pools with a constant number of requests in flight.
package struct PooledState: Sendable, Hashable {
  /// Requests in flight, waiting ones included.
  package let concurrency: Double
  /// Requests that decode.
  package let decoding: Double
  /// Finished requests per second.
  package let requestsPerSecond: Double
  /// Mean seconds to the first token, waiting and the transfer included.
  package let timeToFirstToken: Double
  /// Of these, seconds for which a prompt waits.
  package let wait: Double
  /// Mean seconds between two tokens of one request.
  package let timePerOutputToken: Double
  /// The mean step of a worker that writes.
  package let step: StepTime
  /// The part of its capacity that the pool of prompts uses.
  package let prefillUtilization: Double
  /// What limits it.
  package let limit: Limit
  /// The full step of a worker that reads.
  package let promptStep: StepTime

  /// Which pool limits both.
  package enum Limit: String, Sendable, Hashable {
    /// The pool that reads prompts.
    case prefill
    /// The pool that writes tokens: its memory, or the engine's limit of sequences.
    case decode
    /// Neither: there are no more requests.
    case requests
  }
}

extension PooledDeployment {
  /// The most requests that decode at a time.
  package func decodingLimit(for shape: RequestShape) -> Double {
    Double(decode.workers) * decode.worker.runningLimit(for: shape)
  }

  /// The steady state with `concurrency` requests in flight.
  ///
  /// With `D` requests decoding on `w` workers, requests finish at `X = D / (steps · t(D/w))`. As many prompts come
  /// to the other pool, of which each waits, is read, and moves over. All that adds up to the requests in flight,
  ///
  ///     N = D + X · (wait(X) + prefill + transfer)
  ///
  /// and `D` is found by bisection, as both sides grow with it.
  ///
  /// - Parameters:
  ///   - shape: The lengths of the requests, in tokens.
  ///   - concurrency: Requests in flight, in both pools together.
  ///   - waiting: Seconds that a prompt waits at a rate, of a pool that reads so many a second at most; as in an M/D/c
  ///     queue (``PromptWait``) if not said.
  package func steadyState(
    of shape: RequestShape, concurrency: Double,
    waiting: ((_ rate: Double, _ capacity: Double) -> Double)? = nil
  ) -> PooledState {
    let reading = prefill.worker.promptReading(of: shape)
    let pace = decode.worker.pace(of: shape)
    let steps = max(1e-9, decode.worker.decodeSteps(of: shape))
    let writers = Double(decode.workers)
    let most = decodingLimit(for: shape)
    let wait = PromptWait(reading, workers: Double(prefill.workers))
    let fixed =
      reading.secondsAlone + transfer.seconds(tokens: shape.prompt) + effects.handoverSeconds
      + decode.worker.parameters.requestLatency + (prefill.worker.adapterSwap?.meanSeconds ?? 0)
    func step(_ decoding: Double) -> StepTime {
      let each = max(1, decoding / writers)
      return decode.worker.stepTime(
        of: StepLoad(decoding: each, context: shape.contextInFlight))
        * pace.factor(running: each)
    }
    func rate(_ decoding: Double) -> Double { decoding / (steps * step(decoding).total) }
    var low = 0.0
    var high = min(concurrency, most)
    var limit = PooledState.Limit.requests
    func inFlight(_ decoding: Double) -> Double {
      let rate = rate(decoding)
      guard rate < wait.capacity else { return .infinity }
      return decoding + rate * (fixed + (waiting?(rate, wait.capacity) ?? wait.seconds(at: rate)))
    }
    if inFlight(high) <= concurrency {
      low = high
      limit = .decode
    } else {
      for _ in 0..<60 where high - low > 1e-6 * high {
        let middle = (low + high) / 2
        if inFlight(middle) < concurrency { low = middle } else { high = middle }
      }
    }
    let decoding = max(1e-9, low)
    let finished = rate(decoding)
    if limit == .requests, finished > 0.97 * wait.capacity { limit = .prefill }
    let time = step(decoding)
    let first = concurrency / finished - steps * time.total
    return PooledState(
      concurrency: concurrency, decoding: decoding, requestsPerSecond: finished,
      timeToFirstToken: max(fixed, first), wait: max(0, first - fixed),
      timePerOutputToken: shape.decodeSteps > 0 ? steps * time.total / shape.decodeSteps : 0,
      step: time, prefillUtilization: min(1, finished / wait.capacity), limit: limit,
      promptStep: reading.step)
  }
}
