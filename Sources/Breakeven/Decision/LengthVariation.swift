import Numerics
import Pricing
import Roofline
import Workloads

/// What both sides cost where the lengths of requests or what is cached differ from the workload's.
///
/// Throughput follows the roofline at saturation, relative to that of the workload's own lengths; API
/// bills follow the tariff at the mean lengths, scaled so that the workload's own lengths cost what they
/// cost over their distribution.
struct LengthVariation {
  let contenders: Contenders
  let apis: [APICandidate]
  let demand: Demand
  /// Saturation throughput of each contender at the workload's mean lengths, in requests per second.
  private let ownThroughputs: [Double]

  init(contenders: Contenders, apis: [APICandidate], demand: Demand) {
    self.contenders = contenders
    self.apis = apis
    self.demand = demand
    ownThroughputs = contenders.options.map { option in
      let own = option.demand.shape
      return option.saturation(
        of: RequestShape(
          prompt: own.prompt, completion: own.completion,
          cachedPrompt: own.prompt - own.uncachedPrompt))
    }
  }

  /// The API candidates that can be the cheapest at some lengths.
  static let maximumAPIs = 8

  /// Prompt and completion tokens with `ratio` prompt tokens for each completion token and as many in all.
  private func lengths(ratio: Double) -> (prompt: Double, completion: Double) {
    let total = demand.mix.meanPromptTokens + demand.mix.meanCompletionTokens
    return (total * ratio / (1 + ratio), total / (1 + ratio))
  }

  /// The workload's own ratio.
  var ratio: Double {
    demand.mix.meanPromptTokens / max(1e-9, demand.mix.meanCompletionTokens)
  }

  private var cachedShare: Double {
    1 - demand.shape.uncachedPrompt / max(1, demand.shape.prompt)
  }

  /// Requests of another ratio by an option's own count of tokens.
  private func shape(ratio: Double, of option: SelfHostOption) -> RequestShape {
    let (prompt, completion) = lengths(ratio: ratio)
    let own = option.demand.mix
    let promptFactor = own.meanPromptTokens / max(1e-9, demand.mix.meanPromptTokens)
    let completionFactor = own.meanCompletionTokens / max(1e-9, demand.mix.meanCompletionTokens)
    return RequestShape(
      prompt: prompt * promptFactor, completion: completion * completionFactor,
      cachedPrompt: prompt * promptFactor * cachedShare)
  }

  /// The saturation throughput of each contender relative to that at the workload's own ratio.
  func throughputFactors(ratio other: Double) -> [Double] {
    zip(contenders.options, ownThroughputs).map { option, own in
      let shape = shape(ratio: other, of: option)
      let there = option.saturation(of: shape)
      return own > 0 && there > 0 ? there / own : 1
    }
  }

  /// US dollars of the cheapest self-hosting with those throughputs.
  func selfHostUSD(requests: Double, throughputFactors: [Double]) -> Double {
    zip(contenders.options, throughputFactors).reduce(.infinity) { least, pair in
      min(least, pair.0.totalUSD(requests: requests, throughputFactor: pair.1))
    }
  }

  /// US dollars of a request at the cheapest API, with another ratio.
  func usdPerRequest(ratio other: Double) -> Double {
    apis.prefix(Self.maximumAPIs).reduce(.infinity) { least, api in
      guard
        let rates = api.tariff.rates(
          for: api.service, traffic: api.sendingHours?.traffic ?? demand.hourOfWeekTraffic)
      else { return least }
      func usd(_ ratio: Double) -> Double {
        let (prompt, completion) = lengths(ratio: ratio)
        return rates.cost(
          of: RequestTokens(
            prompt: prompt, cachedPrompt: prompt * cachedShare, completion: completion,
            reasoning: completion * api.reasoningShare))
      }
      let own = usd(ratio)
      return own > 0 ? min(least, api.usdPerRequest * usd(other) / own) : least
    }
  }

  /// Whether self-hosting is cheaper at another ratio.
  private func wins(ratio: Double) -> Bool {
    selfHostUSD(requests: demand.requests, throughputFactors: throughputFactors(ratio: ratio))
      <= usdPerRequest(ratio: ratio) * demand.requests + apiOverheadUSD
  }

  /// What every API costs besides its bill.
  var apiOverheadUSD: Double { apis.first?.overheadUSD ?? 0 }

  /// The ratio nearest to the workload's at which the cheaper side changes, between 1:100 and 1000:1.
  func breakEvenRatio() -> BreakEven.Point {
    guard !contenders.options.isEmpty, !apis.isEmpty else { return .never("nothing to compare") }
    let here = wins(ratio: ratio)
    var changes: [Double] = []
    for direction in [-1.0, 1.0] {
      var last = ratio
      for step in 1...16 {
        let next = ratio * powerOfTen(direction * Double(step) / 4)
        guard (0.01...1000).contains(next) else { break }
        if wins(ratio: next) != here {
          changes.append(refined(between: last, and: next, here))
          break
        }
        last = next
      }
    }
    func distance(_ other: Double) -> Double { abs(naturalLogarithm(other / ratio)) }
    guard let nearest = changes.min(by: { distance($0) < distance($1) }) else {
      return .never(
        here
          ? "self-hosting is cheaper at every mix of prompt and completion tokens"
          : "the API is cheaper at every mix of prompt and completion tokens")
    }
    return .at(nearest)
  }

  private func refined(between same: Double, and other: Double, _ here: Bool) -> Double {
    var (same, other) = (same, other)
    for _ in 0..<12 {
      let middle = (same * other).squareRoot()
      if wins(ratio: middle) == here { same = middle } else { other = middle }
    }
    return other
  }

  /// The hit rate of the shared prefix at which the cheaper side changes.
  func breakEvenHitRate(batch: BatchTerms?, taxRate: Double) -> BreakEven.Point? {
    guard let prefix = demand.sharedPrefix, prefix.tokens > 0, !apis.isEmpty else { return nil }
    let own = contenders.options.map {
      $0.saturation(of: $0.demand.shape)
    }
    func wins(_ hitRate: Double) -> Bool {
      guard
        let changed = try? prefix.with(hitRate: hitRate)
      else { return false }
      let demand = self.demand.with(sharedPrefix: changed)
      let factors = zip(contenders.options, own).map { option, own in
        let shape = RequestShape(
          option.demand.mix,
          sharedPrefix: option.demand.sharedPrefix.flatMap {
            try? $0.with(hitRate: hitRate)
          })
        return option.saturation(of: shape) / max(1e-12, own)
      }
      let usd = apis.prefix(3).map { api in
        api.usdPerRequest
          * APICandidate(
            tariff: api.tariff, basis: api.basis, demand: demand, batch: batch, taxRate: taxRate
          ).usdPerRequest
          / max(
            1e-15,
            APICandidate(
              tariff: api.tariff, basis: api.basis, demand: self.demand, batch: batch,
              taxRate: taxRate
            ).usdPerRequest)
      }.min()
      return selfHostUSD(requests: demand.requests, throughputFactors: factors)
        <= (usd ?? .infinity) * demand.requests + apiOverheadUSD
    }
    let atNone = wins(0)
    guard atNone != wins(1) else {
      return .never(
        atNone
          ? "self-hosting is cheaper at every hit rate" : "the API is cheaper at every hit rate")
    }
    var (low, high) = (0.0, 1.0)
    for _ in 0..<12 {
      let middle = (low + high) / 2
      if wins(middle) == atNone { low = middle } else { high = middle }
    }
    return .at(high)
  }
}
