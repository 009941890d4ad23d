import CheckedJSON
import ModelArithmetic
import Numerics
import TestFixtures
import Testing

@testable import Roofline

/// Two pools, on numbers worked out by hand and on laws that must hold.
struct PoolTests {
  private static let shape = RequestShape(prompt: 2000, completion: 500)

  private func pools(readers: Int = 1, writers: Int = 1) throws -> PooledDeployment {
    let worker = try Fixtures.deployment()
    return try PooledDeployment(
      prefill: worker, workers: readers, decode: worker, workers: writers)
  }

  /// 0.1 · 0.8 / (2 · 0.2) = 0.2 s for one worker; 0.1/4 · 0.8^(√10 − 1) / 0.4 = 0.0386 s for four.
  @Test(arguments: [(1.0, 8.0, 0.2), (4, 32, 0.0386)])
  func promptsWaitAsInAQueueOfSeveralServers(workers: Double, rate: Double, seconds: Double) {
    let reading = PromptReading(
      secondsAlone: 0.1, promptsPerSecond: 10, stepSeconds: 0.1, step: StepTime())
    let wait = PromptWait(reading, workers: workers)
    #expect(abs(wait.seconds(at: rate) - seconds) < 1e-3)
    #expect(wait.seconds(at: 10 * workers) == .infinity)
  }

  /// Little's law: what is in flight waits, is read, moves over or decodes.
  @Test(arguments: [1.0, 16, 64, 256])
  func requestsInFlightAddUp(concurrency: Double) throws {
    let state = try pools().steadyState(of: Self.shape, concurrency: concurrency)
    let sojourn = state.timeToFirstToken + 499 * state.timePerOutputToken
    #expect(abs(state.requestsPerSecond * sojourn / concurrency - 1) < 1e-3)
  }

  /// Where everything is queued a request is in flight from when a worker reads it: it waits for none.
  @Test(arguments: [1, 8])
  func whatIsQueuedIsNotInFlightAtSaturation(readers: Int) throws {
    let pools = try pools(readers: readers, writers: 2)
    let estimate = try pools.estimate(of: Self.shape, under: .saturation)
    let alone = pools.steadyState(of: Self.shape, concurrency: 1)
    #expect(abs(estimate.timeToFirstTokenSeconds.value / alone.timeToFirstToken - 1) < 0.05)
    let sojourn =
      estimate.timeToFirstTokenSeconds.value + 499 * estimate.timePerOutputTokenSeconds.value
    #expect(abs(estimate.requestsPerSecond * sojourn / estimate.concurrency - 1) < 1e-3)
  }

  @Test func theSlowerPoolLimitsBoth() throws {
    let one = try pools(readers: 1, writers: 8)
    let capacity = one.prefill.worker.promptReading(of: Self.shape).promptsPerSecond
    let saturated = one.saturation(of: Self.shape)
    #expect(saturated.requestsPerSecond <= capacity)
    #expect(saturated.limit == .prefill)
    let more = try pools(readers: 8, writers: 1).saturation(of: Self.shape)
    #expect(more.limit == .decode)
  }

  @Test func twiceTheWorkersServeTwiceTheRequests() throws {
    let once = try pools().steadyState(of: Self.shape, concurrency: 64)
    let twice = try pools(readers: 2, writers: 2).steadyState(of: Self.shape, concurrency: 128)
    let ratio = twice.requestsPerSecond / once.requestsPerSecond
    #expect((1.99...2.2).contains(ratio))
  }

  /// 131,072 bytes a token and 50 GB/s times the share of the link.
  @Test func aCacheTakesItsBytesOverTheLink() throws {
    let pools = try pools(readers: 8, writers: 8)
    let seconds = 2000 * 131_072 / (50e9 * pools.decode.worker.parameters.linkBandwidth)
    #expect(abs(pools.transfer.seconds(tokens: 2000) / seconds - 1) < 1e-6)
  }

  @Test func poolsOfDifferentCachesAreRefused() throws {
    let eight = try Fixtures.deployment(precision: Precision(weights: .checkpoint, kvCache: .fp8))
    #expect(throws: InputError.self) {
      try PooledDeployment(
        prefill: try Fixtures.deployment(), workers: 1, decode: eight, workers: 1)
    }
    #expect(throws: InputError.self) { try pools(readers: 0) }
  }

  /// 256 experts fill six places on each of 48 ranks, 288 in all: 1.125 of each.
  @Test func ranksOfManyExpertsHoldCopies() throws {
    let wide = try Layout(tensor: 48, expert: 48, attentionData: 48)
    #expect(wide.copies(of: 256) == 1.125)
    #expect(try Layout(tensor: 8, expert: 8).copies(of: 256) == 1)
  }

  /// Sixteen ranks with sequences of their own reach their experts over a network; sixteen that split every matrix
  /// would talk in every layer.
  @Test func expertsSpreadOverNodesWhereMatricesDoNot() throws {
    let model = try Fixtures.model("deepseek-ai/DeepSeek-V3")
    let chip = try Fixtures.accelerators().accelerator(named: "H200")
    #expect(try Layout(tensor: 16, expert: 16, attentionData: 16).suits(model, on: chip))
    #expect(try !Layout(tensor: 16, expert: 16).suits(model, on: chip))
    #expect(try !Layout(tensor: 16, attentionData: 16).suits(model, on: chip))
  }

  @Test func theSearchMatchesRatesWithinItsChips() throws {
    let sample = try Fixtures.deployment()
    let search = PoolSearch(shape: Self.shape, secondsPerToken: 0.02, chips: 8)
    let found = try #require(search.best(like: sample, guesses: []))
    #expect(found.pools.chips <= 8)
    let state = found.pools.steadyState(of: Self.shape, concurrency: found.concurrency)
    #expect(state.timePerOutputToken < 0.0205)
    #expect(
      PoolSearch(shape: Self.shape, secondsPerToken: 1e-5, chips: 8)
        .best(like: sample, guesses: []) == nil)
  }
}
