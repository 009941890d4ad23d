import Breakeven

/// What a request costs where a router looks at the replicas, and how that grows with their number.
func routedFleets() throws {
  let saturation = deployment.saturation(of: RequestShape(workload.mix)).requestsPerSecond
  let count = 500_000
  for replicas in [8, 64, 512] {
    let arrivals = try Arrivals.drawn(
      from: workload.mix, requestsPerSecond: 0.9 * saturation * Double(replicas), count: count)
    let simulation = try Simulation(of: deployment, replicas: replicas, router: .leastLoaded)
    var finished = 0
    let timing = Timing(bestOf: 3) { finished = simulation.run(arrivals).finished }
    Figure(
      "least loaded", taking: timing, for: Double(finished), in: .microsecondsEach,
      of: "\(replicas) replicas at 90 % of what they serve, \(count) requests"
    ).print()
  }
  let conversations = try RequestTrace.conversations(count: 50_000)
  for replicas in [64, 512] {
    let arrivals = try Arrivals.replaying(
      conversations, speed: Double(replicas) * 0.5, repetitions: 2)
    let simulation = try Simulation(of: deployment, replicas: replicas, router: .prefixAware)
    var finished = 0
    let timing = Timing(bestOf: 3) { finished = simulation.run(arrivals).finished }
    Figure(
      "prefix-aware", taking: timing, for: Double(finished), in: .microsecondsEach,
      of:
        "\(replicas) replicas, \(arrivals.count) requests that name \(conversations.distinctBlocks) blocks"
    ).print()
  }
}

extension RequestTrace {
  /// Conversations of up to twelve turns, 2,000 at a time, whose prompts share four blocks of 512 tokens, and each of
  /// which repeats what was said before.
  fileprivate static func conversations(count: Int) throws -> RequestTrace {
    var requests: [SimulatedRequest] = []
    var blocks: [[UInt64]] = []
    for index in 0..<count {
      let conversation = index % 2000 + index / 24_000 * 2000
      let turn = index / 2000 % 12
      let named =
        (0..<UInt64(4)).map { $0 } + (0...turn).map { UInt64(100 + conversation * 12 + $0) }
      blocks.append(named)
      requests.append(
        SimulatedRequest(
          arrivalSeconds: Double(index) / 5, promptTokens: named.count * 512 + index % 500 + 1,
          completionTokens: 1 + index * 104_729 % 499))
    }
    return try RequestTrace(requests, prefixBlocks: blocks)
  }
}
