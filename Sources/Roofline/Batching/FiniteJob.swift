import Numerics

/// A job of a given number of requests that are all queued at its start.
///
/// It fills the replica, keeps it full while requests wait, and drains at its end: where lengths differ,
/// the longest completions run on in an ever emptier batch.
package struct FiniteJob: Sendable, Hashable {
  /// Seconds from the first prompt to the last token.
  package let seconds: Double
  /// Output tokens per second over the whole job.
  package let outputTokensPerSecond: Double
  /// Mean seconds to the first token, waiting included.
  package let timeToFirstToken: Double
  /// Mean seconds between two tokens of one request.
  package let timePerOutputToken: Double
}

extension Deployment {
  /// The state in which a job is done soonest, where half of what is in flight is lost to the end that thins out.
  ///
  /// `N` in flight finish `R` requests in `(R + N/2)/X(N)` seconds. Large jobs are done soonest with as many in flight
  /// as fit; twenty requests, of which 512 fit, with fewer: so that no job is done sooner because longer prompts leave
  /// room for fewer.
  ///
  /// - Parameters:
  ///   - shape: The lengths of the requests.
  ///   - requests: `R`, of one replica.
  ///   - saturated: ``saturation(of:)`` of the shape.
  package func quickestState(
    of shape: RequestShape, requests: Double, saturated: SteadyState
  ) -> SteadyState {
    guard requests < 8 * saturated.concurrency else { return saturated }
    let pace = self.pace(of: shape)
    var best = saturated
    var least = saturated.seconds(forJobOf: requests)
    var concurrency = min(saturated.concurrency, max(1, requests))
    while concurrency >= 1 {
      let state = steadyState(
        of: shape, concurrency: concurrency, runningLimit: concurrency, pace: pace)
      let seconds = state.seconds(forJobOf: requests)
      if seconds < least { (best, least) = (state, seconds) }
      concurrency = concurrency > 1 ? max(1, concurrency / 2) : 0
    }
    return best
  }

  /// The job with `requests` requests, of which at most `limit` run at a time.
  ///
  /// While more than `limit` wait, requests finish at the steady state's rate. The last `limit` drain:
  /// their prompts are already read, and they decode for `C` steps if all completions are alike, else
  /// their number falls as `e^(−s)` while `C·ds` steps pass, as exponential lengths would have it,
  /// until `s = 3`.
  package func finiteJob(of shape: RequestShape, requests: Double, limit: Double, isVaried: Bool)
    -> FiniteJob
  {
    let running = max(1, min(requests, limit))
    let pace = self.pace(of: shape)
    let factor = pace.factor(running: running)
    let steady = steadyState(
      of: shape, concurrency: running, runningLimit: running, pace: pace)
    let waves = (requests - running) / steady.requestsPerSecond
    func stepSeconds(_ decoding: Double) -> Double {
      factor
        * stepTime(of: StepLoad(decoding: decoding, context: shape.contextInFlight)).total
    }
    let steps = decodeSteps(of: shape)
    var drain = steps * stepSeconds(running)
    if isVaried, running > 1 {
      let last = min(3, naturalLogarithm(running))
      let middle = stepSeconds(max(1, running * exponential(-last / 2)))
      let end = stepSeconds(max(1, running * exponential(-last)))
      drain = steps * last * (stepSeconds(running) + 4 * middle + end) / 6
    }
    let filling = running * steady.secondsPerPrompt
    let seconds = waves + filling + drain + parameters.requestLatency
    let perToken = steady.timePerOutputToken
    return FiniteJob(
      seconds: seconds, outputTokensPerSecond: requests * shape.completion / seconds,
      timeToFirstToken: parameters.requestLatency + filling / 2
        + (requests - running) / requests * (filling + waves) / 2,
      timePerOutputToken: perToken)
  }
}

extension SteadyState {
  /// Seconds at the end of a job in which what is in flight finishes and the batch thins out: half of `N/X`.
  package var drainSeconds: Double { concurrency / requestsPerSecond / 2 }

  fileprivate func seconds(forJobOf requests: Double) -> Double {
    requests / requestsPerSecond + drainSeconds
  }
}
