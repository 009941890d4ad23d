import Pricing
import Workloads

/// The bill for fewer requests than units of throughput were bought for.
///
/// The units are paid all the same, unless all by the token is cheaper and none are bought. 160 PTU at 221 USD a month
/// are 35,360 USD for a tenth of the requests as for all of them; by the token these may be 10,600.
struct UnderusedUnits: Sendable, Hashable {
  /// US dollars of the units in the period, used or not.
  let unitUSD: Double
  /// US dollars of a request where no units are bought.
  let usdPerRequestByToken: Double

  /// - Parameter overflowUSDPerRequest: What is billed beside the units, of all requests on average. Of fewer requests no
  ///   larger share finds the units full, so that this is the most.
  func billUSD(requests: Double, overflowUSDPerRequest: Double) -> Double {
    min(requests * usdPerRequestByToken, unitUSD + requests * overflowUSDPerRequest)
  }
}

extension APICandidate {
  /// The same model on provisioned throughput; `nil` where the seller has none for it, or for a batch.
  ///
  /// Its price of a request is what units and overflow cost over all requests. It holds from the planned volume up,
  /// where units grow with the requests; below it the units are paid all the same.
  func provisioned(
    traffic: Traffic, taxRate: Double
  ) -> APICandidate? {
    guard let offer = tariff.provisioned, service == .standard, demand.period == .month,
      region == nil, demand.requests > 0
    else { return nil }
    func tokens(_ classes: [Bill.TokenClass]) -> Double {
      charges.filter { classes.contains($0.tokenClass) }.reduce(0) { $0 + $1.tokens }
    }
    let levels = TrafficLevels(
      weights: traffic.hourOfWeekWeights, regions: [], horizon: demand.horizon, holdsPeak: false,
      isCommitted: false)
    guard
      let plan = ProvisionedPlan(
        offer,
        tokens: (
          tokens([.uncachedInput, .cacheWrite, .cacheWrite1h]), tokens([.cachedInput]),
          tokens([.output, .reasoning])
        ), usdPerRequest: usdPerRequest / (1 + taxRate), levels: levels,
        requestsPerMonth: demand.requests)
    else { return nil }
    return with(plan, taxRate: taxRate)
  }

  /// Whether it is the same price of the same seller: that of one tariff by the token and that of its units are two.
  package func hasPrice(of other: APICandidate) -> Bool {
    tariff.id == other.tariff.id && service == other.service && provisioned == other.provisioned
  }

  private func with(_ plan: ProvisionedPlan, taxRate: Double) -> APICandidate {
    var other = self
    let unitUSD = plan.unitUSD * (1 + taxRate) / demand.requests
    other.provisioned = plan
    // Calls of tools are charged by the call, whoever computes the tokens.
    let calls = charges.filter { $0.tokenClass.isCall }
    let callUSD = priceMultiplier * calls.reduce(0) { $0 + $1.usd }
    other.usdPerRequest = unitUSD + plan.overflowShare * (usdPerRequest - callUSD) + callUSD
    let fee = charges.first { $0.tokenClass == .request }
    other.overflowFee = fee.flatMap { fee in
      plan.overflowShare > 0
        ? TokenCharge(
          tokenClass: .request, tokens: fee.tokens * plan.overflowShare,
          usd: fee.usd * plan.overflowShare) : nil
    }
    other.charges =
      charges.filter { $0.tokenClass != .request && !$0.tokenClass.isCall }.map {
        TokenCharge(
          tokenClass: $0.tokenClass, tokens: $0.tokens * plan.overflowShare,
          usd: $0.usd * plan.overflowShare)
      } + [
        TokenCharge(
          tokenClass: .request, tokens: 1,
          usd: unitUSD / priceMultiplier + (other.overflowFee?.usd ?? 0))
      ] + calls
    other.holdsFrom = demand.requests
    other.underusedUnits = UnderusedUnits(
      unitUSD: plan.unitUSD * (1 + taxRate), usdPerRequestByToken: usdPerRequest)
    other.assumptions =
      (assumptions + [
        "\(plan.name) are paid whether they are used or not; fewer requests than planned cost as much"
      ]).sorted()
    return other
  }
}
