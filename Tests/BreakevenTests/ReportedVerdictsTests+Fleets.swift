import Testing

@testable import Breakeven

/// What was reported of fleets: what they serve, when they are paid, and what is there already.
extension ReportedVerdictsTests {
  /// Two completion tokens are more work than one, and one token is sized by simulation.
  @Test func oneTokenCostsNoMoreThanTwo() throws {
    var assumptions = ReportedWorkload.assumptions
    assumptions.simulatedRequests = 250_000
    func decide(_ completion: Double) throws -> SelfHostOption {
      try #require(
        try ReportedWorkload.decision("s4", on: .oneH100, assuming: assumptions) {
          try $0.with(
            lengths: .marginals(
              prompt: .fixed(600), completion: .fixed(completion), correlation: 0))
        }.bestSelfHost)
    }
    let (one, two) = (try decide(1), try decide(2))
    #expect(one.totalUSD <= two.totalUSD)
    guard case .simulated = one.sizing else {
      Issue.record("one token is sized by \(one.sizing)")
      return
    }
  }

  /// DeepSeek V4 keeps 48,000 tokens in some 403 MB of bf16, of which 147 fit in 59.2 GB; what is in flight is
  /// what the memory plan holds.
  @Test func whatIsInFlightFits() async throws {
    let decision = try await ReportedWorkload.decided(
      "deepseek-v4-compressed-cache", on: Narrowing(gpus: ["B300"]))
    let best = try #require(decision.bestSelfHost)
    let cache = best.deployment.model.keyValueCache(.bf16, stateFormat: nil)
    #expect((59.2e9 / cache.bytes(forContext: 48_000)).rounded(.down) <= 147)
    for option in decision.selfHosting {
      let deployment = option.deployment
      let each = deployment.memory.bytes(ofSequenceHolding: option.demand.shape.prompt)
      #expect(
        option.concurrency * each
          <= deployment.memory.cache * Double(deployment.layout.attentionData) * 1.0001)
    }
  }

  /// Office hours are 50 of a week's 168: of a fleet of several replicas nothing is paid at night.
  @Test func nothingIsPaidAtNight() async throws {
    let decision = try await ReportedWorkload.decided(
      "office-DeepSeek-V3.2-6000000", on: Narrowing(gpus: ["H200-SXM"], layouts: ["TP8"]))
    let best = try #require(
      decision.selfHosting.first {
        if case .fleet(let plan) = $0.plan { plan.policy == .scaledToZero } else { false }
      })
    guard case .fleet(let plan) = best.plan else { return }
    let peak = plan.peakReplicas(requestsPerMonth: decision.demand.requests)
    let perHour =
      Double(best.rental.instances(replicas: peak, gpusEach: 8)) * best.rental.usdPerInstanceHour
    #expect(best.machineUSD <= perHour * 730 * 50 / 168 * 1.0001)
    let always = decision.selfHosting.first {
      if case .fleet(let plan) = $0.plan {
        plan.policy == .fixedAtPeak && $0.rental.id == best.rental.id
          && $0.rental.terms == .onDemand && $0.deployment == best.deployment
      } else {
        false
      }
    }
    #expect(abs(try #require(always).machineUSD - perHour * 730) < 1e-6 * perHour * 730)
  }

  /// Four A100 are too few, eight serve without a spare, and sixteen keep a replica in reserve, as twelve would; who owns too
  /// few is told so.
  @Test(arguments: [nil, true, false]) func ownMachinesAreNotPassedOverSilently(wantsSpare: Bool?)
    throws
  {
    func decide(count: Int) throws -> Decision {
      try ReportedWorkload.decision("s5", on: Narrowing(gpus: [])) {
        try $0.with(own: [
          OwnMachines(gpu: "A100-80GB", count: count, isPaid: true, wantsSpare: wantsSpare)
        ])
      }
    }
    let few = try decide(count: 4)
    #expect(few.selfHosting.isEmpty)
    let needed = Caution.Needed(gpus: wantsSpare == false ? 8 : 12, gpusWithoutSpare: 8)
    #expect(
      few.cautions.contains(
        .ownTooFew(
          count: 4, gpu: "A100-80GB", withSpare: wantsSpare != false, needed: needed)))
    let enough = try decide(count: wantsSpare == false ? 8 : 16)
    #expect(!enough.selfHosting.isEmpty)
    #expect(!enough.cautions.contains { $0.kind == "ownTooFew" })
  }

  /// Eight paid A100: no more than eight, no capital, and no spare where none is wanted.
  @Test func whatIsOwnedIsCappedAndSunk() throws {
    func decide(isPaid: Bool) throws -> Decision {
      try ReportedWorkload.decision("s5", on: Narrowing(gpus: [])) {
        try $0.with(own: [
          OwnMachines(gpu: "A100-80GB", count: 8, isPaid: isPaid, wantsSpare: false)
        ])
      }
    }
    let paid = try decide(isPaid: true)
    #expect(!paid.selfHosting.isEmpty)
    for option in paid.selfHosting {
      #expect(option.gpus <= 8)
      #expect(option.rental.isPaid && option.purchaseUSD == nil)
      guard case .fleet(let plan) = option.plan else { continue }
      #expect(plan.spares == 0)
    }
    let best = try #require(paid.bestSelfHost)
    let owned = try #require(best.rental.ownership)
    let running =
      owned.electricityUSDPerGPUHour + owned.colocationUSDPerGPUHour + owned.supportUSDPerGPUHour
    #expect(owned.capitalUSDPerGPUHour == 0)
    #expect(abs(best.machineUSD - running * 730 * Double(best.gpus)) < 1e-6)
    let bought = try #require(try decide(isPaid: false).bestSelfHost)
    #expect(bought.machineUSD > best.machineUSD)
    #expect(try #require(bought.purchaseUSD) > 0)
  }

  /// Machines that are there and paid cost a job that is run once the hours that it takes, not a month.
  @Test func aJobOnPaidMachinesBearsItsOwnHours() throws {
    let chips = Narrowing(gpus: ["A100-80GB"])
    let decision = try ReportedWorkload.decision("job-setup-120k", on: chips) {
      try $0.with(own: [
        OwnMachines(gpu: "A100-80GB", count: 1024, isPaid: true, wantsSpare: false)
      ])
    }
    let option = try #require(decision.selfHosting.first { $0.rental.isPaid })
    guard case .batch(let plan) = option.plan else {
      Issue.record("no batch plan")
      return
    }
    let hours = option.rental.billing.billedHours(
      seconds: plan.jobSeconds(requestsPerJob: decision.demand.requests))
    let expected = hours * Double(option.gpus) * option.rental.usdPerGPUHour * (1 + option.taxRate)
    #expect(hours < 730 && abs(option.machineUSD - expected) < 1e-6 * expected)
  }

  /// Steps that take 1.513 times as long serve less than 1/1.513 within the same targets: what the closed form
  /// says for targets of that fraction, over 1.513.
  @Test func slowerStepsServeLessByMoreThanTheirFactor() async throws {
    let factor = 1.513
    let slow = try await ReportedWorkload.decided(
      "amp-reasoning-agent-slow", on: Narrowing(gpus: ["A100-40GB"], layouts: ["TP4"]))
    let likely = try ReportedWorkload.decision(
      "amp-reasoning-agent-slow", on: Narrowing(gpus: ["A100-40GB"], layouts: ["TP4"])
    ) {
      guard case .interactive(let level, let traffic) = $0.mode else { return $0 }
      return try $0.with(
        mode: .interactive(
          ServiceLevel(
            timeToFirstTokenSeconds: level.timeToFirstTokenSeconds.map { $0 * factor },
            timePerOutputTokenSeconds: level.timePerOutputTokenSeconds.map { $0 * factor },
            percentile: level.percentile), traffic))
    }
    let option = try #require(likely.bestSelfHost)
    let tight = try #require(slow.bestSelfHost?.serviceCapacity).requestsPerSecond
    let here = try #require(option.serviceCapacity).requestsPerSecond
    let response = StepResponse(
      option, demand: option.demand, mode: likely.workload.mode, points: 33)
    #expect(abs(response.factor(steps: factor) / (tight / factor / here) - 1) < 0.02)
    #expect(response.factor(steps: factor) < 1 / factor)
    #expect(response.factor(steps: 1) == 1)
  }

  /// At the low end of the range of speeds a completion's target is missed, and the odds know it.
  @Test func targetsMayBeMissed() async throws {
    let decision = try await ReportedWorkload.decided(
      "amp-code-completion-slow", on: Narrowing(gpus: ["A100-40GB"], layouts: ["TP2"]))
    let missed = try #require(decision.uncertainty).probabilityOfMissingTargets
    #expect(missed > 0.02)
    #expect(decision.cautions.contains(.missedTargets(chance: missed)))
  }

  /// Machines by the hour are an assumption that can be switched off.
  @Test func autoscalingCanBeOff() async throws {
    func policies(_ allows: Bool) async throws -> Set<FleetPlan.Policy> {
      let chips = Narrowing.oneA100
      let decision =
        allows
        ? try await ReportedWorkload.decided("q0", on: chips)
        : try ReportedWorkload.decision("q0", on: chips) {
          var candidates = $0.candidates
          candidates.allowsAutoscaling = false
          return try $0.with(candidates: candidates)
        }
      return Set(
        decision.selfHosting.compactMap {
          if case .fleet(let plan) = $0.plan { plan.policy } else { nil }
        })
    }
    #expect(try await policies(true) == Set(FleetPlan.Policy.allCases))
    #expect(try await policies(false) == [.fixedAtPeak])
  }

  /// A bare file is not free of people, peaks and spread lengths; a full one is taken as it is.
  @Test func whatIsUsualIsAssumed() throws {
    var assumptions = ReportedWorkload.assumptions
    assumptions.assumesUsual = true
    assumptions.draws = 100
    assumptions.sideDraws = 50
    let bare = try ReportedWorkload.decision("t1", on: .twoH100, assuming: assumptions) { $0 }
    #expect(
      Set(bare.assumed.map(\.what)) == [
        .staff, .tools, .apiStaff, .peak, .promptLengths, .completionLengths,
      ])
    let staff = try #require(bare.assumed.first { $0.what == .staff }?.without?.selfHostUSD)
    #expect(staff < (try #require(bare.bestSelfHost)).totalUSD)
    #expect(bare.verdict.choice != .selfHost)
    let stated = try ReportedWorkload.decision("t5", on: .twoH100, assuming: assumptions) { $0 }
    #expect(stated.assumed.map(\.what) == [.apiStaff])
    // A quarter of 18,800 USD and 1,000 USD of tools.
    #expect(stated.bestSelfHost?.overheadUSD == 5700)
  }
}
