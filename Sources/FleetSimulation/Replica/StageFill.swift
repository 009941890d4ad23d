/// What a prompt takes longer on a pipeline of stages than the steps that are shared among them say.
///
/// The steps of a simulation give each of `s` stages a part of the prompts' tokens, as is right for how many of them a
/// replica reads in a second. One prompt passes the stages one after the other: `h` chunks of `T` seconds in
/// `(h + s − 1)/s · T`, of which its steps have `h · t`, `t` being that of a step with a part of the chunk.
struct StageFill: Sendable {
  let stages: Int

  /// Seconds by which a prompt of so many tokens to compute is later than its last step ends.
  ///
  /// - Parameters:
  ///   - tokens: Tokens that are computed.
  ///   - budget: The most tokens of a step.
  ///   - clock: The steps.
  func seconds(tokens: Int, budget: Int, on clock: StepClock) -> Double {
    guard stages > 1, tokens > 0 else { return 0 }
    let chunks = max(1, (tokens + budget - 1) / budget)
    let chunk = (tokens + chunks - 1) / chunks
    let part = clock.seconds(tokens: chunk) + clock.carryingPrompt
    let whole = clock.seconds(tokens: chunk * stages) + clock.carryingPrompt
    let passes = Double(chunks + stages - 1) / Double(stages)
    let attention =
      clock.prompt.seconds(from: 0, to: tokens) * Double(stages - 1) / Double(chunks)
    return max(0, passes * whole - Double(chunks) * part + attention)
  }
}
