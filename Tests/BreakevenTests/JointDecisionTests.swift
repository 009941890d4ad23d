import Testing

@testable import Breakeven

struct JointDecisionTests {
  /// One deployment on one accelerator, so that a test takes no search.
  static func only(
    _ model: String = Market.model, allowsAutoscaling: Bool = true
  ) -> Candidates {
    Candidates(
      models: [model], precisions: ["bf16"], layouts: ["TP1"], gpus: ["H100-SXM"],
      engines: ["vLLM"], allowsAutoscaling: allowsAutoscaling)
  }

  static func staffed(_ requestsPerDay: Double, people: Double = 3000) throws -> Workload {
    try Market.workload(
      requestsPerDay: requestsPerDay,
      costs: DeclaredCosts(staff: .usdPerMonth(DeclaredValue(people)))
    ).with(candidates: only())
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
    if let mixed = joint.mixed {
      for other in [joint.allAPI, joint.allOwn].compactMap(\.self) where mixed.isWorthIt {
        #expect(mixed.plan.totalUSD <= other.totalUSD)
      }
      #expect(mixed.plan.baseReplicas > 0)
    }
    let months = try #require(joint.costPlan)
    #expect(
      abs(months.effectiveUSD / Double(months.months) - plan.totalUSD) <= 1e-9 * plan.totalUSD)
    #expect(months.accounts.flatMap(\.charges).allSatisfy { $0.firstUnknown == nil })
    for account in months.accounts {
      guard case .fleet(let index, _) = account.bearer else { continue }
      let bought = account.charges.filter { $0.kind == .purchase }
      let gpus = bought.reduce(0) { $0 + $1.quantity }
      #expect(bought.isEmpty || gpus == Double(plan.fleets[index].gpus))
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
    let big = try Market.workload(requestsPerDay: 3_000_000).with(candidates: Self.only())
    let small = try Workload(
      name: "small", lengths: .joint([RequestPoint(promptTokens: 3000, completionTokens: 900)]),
      volume: Volume(30, .perDay), mode: big.mode,
      candidates: Candidates(
        models: ["openai/gpt-oss-20b"], layouts: ["TP1"], gpus: ["H100-SXM"], engines: ["vLLM"]))
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
    let fixed = Self.only(allowsAutoscaling: false)
    let day = try Market.workload(requestsPerDay: 6_000_000).with(candidates: fixed)
    let night = try Market.workload(requestsPerDay: 400_000, mode: Market.nightly(hours: 8))
      .with(candidates: fixed)
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

  private static func job() throws -> Workload {
    try Workload(
      name: "once", lengths: .joint([RequestPoint(promptTokens: 1000, completionTokens: 200)]),
      volume: Volume(4_000_000, .oneJob), mode: Market.nightly(hours: 72), candidates: only())
  }

  /// What is run once is paid once: one month, not twelve.
  @Test func jobsHaveOneMonth() throws {
    let joint = try Self.joint([Self.job(), Self.job()])
    try Self.checkSums(joint)
    #expect(joint.planned == [0, 1] && joint.period == .job)
    let plan = try #require(joint.plan)
    let costs = try #require(joint.costPlan)
    #expect(costs.months == 1)
    #expect(abs(costs.effectiveUSD - plan.totalUSD) <= 1e-9 * plan.totalUSD)
  }

  /// What a job costs once is not added to what others cost in each month.
  @Test func aJobIsNoPartOfAMonth() throws {
    let monthly = [try Self.staffed(1_500_000), try Self.staffed(500_000)]
    let joint = try Self.joint(monthly + [Self.job()])
    #expect(joint.planned == [0, 1] && joint.isJobBesideMonths(2))
    #expect(!joint.isJobBesideMonths(0))
    #expect(joint.period == .month && joint.costPlan?.months == 12)
    #expect(joint.plan?.totalUSD == (try Self.joint(monthly)).plan?.totalUSD)
  }

  /// Traffic of three busy hours a day, or of the same load at all hours.
  static func traffic(_ requestsPerDay: Double, peakToAverage: Double) throws -> Workload {
    try Market.workload(
      requestsPerDay: requestsPerDay,
      mode: .interactive(
        try ServiceLevel(
          timeToFirstTokenSeconds: 2, timePerOutputTokenSeconds: 0.05, spareReplicas: 0),
        .daily(peakToAverage: peakToAverage))
    ).with(candidates: only(allowsAutoscaling: false))
  }

  /// A flat workload and one of peaks on machines that always run: the base load is for the one, the API for the other.
  @Test func anAPIAboveTheSharedMachines() throws {
    let joint = try Self.joint(
      [Self.traffic(6_000_000, peakToAverage: 1), Self.traffic(2_000_000, peakToAverage: 8)],
      catalog: Market.catalog(tariffs: [
        Market.tariff("host/llama", input: 0.05, output: 0.2, openModel: Market.model)
      ]))
    try Self.checkSums(joint)
    let mixed = try #require(joint.mixed)
    let own = try #require(joint.allOwn)
    #expect(joint.choice == .mixed && mixed.isWorthIt)
    let plan = try #require(joint.plan)
    #expect(plan.baseReplicas < own.fleets.reduce(0) { $0 + $1.replicas })
    let bills = plan.bills.map { $0.tokenUSD / $0.totalUSD }
    #expect(bills[0] < bills[1])
  }

  /// Machines that are bought for a growing volume are bought in the month that first needs them.
  @Test func machinesAreBoughtAsTheyAreNeeded() throws {
    let builtIn = try Market.builtIn.get()
    let catalog = builtIn.with(
      prices: try PriceCatalog(
        tariffs: [Market.tariff("host/llama", input: 2, output: 6, openModel: Market.model)],
        offers: [], ownershipDefaults: builtIn.prices.ownershipDefaults))
    let growth = try Growth(perMonth: 0.1, horizonMonths: 12)
    let workload = try Market.workload(requestsPerDay: 3_000_000, growth: growth).with(own: [
      OwnMachines(
        gpu: "H100-SXM", count: 64, isPaid: false, usdPerKilowattHour: 0.2, usdPerGPU: 30_000,
        wantsSpare: nil)
    ]).with(candidates: Self.only(allowsAutoscaling: false))
    let joint = try Self.joint([workload, workload], catalog: catalog)
    try Self.checkSums(joint)
    let fleet = try #require(joint.plan?.fleets.first)
    let bought = try #require(joint.costPlan).accounts.flatMap(\.charges)
      .filter { $0.kind == .purchase }
    #expect(fleet.gpusInFirstMonth < fleet.gpus)
    #expect(bought.first?.quantity == Double(fleet.gpusInFirstMonth) && bought.count > 1)
    #expect(bought.map(\.month) == bought.map(\.month).sorted())
  }

  /// At all hours the same: no base load that saves a twentieth.
  @Test func flatTrafficIsNotMixed() throws {
    let joint = try Self.joint(
      [Self.traffic(6_000_000, peakToAverage: 1), Self.traffic(9_000_000, peakToAverage: 1)],
      catalog: Market.catalog(tariffs: [
        Market.tariff("host/llama", input: 0.2, output: 0.6, openModel: Market.model)
      ]))
    try Self.checkSums(joint)
    #expect(joint.choice == .selfHost && joint.plan?.baseReplicas == 0)
    #expect(joint.mixed?.isWorthIt != true)
  }

  /// Eight cheap cards in stock are not used twice, however many workloads would have them.
  @Test func machinesInStockAreNotUsedTwice() throws {
    let cheap = GPUOffer(
      id: "few", provider: "few", gpu: "H100-SXM", gpusPerInstance: 1, maximumGPUsPerNode: 8,
      stock: 8, terms: [.init(commitment: .onDemand, usdPerInstanceHour: 1)],
      provenance: try Market.provenance())
    let joint = try Self.joint(
      (1...3).map { _ in try Self.staffed(3_000_000, people: 0) },
      catalog: Market.catalog(
        tariffs: [Market.tariff("host/llama", input: 2, output: 6, openModel: Market.model)],
        offers: [cheap, Market.offer("cloud-h100", usdPerGPUHour: 3)]))
    let plan = try #require(joint.plan)
    var used = plan.fleets.filter { $0.rental.id == "few" }.reduce(0) { $0 + $1.gpus }
    for bill in plan.bills {
      if case .alone(let option) = bill.place, option.rental.id == "few" { used += option.gpus }
    }
    #expect(used <= 8)
  }

  /// Over random workloads: sums add up, and together never costs more than apart.
  @Test(arguments: 0..<3)
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

  /// Move by move the search finds no less than all ways do, and no more than the workloads' own plans.
  @Test func movesFindWhatAllWaysFind() throws {
    let catalog = try Market.catalog(tariffs: [
      Market.tariff("host/llama", input: 0.2, output: 0.6, openModel: Market.model)
    ])
    let decisions = try [20_000.0, 400_000, 900_000].map {
      try Market.decision(Self.staffed($0, people: 1000), catalog: catalog)
    }
    let members = try decisions.enumerated().map {
      try JointMember($0.element, index: $0.offset, catalog: catalog)
    }
    let all = try #require(JointSearch(members).run().best?.totalUSD)
    let moves = try #require(JointSearch(members, exact: 2).run().best?.totalUSD)
    let apart = members.compactMap(\.separateUSD).reduce(0, +)
    #expect(all <= moves * (1 + 1e-12) && moves <= apart * (1 + 1e-12))
    #expect(moves <= 1.05 * all)
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
