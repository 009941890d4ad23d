import Testing

@testable import Breakeven

struct InsightTests {
  static func decision(isBatch: Bool = false, requestsPerDay: Double = 300_000) throws -> Decision {
    try Market.decision(
      Market.workload(
        requestsPerDay: requestsPerDay, mode: isBatch ? Market.nightly() : nil,
        costs: DeclaredCosts(staff: .usdPerMonth(DeclaredValue(1000)))))
  }

  /// At the workload's own mix and volume the map says what the decision says.
  @Test(arguments: [false, true])
  func theMapAgreesWithTheDecision(isBatch: Bool) throws {
    let decision = try Self.decision(isBatch: isBatch)
    let map = try #require(decision.heavinessMap())
    #expect(map.panels.map(\.isBatch) == [false, true])
    let variation = LengthVariation(
      contenders: decision.contenders, apis: decision.apis, demand: decision.demand)
    let factors = variation.throughputFactors(ratio: map.here.ratio)
    #expect(factors.allSatisfy { abs($0 - 1) < 1e-9 })
    let own = variation.selfHostUSD(requests: map.here.volume, throughputFactors: factors)
    let bill = variation.usdPerRequest(ratio: map.here.ratio) * map.here.volume
    #expect(abs(own / (try #require(decision.bestSelfHost).totalUSD) - 1) < 1e-9)
    #expect(
      abs(bill / (try #require(decision.bestAPI).usd(requests: decision.demand.requests)) - 1)
        < 1e-9)
  }

  /// The people who look after the API count in both modes: where they cost 10,000 USD and one's own 1,000, a GPU or two
  /// for a thirtieth of the requests are the cheaper side.
  @Test func peopleOfTheAPICountInBothModes() throws {
    let decision = try Market.decision(
      Market.workload(
        requestsPerDay: 300_000,
        costs: DeclaredCosts(
          staff: .usdPerMonth(DeclaredValue(1000)),
          api: APICosts(staff: .usdPerMonth(DeclaredValue(10_000))))))
    let map = try #require(decision.heavinessMap())
    #expect(map.panels.count == 2)
    for panel in map.panels { #expect(panel.costRatios[0].allSatisfy { $0 < 1 }) }
  }

  /// Batch is never dearer at the same place, up to the noise of billing steps.
  @Test func batchWinsWhereSynchronousDoes() throws {
    let map = try #require(try Self.decision().heavinessMap())
    for (row, values) in map.panels[0].costRatios.enumerated() {
      for column in values.indices where values[column] < 0.9 {
        // The API is half as dear in batch, so the ratio may at most double.
        #expect(map.panels[1].costRatios[row][column] <= 2 * values[column] * 1.05)
      }
    }
  }

  @Test func theFrontierRisesInPriceAndSpeed() throws {
    let points = try Self.decision().speedFrontier().points
    #expect(points.count > 3)
    for (slow, fast) in zip(points, points.dropFirst()) {
      #expect(slow.tier.tokensPerSecondPerUser <= fast.tier.tokensPerSecondPerUser)
      #expect(slow.tier.usdPerMillionTokens <= fast.tier.usdPerMillionTokens)
    }
  }

  /// The batch size that a price implies, put back in, gives the price.
  @Test func impliedBatchSizesGiveTheirPrice() throws {
    let decision = try Self.decision()
    let implied = try #require(decision.impliedPrice())
    let output = try #require(implied.rows.first { $0.tokenClass == .output })
    let batch = try #require(output.batchSize)
    let shape = RequestShape(prompt: 1000, completion: 200, cachedPrompt: 999)
    let rate = try #require(
      implied.runs.map { $0.saturated(at: batch, shape: shape).requestsPerSecond }.max())
    let usd = implied.option.rental.usdPerGPUHour / 3600 / rate / 200 * 1e6
    #expect(abs(usd / output.apiUSDPerMillion - 1) < 1e-3)
    #expect(abs(output.margin + output.utilization - 1) < 1e-12)
  }

  /// More requests in flight never make a token dearer, nor a user faster.
  @Test func batchingTradesSpeedForPrice() throws {
    let curve = try #require(try Self.decision().latencyCurves().first)
    for (large, small) in zip(curve.tiers, curve.tiers.dropFirst()) {
      #expect(large.usdPerMillionTokens <= small.usdPerMillionTokens * 1.001)
      #expect(large.tokensPerSecondPerUser <= small.tokensPerSecondPerUser * 1.001)
    }
  }
}
