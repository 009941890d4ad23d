import CheckedJSON
import Testing

@testable import FleetSimulation
@testable import Workloads

/// As many requests of sessions come as are asked for, or the error says why not.
struct SessionArrivalsTests {
  private static func arrivals(rate: Double, count: Int, seed: UInt64 = 1) throws -> SessionArrivals
  {
    try SessionArrivals(
      Sessions(
        systemPromptTokens: 64, turns: SessionTurns(.fixed(20)), newTokensPerTurn: 32,
        thinkTimeSeconds: 20), completions: RequestMix(promptTokens: 1, completionTokens: 32),
      requestsPerSecond: rate, count: count, seed: seed)
  }

  @Test func noneComeWhereNoneAreAskedFor() throws {
    #expect(try Self.arrivals(rate: 1, count: 0).trace().count == 0)
  }

  /// Sessions of 400 seconds, a hundred million requests a second: 4e10 turns would be drawn before the first.
  @Test func crowdsOfOpenSessionsAreRefused() throws {
    let arrivals = try Self.arrivals(rate: 1e8, count: 10)
    #expect(throws: InputError.self) { try arrivals.trace() }
  }
}
