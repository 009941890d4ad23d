package import CheckedJSON
package import Roofline
package import Workloads

/// How far the closed forms for a replica under open arrivals are from the simulation of it.
package struct ClosedFormCheck: Sendable, Hashable {
  /// A quantity that both give.
  package enum Quantity: String, Sendable, Hashable, CaseIterable {
    /// Mean requests in flight, by `Deployment.estimate(of:under:)`.
    case meanInFlight
    /// Mean time per output token, by `Deployment.estimate(of:under:)`.
    case meanTimePerOutputToken
    /// Mean time to the first token, by `Deployment.estimate(of:under:)`.
    case meanTimeToFirstToken
    /// The level's percentile, by `Deployment.capacity(for:sharedPrefix:within:)`.
    case timePerOutputToken
    /// The level's percentile, by `Deployment.capacity(for:sharedPrefix:within:)`.
    case timeToFirstToken
  }

  /// One quantity at one load.
  package struct Row: Sendable, Hashable {
    /// Standard deviation over mean of the gaps between arrivals.
    package let burstiness: Double
    /// Requests per second, as a share of the simulated saturation.
    package let utilization: Double
    /// What the closed form adds to the time between tokens for the prompts of others, relative to the
    /// mean; `nil` where it says the replica is saturated.
    package let promptInterference: Double?
    /// What is compared.
    package let quantity: Quantity
    /// By closed form, in seconds or requests; `nil` where that says the replica is saturated.
    package let closedForm: Double?
    /// By simulation.
    package let simulated: Double

    /// The closed form over the simulation: above 1 it is on the safe side.
    package var ratio: Double? { closedForm.map { simulated > 0 ? $0 / simulated : .infinity } }
  }

  /// Requests per second with everything queued, by closed form.
  package let closedFormSaturation: Double
  /// The same by simulation, its start and end included.
  package let simulatedSaturation: Double
  /// The percentile that was compared.
  package let percentile: Double
  /// All quantities at all loads.
  package let rows: [Row]
}

extension Deployment {
  /// Compares the closed forms with the simulation over a grid of loads.
  ///
  /// Both leave out what a request takes beside its steps.
  ///
  /// - Parameters:
  ///   - mix: Lengths of requests.
  ///   - sharedPrefix: The prefix that they share.
  ///   - utilizations: Loads as shares of the simulated saturation.
  ///   - burstinesses: Standard deviations over means of the gaps between arrivals; 1 is Poisson.
  ///   - percentile: Which percentile of both latencies is compared.
  ///   - requests: Requests of each simulation, of which the first fifth is not measured.
  package func closedFormCheck(
    for mix: RequestMix, sharedPrefix: SharedPrefix? = nil,
    utilizations: [Double] = [0.3, 0.5, 0.7, 0.8, 0.9, 0.95], burstinesses: [Double] = [1, 2, 4],
    percentile: Double = 95, requests: Int = 40_000
  ) throws(InputError) -> ClosedFormCheck {
    let shape = RequestShape(mix, sharedPrefix: sharedPrefix)
    let queued = try Arrivals.queued(mix, count: requests, sharedPrefix: sharedPrefix)
    let saturated = try Simulation(of: self).run(queued).requestsPerSecond
    var rows: [ClosedFormCheck.Row] = []
    for utilization in utilizations {
      let rate = max(1e-6, utilization * saturated)
      let open = openArrivals(of: shape, requestsPerSecond: rate)
      let service = try closedFormLatency(
        at: rate, for: mix, sharedPrefix: sharedPrefix, percentile: percentile)
      for burstiness in burstinesses {
        let simulation = try Simulation(
          of: self, warmUpSeconds: 0.2 * Double(requests) / rate, requestLatencySeconds: 0)
        let found = simulation.run(
          try .drawn(
            from: mix, requestsPerSecond: rate, burstiness: burstiness, count: requests,
            sharedPrefix: sharedPrefix))
        for quantity in ClosedFormCheck.Quantity.allCases {
          let pair: (Double?, Double) =
            switch quantity {
            case .meanInFlight: (open?.concurrency, found.meanRunning + found.meanWaiting)
            case .meanTimePerOutputToken:
              (open?.timePerOutputToken, found.timePerOutputToken.mean)
            case .meanTimeToFirstToken: (open?.timeToFirstToken, found.timeToFirstToken.mean)
            case .timePerOutputToken:
              (
                service?.timePerOutputTokenSeconds,
                found.timePerOutputTokenSpread.percentile(percentile)
              )
            case .timeToFirstToken:
              (
                service?.timeToFirstTokenSeconds,
                found.timeToFirstTokenSpread.percentile(percentile)
              )
            }
          rows.append(
            ClosedFormCheck.Row(
              burstiness: burstiness, utilization: utilization,
              promptInterference: service?.promptInterference, quantity: quantity,
              closedForm: pair.0, simulated: pair.1))
        }
      }
    }
    return ClosedFormCheck(
      closedFormSaturation: saturation(of: shape).requestsPerSecond,
      simulatedSaturation: saturated, percentile: percentile, rows: rows)
  }

  /// What the closed form gives at a rate: the capacity within that target for the time per output
  /// token, found by bisection, at which the capacity is this rate.
  package func closedFormLatency(
    at rate: Double, for mix: RequestMix, sharedPrefix: SharedPrefix?, percentile: Double
  ) throws(InputError) -> ServiceCapacity? {
    var (low, high) = (1e-4, 60.0)
    var found: ServiceCapacity?
    for _ in 0..<30 {
      let target = (low * high).squareRoot()
      let level = try ServiceLevel(timePerOutputTokenSeconds: target, percentile: percentile)
      if let capacity = capacity(for: mix, sharedPrefix: sharedPrefix, within: level),
        capacity.requestsPerSecond >= rate
      {
        high = target
        found = capacity
      } else {
        low = target
      }
      if high < 1.001 * low { break }
    }
    return found
  }
}
