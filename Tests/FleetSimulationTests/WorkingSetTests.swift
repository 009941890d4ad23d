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

  @Test(arguments: examples, [1, 4])
  func agreesWithTheBlockSimulation(example: Example, replicas: Int) throws {
    let sessions = try example.sessions()
    let completions = try RequestMix(promptTokens: 1, completionTokens: example.completion)
    let deployment = try SimulationFixture.deployment(
      cacheTokens: example.cacheTokens, sequenceLimit: 256, tokenBudget: 4096, reservation: 0)
    let rate = example.rate * Double(replicas)
    let turns = sessions.turns(completion: example.completion)
    let all = turns.reduce(0) { $0 + $1.reaching }
    let prompt = turns.reduce(0) { $0 + $1.reaching * $1.promptTokens } / all
    let set = sessions.workingSet(completion: example.completion)
    let own = prompt - sessions.systemPromptTokens
    let shape = RequestShape(
      prompt: prompt, uncachedPrompt: prompt - sessions.systemPromptTokens,
      completion: example.completion, promptInFlight: prompt,
      completionInFlight: example.completion, keysPerPromptToken: prompt,
      sharedTokens: sessions.systemPromptTokens, sharedInFlight: sessions.systemPromptTokens)
    let state = deployment.saturated(at: 4, shape: shape)
    let answer = state.timeToFirstToken + shape.decodeSteps * state.timePerOutputToken
    func requests(_ count: Int) throws -> RequestTrace {
      try SessionArrivals(
        sessions, completions: completions, requestsPerSecond: rate, count: count * replicas,
        answerSeconds: answer
      ).trace()
    }
    // Caches are empty at first: what is found later tells.
    let (trace, beginning) = (try requests(1500), try requests(600))
    for (router, routing) in [(Router.roundRobin, WorkingSet.Routing.spread)] {
      let result = try Simulation(of: deployment, replicas: replicas, router: router).run(
        .replaying(trace))
      let before = try Simulation(of: deployment, replicas: replicas, router: router).run(
        .replaying(beginning))
      let cached = Double(result.cachedPromptTokens - before.cachedPromptTokens)
      let computed = Double(result.computedPromptTokens - before.computedPromptTokens)
      let simulated = cached / (cached + computed)
      let idle = deployment.idleCacheTokens(
        beside: result.meanRunning / Double(replicas), of: shape)
      let share = set.hitShare(
        cacheTokens: idle, requestsPerSecond: rate, replicas: replicas, routing: routing)
      let expected = (sessions.systemPromptTokens + share * own) / prompt
      #expect(abs(expected - simulated) < 0.05, "\(router): \(expected), simulated \(simulated)")
    }
  }
}
