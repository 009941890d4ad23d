import Testing

@testable import Breakeven

/// Causes of a variance, as a calculator takes them.
struct PlanVarianceTests {
  private static func spend(
    _ requests: Double, prompt: Double, cached: Double = 0, output: Double = 0, usd: Double? = nil
  ) -> TokenSpend {
    let tokens: [Bill.TokenClass: Double] = [
      .uncachedInput: requests * (prompt - cached), .cachedInput: requests * cached,
      .output: requests * output,
    ]
    let prices: [Bill.TokenClass: Double] = [
      .uncachedInput: 1e-6, .cachedInput: 1e-7, .output: 4e-6,
    ]
    let cost = tokens.reduce(0) { $0 + $1.value * (prices[$1.key] ?? 0) }
    return TokenSpend(
      requests: requests, tokens: tokens, usd: usd ?? cost, usdPerToken: prices)
  }

  private static func usd(_ variance: PlanVariance) -> [PlanVariance.Cause: Double] {
    Dictionary(uniqueKeysWithValues: variance.effects.map { ($0.cause, $0.usd) })
  }

  /// Twice the requests of half as much again at 10 % more: +1, +1, +0.30.
  @Test func volumeLengthAndPriceOfAnAPI() {
    let variance = PlanVariance(
      planned: Self.spend(1000, prompt: 1000), actual: Self.spend(2000, prompt: 1500, usd: 3.3))
    #expect(variance.plannedUSD == 1)
    #expect(variance.actualUSD == 3.3)
    #expect(
      Self.usd(variance) == [
        .volume: 1, .promptLength: 1, .completionLength: 0, .hitRate: 0, .price: 0.3,
      ])
  }

  /// A million prompts of 1,000 tokens of which 400 come from a cache: 600 + 40 instead of 1,000 dollars.
  @Test func whatACacheServesIsACauseOfItsOwn() {
    let variance = PlanVariance(
      planned: Self.spend(1e6, prompt: 1000, output: 100),
      actual: Self.spend(1e6, prompt: 1000, cached: 400, output: 50))
    #expect(variance.plannedUSD == 1400)
    #expect(
      Self.usd(variance) == [
        .volume: 0, .promptLength: 0, .completionLength: -200, .hitRate: -360, .price: 0,
      ])
  }

  /// 100 GPU hours at 2 dollars for 1,000 requests; 1,500 came in 120 hours at 2.50: they should have taken 150.
  @Test func volumeSpeedAndPriceOfMachines() {
    func served(_ requests: Double, prompt: Double = 1000) -> MachineSpend.Served {
      MachineSpend.Served(
        requests: requests, promptTokens: prompt, completionTokens: 100, hitRate: 0)
    }
    let planned = MachineSpend(gpuHours: 100, usd: 200, served: served(1000))
    let variance = PlanVariance(
      planned: planned, actual: MachineSpend(gpuHours: 120, usd: 300, served: served(1500)),
      promptShare: 0.4)
    #expect(
      Self.usd(variance) == [
        .volume: 100, .promptLength: 0, .completionLength: 0, .hitRate: 0, .throughput: -60,
        .price: 60,
      ])
    // Prompts twice as long take 40 % more time.
    let longer = PlanVariance(
      planned: planned,
      actual: MachineSpend(gpuHours: 140, usd: 280, served: served(1000, prompt: 2000)),
      promptShare: 0.4)
    #expect(Self.usd(longer)[.promptLength] == 80)
    #expect(Self.usd(longer)[.throughput] == 0)
  }

  @Test func causesAddUpToTheCent() {
    var generator = SplitMix64(seed: 7)
    for _ in 0..<200 {
      func some(_ high: Double) -> Double { (generator.uniform() * high).rounded() + 1 }
      let variance = PlanVariance(
        planned: Self.spend(
          some(1e6), prompt: some(9000) + 500, cached: some(400), output: some(900)),
        actual: Self.spend(
          some(1e6), prompt: some(9000) + 500, cached: some(400), output: some(900),
          usd: some(1e6) / 7))
      let cents = variance.effects.reduce(0) { $0 + ($1.usd * 100).rounded() }
      #expect(cents == ((variance.actualUSD - variance.plannedUSD) * 100).rounded())
    }
  }

  /// The months of a fleet that grows have the mean that the decision states.
  @Test(arguments: FleetPlan.Policy.allCases)
  func monthsOfAFleetHaveItsMean(policy: FleetPlan.Policy) throws {
    let growth = try Growth(perMonth: 0.3, horizonMonths: 6)
    let plan = try FleetPlanTests.plan(
      policy, weights: FleetPlanTests.halfDays, horizon: Horizon(growth))
    let requests = 5 * FleetPlanTests.perReplica
    let months = plan.usdByMonth(requests: requests)
    #expect(months.count == 6)
    #expect(zip(months, months.dropFirst()).allSatisfy { $0 <= $1 })
    let mean = months.reduce(0, +) / 6
    #expect(abs(mean - plan.usdPerMonth(requests: requests)) < 1e-6)
  }

  /// Of 100 GPU hours at 2 dollars 60 came, at 2.50, and other machines for 70: hours −80, price +30, others +70.
  @Test func otherAcceleratorsAreNoHoursOfThePlan() {
    let variance = PlanVariance(
      planned: MachineSpend(gpuHours: 100, usd: 200, served: nil),
      actual: MachineSpend(gpuHours: 60, usd: 150, otherUSD: 70, served: nil), promptShare: 0)
    #expect(Self.usd(variance) == [.machineTime: -80, .price: 30, .otherMachines: 70])
    #expect(variance.actualUSD == 220)
  }
}
