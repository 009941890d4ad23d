import Testing

@testable import Breakeven

/// The audit of a peer's calculator: redhat-performance/configiq, docs/HYBRID_SAVINGS_AUDIT.md, and the
/// fixture of its tests.
extension PublishedAnalysesTests {
  /// Requests of 4,000 and 1,000 tokens.
  private static let auditTokens = 5000.0

  /// A deployment of 100 output tokens a second, planned at 90 %, for traffic that peaks at twice its mean:
  /// 0.045 requests a second, on 100 of 730 hours a month.
  ///
  /// In a month: `0.045 · 100 · 3,600 = 16,200` requests, or 81 million tokens.
  private static func auditFleet(
    _ policy: FleetPlan.Policy, on rental: Rental
  ) -> FleetPlan {
    FleetPlan(
      policy: policy, spares: 0, replicaRequestsPerSecond: 100.0 / 1000 * 0.9 / 2,
      gpusPerReplica: 1, rental: rental,
      hourOfWeekWeights: (0..<73).map { $0 < 10 ? 7.3 : 0 },
      coldStart: policy == .scaledToZero ? ColdStart(loadSeconds: 60, toleratedShare: 0) : nil)
  }

  /// Hosted, rented at 2 USD an hour while there is traffic, and bought for 24,000 USD over 60 months.
  @Test(
    arguments: [
      (1e6, 1.40, 200, 400), (40.5e6, 56.70, 200, 400), (80.19e6, 112.266, 200, 400),
      (81e6, 113.40, 200, 400), (81_000_001, 113.4000014, 400, 800),
    ] as [(Double, Double, Double, Double)])
  func auditOfThreePaths(tokens: Double, hosted: Double, rented: Double, bought: Double) throws {
    let requests = tokens / Self.auditTokens
    let tariff = try Market.tariff("host/model", input: 1, output: 3)
    let bill = try #require(
      tariff.cost(of: RequestTokens(prompt: 4000 * requests, completion: 1000 * requests)))
    #expect(abs(bill - hosted) < 1e-9 * hosted)
    let rent = Self.auditFleet(.scaledToZero, on: try Market.rental(usdPerGPUHour: 2))
    #expect(abs(rent.usdPerMonth(requests: requests) - rented) < 1e-6)
    let server = Rental(
      try Self.owned(usdPerGPU: 24_000, gpus: 1, kilowatts: 0, supportFraction: 0))
    let purchase = Self.auditFleet(.fixedAtPeak, on: server)
    // A month of 730 hours is 8760 of the 8766 of a mean year.
    #expect(abs(purchase.usdPerMonth(requests: requests) / bought - 8760.0 / 8766) < 1e-9)
  }

  /// At 1 USD an hour and 30 USD a month besides, one and two deployments end before they are recovered, and
  /// three cost 330 USD: `330 / 1.40` million tokens, and not one token earlier.
  @Test func auditOfTheCrossover() throws {
    let fleet = Self.auditFleet(.scaledToZero, on: try Market.rental(usdPerGPUHour: 1))
    func own(_ requests: Double) -> Double { fleet.usdPerMonth(requests: requests) + 30 }
    func hosted(_ requests: Double) -> Double { requests * Self.auditTokens * 1.40e-6 }
    let found = VolumeIntervals(
      selfHostUSD: own, leastUSD: own, usdPerRequest: Self.auditTokens * 1.40e-6
    ).intervals(from: 1, to: 1e6)
    let first = try #require(found.first).from * Self.auditTokens
    #expect(first.rounded(.up) == 235_714_286)
    let crossing = 235_714_286 / Self.auditTokens
    #expect(own(crossing) <= hosted(crossing))
    #expect(own(crossing - 1 / Self.auditTokens) > hosted(crossing - 1 / Self.auditTokens))
  }

  /// The live case: 2,000 million tokens in and 500 out, 2,048 and 512 a request.
  ///
  /// Hosted at 0.18 and 0.54 USD with 0.05 of an engineer of 18,000 USD and 15,000 USD of implementation over
  /// 36 months: `360 + 270 + 900 + 416.67 = 1,946.67`, or 0.779 USD per million.
  @Test func auditOfTheAPIsPeople() throws {
    let requests = 2e9 / 2048
    #expect(requests == 976_562.5)
    #expect(abs(requests / (730 * 3600) - 0.3716) < 5e-5)
    let tariff = try Market.tariff("deepinfra/qwen", input: 0.18, output: 0.54)
    let bill = try #require(
      tariff.cost(of: RequestTokens(prompt: 2048 * requests, completion: 512 * requests)))
    #expect(abs(bill - 630) < 1e-6)
    let costs = try Self.auditCosts()
    let people = try OverheadCost(ofAPI: costs, in: .month).likelyUSD
    #expect(abs(bill + people - 1946.67) < 0.005)
    #expect(abs((bill + people) / 2500 - 0.779) < 0.0005)
    // One four-GPU instance that scales to zero.
    let own = try OverheadCost(ofSelfHosting: costs, in: .month).likelyUSD
    #expect(abs(5312 + own - 10_523) < 0.5)
  }

  /// The marginal lens takes people and tools off both sides at once; what setting up adds stays.
  @Test func theLensIsLaidOnBothSides() throws {
    let costs = try Self.auditCosts().with(lens: .marginal)
    #expect(abs(try OverheadCost(ofAPI: costs, in: .month).likelyUSD - 15_000.0 / 36) < 1e-9)
    #expect(
      abs(try OverheadCost(ofSelfHosting: costs, in: .month).likelyUSD - 40_000.0 / 36) < 1e-9)
  }

  /// One server of 8 A100 for 200,000 USD with 14,000 of installation, over 60 months to a fifth of its price.
  ///
  /// Depreciation of 2,667 and installation of 233 a month, maintenance 667, power 448, facilities 1,700,
  /// operations 4,500 and 50,000 USD of implementation over 36 months. The audit's capital charge of 793 is
  /// 7.5 % on the mean of the first and last book value; an annuity at 7.5 % is 934, as more is owed early.
  @Test func auditOfTheBoughtServer() throws {
    func machines(rate: Double) throws -> Double {
      Rental(
        try Self.owned(
          usdPerGPU: 214_000 / 8, gpus: 8, kilowatts: 0.4, supportFraction: 8000.0 / 214_000,
          residual: 40_000.0 / 214_000, rate: rate, powerUSD: 448, facilitiesUSD: 1700)
      ).usdPerInstanceHour * 8766 / 12
    }
    let people = try OverheadCost(
      ofSelfHosting: DeclaredCosts(
        staff: .usdPerMonth(DeclaredValue(4500)), setupUSD: DeclaredValue(50_000), setupMonths: 36),
      in: .month
    ).likelyUSD
    let plain = try machines(rate: 0)
    #expect(abs(plain - (2666.67 + 233.33 + 666.67 + 448 + 1700)) < 0.01)
    #expect(abs(plain + 793.75 + people - 12_397) < 0.5)
    #expect(abs(try machines(rate: 0.075) - plain - 934) < 1)
  }

  private static func auditCosts() throws -> DeclaredCosts {
    try DeclaredCosts(
      staff: .usdPerMonth(DeclaredValue(3600)), fixedUSDPerMonth: DeclaredValue(500),
      setupUSD: DeclaredValue(40_000), setupMonths: 36,
      api: APICosts(
        staff: .engineers(
          count: DeclaredValue(0.05), usdPerEngineerMonth: DeclaredValue(18_000)),
        setupUSD: DeclaredValue(15_000)))
  }

  private static func owned(
    usdPerGPU: Double, gpus: Int, kilowatts: Double, supportFraction: Double, residual: Double = 0,
    rate: Double = 0, powerUSD: Double = 0, facilitiesUSD: Double = 0
  ) throws -> OwnedHardware {
    let kilowattMonths = max(1e-9, kilowatts * Double(gpus))
    return OwnedHardware(
      gpu: "A100-80GB", gpusPerServer: gpus, capitalUSDPerGPU: usdPerGPU, lifeYears: 5,
      residualFraction: residual, costOfCapitalPerYear: rate, kilowattsPerGPU: kilowatts,
      powerUsageEffectiveness: 1,
      usdPerKilowattHour: powerUSD / (kilowattMonths * OwnedHardware.hoursPerYear / 12),
      colocationUSDPerKilowattMonth: facilitiesUSD / kilowattMonths,
      supportFractionPerYear: supportFraction, provenance: try Market.provenance())
  }
}
