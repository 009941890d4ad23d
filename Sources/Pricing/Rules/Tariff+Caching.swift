extension Tariff {
  /// How many of the tokens that prompts share a provider reads from its cache.
  ///
  /// Nothing below ``leastCachedTokens``; from there on whole steps of ``cacheStepTokens``. OpenAI caches 1,024 tokens
  /// and every further 128: of 600 nothing, of 1,500 it reads 1,408.
  package func cachedTokens(ofShared shared: Double) -> Double {
    let least = Double(leastCachedTokens ?? 0)
    guard shared >= least else { return 0 }
    guard let step = cacheStepTokens, step > 1 else { return shared }
    return least + ((shared - least) / Double(step)).rounded(.down) * Double(step)
  }
}
