import Testing

@testable import Breakeven

struct JointDecisionTests {
  static func staffed(_ requestsPerDay: Double, people: Double = 3000) throws -> Workload {
    try Market.workload(
      requestsPerDay: requestsPerDay,
      costs: DeclaredCosts(staff: .usdPerMonth(DeclaredValue(people))))
  }

  static func joint(
    _ workloads: [Workload], catalog: Catalog? = nil
  ) throws -> JointDecision {
    try JointDecision(
      workloads, catalog: catalog ?? Market.catalog(), asOf: Market.date("2026-11-21"),
      assumptions: Market.closedForm)
  }

  static func checkSums(_ joint: JointDecision) throws {
    let plan = try #require(joint.plan)
    let separate = try #require(joint.separateUSD)
    #expect(plan.totalUSD <= separate * (1 + 1e-12))
    let parts = plan.bills.reduce(0) {
      $0 + $1.machineUSD + $1.egressUSD + $1.tokenUSD + $1.ownPeopleUSD + $1.apiPeopleUSD
    }
    #expect(abs(parts - plan.totalUSD) <= 1e-9 * parts)
    for (index, fleet) in plan.fleets.enumerated() {
      #expect(abs(fleet.shares.reduce(0) { $0 + $1.share } - 1) < 1e-9)
      let borne = plan.bills.reduce(0) { sum, bill in
        if case .shared(index) = bill.place { sum + bill.machineUSD } else { sum }
      }
      #expect(abs(borne - fleet.machineUSD) <= 1e-9 * borne)
    }
    for other in [joint.allAPI, joint.allOwn].compactMap(\.self) {
      #expect(plan.totalUSD <= other.totalUSD * (1 + 1e-12))
    }
    for moved in joint.movedUSD.compactMap(\.self) {
      #expect(plan.totalUSD <= moved * (1 + 1e-12))
    }
  }

  /// Three of the same volume share one team and one spare: $3,000 once, not three times.
  @Test func aStaffAndASpareDoForAll() throws {
    let joint = try Self.joint(
      (1...3).map { _ in try Self.staffed(1_500_000) },
      catalog: Market.catalog(tariffs: [
        Market.tariff("host/llama", input: 2, output: 6, openModel: Market.model)
      ]))
    try Self.checkSums(joint)
    let plan = try #require(joint.plan)
    #expect(joint.choice == .selfHost && plan.fleets.count == 1)
    #expect(abs(plan.peopleUSD - 3000) < 1e-6)
    let own = joint.decisions.compactMap { $0.bestSelfHost?.machineUSD }.reduce(0, +)
    #expect(plan.machineUSD < own)
  }

  /// A workload that its fleet costs more than an API leaves, and the others stay.
  @Test func whatIsTooDearLeaves() throws {
    let big = try Market.workload(requestsPerDay: 3_000_000)
    let small = try Workload(
      name: "small", lengths: .joint([RequestPoint(promptTokens: 3000, completionTokens: 900)]),
      volume: Volume(30, .perDay), mode: big.mode,
      candidates: Candidates(models: ["openai/gpt-oss-20b"]))
    let joint = try Self.joint(
      [big, small],
      catalog: Market.catalog(tariffs: [
        Market.tariff("host/llama", input: 2, output: 6, openModel: Market.model),
        Market.tariff("host/oss", input: 0.05, output: 0.2, openModel: "openai/gpt-oss-20b"),
      ]))
    try Self.checkSums(joint)
    let plan = try #require(joint.plan)
    #expect(plan.choice == .mixed && plan.leaves(1) && !plan.leaves(0))
    #expect(try #require(joint.movedUSD[1]) > plan.totalUSD)
  }

  /// A nightly batch takes the machines that idle at night, and keeps its deadline there.
  @Test func aBatchFillsTheTroughs() throws {
    let fixed = Candidates(models: [Market.model], allowsAutoscaling: false)
    let day = try Market.workload(requestsPerDay: 6_000_000).with(candidates: fixed)
    let night = try Market.workload(requestsPerDay: 400_000, mode: Market.nightly(hours: 8))
    let dear = try Market.catalog(tariffs: [
      Market.tariff("host/llama", input: 2, output: 6, openModel: Market.model)
    ])
    let joint = try Self.joint([day, night], catalog: dear)
    try Self.checkSums(joint)
    let fleet = try #require(joint.plan?.fleets.first)
    #expect(fleet.shares[1].isInTroughs && !fleet.shares[0].isInTroughs)
    #expect(fleet.policy == .fixedAtPeak)
    // The peak is at 14:00.
    let start = try #require(fleet.batchStartHour)
    #expect(start >= 18 || start <= 6)
    #expect(fleet.replicas == joint.decisions[0].bestSelfHost?.replicas)
  }

  /// Over random workloads: sums add up, and together never costs more than apart.
  @Test(arguments: 0..<2)
  func neverDearerThanApart(seed: Int) throws {
    let first = try RandomWorkload(number: 3 * seed)
    let workloads = try (0..<3).map { number in
      var random = try RandomWorkload(number: 3 * seed + number)
      (random.models, random.gpus, random.market) = (first.models, first.gpus, first.market)
      return try random.workload()
    }
    let joint = try Self.joint(workloads, catalog: first.market.catalog())
    if joint.plan != nil { try Self.checkSums(joint) }
  }

  @Test func oneWorkloadIsNotSeveral() throws {
    #expect(throws: InputError.self) { try Self.joint([Self.staffed(1000)]) }
  }

  /// Growth over 6 and 12 months is looked at over 12; what does not grow stays.
  @Test func allSeeTheSameMonths() throws {
    let same = try JointDecision.overSameMonths([
      Market.workload(growth: Growth(perMonth: 0.05, horizonMonths: 6)),
      Market.workload(growth: Growth(perMonth: 0.02, horizonMonths: 12)), Market.workload(),
    ])
    #expect(same.map { $0.growth?.horizonMonths } == [12, 12, nil])
    #expect(same[0].growth?.perMonth == 0.05)
  }
}
