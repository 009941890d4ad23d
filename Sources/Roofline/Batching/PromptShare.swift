extension Deployment {
  /// The share of a replica's time that goes into prompts: what a mean step takes beyond one that only
  /// decodes the same sequences.
  package func promptShare(of shape: RequestShape, concurrency: Double) -> Double {
    let pace = self.pace(of: shape)
    let limit = runningLimit(for: shape)
    let state = steadyState(
      of: shape, concurrency: max(1, concurrency), runningLimit: limit, pace: pace)
    guard state.decoding > 0 else { return 1 }
    let decodeOnly =
      stepTime(of: StepLoad(decoding: state.decoding, context: shape.contextInFlight))
      * pace.factor(running: min(limit, max(1, concurrency)))
    return min(1, max(0, 1 - decodeOnly.total / state.step.total))
  }

  /// 80 % of true throughputs lie within this factor of the estimate, up or down.
  package var throughputErrorFactor: Double {
    errorFactor(engine.spreads.throughput)
  }

  /// Bytes of weights on all chips of a replica.
  package var weightBytes: Double { memory.weights * Double(layout.chips) }
}

extension Deployment {
  /// The steady state of a closed loop that keeps `concurrency` requests in flight.
  ///
  /// - Parameters:
  ///   - concurrency: Requests in flight.
  ///   - shape: Their lengths.
  ///   - pace: ``pace(of:)`` of the shape, where it is known already.
  package func saturated(
    at concurrency: Double, shape: RequestShape, pace: Pace? = nil
  ) -> SteadyState {
    steadyState(
      of: shape, concurrency: concurrency, runningLimit: runningLimit(for: shape), pace: pace)
  }
}
