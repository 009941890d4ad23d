/// A replica to which requests come at random, at a constant mean rate.
package struct OpenArrivals: Sendable, Hashable {
  /// Requests per second that arrive.
  package let requestsPerSecond: Double
  /// Mean requests in flight.
  package let concurrency: Double
  /// Share of the saturation rate.
  package let utilization: Double
  /// Mean seconds to the first token.
  package let timeToFirstToken: Double
  /// Mean seconds between two tokens of one request.
  package let timePerOutputToken: Double
  /// The mean step.
  package let step: StepTime
}

extension Deployment {
  /// The replica at a Poisson rate; `nil` if it is at or above saturation.
  ///
  /// Little's law: `N = λ · E2E(N)`. An arriving request sees the `N` others and adds itself, so
  /// `E2E` is that of the closed loop with `N + 1`. Solved by bisection, as the rate grows with `N`.
  package func openArrivals(of shape: RequestShape, requestsPerSecond rate: Double) -> OpenArrivals?
  {
    let limit = runningLimit(for: shape)
    guard limit >= 1, rate > 0, rate.isFinite else { return nil }
    let pace = self.pace(of: shape)
    let steps = ShapedSteps(self, shape: shape)
    let saturated = steps.steadyState(concurrency: limit, runningLimit: limit, pace: pace)
    guard rate < saturated.requestsPerSecond else { return nil }
    var low = 0.0
    var high = limit
    var state = saturated
    for _ in 0..<40 {
      let others = (low + high) / 2
      state = steps.steadyState(concurrency: others + 1, runningLimit: limit, pace: pace)
      let sojourn = state.timeToFirstToken + shape.decodeSteps * state.timePerOutputToken
      if others < rate * sojourn { low = others } else { high = others }
      if high - low < 1e-3 * high { break }
    }
    return OpenArrivals(
      requestsPerSecond: rate, concurrency: (low + high) / 2,
      utilization: rate / saturated.requestsPerSecond,
      timeToFirstToken: state.timeToFirstToken + state.step.total / 2,
      timePerOutputToken: state.timePerOutputToken, step: state.step)
  }
}
