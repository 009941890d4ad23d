import Roofline
import Testing

@testable import Calibration

/// What a source measured is not always what a user meets.
@Suite struct ClosedLoopBenchmarkTests {
  /// Equal lengths keep no first burst: with an engine that staggers prompts by its own prefill, each
  /// waits `√(0.1 · 3.2)/2` s; random lengths count one wave at once in ten.
  @Test func benchmarksOfEqualLengthsAreWarm() {
    let queue = PromptQueue(prompts: 32, secondsPerPrompt: 0.1)
    func wait(lengthRange: Double, secondsPerRequest: Double, _ statistic: FirstTokenStatistic)
      -> Double
    {
      ClosedLoopBenchmark(lengthRange: lengthRange).wait(
        queue, secondsPerRequest: secondsPerRequest, prefillsFirst: false, statistic: statistic)
    }
    #expect(abs(wait(lengthRange: 0, secondsPerRequest: 8, .mean) - 0.283) < 0.001)
    let burst = queue.wait(window: 0) / 10
    #expect(wait(lengthRange: 0.22, secondsPerRequest: 800, .mean) > burst)
    // The median leaves the burst out: prompts spread over 0.22·√5·800 = 394 s hardly meet.
    #expect(wait(lengthRange: 0.22, secondsPerRequest: 800, .median) < 0.001)
  }

  /// InferenceX gave medians from December 2025 on where it names no container; others give means.
  @Test func sourcesPublishMeansOrMedians() {
    func statistic(_ source: String, _ version: String, _ date: String) -> FirstTokenStatistic {
      FirstTokenStatistic(source: source, engineVersion: version, date: date)
    }
    let inferenceX = "SemiAnalysis InferenceX"
    #expect(statistic(inferenceX, "", "2025-12-13") == .median)
    #expect(statistic(inferenceX, "", "2025-11-02") == .mean)
    #expect(statistic(inferenceX, "lmsysorg/sglang:v0.5.9-cu130", "2026-03-25") == .mean)
    #expect(statistic("aiconfigurator silicon sample (InferenceX)", "", "2026") == .mean)
  }
}
