import Roofline
import TestFixtures
import Numerics
import Testing

@testable import FleetSimulation

/// The simulator against the plain one, on every percentile.
struct SimulationReferenceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var model = SimulatedModel.dense
    var policy = BatchingPolicy.growing
    var router = Router.roundRobin
    var replicas = 1
    var rate = 12.0
    var burstiness = 1.0
    var cacheTokens: Double?
    var tokenBudget = 1024.0
    var sequenceLimit = 32.0
    var prompt = 300.0
    var completion = 40.0
    var prefix: (tokens: Double, hitRate: Double)?
    var isPaced = false

    var testDescription: String {
      "\(model) \(policy) \(router)×\(replicas) at \(rate)/s, burstiness \(burstiness), "
        + "cache \(cacheTokens ?? 0), budget \(tokenBudget), limit \(sequenceLimit), "
        + "\(prompt)+\(completion)"
    }
  }

  static let cases: [Case] = [
    Case(),
    Case(rate: 40),
    Case(rate: 200),
    Case(rate: 0),
    Case(rate: 40, burstiness: 3),
    Case(policy: .reserving, rate: 40),
    Case(rate: 60, cacheTokens: 3000),
    Case(rate: 60, cacheTokens: 6000, prompt: 150, completion: 120),
    Case(policy: .reserving, rate: 60, cacheTokens: 6000, prompt: 150, completion: 120),
    Case(rate: 8, tokenBudget: 64, prompt: 1500),
    Case(rate: 60, tokenBudget: 32, sequenceLimit: 32, prompt: 40),
    Case(rate: 30, cacheTokens: 5000, tokenBudget: 128, prompt: 800, completion: 60),
    Case(router: .roundRobin, replicas: 3, rate: 90),
    Case(router: .leastLoaded, replicas: 3, rate: 90),
    Case(router: .leastLoaded, replicas: 3, rate: 90, burstiness: 3, cacheTokens: 4000),
    Case(router: .leastLoaded, replicas: 2, rate: 10, tokenBudget: 64, prompt: 1500),
    Case(model: .windowed, rate: 40, cacheTokens: 5000),
    Case(model: .windowed, rate: 20, completion: 400),
    Case(model: .windowed, policy: .reserving, rate: 60, cacheTokens: 4000, completion: 90),
    Case(model: .experts, rate: 40),
    Case(model: .experts, rate: 90, cacheTokens: 4000),
    Case(model: .latentSparse, rate: 30, prompt: 600),
    Case(model: .latentSparse, rate: 60, cacheTokens: 8000, prompt: 600),
    Case(rate: 40, prefix: (100, 0.8)),
    Case(rate: 80, cacheTokens: 4000, prefix: (100, 0.8)),
    Case(rate: 40, completion: 1),
    Case(rate: 40, isPaced: true),
    Case(rate: 60, cacheTokens: 5000, tokenBudget: 128, prompt: 800, isPaced: true),
  ]

  @Test(arguments: cases)
  func agreesWithTheReference(_ example: Case) throws {
    let deployment = try SimulationFixture.deployment(
      example.model, cacheTokens: example.cacheTokens, sequenceLimit: example.sequenceLimit,
      tokenBudget: example.tokenBudget,
      likeCases: example.isPaced ? SimulationFixture.likeCases(example.model) : .none)
    let simulation = try Simulation(
      of: deployment, replicas: example.replicas, router: example.router, policy: example.policy)
    var requests = SimulationFixture.requests(
      90, rate: example.rate, prompt: example.prompt, completion: example.completion,
      burstiness: example.burstiness)
    if let prefix = example.prefix {
      var random = SplitMix64(seed: 3)
      for index in requests.indices where random.uniform() < prefix.hitRate {
        requests[index].cachedPromptTokens = Int(prefix.tokens)
      }
    }
    let arrivals = try Arrivals.replaying(RequestTrace(requests))
    try compare(simulation, arrivals)
  }

  @Test(arguments: [2000.0, 6000, 60_000])
  func agreesWithNamedPrefixes(cacheTokens: Double) throws {
    var random = SplitMix64(seed: 11)
    let requests = SimulationFixture.requests(80, rate: 30, prompt: 400)
    let blocks = requests.map { request in
      let family = UInt64(random.uniform() * 6)
      return (0..<(request.promptTokens / 64)).map { family * 1000 + UInt64($0) }
    }
    let trace = try RequestTrace(requests, prefixBlocks: blocks, tokensPerBlock: 64)
    for policy in [BatchingPolicy.growing, .reserving] {
      let simulation = try Simulation(
        of: SimulationFixture.deployment(cacheTokens: cacheTokens), policy: policy)
      let result = try compare(simulation, Arrivals.replaying(trace))
      #expect(result.cachedPromptTokens > 0)
    }
  }

  /// Families of prompts that one replica's cache cannot hold all: the more requests find theirs.
  @Test func aRouterThatKnowsPrefixesComputesFewer() throws {
    var random = SplitMix64(seed: 5)
    let requests = SimulationFixture.requests(240, rate: 60, prompt: 400)
    let blocks = requests.map { request in
      let family = UInt64(random.uniform() * 12)
      return (0..<(request.promptTokens / 64)).map { family * 1000 + UInt64($0) }
    }
    let arrivals = try Arrivals.replaying(
      RequestTrace(requests, prefixBlocks: blocks, tokensPerBlock: 64))
    let cached = try Router.allCases.map { router in
      let simulation = try Simulation(
        of: SimulationFixture.deployment(cacheTokens: 6000), replicas: 3, router: router)
      return try compare(simulation, arrivals).cachedPromptTokens
    }
    #expect(cached[2] > cached[0] * 5 / 4)
    #expect(cached[2] > cached[1] * 5 / 4)
  }

  /// One prompt for all: the replica that holds it is not drowned in requests while others lie idle.
  @Test func aRouterThatKnowsPrefixesOverloadsNone() throws {
    let requests = (0..<400).map {
      SimulatedRequest(
        arrivalSeconds: $0 == 0 ? 0 : 60 + Double($0) * 1e-4, promptTokens: 640,
        completionTokens: 50)
    }
    let arrivals = try Arrivals.replaying(
      RequestTrace(
        requests, prefixBlocks: requests.map { _ in Array(1...10) }, tokensPerBlock: 64))
    let seconds = try [Router.leastLoaded, .prefixAware].map { router in
      let simulation = try Simulation(
        of: SimulationFixture.deployment(cacheTokens: 60_000), replicas: 4, router: router)
      return try compare(simulation, arrivals).durationSeconds
    }
    #expect(seconds[1] < 60 + 2 * (seconds[0] - 60))
  }

  @discardableResult
  private func compare(_ simulation: Simulation, _ arrivals: Arrivals) throws -> SimulationResult {
    let result = simulation.run(arrivals)
    let reference = ReferenceFleet(simulation, arrivals)
    #expect(result.finished == reference.latencies.count)
    #expect(result.tooLargeForCache + result.tooLongForContext == reference.refused)
    #expect(result.preemptions == reference.preemptions)
    #expect(result.steps == reference.steps)
    for (name, spread, exact) in [
      ("TTFT", result.timeToFirstTokenSpread, reference.firstToken),
      ("TPOT", result.timePerOutputTokenSpread, reference.perToken),
      ("E2E", result.endToEndSpread, reference.endToEnd),
    ] {
      #expect(spread.count == exact.count, "\(name)")
      for percent in [1.0, 10, 25, 50, 75, 90, 95, 99, 99.9] {
        let expected = ReferenceFleet.percentile(percent, of: exact)
        let found = spread.percentile(percent)
        #expect(abs(found - expected) <= 1e-3 * expected, "\(name) p\(percent)")
      }
      let mean = exact.reduce(0, +) / Double(max(1, exact.count))
      #expect(abs(spread.meanSeconds - mean) <= 1e-3 * mean, "\(name) mean")
    }
    return result
  }
}
