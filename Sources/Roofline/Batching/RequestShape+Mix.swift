public import Workloads

extension RequestShape {
  /// The moments of a mix of requests, some of whose prompts a prefix cache holds.
  ///
  /// A request that writes nothing is done with its prompt, as one that writes a single token is: both are in flight
  /// while the prompt is read, and count as one token long.
  ///
  /// - Parameters:
  ///   - mix: How long requests are, and how often each length comes.
  ///   - sharedPrefix: The beginning that prompts have in common, and the share of requests that find it cached; `nil`
  ///     for none.
  public init(_ mix: RequestMix, sharedPrefix: SharedPrefix? = nil) {
    func uncached(_ point: RequestPoint) -> Double {
      sharedPrefix?.uncachedPromptTokens(of: point.promptTokens) ?? point.promptTokens
    }
    func tokens(_ point: RequestPoint) -> Double { max(1, point.completionTokens) }
    let completion = mix.mean(of: tokens)
    let uncachedPrompt = max(1, mix.mean(of: uncached))
    self.init(
      prompt: mix.meanPromptTokens, uncachedPrompt: uncachedPrompt, completion: completion,
      promptInFlight: mix.mean { tokens($0) * $0.promptTokens } / completion,
      completionInFlight: mix.mean { tokens($0) * tokens($0) } / completion,
      keysPerPromptToken: mix.mean { uncached($0) * ($0.promptTokens - uncached($0) / 2) }
        / uncachedPrompt,
      sharedTokens: sharedPrefix?.tokensHeldOnce ?? 0,
      sharedInFlight: mix.mean {
        tokens($0) * (sharedPrefix?.sharedTokensHeld(of: $0.promptTokens) ?? 0)
      } / completion,
      loadedPrompt: sharedPrefix.map { prefix in
        prefix.tierHitRate > 0 ? mix.mean { prefix.loadedPromptTokens(of: $0.promptTokens) } : 0
      } ?? 0)
  }
}

extension RequestShape {
  /// The moments of several workloads' requests together.
  ///
  /// Means over requests weigh each by its share; those over requests in flight by its share of the tokens that are
  /// written, and those over prefilled tokens by its share of these.
  package init(mixing parts: [(share: Double, shape: RequestShape)]) {
    func mean(_ weight: (RequestShape) -> Double = { _ in 1 }, _ value: (RequestShape) -> Double)
      -> Double
    {
      parts.reduce(0) { $0 + $1.share * weight($1.shape) * value($1.shape) }
        / parts.reduce(0) { $0 + $1.share * weight($1.shape) }
    }
    self.init(
      prompt: mean { $0.prompt }, uncachedPrompt: mean { $0.uncachedPrompt },
      completion: mean { $0.completion },
      promptInFlight: mean({ $0.completion }) { $0.promptInFlight },
      completionInFlight: mean({ $0.completion }) { $0.completionInFlight },
      keysPerPromptToken: mean({ $0.uncachedPrompt }) { $0.keysPerPromptToken },
      sharedTokens: parts.reduce(0) { $0 + $1.shape.sharedTokens },
      sharedInFlight: mean({ $0.completion }) { $0.sharedInFlight },
      loadedPrompt: mean { $0.loadedPrompt })
  }
}
