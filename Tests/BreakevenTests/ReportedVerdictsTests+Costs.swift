import Testing

@testable import Breakeven

/// What was reported of costs, odds and break-evens.
extension ReportedVerdictsTests {
  // MARK: Jobs

  /// Half an engineer of 18,800 USD for a month and all of 120,000 USD, over however many months it was to be
  /// spread: 129,400 USD, which leaves nothing for self-hosting to win.
  @Test(arguments: ["job-setup-120k", "job-setup-120k-m1"])
  func aJobPaysItsSetUpWhole(file: String) async throws {
    let decision = try await ReportedWorkload.decided(file, on: .oneH100)
    let best = try #require(decision.bestSelfHost)
    #expect(abs(best.overheadUSD - 129_400) < 1e-6)
    #expect(decision.verdict.choice != .selfHost)
    #expect(try #require(decision.verdict.probabilitySelfHostCheaper) < 0.2)
    // There is no payback of one job in months.
    #expect(decision.breakEven?.payback?.months == nil)
  }

  /// 10¹² requests in an hour are no million of L4.
  @Test func moreThanAllMachines() async throws {
    let decision = try await ReportedWorkload.decided("clamped-job", on: Narrowing(gpus: ["L4"]))
    #expect(decision.selfHosting.isEmpty)
    #expect(decision.verdict.choice == .nothingToCompare)
    #expect(decision.verdict.probabilitySelfHostCheaper == nil)
    #expect(decision.exclusions.contains { $0.reason.contains("more machines are needed") })
  }

  /// Nine jobs in ten are done in time.
  @Test(arguments: [("cand-only-llama70b", Narrowing.twoH100), ("job-setup-120k", .oneH100)])
  func deadlinesAreKeptWithTheirChance(file: String, chips: Narrowing) async throws {
    let decision = try await ReportedWorkload.decided(file, on: chips)
    #expect(try #require(decision.bestSelfHost?.chanceOfDeadline) >= 0.9)
  }

  // MARK: Both sides keep the terms

  /// A batch service that takes up to 24 hours does not keep a deadline of three minutes.
  @Test func noDayLongBatchWithinMinutes() async throws {
    let decision = try await ReportedWorkload.decided("batchwin-0.05", on: .twoH100)
    #expect(!decision.apis.isEmpty)
    #expect(decision.bestAPI?.service != .batch)
    // A batch service of which no window is published is not checked, and says so.
    #expect(
      decision.apis.allSatisfy { $0.service != .batch || $0.unchecked.contains(.batchWindow) })
    let nightly = try ReportedWorkload.decision("batchwin-0.05", on: .twoH100) {
      try $0.with(mode: .batch(BatchTerms(deadlineHours: 24)))
    }
    #expect(
      nightly.apis.contains { $0.service == .batch && !$0.unchecked.contains(.batchWindow) })
  }

  /// A first token within 20 ms, and tokens every 1 or 2 ms: no API is named without a word.
  @Test(arguments: ["u1", "slo-impossible"]) func targetsBindAPIs(file: String) async throws {
    let decision = try? await ReportedWorkload.decided(file, on: .oneH100)
    #expect(decision?.apis.allSatisfy { !$0.unchecked.isEmpty } ?? true)
    #expect(decision?.verdict.choice ?? .nothingToCompare == .nothingToCompare)
    let patient = try ReportedWorkload.decision(file, on: .oneH100) {
      try $0.with(mode: .interactive(ServiceLevel(), .flat))
    }
    #expect(patient.apis.count >= 4)
  }

  // MARK: Odds

  /// Of 0.05 to 1 engineer at 16,700 to 20,800 USD the highest of both at once is 4.43 times the likely sum;
  /// as they are independent, 80 % lie below `exp(√(ln²4 + ln²1.106))` = 4.02.
  @Test func independentRangesAreNotStacked() async throws {
    let decision = try await ReportedWorkload.decided("be-internal-tool100", on: .oneH100)
    let uncertainty = try #require(decision.uncertainty)
    let people = try #require(uncertainty.swings.first { $0.input == .overhead })
    #expect(abs(people.highFactor / 4.02 - 1) < 0.05)
    // The range is skewed, so the mean is above the likely cost.
    #expect(uncertainty.expectedSelfHostUSD > uncertainty.selfHostUSD.value)
  }

  /// The cheapest host asks a quarter of what the median asks: that is a range of the price, and a row.
  @Test func oneHostsPriceIsUncertain() async throws {
    let chips = Narrowing(gpus: ["H100-SXM"], layouts: ["TP2"])
    let decision = try await ReportedWorkload.decided("drop-3", on: chips)
    let price = try #require(
      decision.uncertainty?.swings.first { $0.input == .apiPrice })
    let median = try #require(decision.hosts.first { $0.kind == .median })
    let cheapest = try #require(decision.hosts.first { $0.kind == .cheapest })
    #expect(price.highFactor > 2)
    #expect(abs(price.highFactor / (median.apiUSD / cheapest.apiUSD) - 1) < 0.05)
    #expect(median.probability > cheapest.probability)
    let classes = decision.hosts.filter {
      if case .hostClass = $0.kind { true } else { false }
    }
    #expect(classes.count >= 4)
    // Without the three cheapest hosts the odds rise.
    let others = try ReportedWorkload.decision("drop-3", on: chips) {
      var candidates = $0.candidates
      candidates.exclude = decision.apis.prefix(3).map(\.tariff.id)
      return try $0.with(candidates: candidates)
    }
    #expect(
      try #require(others.uncertainty).probabilitySelfHostCheaper
        > (try #require(decision.uncertainty)).probabilitySelfHostCheaper)
  }

  /// Prices may rise or fall over 60 months, and hindsight is told apart from the odds.
  @Test func trendsAreUncertain() async throws {
    let decision = try await ReportedWorkload.decided("commit-0-60-0-0.03", on: .twoH100)
    let uncertainty = try #require(decision.uncertainty)
    let trend = try #require(uncertainty.swings.first { $0.input == .apiPriceTrend })
    #expect(trend.lowFactor < 1 && trend.highFactor > 1)
    #expect(
      uncertainty.probabilityWithHindsight >= uncertainty.probabilitySelfHostCheaper)
    #expect(uncertainty.valueOfHindsightUSD >= 0)
  }

  // MARK: Break-evens

  /// A hundred times the internal tool: its break-even volume, decided anew, is one.
  @Test func aBreakEvenHoldsWhenRunAgain() async throws {
    let chips = Narrowing(gpus: ["H100-SXM", "A100-80GB"], engines: [], layouts: ["TP1"])
    let decision = try await ReportedWorkload.decided("be-internal-tool100", on: chips)
    let volume = try #require(decision.breakEven?.firstVolume)
    let again = try ReportedWorkload.decision("be-internal-tool100", on: chips) {
      try $0.with(volume: Volume(volume, .perMonth))
    }
    let own = try #require(again.bestSelfHost).totalUSD
    let api = try #require(again.bestAPI).usd(requests: again.demand.requests)
    #expect(abs(own / api - 1) < 0.01)
  }

  /// What is said of volumes holds for the range that was searched, and at a thousand times the volume the
  /// same is found.
  @Test func neverIsBounded() throws {
    func decide(_ requestsPerDay: Double) throws -> BreakEven {
      try #require(
        try ReportedWorkload.decision("s8", on: Narrowing(gpus: ["RTX-4090"])) {
          var candidates = $0.candidates
          candidates.models = ["Qwen/Qwen3-8B"]
          return try $0.with(volume: Volume(requestsPerDay, .perDay), candidates: candidates)
        }.breakEven)
    }
    let small = try decide(300)
    let requests = 300.0 * 365 / 12
    #expect(abs(small.searchedVolumes.lowerBound / (requests / 1000) - 1) < 1e-9)
    #expect(abs(small.searchedVolumes.upperBound / (requests * 1000) - 1) < 1e-9)
    let large = try decide(300_000)
    if let first = small.firstVolume {
      #expect(abs(try #require(large.firstVolume) / first - 1) < 0.01)
    } else {
      #expect(try #require(small.neverReason).contains("thousand times the volume"))
      #expect((large.firstVolume ?? .infinity) > small.searchedVolumes.upperBound)
    }
  }

  /// Of several hosts, one that becomes dearer changes nothing, as the next takes over; all together do.
  @Test func aFlipSaysWhoMustMove() async throws {
    let decision = try await ReportedWorkload.decided("t5", on: .twoH100)
    let breakEven = try #require(decision.breakEven)
    let (best, next) = (try #require(decision.bestAPI), decision.apis[1])
    let requests = decision.demand.requests
    let own = try #require(decision.bestSelfHost).totalUSD
    #expect(best.usd(requests: requests) < own)
    if next.usd(requests: requests) < own {
      #expect(breakEven.apiPriceAlone.reason?.contains(next.tariff.id) == true)
    } else {
      #expect(breakEven.apiPriceAlone == breakEven.apiPrice)
    }
    let all = try #require(breakEven.apiPrice.value)
    #expect(abs(all * best.billUSD(requests: requests) / own - 1) < 1e-9)
  }
}
