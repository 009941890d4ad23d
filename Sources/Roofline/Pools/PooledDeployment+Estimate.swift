import Numerics

extension PooledDeployment {
  /// Estimates what both pools deliver to requests of a shape under a load.
  ///
  /// Where everything is queued, what waits for a worker is not in flight, and its wait, which has no end, is not part
  /// of the time to the first token: as of a single deployment.
  ///
  /// - Throws: `Infeasibility` that says which limit is in the way.
  package func estimate(of shape: RequestShape, under load: Load) throws(Infeasibility) -> Estimate
  {
    if let obstacle = obstacle(to: shape) { throw obstacle }
    let state: PooledState
    if case .rate(let rate) = load {
      guard let open = openArrivals(of: shape, requestsPerSecond: rate) else {
        throw .saturated(limitRequestsPerSecond: saturation(of: shape).requestsPerSecond)
      }
      state = open
    } else {
      state = steadyState(of: shape, under: load)
    }
    let wait = load == .saturation ? state.wait : 0
    let spreads = decode.worker.engine.spreads
    func interval(_ value: Double, _ spread: ErrorSpread) -> Interval {
      Interval(value: value, factor: errorFactor(decode.worker.errorFactor(spread)))
    }
    let limiting = state.limit == .prefill ? state.promptStep : state.step
    return Estimate(
      concurrency: state.concurrency - state.requestsPerSecond * wait,
      requestsPerSecond: state.requestsPerSecond,
      outputTokensPerSecond: interval(
        state.requestsPerSecond * shape.completion, spreads.throughput),
      timeToFirstTokenSeconds: interval(state.timeToFirstToken - wait, spreads.firstToken),
      timePerOutputTokenSeconds: interval(state.timePerOutputToken, spreads.perToken),
      bound: limiting.bound, step: state.step)
  }
}
