public import Workloads

extension RequestShape {
  /// The moments of a mix of requests, some of whose prompts a prefix cache holds.
  public init(_ mix: RequestMix, sharedPrefix: SharedPrefix? = nil) {
    func uncached(_ point: RequestPoint) -> Double {
      sharedPrefix?.uncachedPromptTokens(of: point.promptTokens) ?? point.promptTokens
    }
    let completion = max(1, mix.meanCompletionTokens)
    let uncachedPrompt = max(1, mix.mean(of: uncached))
    self.init(
      prompt: mix.meanPromptTokens, uncachedPrompt: uncachedPrompt, completion: completion,
      promptInFlight: mix.mean { $0.completionTokens * $0.promptTokens } / completion,
      completionInFlight: mix.mean { $0.completionTokens * $0.completionTokens } / completion,
      keysPerPromptToken: mix.mean { uncached($0) * ($0.promptTokens - uncached($0) / 2) }
        / uncachedPrompt,
      sharedTokens: sharedPrefix?.tokensHeldOnce ?? 0,
      sharedInFlight: mix.mean {
        $0.completionTokens * (sharedPrefix?.sharedTokensHeld(of: $0.promptTokens) ?? 0)
      } / completion)
  }
}
