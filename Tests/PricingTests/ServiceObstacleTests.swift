import Pricing
import Testing

@Suite struct ServiceObstacleTests {
  private func provenance() throws -> Provenance {
    Provenance(source: "a page", asOf: try #require(CalendarDate("2026-10")), kind: .measured)
  }

  private func tariff(
    firstToken: LatencyQuantiles? = nil, tokensPerSecond: Double? = nil, thinking: Bool = false,
    limits: ServiceLimits? = nil, providerLimits: ServiceLimits? = nil, batchHours: Double? = nil,
    services: [ServiceTier] = [.batch]
  ) throws -> Tariff {
    let prices = PriceSchedule(base: TokenPrices(usdPerMillionInput: 1, usdPerMillionOutput: 2))
    let source = try provenance()
    let speed =
      firstToken == nil && tokensPerSecond == nil
      ? nil
      : MeasuredSpeed(
        firstToken: firstToken, tokensPerSecond: tokensPerSecond, whileThinking: thinking,
        conditions: "a probe", provenance: source)
    return Tariff(
      provider: "acme", model: "m", standard: prices,
      services: Dictionary(uniqueKeysWithValues: services.map { ($0, prices) }),
      speed: speed, limits: limits, providerLimits: providerLimits,
      batchWindow: batchHours.map {
        BatchWindow(hours: $0, typicalHours: 1, provenance: source)
      }, provenance: source)
  }

  @Test func aFirstTokenThatComesLateIsAnObstacle() throws {
    let tariff = try tariff(firstToken: LatencyQuantiles(median: 0.541, p95: 1.591))
    let obstacle = try #require(
      tariff.obstacle(to: ServiceTerms(timeToFirstTokenSeconds: 1, percentile: 95)))
    #expect("\(obstacle)" == "first token p95 1.59 s (measured), target 1 s")
    #expect(tariff.obstacle(to: ServiceTerms(timeToFirstTokenSeconds: 1.6)) == nil)
    #expect(
      tariff.obstacle(to: ServiceTerms(timeToFirstTokenSeconds: 1, percentile: 50)) == nil)
  }

  @Test func noAPIIsFasterThanTheNetwork() throws {
    let unknown = try tariff()
    let soon = ServiceTerms(timeToFirstTokenSeconds: 0.02)
    #expect(
      unknown.obstacle(to: soon) == .noAPISendsFirstToken(targetSeconds: 0.02, fastestSeconds: 0.05)
    )
    #expect(unknown.unchecked(soon) == [])
    // 0.0002 s per token are 5,000 tokens a second.
    let fast = ServiceTerms(timePerOutputTokenSeconds: 0.0002)
    let obstacle = try #require(unknown.obstacle(to: fast))
    #expect("\(obstacle)".hasPrefix("no API is known to stream 5,000 tokens a second"))
    #expect(unknown.unchecked(ServiceTerms(timeToFirstTokenSeconds: 0.5)) == [.firstToken])
  }

  @Test func aStreamThatIsSlowIsAnObstacle() throws {
    // 40 tokens a second in the middle, 28.4 at the slow end: 0.0352 s each.
    let tariff = try tariff(tokensPerSecond: 40)
    let terms = ServiceTerms(timeToFirstTokenSeconds: 2, timePerOutputTokenSeconds: 0.03)
    let obstacle = try #require(tariff.obstacle(to: terms))
    #expect("\(obstacle)" == "time per output token p95 0.0352 s (derived), target 0.03 s")
    #expect(tariff.unchecked(terms) == [.firstToken])
  }

  @Test func aDeadlineBelowTheWindowRulesOutTheBatchServiceOnly() throws {
    let tariff = try tariff(batchHours: 24)
    let terms = ServiceTerms(deadlineHours: 0.05, service: .batch)
    let obstacle = try #require(tariff.obstacle(to: terms))
    #expect(obstacle == .batchWindow(hours: 24, typicalHours: 1, deadlineHours: 0.05))
    #expect(
      "\(obstacle)"
        == "a batch is promised within 24 h, usually within 1 h, and the deadline is 0.05 h")
    #expect(tariff.services(keeping: terms) == [.standard])
    #expect(
      tariff.services(keeping: ServiceTerms(deadlineHours: 24)) == [.standard, .batch])
    #expect(tariff.services(keeping: ServiceTerms()) == [.standard])
    let unknown = try self.tariff()
    #expect(unknown.obstacle(to: terms) == nil)
    #expect(unknown.unchecked(terms) == [.batchWindow])
  }

  @Test func aBillAboveTheCapIsAnObstacle() throws {
    let limits = ServiceLimits(
      usdPerMonth: 6000, raisedBy: .contract, provenance: try provenance())
    let tariff = try tariff(providerLimits: limits)
    let obstacle = try #require(tariff.obstacle(to: ServiceTerms(usdPerMonth: 8000)))
    #expect(
      "\(obstacle)"
        == "8,000 US dollars a month are needed and 6,000 allowed; more needs a contract")
    #expect(tariff.source(of: obstacle) == limits.provenance)
    #expect(tariff.obstacle(to: ServiceTerms(usdPerMonth: 6000)) == nil)
    #expect(try self.tariff().unchecked(ServiceTerms(usdPerMonth: 1)) == [.spend])
  }

  @Test func thePeakMustPassTheRates() throws {
    let limits = ServiceLimits(
      requestsPerMinute: 1000, totalTokensPerMinute: 300_000, countsCachedTokens: false,
      provenance: try provenance())
    let tariff = try tariff(limits: limits)
    // 10 requests a second: 600 a minute, of 1,200 − 1,000 + 200 = 400 counted tokens: 240,000.
    var terms = ServiceTerms(
      peakRequestsPerSecond: 10, meanPromptTokens: 1200, meanCachedPromptTokens: 1000,
      meanCompletionTokens: 200)
    #expect(tariff.obstacle(to: terms) == nil)
    terms.meanCachedPromptTokens = 0
    #expect(
      tariff.obstacle(to: terms)
        == .limit(.totalTokensPerMinute, allowed: 300_000, needed: 840_000, raisedBy: nil))
    terms.peakRequestsPerSecond = 20
    #expect(
      tariff.obstacle(to: terms)
        == .limit(.requestsPerMinute, allowed: 1000, needed: 1200, raisedBy: nil))
    #expect(try self.tariff().unchecked(terms) == [.rate])
  }

  @Test func whatAskingLiftsIsNoObstacle() throws {
    let limits = ServiceLimits(
      concurrentRequests: 500, raisedBy: .asking, provenance: try provenance())
    let tariff = try tariff(
      firstToken: LatencyQuantiles(median: 1), tokensPerSecond: 50, limits: limits)
    // Little: 100/s · (1 s + 500 tokens / 50 per second) = 1,100 in flight.
    let terms = ServiceTerms(
      peakRequestsPerSecond: 100, meanPromptTokens: 100, meanCompletionTokens: 500)
    #expect(tariff.obstacle(to: terms) == nil)
    let raise = try #require(tariff.limitsToRaise(for: terms).first)
    #expect(
      "\(raise)" == "1,100 requests in flight are needed and 500 allowed; it is raised on request")
    // Without a speed the requests in flight are not known.
    #expect(try self.tariff(limits: limits).unchecked(terms) == [.rate])
  }

  @Test func thinkingIsNotMeasuredByAnswersWithoutIt() throws {
    let plain = try tariff(firstToken: LatencyQuantiles(median: 0.5, p95: 1))
    let terms = ServiceTerms(timeToFirstTokenSeconds: 2, thinks: true)
    #expect(plain.obstacle(to: terms) == nil)
    #expect(plain.unchecked(terms) == [.firstToken])
    let thinking = try tariff(
      firstToken: LatencyQuantiles(median: 5, p95: 20), thinking: true)
    #expect(thinking.obstacle(to: terms) != nil)
    let quick = ServiceTerms(timeToFirstTokenSeconds: 2)
    #expect(thinking.obstacle(to: quick) == nil)
    #expect(thinking.unchecked(quick) == [.firstToken])
  }

  @Test func aFastServiceIsNotJudgedByTheStandardOne() throws {
    let tariff = try tariff(
      firstToken: LatencyQuantiles(median: 3), services: [.flex, .priority])
    let terms = ServiceTerms(timeToFirstTokenSeconds: 1)
    #expect(tariff.obstacle(to: terms) != nil)
    #expect(tariff.services(keeping: terms) == [.priority])
    #expect(tariff.unchecked(terms.with(service: .priority)) == [.firstToken])
    #expect(tariff.obstacle(to: terms.with(service: .fast)) == .notOffered(.fast))
  }
}
