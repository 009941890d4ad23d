extension WhatIf {
  /// The cheapest base load of one's own with an API above it, at one setting.
  package struct Mix: Sendable, Hashable {
    package let option: SelfHostOption
    package let api: APICandidate
    package let baseReplicas: Int
    /// The share of requests that goes to the API.
    package let apiShare: Double
    /// US dollars of machines and of traffic, at what machines cost at this setting.
    package let machineUSD: Double
    /// US dollars of the API's tokens, at what it asks for at this setting.
    package let billUSD: Double
  }
}

extension Comparison {
  /// How many kinds of machines are looked at beside those of the plan.
  private static let mostOthers = 2

  /// The cheapest mix by volume, machines and API price, with the machines of a plan or the few next ones.
  ///
  /// Which base load is the cheapest depends on the ratio of both prices only; so each ratio is searched once.
  func mixes(like plan: MixedPlan, axes: WhatIf.Axes, rivals: [[WhatIf.Rival?]]) -> [WhatIf.Mix?] {
    let others = MixedSearch.candidates(contenders.options, most: Self.mostOthers)
    let candidates = [plan.option] + others.filter { $0 !== plan.option }
    var known: [Key: MixedPlan?] = [:]
    var found: [WhatIf.Mix?] = []
    for (volume, rivals) in zip(axes.volume, rivals) {
      let requests = demand.requests * volume
      for machines in axes.machines {
        for (factor, rival) in zip(axes.api, rivals) {
          guard let api = (rival?.api).map(byTheToken) else {
            found.append(nil)
            continue
          }
          let ratio = machines / factor
          let key = Key(
            volume: volume, ratio: Int((ratio * 1e6).rounded()), api: api.offer)
          let best: MixedPlan?
          if let searched = known[key] {
            best = searched
          } else {
            let search = mixedSearch(api, priceFactor: ratio)
            best = (ratio == 1 && volume == 1 ? search : search.coarse)
              .best(among: candidates, requests: requests)
            known[key] = best
          }
          found.append(
            best.map {
              WhatIf.Mix(
                option: $0.option, api: api, baseReplicas: $0.baseReplicas, apiShare: $0.apiShare,
                machineUSD: $0.machineUSD * factor + $0.egressUSD, billUSD: $0.billUSD * factor)
            })
        }
      }
    }
    return found
  }

  private struct Key: Hashable {
    let volume: Double
    let ratio: Int
    let api: APICandidate.Offer
  }
}
