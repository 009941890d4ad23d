import Testing

@testable import Breakeven

/// A mix that sends requests on one side of a length to the API.
struct LengthSplitTests {
  /// Nine short prompts to one of 16,000 tokens.
  static func workload(
    _ points: [RequestPoint] = [
      RequestPoint(promptTokens: 500, completionTokens: 300, weight: 9),
      RequestPoint(promptTokens: 16_000, completionTokens: 100, weight: 1),
    ], mode: Mode? = nil
  ) throws -> Workload {
    let base = try Market.workload(requestsPerDay: 8_000_000, mode: mode)
    return try Workload(
      name: "lengths", lengths: .joint(points), volume: base.volume, mode: base.mode,
      candidates: JointDecisionTests.only())
  }

  static func decision(input: Double, _ workload: Workload) throws -> Decision {
    try Market.decision(
      workload,
      catalog: Market.catalog(tariffs: [
        Market.tariff("host/llama", input: input, output: 0.6, openModel: Market.model)
      ]))
  }

  /// Long prompts go where the API asks next to nothing for input: a tenth of the requests at `16,000 · input + 100 ·
  /// output` a million, and the sum is that of its parts.
  @Test func longPromptsGoWhereTheyAreCheap() throws {
    var sent = 0
    for input in [0.002, 0.005, 0.01, 0.02, 0.2] {
      let decision = try Self.decision(input: input, Self.workload())
      guard let split = decision.lengthSplit else { continue }
      let requests = decision.demand.requests
      let own = try #require(decision.bestSelfHost).totalUSD
      let bill = try #require(decision.bestAPI).usd(requests: requests)
      let byLoad = split.isAnswer ? nil : decision.mixed?.plan.totalUSD
      #expect(split.otherUSD <= min(own, bill, byLoad ?? own))
      #expect(split.isAnswer == (decision.mixed?.plan.lengths != nil))
      if split.isAnswer { #expect(decision.verdict.choice == .mixed) }
      #expect(split.totalUSD <= 0.95 * split.otherUSD && split.promptTokens == 500)
      let long = (16_000 * input + 100 * 0.6) / 1e6
      let short = (500 * input + 300 * 0.6) / 1e6
      let (share, price, other) = split.sendsLonger ? (0.1, long, short) : (0.9, short, long)
      #expect(abs(split.sentShare - share) < 1e-12)
      #expect(abs(split.sentUSD - share * requests * price) < 1e-6 * split.sentUSD)
      let overflow = (1 - share) * requests * split.plan.apiShare * other
      #expect(abs(split.plan.billUSD - overflow) < 1e-6 * overflow + 1e-9)
      try Self.checkMonths(of: split, decision)
      if split.sendsLonger { sent += 1 }
    }
    #expect(sent > 0)
  }

  /// The months of both parts as one mix add up to what it costs, and have the output of what is sent: 100 tokens of a
  /// long prompt and 300 of a short one.
  private static func checkMonths(of split: LengthSplit, _ decision: Decision) throws {
    let maker = PlanMaker(workload: decision.workload, demand: decision.demand)
    let charges = maker.charges(split.whole)
    let usd = charges.reduce(0) { $0 + $1.effectiveUSD } / Double(maker.volumes.count)
    #expect(abs(usd - split.totalUSD) < 1e-9 * usd)
    #expect(abs(split.whole.totalUSD - split.totalUSD) < 1e-9 * usd)
    let (sent, kept) = split.sendsLonger ? (100.0, 300.0) : (300.0, 100.0)
    let above = (1 - split.sentShare) * split.plan.apiShare
    let output = decision.demand.requests * (split.sentShare * sent + above * kept)
    let planned = try #require(
      charges.first { $0.month == 0 && $0.kind == .tokens(.output) }?.quantity)
    #expect(abs(planned - output) < 1e-9 * output)
  }

  /// Requests that are all alike, and a batch, are not parted.
  @Test func nothingToPart() throws {
    let alike = try Self.workload([RequestPoint(promptTokens: 1000, completionTokens: 200)])
    #expect(try Self.decision(input: 0.01, alike).lengthSplit == nil)
    let batch = try Self.workload(mode: Market.nightly())
    #expect(try Self.decision(input: 0.01, batch).lengthSplit == nil)
  }
}
