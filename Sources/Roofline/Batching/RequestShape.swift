/// What a replica needs to know of the requests that it serves: a few joint moments of their lengths.
///
/// Requests in flight are length-biased: one with a long completion stays longer. So the mean prompt of
/// a running request is `E[C·P]/E[C]`, not `E[P]`, and the mean context of a decoding one is
/// `E[C·(P + C/2)]/E[C]`. For P = 1000 always and C = 100 or 300 with equal odds, E[C] = 200 and
/// E[C²]/E[C] = 250: the context is 1000 + 125, not 1000 + 100.
public struct RequestShape: Sendable, Hashable {
  /// Mean prompt tokens, E[P].
  public let prompt: Double
  /// Mean prompt tokens that no prefix cache serves, E[P′].
  package let uncachedPrompt: Double
  /// Mean cached prompt tokens that do not lie with the chips but come from a tier beside their memory.
  package let loadedPrompt: Double
  /// Mean completion tokens, E[C].
  public let completion: Double
  /// Mean prompt of a request in flight, E[C·P]/E[C].
  package let promptInFlight: Double
  /// Mean completion of a request in flight, E[C²]/E[C].
  package let completionInFlight: Double
  /// Mean tokens that a prefilled token sees before it, E[P′·(P − P′/2)]/E[P′].
  package let keysPerPromptToken: Double
  /// Tokens of the prefix that all requests share: memory holds it once.
  package let sharedTokens: Double
  /// Mean tokens of a request in flight that lie in that prefix, E[C·s]/E[C].
  package let sharedInFlight: Double

  /// Requests that are all alike, of which a prefix cache serves `cachedPrompt` tokens.
  ///
  /// - Parameters:
  ///   - prompt: Tokens of the prompt, those that are cached among them.
  ///   - completion: Tokens of the completion.
  ///   - cachedPrompt: Tokens of the prompt that need not be computed.
  ///   - loadedPrompt: Of the tokens that are cached, those that come from a tier beside the chips' memory.
  public init(
    prompt: Double, completion: Double, cachedPrompt: Double = 0, loadedPrompt: Double = 0
  ) {
    let uncached = max(0, prompt - cachedPrompt)
    self.init(
      prompt: prompt, uncachedPrompt: uncached, completion: completion, promptInFlight: prompt,
      completionInFlight: completion, keysPerPromptToken: prompt - uncached / 2,
      loadedPrompt: loadedPrompt)
  }

  /// Requests of different lengths, by their moments.
  ///
  /// - Parameters:
  ///   - prompt: Mean prompt tokens, E[P].
  ///   - uncachedPrompt: Mean prompt tokens that no prefix cache serves, E[P′].
  ///   - completion: Mean completion tokens, E[C].
  ///   - promptInFlight: Mean prompt of a request in flight, E[C·P]/E[C].
  ///   - completionInFlight: Mean completion of a request in flight, E[C²]/E[C].
  ///   - keysPerPromptToken: Mean tokens that a prefilled token sees before it, E[P′·(P − P′/2)]/E[P′].
  ///   - sharedTokens: Tokens of the prefix that all requests share: memory holds it once.
  ///   - sharedInFlight: Mean tokens of a request in flight that lie in that prefix, E[C·s]/E[C].
  ///   - loadedPrompt: Mean cached prompt tokens that come from a tier beside the chips' memory.
  public init(
    prompt: Double, uncachedPrompt: Double, completion: Double, promptInFlight: Double,
    completionInFlight: Double, keysPerPromptToken: Double, sharedTokens: Double = 0,
    sharedInFlight: Double = 0, loadedPrompt: Double = 0
  ) {
    self.prompt = max(1, prompt)
    self.uncachedPrompt = min(max(1, uncachedPrompt), self.prompt)
    self.loadedPrompt = min(max(0, loadedPrompt), self.prompt - self.uncachedPrompt)
    self.completion = max(1, completion)
    self.promptInFlight = max(1, promptInFlight)
    self.completionInFlight = max(1, completionInFlight)
    self.keysPerPromptToken = max(0.5, keysPerPromptToken)
    self.sharedTokens = max(0, sharedTokens)
    self.sharedInFlight = min(max(0, sharedInFlight), self.promptInFlight, self.sharedTokens)
  }

  /// Mean tokens in the cache of a decoding request.
  package var contextInFlight: Double { promptInFlight + completionInFlight / 2 }

  /// Steps that a request decodes in: the first token comes with the prefill.
  package var decodeSteps: Double { completion - 1 }

  /// Mean tokens for which a request in flight holds memory.
  ///
  /// - Parameter reservation: 0 where blocks are taken as a sequence grows, 1 where the whole
  ///   completion is reserved at the start.
  func tokensHeld(reservation: Double) -> Double {
    promptInFlight + completionInFlight * (0.5 + 0.5 * reservation)
  }
}
