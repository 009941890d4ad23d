import Numerics

extension PooledDeployment {
  /// Estimates what both pools deliver to requests of a shape under a load.
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
    let spreads = decode.worker.engine.spreads
    func interval(_ value: Double, _ spread: ErrorSpread) -> Interval {
      Interval(value: value, factor: errorFactor(decode.worker.errorFactor(spread)))
    }
    let limiting = state.limit == .prefill ? state.promptStep : state.step
    return Estimate(
      concurrency: state.concurrency, requestsPerSecond: state.requestsPerSecond,
      outputTokensPerSecond: interval(
        state.requestsPerSecond * shape.completion, spreads.throughput),
      timeToFirstTokenSeconds: interval(state.timeToFirstToken, spreads.firstToken),
      timePerOutputTokenSeconds: interval(state.timePerOutputToken, spreads.perToken),
      bound: limiting.bound, step: state.step)
  }
}
