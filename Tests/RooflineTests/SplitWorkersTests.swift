import ModelArithmetic
import TestFixtures
import Testing
import Workloads

@testable import Roofline

/// What workers of two kinds serve within targets, on laws that must hold.
struct SplitWorkersTests {
  private func demand(prompt: Double = 2000, completion: Double = 500) throws -> ServiceDemand {
    ServiceDemand(
      try RequestMix(promptTokens: prompt, completionTokens: completion),
      sharedPrefix: nil, percentile: 90)
  }

  /// `N + 1 + z·√N` requests are within the target, with z = 1.2816 for the 90th percentile.
  @Test func aCrowdOfWritersKeepsTheTarget() throws {
    let worker = try Fixtures.deployment()
    let demand = try demand()
    let found = try #require(worker.writingCapacity(for: demand, secondsPerToken: 0.02))
    #expect(found.timePerOutputTokenSeconds <= 0.02)
    #expect(found.timePerOutputTokenSeconds > 0.0199)
    let crowd = found.concurrency + 1 + 1.2816 * found.concurrency.squareRoot()
    let step = worker.stepTime(
      of: StepLoad(decoding: crowd, context: demand.shape.contextInFlight)
    ).total
    #expect(abs(step * worker.pace(of: demand.shape).factor(running: crowd) / 0.02 - 1) < 1e-3)
    // Little's law of what decodes.
    let decoding = found.requestsPerSecond * 499 * found.step.total
    #expect(abs(decoding / found.concurrency - 1) < 1e-9)
  }

  @Test func noTokensComeFasterThanARequestAlone() throws {
    let worker = try Fixtures.deployment()
    #expect(try worker.writingCapacity(for: demand(), secondsPerToken: 1e-6) == nil)
    #expect(try worker.writingCapacity(for: demand(completion: 1), secondsPerToken: 1) == nil)
  }

  @Test func laterFirstTokensAndMoreWorkersLetEachReadMore() throws {
    let worker = try Fixtures.deployment()
    let demand = try demand(prompt: 8000)
    func rate(_ seconds: Double, _ workers: Double) -> Double {
      worker.readingCapacity(
        for: demand, workers: workers, secondsToFirstToken: seconds, beside: 0.05)?
        .requestsPerSecond ?? 0
    }
    let most = worker.promptReading(of: demand.shape).promptsPerSecond
    let seconds = worker.promptReading(of: demand.shape).secondsAlone
    #expect(rate(0.9 * seconds, 1) == 0)
    #expect(rate(2 * seconds, 1) < rate(4 * seconds, 1))
    #expect(rate(2 * seconds, 1) < rate(2 * seconds, 16))
    #expect(rate(1000 * seconds, 64) <= 0.9 * most * 1.0001)
  }

  /// `1 / (chips/μ + chips/x)` requests a second and chip.
  @Test func chipsOfBothKindsAddUp() throws {
    let worker = try Fixtures.deployment()
    let level = try ServiceLevel(
      timeToFirstTokenSeconds: 5, timePerOutputTokenSeconds: 0.03, percentile: 90)
    let pair = try #require(SplitWorkers(worker, worker, for: demand(), within: level))
    let reads = try #require(pair.readerRates.max())
    let chips = Double(worker.layout.chips)
    let seconds = chips / reads + chips / pair.writing.requestsPerSecond
    #expect(abs(pair.requestsPerSecondPerChip * seconds - 1) < 1e-12)
    #expect(abs(pair.readingShare - chips / reads / seconds) < 1e-12)
    let tighter = try level.targets(halved: true)
    let half = SplitWorkers(worker, worker, for: try demand(), within: tighter)
    #expect(half?.leastShare(of: pair) ?? 0 < 1)
  }
}

extension ServiceLevel {
  fileprivate func targets(halved: Bool) throws -> ServiceLevel {
    try ServiceLevel(
      timeToFirstTokenSeconds: timeToFirstTokenSeconds.map { $0 / 2 },
      timePerOutputTokenSeconds: timePerOutputTokenSeconds.map { $0 / 2 }, percentile: percentile)
  }
}
