import Roofline
import Testing

@testable import Calibration

/// What a source measured is not always what a user meets.
@Suite struct ClosedLoopBenchmarkTests {
  /// Equal lengths keep no first burst: with an engine that staggers prompts by its own prefill, each
  /// waits `√(0.1 · 3.2)/2` s; random lengths count one wave at once in ten.
  @Test func benchmarksOfEqualLengthsAreWarm() {
    let prompts = WaitingPrompts(prompts: 32, secondsPerPrompt: 0.1, launch: 0, perStep: 1)
    func wait(lengthRange: Double, secondsPerRequest: Double, _ statistic: FirstTokenStatistic)
      -> Double
    {
      ClosedLoopBenchmark(lengthRange: lengthRange).wait(
        prompts, secondsPerRequest: secondsPerRequest, prefillsFirst: false, statistic: statistic)
    }
    #expect(abs(wait(lengthRange: 0, secondsPerRequest: 8, .mean) - 0.283) < 0.001)
    let burst = prompts.queue.wait(window: 0) / 10
    #expect(wait(lengthRange: 0.22, secondsPerRequest: 800, .mean) > burst)
    // The median leaves the burst out: prompts spread over 0.22·√5·800 = 394 s hardly meet.
    #expect(wait(lengthRange: 0.22, secondsPerRequest: 800, .median) < 0.001)
  }

  /// 32 prompts at once, 0.1 s each of which 0.04 s for launching, eight to a step: one takes 0.06 + 0.04/8 s, so that
  /// the middle one waits 32 · 0.065 / 2 s, and half of the seven others in its step 0.21 s more.
  @Test func promptsInOneStepShareItsLaunch() {
    let prompts = WaitingPrompts(prompts: 32, secondsPerPrompt: 0.1, launch: 0.04, perStep: 8)
    #expect(abs(prompts.queue.secondsPerPrompt - 0.065) < 1e-12)
    #expect(abs(prompts.wait(window: 0) - (1.07 + 0.21)) < 0.01)
    // Spread over an hour they meet neither in a queue nor in a step.
    #expect(prompts.wait(window: 3600) < 1e-4)
  }

  /// Of lengths from 0.8 to 1.0 of the nominal the range is 0.2 of a mean of 0.9; from nothing to the nominal it is twice
  /// the mean.
  @Test(arguments: [
    ("uniform 0.8-1.0 x nominal 8192/1024", 921.6, 0.2222), ("uniform 0-1 x nominal", 510.1, 2),
    ("fixed", 512.5, 0), ("ShareGPT", 217, 2), ("", 921.6, 0.22), ("", 1024, 0),
    ("uniform x", 1024, 0), ("uniform 1-0", 1024, 0),
  ]) func rowsSayHowLengthsDiffer(_ published: String, _ completion: Double, _ range: Double) {
    #expect(
      abs(PublishedLengths.range(published, completionTokens: completion) - range) < 1e-4)
  }
}
