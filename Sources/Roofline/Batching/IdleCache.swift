extension Deployment {
  /// Tokens for which the caches of a replica have room beside the requests in flight: what is left to prompts that
  /// may come back.
  ///
  ///     tokens = (cache − prefix − N · own) / bytes of a token
  ///
  /// Of 440,000 tokens, 20 requests of 8,000 leave 280,000.
  ///
  /// - Parameters:
  ///   - requests: Requests in flight.
  ///   - shape: Their lengths.
  ///   - countsPrompts: Whether the prompts of requests in flight take that room too, or lie in what they may come
  ///     back to.
  package func idleCacheTokens(
    beside requests: Double, of shape: RequestShape, countsPrompts: Bool = true
  ) -> Double {
    let capacity = memory.capacity(for: shape)
    guard capacity > 0, capacity < .infinity else { return capacity > 0 ? .infinity : 0 }
    let tokens = memory.cacheTokens * Double(layout.attentionData)
    let shared = shape.sharedTokens * Double(layout.attentionData)
    let part =
      countsPrompts
      ? 1 : (shape.contextInFlight - shape.promptInFlight) / max(1, shape.contextInFlight)
    return max(0, tokens - shared) * max(0, 1 - part * requests / capacity)
  }
}

extension MemoryPlan {
  /// Tokens of long sequences that the cache of one attention group holds.
  package var cacheTokens: Double {
    guard fits else { return 0 }
    return bytesPerToken > 0 ? cache / bytesPerToken : .infinity
  }
}
