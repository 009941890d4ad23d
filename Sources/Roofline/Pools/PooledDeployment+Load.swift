import Numerics

extension PooledDeployment {
  /// Why requests of a shape cannot be served; `nil` where they can.
  package func obstacle(to shape: RequestShape) -> Infeasibility? {
    do throws(Infeasibility) {
      try prefill.worker.checkFit(of: shape)
      try decode.worker.checkFit(of: shape)
      return nil
    } catch {
      return error
    }
  }

  /// The steady state under a load; of more requests than are served, that at saturation.
  package func steadyState(of shape: RequestShape, under load: Load) -> PooledState {
    switch load {
    case .concurrency(let requests), .staticBatch(let requests):
      return steadyState(of: shape, concurrency: requests)
    case .saturation:
      return saturation(of: shape)
    case .rate(let rate):
      return openArrivals(of: shape, requestsPerSecond: rate) ?? saturation(of: shape)
    }
  }

  /// The steady state with as many requests as keep the slower pool full.
  package func saturation(of shape: RequestShape) -> PooledState {
    steadyState(of: shape, concurrency: 4 * decodingLimit(for: shape) + 64)
  }

  /// The steady state at a rate of random arrivals; `nil` at or beyond saturation.
  package func openArrivals(of shape: RequestShape, requestsPerSecond rate: Double) -> PooledState?
  {
    guard rate > 0, rate < saturation(of: shape).requestsPerSecond else { return nil }
    var low = 0.0
    var high = 4 * decodingLimit(for: shape) + 64
    var state = steadyState(of: shape, concurrency: high)
    for _ in 0..<50 where high - low > 1e-4 * high {
      let middle = (low + high) / 2
      state = steadyState(of: shape, concurrency: middle)
      if state.requestsPerSecond < rate { low = middle } else { high = middle }
    }
    return state
  }

  /// 80 % of true throughputs lie within this factor of the estimate, up or down.
  package var throughputErrorFactor: Double {
    errorFactor(decode.worker.errorFactor(decode.worker.engine.spreads.throughput))
  }

  /// What the pools add to a spread of the worker alone.
  func errorFactor(_ own: Double) -> Double {
    let alone = naturalLogarithm(own) / ErrorSpread.normalQuantile90
    let more = effects.deviation
    return exponential(ErrorSpread.normalQuantile90 * (alone * alone + more * more).squareRoot())
  }
}
