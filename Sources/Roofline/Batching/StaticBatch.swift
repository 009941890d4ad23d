/// A batch that starts together and ends together: the schedule of engines before continuous batching.
package struct StaticBatch: Sendable, Hashable {
  /// Seconds until every request has its first token.
  package let timeToFirstToken: Double
  /// Mean seconds between two tokens of one request.
  package let timePerOutputToken: Double
  /// Output tokens per second over the whole batch.
  package let outputTokensPerSecond: Double
  /// The mean decode step, or the prefill where there is none.
  package let step: StepTime
}

extension Deployment {
  /// The whole batch is prefilled in chunks of the token budget (at least one prompt), then decoded
  /// for `C − 1` steps at the mean context `P + C/2`.
  ///
  /// A batch that the KV cache cannot hold runs in turns: its decode takes `batch / capacity` times
  /// as long. Copies of one request, sampled greedily, decode the same tokens, so that a step touches
  /// only the experts of one.
  package func staticBatch(of shape: RequestShape, requests: Double, areCopies: Bool = false)
    -> StaticBatch
  {
    let tokens = requests * shape.uncachedPrompt
    let chunks = max(
      1, (tokens / max(engine.memory.tokenBudget, shape.uncachedPrompt)).rounded(.up))
    let chunk = StepLoad(
      promptTokens: tokens / chunks, promptKeys: shape.keysPerPromptToken,
      endingPrompts: requests / chunks)
    let pace = self.pace(of: shape).factor(running: requests)
    let prefillStep = stepTime(of: chunk) * pace
    let prefill = chunks * prefillStep.total
    let capacity = memory.capacity(for: shape)
    let together = min(requests, max(1, capacity))
    let turns = requests / together
    let decodeStep =
      stepTime(
        of: StepLoad(
          decoding: together, context: shape.contextInFlight, decodesCopies: areCopies)) * pace
    let decode = decodeSteps(of: shape) * decodeStep.total * turns
    return StaticBatch(
      timeToFirstToken: prefill,
      timePerOutputToken: shape.decodeSteps > 0 ? decode / shape.decodeSteps : 0,
      outputTokensPerSecond: requests * shape.completion / (prefill + decode),
      step: shape.decodeSteps > 1 ? decodeStep : prefillStep)
  }
}
