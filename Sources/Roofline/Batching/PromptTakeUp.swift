/// Steps that pass before an engine takes up a prompt, whatever waits before it.
///
/// Engines that overlap scheduling with computing have chosen the next step while one runs. A request that comes at
/// random waits for half of that step and for the next; one that takes the place of a finished request in a closed loop
/// has just missed a step, and waits for two.
package enum PromptTakeUp {
  /// Steps that prompts are held back for others, where each attention group waits until all have one.
  ///
  /// TensorRT-LLM lets groups read prompts together (`enable_balance`): as groups are filled in turn, all have one after
  /// `1/r` steps, `r` being the prompts that begin in a group with each step. If that takes longer than the time-out
  /// `T`, prompts go without the others; then those that find another of their group before them, which is read alone,
  /// wait once more. The mean is `½·min(1.5·T, 1/r)`: with `T` = 60 and one prompt in 15 steps 7 steps, with one in 110
  /// steps 45. DeepSeek-R1 on eight B200 with 64 requests in flight waits 45 steps of 28 ms.
  ///
  /// - Parameters:
  ///   - beginning: `r`.
  ///   - timeout: `T`; 0 where groups do not wait for each other.
  package static func stepsHeldBack(beginning: Double, timeout: Double) -> Double {
    guard timeout > 0, beginning > 0 else { return 0 }
    return min(1.5 * timeout, 1 / beginning) / 2
  }
}
