import Testing

@testable import Breakeven

/// What sellers take off for one side alone.
struct DiscountTests {
  private static func decision(apis: Double = 0, machines: Double = 0) throws -> Decision {
    try Market.decision(
      Market.workload(
        requestsPerDay: 1_000_000,
        costs: DeclaredCosts(discounts: Discounts(apis: apis, machines: machines))))
  }

  /// 15 % off the API is 15 % off its bill, and nothing off the machines.
  @Test func eachSideHasItsOwn() throws {
    let list = try Self.decision()
    let cheaper = try Self.decision(apis: 0.15)
    let requests = list.demand.requests
    let (before, after) = (try #require(list.bestAPI), try #require(cheaper.bestAPI))
    #expect(
      abs(after.billUSD(requests: requests) / before.billUSD(requests: requests) - 0.85) < 1e-12)
    #expect(after.assumptions.contains("a discount of 15 % is off the list price"))
    #expect(cheaper.bestSelfHost?.machineUSD == list.bestSelfHost?.machineUSD)
    let rented = try Self.decision(machines: 0.2)
    let (full, less) = (try #require(list.bestSelfHost), try #require(rented.bestSelfHost))
    #expect(abs(less.rental.usdPerGPUHour / full.rental.usdPerGPUHour - 0.8) < 1e-12)
    #expect(rented.bestAPI?.usdPerRequest == before.usdPerRequest)
  }

  @Test(arguments: [-0.1, 0.96, .nan])
  func sharesAreShares(share: Double) {
    #expect(throws: InputError.self) { try Discounts(apis: share) }
    #expect(throws: InputError.self) { try Discounts(machines: share) }
  }
}
