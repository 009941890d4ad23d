import CheckedJSON
import Pricing
import Roofline
import Workloads

extension Comparison {
  /// Shares of requests whose prompts are no longer than a length that is tried.
  private static let lengthQuantiles = [0.25, 0.5, 0.75, 0.9, 0.95, 0.99]
  /// Options whose machines are looked at.
  private static let mostForLengths = 4

  /// The cheapest mix by the length of prompts; `nil` unless it saves ``MixedAnswer/leastSavingShare`` over the pure
  /// answers and over the mix by load alone.
  func lengthSplit(
    _ pair: ComparedPair, mixed: MixedAnswer?, simulation: UncertaintySimulation,
    hosts: [HostAnswer]
  ) throws(InputError) -> LengthSplit? {
    guard case .interactive(let level, _) = workload.mode, demand.workingSet == nil,
      pair.api.provisioned == nil
    else { return nil }
    let own = pair.option.totalUSD
    let bill = pair.api.usd(requests: demand.requests)
    let other = min(own, bill, mixed?.plan.totalUSD ?? .infinity)
    let limit = (1 - MixedAnswer.leastSavingShare) * other
    let candidates = MixedSearch.candidates(
      contenders.options + options.prefix(4 * Self.mostForLengths), most: Self.mostForLengths)
    var best: LengthsFound?
    var seen: Set<Double> = []
    for quantile in Self.lengthQuantiles {
      let tokens = demand.mix.promptTokens(atQuantile: quantile)
      guard seen.insert(tokens).inserted else { continue }
      for sendsLonger in [true, false] {
        guard let prices = LengthPrices(pair.api, above: tokens, sendsLonger: sendsLonger),
          prices.sentUSD * demand.requests + pair.api.overheadUSD < limit
        else { continue }
        let search = mixedSearch(prices.api(pair.api)).coarse
        for option in candidates {
          guard
            let kept = option.keeping(
              prices.sentShare, above: tokens, sendsLonger: sendsLonger, within: level),
            let plan = search.best(
              among: [kept], requests: demand.requests * (1 - prices.sentShare))
          else { continue }
          let found = LengthsFound(
            tokens: tokens, sendsLonger: sendsLonger, prices: prices, option: kept,
            usd: plan.totalUSD + prices.sentUSD * demand.requests)
          if found.usd < min(limit, best?.usd ?? .infinity) { best = found }
        }
      }
    }
    guard let best else { return nil }
    let requests = demand.requests * (1 - best.prices.sentShare)
    let search = mixedSearch(best.prices.api(pair.api))
    guard let plan = search.best(among: [best.option], requests: requests) else { return nil }
    let sentUSD = best.prices.sentUSD * demand.requests
    guard plan.totalUSD + sentUSD <= limit else { return nil }
    let whole = best.whole(plan, at: pair.api, requests: demand.requests)
    let odds = simulation.odds(
      of: DrawnMix(
        whole, by: search, mode: workload.mode, requests: demand.requests,
        ranges: simulation.ranges),
      usd: plan.totalUSD + sentUSD, selfHostUSD: own, apiUSD: bill, draws: assumptions.draws,
      seed: assumptions.seed)
    return LengthSplit(
      promptTokens: best.tokens, sendsLonger: best.sendsLonger, sentShare: best.prices.sentShare,
      plan: plan, sentUSD: sentUSD, otherUSD: other, odds: odds, whole: whole,
      holdsAtHosts: odds.probability >= assumptions.confidence
        ? try holds(at: hosts) { host, search in
          self.best(of: host, at: best, by: search, within: level)
        } : nil)
  }

  /// The same parting of requests with another host.
  private func best(
    of host: HostAnswer, at found: LengthsFound, by search: MixedSearch, within level: ServiceLevel
  ) -> MixedPlan? {
    guard
      let prices = LengthPrices(search.api, above: found.tokens, sendsLonger: found.sendsLonger),
      let kept = host.option.keeping(
        prices.sentShare, above: found.tokens, sendsLonger: found.sendsLonger, within: level),
      let plan = mixedSearch(prices.api(search.api), priceFactor: search.priceFactor)
        .best(among: [kept], requests: demand.requests * (1 - prices.sentShare))
    else { return nil }
    let other = LengthsFound(
      tokens: found.tokens, sendsLonger: found.sendsLonger, prices: prices, option: kept,
      usd: plan.totalUSD)
    return other.whole(plan, at: search.api, requests: demand.requests)
  }

  /// The answer of a mix that parts requests by length.
  ///
  /// - Parameter pureUSD: US dollars of the better pure answer.
  func mixed(_ split: LengthSplit, at api: APICandidate, pureUSD: Double) -> MixedAnswer {
    let requests = demand.requests * (1 - split.sentShare)
    let found = LengthPrices(api, above: split.promptTokens, sendsLonger: split.sendsLonger).map {
      LengthsFound(
        tokens: split.promptTokens, sendsLonger: split.sendsLonger, prices: $0,
        option: split.plan.option, usd: split.totalUSD)
    }
    let bases = curve(split.plan, mixedSearch(split.plan.api), requests: requests)
    return MixedAnswer(
      plan: split.whole, pureUSD: pureUSD,
      curve: found.map { found in
        bases.map { found.whole($0, at: api, requests: demand.requests) }
      } ?? [],
      odds: split.odds, holdsAtHosts: split.holdsAtHosts, volumes: [],
      isAgainstAPIOnly: options.isEmpty)
  }
}

private struct LengthsFound {
  let tokens: Double
  let sendsLonger: Bool
  let prices: LengthPrices
  let option: SelfHostOption
  let usd: Double

  /// A base load of those that are kept, and what goes to the API for its length, as one mix.
  func whole(_ base: MixedPlan, at api: APICandidate, requests: Double) -> MixedPlan {
    let sentUSD = prices.sentUSD * requests
    let above = (1 - prices.sentShare) * base.apiShare
    return MixedPlan(
      option: base.option, api: prices.api(api, above: above), baseReplicas: base.baseReplicas,
      apiShare: prices.sentShare + above, machineUSD: base.machineUSD, egressUSD: base.egressUSD,
      billUSD: base.billUSD + sentUSD, overheadUSD: base.overheadUSD,
      lengths: MixedPlan.Lengths(
        promptTokens: tokens, sendsLonger: sendsLonger, share: prices.sentShare, usd: sentUSD,
        keptAPI: base.api, keptAPIShare: base.apiShare, keptBillUSD: base.billUSD))
  }
}

/// What an API asks for requests on either side of a length.
private struct LengthPrices {
  /// The share of requests that is sent.
  let sentShare: Double
  /// US dollars of what is sent, for each request of all.
  let sentUSD: Double
  /// US dollars for a request of the others.
  private let keptUSDPerRequest: Double
  /// Tokens of a request by class, and their price by the list.
  private let sentCharges: [TokenCharge]
  private let keptCharges: [TokenCharge]

  /// `nil` if all requests are on one side.
  ///
  /// Both sides together cost what the API was found to cost for all.
  init?(_ api: APICandidate, above tokens: Double, sendsLonger: Bool) {
    func priced(longer: Bool) -> (share: Double, usd: Double, charges: [TokenCharge])? {
      guard
        let part = api.demand.mix.part(
          above: tokens * api.demand.tokenFactors.prompt, longer: longer)
      else { return nil }
      let demand = api.demand.with(
        mix: part.mix, billedMix: part.mix, sharedPrefix: api.demand.sharedPrefix)
      let candidate = APICandidate(
        tariff: api.tariff, basis: api.basis, model: api.model, factors: api.factors,
        demand: demand, batch: nil)
      return (part.share, candidate.usdPerRequest, candidate.charges)
    }
    guard let sent = priced(longer: sendsLonger), let kept = priced(longer: !sendsLonger) else {
      return nil
    }
    let all = sent.share * sent.usd + kept.share * kept.usd
    guard all > 0 else { return nil }
    let scale = api.usdPerRequest / all
    sentShare = sent.share
    sentUSD = sent.share * sent.usd * scale
    keptUSDPerRequest = kept.usd * scale
    func list(_ charges: [TokenCharge]) -> Double { charges.reduce(0) { $0 + $1.usd } }
    let both = sent.share * list(sent.charges) + kept.share * list(kept.charges)
    let listScale = both > 0 ? list(api.charges) / both : 0
    func scaled(_ charges: [TokenCharge]) -> [TokenCharge] {
      charges.map {
        TokenCharge(tokenClass: $0.tokenClass, tokens: $0.tokens, usd: $0.usd * listScale)
      }
    }
    sentCharges = scaled(sent.charges)
    keptCharges = scaled(kept.charges)
  }

  /// The API as it is for the requests that are kept.
  func api(_ api: APICandidate) -> APICandidate {
    var other = api
    other.usdPerRequest = keptUSDPerRequest
    return other
  }

  /// The API as it is on average for what is sent and for a share of all that comes above the base load.
  func api(_ api: APICandidate, above share: Double) -> APICandidate {
    let all = sentShare + share
    var other = api
    other.usdPerRequest = (sentUSD + share * keptUSDPerRequest) / all
    other.charges = Bill.TokenClass.allCases.compactMap { tokenClass in
      func sum(_ value: (TokenCharge) -> Double) -> Double {
        func part(_ charges: [TokenCharge]) -> Double {
          charges.reduce(0) { $0 + ($1.tokenClass == tokenClass ? value($1) : 0) }
        }
        return (sentShare * part(sentCharges) + share * part(keptCharges)) / all
      }
      let tokens = sum(\.tokens)
      return tokens > 0 ? TokenCharge(tokenClass: tokenClass, tokens: tokens, usd: sum(\.usd)) : nil
    }
    return other
  }
}

extension RequestMix {
  /// The requests with prompts on one side of a length, and their share; `nil` if there are none, or all are.
  fileprivate func part(above tokens: Double, longer: Bool) -> (mix: RequestMix, share: Double)? {
    // Lengths went through factors.
    let edge = tokens * (1 + 1e-9)
    let some = points.filter { ($0.promptTokens > edge) == longer }
    let share = some.reduce(0) { $0 + $1.weight }
    guard share > 1e-6, share < 1 - 1e-6, let mix = try? RequestMix(some) else { return nil }
    return (mix, share)
  }
}

extension SelfHostOption {
  /// The same for the requests on the other side of a length than those that are sent, as far as the closed form tells;
  /// `nil` where it cannot keep the targets.
  fileprivate func keeping(
    _ sentShare: Double, above tokens: Double, sendsLonger: Bool, within level: ServiceLevel
  ) -> SelfHostOption? {
    guard case .fleet(let plan) = plan, split == nil, let all = serviceCapacity,
      let part = demand.mix.part(
        above: tokens * demand.tokenFactors.prompt, longer: !sendsLonger),
      let capacity = deployment.capacity(
        for: part.mix, sharedPrefix: demand.sharedPrefix, within: level),
      all.requestsPerSecond > 0, all.concurrency > 0
    else { return nil }
    let faster = capacity.requestsPerSecond / all.requestsPerSecond
    return SelfHostOption(
      like: self, deployment: deployment, capacity: capacity,
      demand: demand.with(
        mix: part.mix, billedMix: part.mix, sharedPrefix: demand.sharedPrefix),
      plan: .fleet(plan.serving(plan.replicaRequestsPerSecond * faster)),
      requestsPerSecond: replicaRequestsPerSecond * faster,
      concurrency: concurrency * capacity.concurrency / all.concurrency)
  }
}
