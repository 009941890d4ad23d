import Pricing
import Workloads

/// The tokens that a provider counts for the requests of a workload.
struct BilledTokens {
  /// Requests whose prompts fall into one price tier: their share, and their mean.
  struct Tier {
    let share: Double
    let mean: RequestTokens
  }

  private let requests: [(tokens: RequestTokens, share: Double)]
  /// The share of the completion that is thinking, if that has a price of its own; 0 where nothing is known of it.
  ///
  /// It is 1 − 1/multiple: of five times what a model writes without thinking, four are thought.
  let reasoningShare: Double

  /// - Parameter factors: How the API's tokens differ from those of the demand.
  init(
    basis: APIBasis, factors: TokenFactors = .asStated, tariff: Tariff,
    service: ServiceTier, demand: Demand, lifetime: CacheLifetime = .usual
  ) {
    var promptRatio = factors.prompt
    var completionRatio = factors.completion
    // The factors of a model are in its demand, those of an API beside it.
    var thinking = factors.thinking * demand.tokenFactors.thinking
    if case .declared(let equivalence) = basis {
      promptRatio *= equivalence.tokenRatio
      completionRatio *= equivalence.tokenRatio * equivalence.reasoningMultiplier
      thinking *= equivalence.reasoningMultiplier
    }
    let reasoningShare =
      tariff.hasReasoningPrice(of: service) && thinking > 1 ? 1 - 1 / thinking : 0
    self.reasoningShare = reasoningShare
    let prices = tariff.schedules[service]?.base
    let hitRate = demand.sharedPrefix?.hitRate ?? 0
    let keptHours = demand.sharedPrefix?.keptHours ?? 0
    let sessions = SessionBilling(tariff, demand, lifetime)
    let isLong =
      sessions?.isLong ?? false
      || keptHours > SharedPrefix.defaultKeptHours && prices?.usdPerMillionCacheWrite1h != nil
    let writesCost = !isLong && prices?.usdPerMillionCacheWrite != nil
    let storedHours = prices?.usdPerMillionCachedInput != nil ? keptHours : 0
    requests = demand.billedMix.points.map { point in
      let prompt = point.promptTokens * promptRatio
      let shared = min((demand.sharedPrefix?.tokens ?? 0) * promptRatio, prompt)
      // What is too short to be cached is neither read from a cache nor written to it.
      let prefix = tariff.cachedTokens(ofShared: shared)
      let own = sessions?.tokens(ofPrompt: prompt, shared: shared) ?? (found: 0, written: 0)
      let written = prefix * (1 - hitRate) + own.written
      let completion = point.completionTokens * completionRatio
      return (
        RequestTokens(
          prompt: prompt, cachedPrompt: prefix * hitRate + own.found,
          cacheWritten: writesCost ? written : 0, cacheWritten1h: isLong ? written : 0,
          cacheTokenHours: prefix * (1 - hitRate) * storedHours,
          completion: completion, reasoning: completion * reasoningShare),
        point.weight
      )
    }
  }

  /// The requests by price tier; the mean prompt of a tier lies in that tier.
  func byTier(of tariff: Tariff) -> [Tier] {
    let schedules =
      Array(tariff.schedules.values) + tariff.windows.flatMap { Array($0.schedules.values) }
    let bounds = Set(schedules.flatMap { $0.longPrompts.map(\.aboveTokens) }).sorted()
    var sums = [(share: Double, tokens: RequestTokens)](
      repeating: (0, RequestTokens(prompt: 0, completion: 0)), count: bounds.count + 1)
    for (tokens, share) in requests {
      let tier = bounds.count { $0 < tokens.prompt }
      sums[tier].share += share
      sums[tier].tokens.prompt += share * tokens.prompt
      sums[tier].tokens.cachedPrompt += share * tokens.cachedPrompt
      sums[tier].tokens.cacheWritten += share * tokens.cacheWritten
      sums[tier].tokens.cacheWritten1h += share * tokens.cacheWritten1h
      sums[tier].tokens.cacheTokenHours += share * tokens.cacheTokenHours
      sums[tier].tokens.completion += share * tokens.completion
      sums[tier].tokens.reasoning += share * tokens.reasoning
    }
    return sums.filter { $0.share > 0 }.map { sum in
      Tier(
        share: sum.share,
        mean: RequestTokens(
          prompt: sum.tokens.prompt / sum.share, cachedPrompt: sum.tokens.cachedPrompt / sum.share,
          cacheWritten: sum.tokens.cacheWritten / sum.share,
          cacheWritten1h: sum.tokens.cacheWritten1h / sum.share,
          cacheTokenHours: sum.tokens.cacheTokenHours / sum.share,
          completion: sum.tokens.completion / sum.share,
          reasoning: sum.tokens.reasoning / sum.share))
    }
  }
}

extension Tariff {
  /// Whether reasoning has a price of its own in a service, for prompts of any length and at any hour.
  func hasReasoningPrice(of service: ServiceTier) -> Bool {
    ([schedules[service]] + windows.map { $0.schedules[service] }).compactMap(\.self).contains {
      $0.base.usdPerMillionReasoning != nil
        || $0.longPrompts.contains { $0.prices.usdPerMillionReasoning != nil }
    }
  }
}
