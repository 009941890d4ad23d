/// What each class of token costs, in US dollars per million tokens.
///
/// A price that is `nil` is unknown: it is neither zero nor the full price. ``BillingRates`` says
/// what a bill does about it.
public struct TokenPrices: Sendable, Hashable {
  /// Prompt tokens that the provider has not cached.
  public var usdPerMillionInput: Double
  /// Prompt tokens served from the provider's cache.
  public var usdPerMillionCachedInput: Double?
  /// Prompt tokens written to the cache for its default life (five minutes or so).
  public var usdPerMillionCacheWrite: Double?
  /// Prompt tokens written to the cache for one hour.
  public var usdPerMillionCacheWrite1h: Double?
  /// Keeping a million cached tokens for one hour.
  public var usdPerMillionTokenHoursCacheStorage: Double?
  /// Completion tokens; reasoning tokens too, unless they have a price of their own.
  public var usdPerMillionOutput: Double
  /// Reasoning tokens, where they cost something else than other completion tokens.
  public var usdPerMillionReasoning: Double?

  /// Makes a price list; prices that are left out are unknown.
  ///
  /// - Parameters:
  ///   - usdPerMillionInput: Prompt tokens that the provider has not cached.
  ///   - usdPerMillionCachedInput: Prompt tokens served from the provider's cache.
  ///   - usdPerMillionCacheWrite: Prompt tokens written to the cache for its default life (five minutes or so).
  ///   - usdPerMillionCacheWrite1h: Prompt tokens written to the cache for one hour.
  ///   - usdPerMillionTokenHoursCacheStorage: Keeping a million cached tokens for one hour.
  ///   - usdPerMillionOutput: Completion tokens; reasoning tokens too, unless they have a price of their own.
  ///   - usdPerMillionReasoning: Reasoning tokens, where they cost something else than other completion tokens.
  public init(
    usdPerMillionInput: Double, usdPerMillionCachedInput: Double? = nil,
    usdPerMillionCacheWrite: Double? = nil, usdPerMillionCacheWrite1h: Double? = nil,
    usdPerMillionTokenHoursCacheStorage: Double? = nil, usdPerMillionOutput: Double,
    usdPerMillionReasoning: Double? = nil
  ) {
    self.usdPerMillionInput = usdPerMillionInput
    self.usdPerMillionCachedInput = usdPerMillionCachedInput
    self.usdPerMillionCacheWrite = usdPerMillionCacheWrite
    self.usdPerMillionCacheWrite1h = usdPerMillionCacheWrite1h
    self.usdPerMillionTokenHoursCacheStorage = usdPerMillionTokenHoursCacheStorage
    self.usdPerMillionOutput = usdPerMillionOutput
    self.usdPerMillionReasoning = usdPerMillionReasoning
  }

  /// The dearer price of each class; a class that either leaves unknown is as the other has it.
  package func dearer(of other: TokenPrices) -> TokenPrices {
    func dearer(_ price: KeyPath<TokenPrices, Double?>) -> Double? {
      [self[keyPath: price], other[keyPath: price]].compactMap(\.self).max()
    }
    return TokenPrices(
      usdPerMillionInput: max(usdPerMillionInput, other.usdPerMillionInput),
      usdPerMillionCachedInput: dearer(\.usdPerMillionCachedInput),
      usdPerMillionCacheWrite: dearer(\.usdPerMillionCacheWrite),
      usdPerMillionCacheWrite1h: dearer(\.usdPerMillionCacheWrite1h),
      usdPerMillionTokenHoursCacheStorage: dearer(\.usdPerMillionTokenHoursCacheStorage),
      usdPerMillionOutput: max(usdPerMillionOutput, other.usdPerMillionOutput),
      usdPerMillionReasoning: dearer(\.usdPerMillionReasoning))
  }
}
