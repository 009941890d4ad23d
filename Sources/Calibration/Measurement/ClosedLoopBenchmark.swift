import Roofline

/// A benchmark of a closed loop: so many waves of requests, all sent at once at first.
///
/// Benchmarks that draw lengths at random count their first wave; those of equal lengths are taken to
/// be measured after a warm-up, which their published times to the first token agree with.
///
/// Simulated request by request for 800 published runs of random lengths, with the same step times, prompts of a
/// thousand tokens wait within 4 % of this in the median.
struct ClosedLoopBenchmark: Sendable, Hashable {
  /// Requests for each place in the loop; the usual benchmarks send ten.
  var waves = 10
  /// Width of the range of completion lengths, relative to their mean; 0 if all are the same.
  var lengthRange: Double

  /// Seconds that prompts wait for each other and are read with each other: their mean over all waves, or their
  /// median.
  ///
  /// As waves wait less one after the other, the median is that of the middle one.
  ///
  /// - Parameters:
  ///   - prompts: The prompts of one wave.
  ///   - secondsPerRequest: From the start of a request to the next in its place.
  ///   - prefillsFirst: Whether an engine reads all prompts that wait before it goes on decoding.
  ///   - statistic: What was published.
  func wait(
    _ prompts: WaitingPrompts, secondsPerRequest: Double, prefillsFirst: Bool,
    statistic: FirstTokenStatistic
  ) -> Double {
    func wait(wave: Int) -> Double {
      prompts.wait(
        window: window(
          wave: wave, prompts, secondsPerRequest: secondsPerRequest, prefillsFirst: prefillsFirst))
    }
    guard lengthRange > 0 else { return wait(wave: 1) }
    switch statistic {
    case .mean: return (0..<waves).reduce(0) { $0 + wait(wave: $1) } / Double(waves)
    case .median: return wait(wave: waves / 2)
    }
  }

  /// Over how many seconds a wave comes.
  ///
  /// The first comes at once. The k-th comes spread over `range·√k` of a request's time, as random lengths add up, and
  /// over the time that it took to read the first, one prompt after the other. With equal lengths and an engine
  /// that prefills first, waves stay together for ever.
  private func window(
    wave: Int, _ prompts: WaitingPrompts, secondsPerRequest: Double, prefillsFirst: Bool
  ) -> Double {
    guard lengthRange > 0 else { return prefillsFirst ? 0 : prompts.queue.work }
    guard wave > 0 else { return 0 }
    let spread = min(1, lengthRange * Double(wave).squareRoot()) * secondsPerRequest
    return (spread * spread + prompts.queue.work * prompts.queue.work).squareRoot()
  }
}

/// The prompts of a wave, several of which may share a step.
///
/// A step that carries prompts launches every kernel by itself, once for all prompts in it. So of prompts that wait,
/// as many as fit into a step share that launch, and on average each waits for half of those that are read with it.
struct WaitingPrompts: Sendable, Hashable {
  /// One after the other, as they share steps.
  let queue: PromptQueue
  /// The most that fit into a step.
  let perStep: Double
  /// Seconds of a prompt without the launch.
  let secondsWithoutLaunch: Double

  /// - Parameters:
  ///   - prompts: Prompts of one wave.
  ///   - secondsPerPrompt: Seconds of a step with one prompt beyond one without.
  ///   - launch: Seconds of these for launching.
  ///   - perStep: The most prompts that fit into a step.
  init(prompts: Double, secondsPerPrompt: Double, launch: Double, perStep: Double) {
    let launch = min(launch, 0.9 * secondsPerPrompt)
    self.perStep = max(1, perStep)
    secondsWithoutLaunch = secondsPerPrompt - launch
    queue = PromptQueue(
      prompts: prompts,
      secondsPerPrompt: secondsWithoutLaunch + launch / max(1, min(prompts, self.perStep)))
  }

  /// Mean seconds before the step of a prompt begins, and for the others in it.
  ///
  /// With 32 prompts at once, 0.1 s each of which 0.04 for launching, and 8 to a step: 32 · 0.065 / 2 = 1.07 s, and
  /// 7 / 2 · 0.06 = 0.21 s.
  func wait(window: Double) -> Double {
    let wait = queue.wait(window: window)
    let together = min(perStep, max(1, wait / max(1e-9, queue.secondsPerPrompt)))
    return wait + (together - 1) / 2 * secondsWithoutLaunch
  }
}
