import Testing

@testable import Breakeven

struct UncertaintyTests {
  static func uncertainty(
    _ ranges: UncertaintyRanges, staff: DeclaredValue, seed: UInt64 = 1, draws: Int = 1000,
    requestsPerDay: Double = 1_000_000
  ) throws -> Uncertainty {
    var assumptions = Market.closedForm
    assumptions.seed = seed
    assumptions.draws = draws
    let decision = try Market.decision(
      Market.workload(
        requestsPerDay: requestsPerDay,
        costs: DeclaredCosts(staff: .usdPerMonth(staff)), ranges: ranges), assumptions: assumptions)
    return try #require(decision.uncertainty)
  }

  static func ranges(_ factor: Double) throws -> UncertaintyRanges {
    let range = try UncertaintyRanges.Factor(low: 1 / factor, high: factor)
    return UncertaintyRanges(volume: range, gpuPrice: range, apiPrice: range, throughput: range)
  }

  @Test func seededDrawsAreReproducible() throws {
    let staff = try DeclaredValue(low: 500, likely: 1000, high: 4000)
    let first = try Self.uncertainty(Self.ranges(1.3), staff: staff)
    let second = try Self.uncertainty(Self.ranges(1.3), staff: staff)
    let other = try Self.uncertainty(Self.ranges(1.3), staff: staff, seed: 2)
    #expect(first == second)
    #expect(first.saving != other.saving)
  }

  @Test func intervalsWidenWithTheInputs() throws {
    var last = 0.0
    for factor in [1.0, 1.1, 1.3, 1.8, 3] {
      let uncertainty = try Self.uncertainty(Self.ranges(factor), staff: DeclaredValue(1000))
      let width = uncertainty.saving.high - uncertainty.saving.low
      #expect(width >= last)
      last = width
      #expect(uncertainty.saving.low <= uncertainty.saving.high)
    }
  }

  /// With nothing uncertain every draw is the same, and the probability is 0 or 1.
  @Test func certaintyHasNoSpread() throws {
    let uncertainty = try Self.uncertainty(Self.ranges(1), staff: DeclaredValue(1000))
    #expect([0, 1].contains(uncertainty.probabilitySelfHostCheaper))
    #expect(abs(uncertainty.apiUSD.high - uncertainty.apiUSD.low) < 1e-6)
    #expect(uncertainty.swings.allSatisfy { $0.size < 1e-6 })
  }

  /// An API price known to a factor of 2 either way has 80 % of its draws within it.
  @Test func rangesAreEightyPercentIntervals() throws {
    let uncertainty = try Self.uncertainty(
      UncertaintyRanges(
        volume: .init(low: 1, high: 1), gpuPrice: .init(low: 1, high: 1),
        apiPrice: .init(low: 0.5, high: 2), throughput: .init(low: 1, high: 1)),
      staff: DeclaredValue(1000), draws: 20_000)
    let bill = uncertainty.apiUSD
    #expect(abs(bill.low / bill.value - 0.5) < 0.02)
    #expect(abs(bill.high / bill.value - 2) < 0.06)
  }

  @Test func swingsAreRankedBySize() throws {
    let uncertainty = try Self.uncertainty(
      Self.ranges(1.5), staff: DeclaredValue(low: 100, likely: 1000, high: 9000))
    for (first, second) in zip(uncertainty.swings, uncertainty.swings.dropFirst()) {
      #expect(first.size >= second.size)
    }
  }

  @Test(arguments: [
    (0.8, Verdict.Choice.selfHost), (0.79, .tooCloseToCall), (0.21, .tooCloseToCall),
  ])
  func verdictByItsRule(probability: Double, choice: Verdict.Choice) {
    let zero = Interval(value: 1, low: 0, high: 2)
    let uncertainty = Uncertainty(
      probabilitySelfHostCheaper: probability, saving: zero, selfHostUSD: zero, apiUSD: zero,
      expectedSelfHostUSD: 1, expectedAPIUSD: 1, probabilityOfMissingTargets: 0,
      probabilityWithHindsight: probability, valueOfHindsightUSD: 0, breakEvenVolume: nil,
      probabilityOfBreakEven: 0, swings: [], draws: 1, seed: 1)
    #expect(Verdict(uncertainty: uncertainty, confidence: 0.8, hosts: []).choice == choice)
  }
}
