/// How long prompts wait for each other before they are prefilled.
///
/// Requests of a closed loop come in waves: all of them at first, and then as the last wave finishes.
/// A wave of `N` prompts that comes within a window `V` and needs `W = N·w` seconds of prefill waits
///
///     wait = (d + √(d² + w·W)) / 2,   d = (W − V) / 2
///
/// on average. A wave at once (`V = 0`) waits `W/2`, and arrivals spread over a long window wait as in an
/// M/D/1 queue, `w·ρ / (2·(1 − ρ))` with `ρ = W/V`. With N = 32 and w = 0.1 s, a wave at once waits
/// 1.65 s; spread over 8 s it waits 0.03 s.
struct PromptQueue: Sendable, Hashable {
  /// Prompts of one wave.
  let prompts: Double
  /// Seconds of prefill for each prompt.
  let secondsPerPrompt: Double

  /// Mean seconds that a prompt waits before its own prefill begins.
  func wait(window: Double) -> Double {
    let work = prompts * secondsPerPrompt
    let excess = (work - window) / 2
    return (excess + (excess * excess + secondsPerPrompt * work).squareRoot()) / 2
  }
}

/// A benchmark of a closed loop: so many waves of requests, all sent at once at first.
///
/// Benchmarks that draw lengths at random count their first wave; those of equal lengths are taken to
/// be measured after a warm-up, which their published times to the first token agree with.
struct ClosedLoopBenchmark: Sendable, Hashable {
  /// Requests for each place in the loop; the usual benchmarks send ten.
  var waves = 10
  /// Width of the range of completion lengths, relative to their mean; 0 if all are the same.
  var lengthRange: Double

  /// Mean seconds that prompts wait, over all waves.
  ///
  /// The k-th wave comes spread over `range·√k` of a request's time, as random lengths add up. An engine
  /// that mixes prompts with decoding also staggers them by its own prefill, one that prefills first
  /// does not: with equal lengths its waves stay together for ever.
  func meanWait(_ queue: PromptQueue, secondsPerRequest: Double, prefillsFirst: Bool) -> Double {
    let work = queue.prompts * queue.secondsPerPrompt
    func wait(wave: Int) -> Double {
      let spread = min(1, lengthRange * Double(wave).squareRoot()) * secondsPerRequest
      return queue.wait(window: prefillsFirst ? spread : max(spread, work))
    }
    guard lengthRange > 0 else { return wait(wave: 1) }
    let later = (1..<waves).reduce(0) { $0 + wait(wave: $1) }
    return (queue.wait(window: 0) + later) / Double(waves)
  }
}
