/// The prices of one service tier at one time, with every gap filled by a stated assumption.
///
/// Resolve the rates of a tariff once with ``Tariff/rates(for:at:region:traffic:)``, then call
/// ``cost(of:)`` for each request: it allocates nothing and takes a few nanoseconds.
///
/// A class without a price of its own is charged as the class that costs at least as much in every
/// tariff we know: cached input as uncached input, cache writes as uncached input, one-hour writes
/// as ordinary writes, and reasoning as output. Keeping tokens in the cache costs nothing where no price of it
/// is known, as most providers charge none. ``Bill/assumptions`` names each that mattered.
package struct BillingRates: Sendable, Hashable {
  /// US dollars per token of each class, and the prompt length above which they hold.
  struct Step: Sendable, Hashable {
    var aboveTokens: Double
    var uncached: Double
    var cached: Double
    var written: Double
    var written1h: Double
    /// Of a token that is kept in the cache for an hour; 0 where no price is known.
    var kept: Double
    var output: Double
    var reasoning: Double
    /// Of the request itself.
    var request: Double
  }

  let first: Step
  let later: [Step]

  /// - Parameters:
  ///   - multiplier: What the region makes of the prices.
  ///   - fees: What comes on top of tokens; a share of the bill is a share of each of its prices.
  ///   - usdPerRequest: What each request costs beside its tokens.
  ///   - storage: US dollars per million token-hours where the prices themselves do not say.
  init(
    schedule: PriceSchedule, multiplier: RegionalMultiplier = .none, fees: APIFees? = nil,
    usdPerRequest: Double = 0, storage: Double?
  ) {
    func step(_ prices: TokenPrices, above: Double) -> Step {
      Step(
        prices: prices, above: above, multiplier: multiplier, fees: fees,
        usdPerRequest: usdPerRequest, storage: storage)
    }
    first = step(schedule.base, above: -.infinity)
    later = schedule.longPrompts.map { step($0.prices, above: $0.aboveTokens) }
  }

  /// The cost of a request in US dollars: the sum over token classes of tokens × price.
  ///
  /// The prompt's length chooses the tier, and the tier prices the whole request.
  package func cost(of tokens: RequestTokens) -> Double {
    let step = step(promptTokens: tokens.prompt)
    let reasoning = min(max(0, tokens.reasoning), tokens.completion)
    return tokens.uncachedPrompt * step.uncached + tokens.cachedPrompt * step.cached
      + tokens.cacheWritten * step.written + tokens.cacheWritten1h * step.written1h
      + tokens.cacheTokenHours * step.kept + (tokens.completion - reasoning) * step.output
      + reasoning * step.reasoning + step.request
  }

  func step(promptTokens: Double) -> Step {
    guard !later.isEmpty else { return first }
    var chosen = first
    for step in later where promptTokens > step.aboveTokens { chosen = step }
    return chosen
  }
}

extension BillingRates.Step {
  init(
    prices: TokenPrices, above: Double, multiplier: RegionalMultiplier, fees: APIFees?,
    usdPerRequest: Double, storage: Double?
  ) {
    let withFee = 1 + (fees?.shareOfBill ?? 0)
    let perInput = multiplier.input * withFee / 1e6
    let perWrite = multiplier.cacheWrite * withFee / 1e6
    let perOutput = multiplier.output * withFee / 1e6
    aboveTokens = above
    uncached = prices.usdPerMillionInput * perInput
    cached =
      prices.usdPerMillionCachedInput.map { $0 * (multiplier.cachedInput * withFee / 1e6) }
      ?? uncached
    written = prices.usdPerMillionCacheWrite.map { $0 * perWrite } ?? uncached
    written1h = prices.usdPerMillionCacheWrite1h.map { $0 * perWrite } ?? written
    kept = (prices.usdPerMillionTokenHoursCacheStorage ?? storage ?? 0) * perWrite
    output = prices.usdPerMillionOutput * perOutput
    reasoning = (prices.usdPerMillionReasoning ?? prices.usdPerMillionOutput) * perOutput
    request = usdPerRequest
  }

  /// The mean of steps that share a bound, each weighted by its share of the time.
  init(mixing parts: [(step: BillingRates.Step, share: Double)], above: Double) {
    func mean(_ price: KeyPath<BillingRates.Step, Double>) -> Double {
      parts.reduce(0) { $0 + $1.share * $1.step[keyPath: price] }
    }
    aboveTokens = above
    uncached = mean(\.uncached)
    cached = mean(\.cached)
    written = mean(\.written)
    written1h = mean(\.written1h)
    kept = mean(\.kept)
    output = mean(\.output)
    reasoning = mean(\.reasoning)
    request = mean(\.request)
  }
}

extension BillingRates {
  /// The mean of several rates, each weighted by its share of the time.
  init(mixing parts: [(rates: BillingRates, share: Double)]) {
    func mixed(above bound: Double) -> Step {
      // The rates that hold just above the bound: the bound itself is still below.
      let sample = bound == -.infinity ? -1 : bound.nextUp
      return Step(
        mixing: parts.map { ($0.rates.step(promptTokens: sample), $0.share) }, above: bound)
    }
    first = mixed(above: -.infinity)
    later = Set(parts.flatMap { $0.rates.later.map(\.aboveTokens) }).sorted().map(mixed)
  }
}
