import Testing

@testable import Breakeven

struct VolumeIntervalTests {
  /// Stairs of 10 USD for each began 100 requests, with 35 USD besides, against so much a request.
  static func stairs(_ volume: Double) -> Double { 35 + 10 * (volume / 100).rounded(.up) }

  static func intervals(_ price: Double, to limit: Double = 1e5) -> [BreakEven.VolumeInterval] {
    VolumeIntervals(selfHostUSD: stairs, leastUSD: stairs, usdPerRequest: price)
      .intervals(from: 1, to: limit)
  }

  /// At 0.2 USD: with k steps, 35 + 10k < 0.2·v needs v > 175 + 50k, within (100(k − 1), 100k]: k = 4
  /// holds from 375 to 400, k = 5 from 425 to 500, k = 6 from 475, that is from 500 on, as 500 to 600
  /// all cost 95 and 0.2·500 = 100.
  @Test func crossesUncrossesAndCrossesAgain() throws {
    let found = Self.intervals(0.2)
    try #require(found.count == 2)
    #expect(abs(found[0].from - 375) < 1e-4)
    #expect(abs(try #require(found[0].to) - 400) < 1e-4)
    #expect(abs(found[1].from - 425) < 1e-4)
    #expect(found[1].to == nil)
  }

  @Test(arguments: [0.08, 0.1, 0.101, 0.11, 0.13, 0.15, 0.2, 0.3, 1, 50])
  func agreesWithABruteForceScan(price: Double) {
    let found = Self.intervals(price, to: 20_000)
    for volume in stride(from: 1.37, to: 20_000, by: 0.97) {
      let margin = price * volume - Self.stairs(volume)
      guard abs(margin) > 1e-5 else { continue }
      let isInside = found.contains { $0.from < volume && volume <= $0.to ?? .infinity }
      #expect(isInside == (margin > 0), "at \(volume)")
    }
  }

  @Test func neverWhereTheSlopeIsSteeper() { #expect(Self.intervals(0.09).isEmpty) }
}

struct BreakEvenTests {
  static func decision(
    requestsPerDay: Double = 100_000, input: Double = 0.2, output: Double = 0.6,
    staffUSD: Double = 1000, prefix: SharedPrefix? = nil, mode: Mode? = nil
  ) throws -> Decision {
    try Market.decision(
      Market.workload(
        requestsPerDay: requestsPerDay, mode: mode, prefix: prefix,
        costs: DeclaredCosts(staff: .usdPerMonth(DeclaredValue(staffUSD)))),
      catalog: Market.catalog(tariffs: [
        Market.tariff(
          "host/llama", input: input, output: output, cached: input / 10, openModel: Market.model)
      ]))
  }

  @Test(arguments: [false, true])
  func volumesAgreeWithAScanOfTheDecision(isBatch: Bool) throws {
    let decision = try Self.decision(mode: isBatch ? Market.nightly() : nil)
    let breakEven = try #require(decision.breakEven)
    let api = try #require(decision.bestAPI)
    for step in 0..<400 {
      let requests = decision.demand.requests * powerOfTen(Double(step) / 100 - 2)
      let own = decision.selfHosting.map { $0.totalUSD(requests: requests) }.min() ?? .infinity
      let margin = api.usd(requests: requests) / own
      guard abs(margin - 1) > 0.01 else { continue }
      let isInside = breakEven.volumes.contains {
        $0.from < requests && requests <= $0.to ?? .infinity
      }
      #expect(isInside == (margin > 1), "at \(requests)")
    }
  }

  /// Each break-even, put back in, makes both sides cost the same.
  @Test func pointsReconcile() throws {
    let decision = try Self.decision(requestsPerDay: 1_000_000)
    let breakEven = try #require(decision.breakEven)
    let best = try #require(decision.bestSelfHost)
    let bill = try #require(decision.bestAPI).usd(requests: decision.demand.requests)
    let gpu = try #require(breakEven.gpuPrice.value)
    #expect(abs(best.machineUSD * gpu + best.overheadUSD - bill) < 1e-6 * bill)
    let api = try #require(breakEven.apiPrice.value)
    #expect(abs(bill * api - best.totalUSD) < 1e-6 * bill)
    let overhead = try #require(breakEven.overhead.value)
    #expect(abs(best.machineUSD + overhead - bill) < 1e-6 * bill)
  }

  @Test func neverHasAReason() throws {
    let decision = try Self.decision(requestsPerDay: 100, input: 1e-4, output: 1e-4)
    let breakEven = try #require(decision.breakEven)
    #expect(breakEven.volumes.isEmpty)
    #expect(breakEven.neverReason != nil)
    #expect(breakEven.gpuPrice.reason != nil)
    #expect(breakEven.throughput.reason != nil)
    #expect(breakEven.utilization.reason != nil)
    #expect(breakEven.overhead.reason != nil)
  }

  /// With a cached price of a tenth, more cache hits favour the API more than the GPU's arithmetic, or
  /// the other way round; either way the rate found separates winning from losing.
  @Test func hitRateIsFoundOrNever() throws {
    let decision = try Self.decision(
      requestsPerDay: 600_000, prefix: SharedPrefix(tokens: 900, hitRate: 0.5))
    let point = try #require(decision.breakEven?.cacheHitRate)
    #expect(point.value != nil || point.reason != nil)
    if let rate = point.value { #expect((0...1).contains(rate)) }
  }

  @Test func engineersAreCountedWhereDeclared() throws {
    let decision = try Market.decision(
      Market.workload(
        requestsPerDay: 3_000_000,
        costs: DeclaredCosts(
          staff: .engineers(
            count: DeclaredValue(0.5), usdPerEngineerMonth: DeclaredValue(10_000)))))
    let breakEven = try #require(decision.breakEven)
    let best = try #require(decision.bestSelfHost)
    let bill = try #require(decision.bestAPI).usd(requests: decision.demand.requests)
    let engineers = try #require(breakEven.engineers?.value)
    #expect(abs(best.machineUSD + engineers * 10_000 - bill) < 1e-6 * bill)
  }
}
