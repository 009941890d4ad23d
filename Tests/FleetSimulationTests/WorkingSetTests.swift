import TestFixtures
import Testing

@testable import FleetSimulation
@testable import Roofline
@testable import Workloads

/// What the working-set model says caches find, beside what the block simulation finds.
struct WorkingSetTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var name: String
    var sessions: @Sendable () throws -> Sessions
    var completion: Double
    /// Requests per second of each replica.
    var rate: Double
    /// Tokens that a replica's cache holds.
    var cacheTokens: Double
    var testDescription: String { name }
  }

  static let examples: [Example] = [
    Example(
      name: "chat",
      sessions: {
        try Sessions(
          systemPromptTokens: 640, turns: SessionTurns(.mean(5)), newTokensPerTurn: 120,
          thinkTimeSeconds: 60)
      }, completion: 240, rate: 2, cacheTokens: 150_000),
    Example(
      name: "support with one system prompt",
      sessions: {
        try Sessions(
          systemPromptTokens: 3200, turns: SessionTurns(.mean(3)), newTokensPerTurn: 100,
          thinkTimeSeconds: 90)
      }, completion: 150, rate: 3, cacheTokens: 120_000),
    Example(
      name: "coding agent",
      sessions: {
        try Sessions(
          systemPromptTokens: 6400, firstPromptTokens: 4800, turns: SessionTurns(.fixed(20)),
          newTokensPerTurn: 900, thinkTimeSeconds: 8)
      }, completion: 200, rate: 1.2, cacheTokens: 250_000),
    Example(
      name: "RAG with popular documents",
      sessions: {
        try Sessions(
          systemPromptTokens: 320, turns: SessionTurns(.fixed(1)), newTokensPerTurn: 100,
          thinkTimeSeconds: 1,
          documents: Sessions.Documents(count: 2000, tokens: 1920, skew: 1))
      }, completion: 120, rate: 4, cacheTokens: 200_000),
    Example(
      name: "batch over one document",
      sessions: {
        try Sessions(
          systemPromptTokens: 12_800, turns: SessionTurns(.fixed(1)), newTokensPerTurn: 120,
          thinkTimeSeconds: 1)
      }, completion: 100, rate: 3, cacheTokens: 60_000),
  ]

  /// What is found of all prompt tokens, and what of it comes from a tier.
  struct Shares {
    var closedForm: WorkingSet.Found
    var simulated: WorkingSet.Found
    /// Mean seconds to the first token in the simulation.
    var firstToken: Double
  }

  /// - Parameters:
  ///   - load: The share of the example's requests that come.
  ///   - part: The share of the example's memory that there is.
  ///   - isLong: Whether caches take long to fill.
  ///   - tierTokens: What the tier of a replica holds; `nil` for none.
  static func shares(
    _ example: Example, replicas: Int, router: Router = .roundRobin,
    routing: WorkingSet.Routing = .spread, load: Double = 1, part: Double = 1,
    tierTokens: Double? = nil,
    bytesPerSecond: Double = 55e9, isLong: Bool = false
  ) throws -> Shares {
    let sessions = try example.sessions()
    let completions = try RequestMix(promptTokens: 1, completionTokens: example.completion)
    let plain = try SimulationFixture.deployment(
      cacheTokens: part * example.cacheTokens, sequenceLimit: 256, tokenBudget: 4096, reservation: 0
    )
    let deployment = plain.offloading(
      to: tierTokens.map {
        CacheTier(
          kind: .host, bytesPerChip: $0 * plain.memory.growingBytesPerToken,
          bytesPerSecond: bytesPerSecond, source: "test")
      })
    let rate = load * example.rate * Double(replicas)
    let turns = sessions.turns(completion: example.completion)
    let prompt =
      turns.reduce(0) { $0 + $1.reaching * $1.promptTokens }
      / turns.reduce(0) { $0 + $1.reaching }
    let own = prompt - sessions.systemPromptTokens
    let shape = RequestShape(
      prompt: prompt, uncachedPrompt: prompt - sessions.systemPromptTokens,
      completion: example.completion, promptInFlight: prompt,
      completionInFlight: example.completion, keysPerPromptToken: prompt,
      sharedTokens: sessions.systemPromptTokens, sharedInFlight: sessions.systemPromptTokens)
    let state = deployment.saturated(at: 4, shape: shape)
    let answer = state.timeToFirstToken + shape.decodeSteps * state.timePerOutputToken
    let set = sessions.workingSet(completion: example.completion, answerSeconds: answer)
    // Caches are empty at first: what is found later tells.
    let (all, early) = isLong ? (3200, 1600) : (1500, 600)
    let arrivals = try Arrivals.replaying(
      SessionArrivals(
        sessions, completions: completions, requestsPerSecond: rate, count: all * replicas,
        answerSeconds: answer
      ).trace())
    let simulation = try Simulation(of: deployment, replicas: replicas, router: router)
    let result = simulation.run(arrivals)
    let before = simulation.run(
      Arrivals(source: arrivals.source, count: early * replicas, sharedPrefixTokens: 0))
    let cached = Double(result.cachedPromptTokens - before.cachedPromptTokens)
    let loaded = Double(result.loadedPromptTokens - before.loadedPromptTokens)
    let computed = Double(result.computedPromptTokens - before.computedPromptTokens)
    let used =
      routing == .prefixes && sessions.systemPromptTokens > 0
      ? Router.replicasInUse(
        of: replicas, inFlight: result.meanRunning,
        load: rate / deployment.saturation(of: shape).requestsPerSecond) : replicas
    let found = set.found(
      cacheTokens: deployment.idleCacheTokens(beside: result.meanRunning / Double(used), of: shape),
      tier: tierTokens.map { WorkingSet.Tier(tokens: $0, isPool: false) },
      requestsPerSecond: rate, replicas: used, routing: routing)
    return Shares(
      closedForm: WorkingSet.Found(
        share: (sessions.systemPromptTokens + found.share * own) / prompt,
        inTier: found.inTier * own / prompt),
      simulated: WorkingSet.Found(
        share: cached / (cached + computed), inTier: loaded / (cached + computed)),
      firstToken: result.timeToFirstToken.mean)
  }

  @Test(arguments: examples, [1, 4])
  func agreesWithTheBlockSimulation(example: Example, replicas: Int) throws {
    let shares = try Self.shares(example, replicas: replicas, isLong: replicas == 1)
    #expect(
      abs(shares.closedForm.share - shares.simulated.share) < 0.05,
      "\(shares.closedForm.share), simulated \(shares.simulated.share)")
  }

  /// A third of the memory, at two thirds of the load, and a tier twice as large as all of the memory was.
  ///
  /// Which part lies in the tier is less sure: of few long contexts, a crowd of requests drops all of the memory's.
  @Test(arguments: examples.dropLast(), [1, 4])
  func aTierAgreesWithTheBlockSimulation(example: Example, replicas: Int) throws {
    let shares = try Self.shares(
      example, replicas: replicas, load: 0.67, part: 0.34, tierTokens: 2 * example.cacheTokens,
      isLong: replicas == 1)
    #expect(
      abs(shares.closedForm.share - shares.simulated.share) < 0.05,
      "\(shares.closedForm), simulated \(shares.simulated)")
    #expect(
      abs(shares.closedForm.inTier - shares.simulated.inTier) < 0.15,
      "\(shares.closedForm), simulated \(shares.simulated)")
  }

  /// Where prompts begin alike and few requests are in flight, a router that follows what is cached uses few replicas.
  ///
  /// Crowds of agents overload the replica that has their sessions, and begin anew on another.
  @Test(arguments: examples)
  func routingByPrefixesAgreesWithTheBlockSimulation(example: Example) throws {
    let shares = try Self.shares(
      example, replicas: 4, router: .prefixAware, routing: .prefixes)
    #expect(
      abs(shares.closedForm.share - shares.simulated.share)
        < (example.name == "coding agent" ? 0.15 : 0.05),
      "\(shares.closedForm), simulated \(shares.simulated)")
  }

  /// With 12 requests in flight one of four replicas takes them all, with 200 all four do, and as many as the load needs.
  @Test func aCommonBeginningDrawsRequestsTogether() {
    #expect(Router.replicasInUse(of: 4, inFlight: 12, load: 0.4) == 1)
    #expect(Router.replicasInUse(of: 4, inFlight: 30, load: 0.4) == 2)
    #expect(Router.replicasInUse(of: 4, inFlight: 200, load: 0.4) == 4)
    #expect(Router.replicasInUse(of: 4, inFlight: 12, load: 2.5) == 3)
  }

  /// What comes more slowly than it is computed is computed: no later than without a tier.
  @Test func aSlowTierIsNotWaitedFor() throws {
    let example = Self.examples[2]
    let plain = try Self.shares(example, replicas: 1, load: 0.67, part: 0.34)
    let slow = try Self.shares(
      example, replicas: 1, load: 0.67, part: 0.34, tierTokens: 1e6, bytesPerSecond: 1e8)
    let fast = try Self.shares(
      example, replicas: 1, load: 0.67, part: 0.34, tierTokens: 1e6, bytesPerSecond: 55e9)
    #expect(slow.firstToken <= 1.02 * plain.firstToken)
    #expect(slow.simulated.inTier < 0.02)
    #expect(fast.firstToken < 0.5 * plain.firstToken)
    #expect(fast.simulated.share > plain.simulated.share + 0.2)
  }
}
