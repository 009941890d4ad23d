/// A point of the trade between speed and price of one deployment.
package struct LatencyTier: Sendable, Hashable {
  /// Requests in flight on one replica.
  package let concurrency: Double
  /// Output tokens per second that each user sees while decoding.
  package let tokensPerSecondPerUser: Double
  /// Output tokens per second of all users of one replica together.
  package let outputTokensPerSecond: Double
  /// Mean seconds to the first token.
  package let timeToFirstTokenSeconds: Double
  /// US dollars of machines for a million tokens, prompt and completion together, at full load.
  package let usdPerMillionTokens: Double
}

/// What one deployment costs at each speed.
package struct LatencyCurve: Sendable, Hashable {
  /// The option.
  package let option: SelfHostOption
  /// Its tiers, slowest and cheapest first.
  package let tiers: [LatencyTier]

  /// The least concurrency from which twice as many requests save less than a tenth; `nil` if they always do more.
  package var knee: LatencyTier? {
    let rising = Array(tiers.reversed())
    return rising.indices.dropLast(2).first {
      rising[$0 + 2].usdPerMillionTokens > 0.9 * rising[$0].usdPerMillionTokens
    }.map { rising[$0] }
  }

  /// Concurrencies from 1 to the limit by doubling: `$/Mtok = price·GPUs / (3600·X·(P + C)) · 10⁶`.
  init(option: SelfHostOption, demand: Demand) {
    let shape = demand.shape
    let deployment = option.deployment
    let limit = deployment.runningLimit(for: shape)
    let usdPerSecond =
      option.rental.usdPerGPUHour * Double(deployment.layout.chips) / 3600
    var tiers: [LatencyTier] = []
    var concurrency = 1.0
    while concurrency <= max(1, limit) {
      let state = deployment.saturated(at: concurrency, shape: shape)
      if state.timePerOutputToken > 0 {
        tiers.append(
          LatencyTier(
            concurrency: concurrency, tokensPerSecondPerUser: 1 / state.timePerOutputToken,
            outputTokensPerSecond: state.requestsPerSecond * shape.completion,
            timeToFirstTokenSeconds: state.timeToFirstToken,
            usdPerMillionTokens: usdPerSecond
              / (state.requestsPerSecond * (shape.prompt + shape.completion)) * 1e6))
      }
      concurrency *= 1.4142135623730951
    }
    self.option = option
    self.tiers = tiers.reversed()
  }
}
