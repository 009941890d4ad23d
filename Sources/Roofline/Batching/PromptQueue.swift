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
package struct PromptQueue: Sendable, Hashable {
  /// Prompts of one wave.
  package let prompts: Double
  /// Seconds of prefill for each prompt.
  package let secondsPerPrompt: Double

  package init(prompts: Double, secondsPerPrompt: Double) {
    self.prompts = prompts
    self.secondsPerPrompt = secondsPerPrompt
  }

  /// Seconds of prefill of the whole wave.
  package var work: Double { prompts * secondsPerPrompt }

  /// Mean seconds that a prompt waits before its own prefill begins.
  package func wait(window: Double) -> Double {
    let excess = (work - window) / 2
    return (excess + (excess * excess + secondsPerPrompt * work).squareRoot()) / 2
  }
}
