import Numerics
public import Pricing
import Workloads

/// An API offering that may do the workload, and why it may.
public struct APICandidate: Sendable, Hashable {
  /// The tariff.
  public let tariff: Tariff
  /// The service whose price applies: for a batch the cheapest of batch, flex and standard that the provider
  /// offers, else what the workload asks for.
  public let service: ServiceTier
  /// Why it is comparable.
  public let basis: APIBasis
  /// The open model that it serves or stands for; `nil` for what is used today, which stands for all.
  public let model: String?
  /// How its tokens differ from those of ``demand``.
  package let factors: TokenFactors
  /// The lengths that are billed, by the count of the open model that it serves or stands for.
  public let demand: Demand
  /// US dollars for a request of each class of token, on average over the lengths.
  package internal(set) var charges: [TokenCharge]
  /// What the list price is multiplied by: the mean price of the horizon, tax, and answers that are asked for
  /// again.
  package let priceMultiplier: Double
  /// US dollars for one request, on average, over the horizon and with tax.
  package internal(set) var usdPerRequest: Double
  /// When a batch is sent, where prices vary by the hour.
  package let sendingHours: SendingHours?
  /// The region in which the requests must be processed; its surcharge is in all prices.
  public let region: String?
  /// What was assumed where a price is missing.
  public internal(set) var assumptions: [String]
  /// The units of provisioned throughput that are bought; `nil` where all is billed by the token.
  package internal(set) var provisioned: ProvisionedPlan?
  /// What is charged by the request where units of throughput are full, of all requests on average; `nil` without units
  /// or such a fee.
  package internal(set) var overflowFee: TokenCharge?
  /// The fewest requests in the period for which its price holds.
  var holdsFrom = 0.0
  /// What fewer requests cost than units of throughput were bought for; `nil` without units.
  var underusedUnits: UnderusedUnits?
  /// US dollars of people, tools and set-up in the period.
  public internal(set) var overheadUSD = 0.0
  /// How much it is known to serve.
  package internal(set) var reach = APIReach.unbounded
  /// Limits that must be raised, by asking or by steady use, before it can serve the workload.
  package internal(set) var limitsToRaise: [ServiceObstacle] = []
  /// What the workload asks for and nobody published of this API.
  public internal(set) var unchecked: [UncheckedTerm] = []
  /// What is known of its serving the workload's adapters; `nil` where there are none, or where the author declares
  /// that it stands for them.
  package internal(set) var adapters: AdapterOffer?

  /// How its tokens differ from the workload's lengths: by its own count, or by that of the open model that it serves.
  package var tokenFactors: TokenFactors { factors.isAsStated ? demand.tokenFactors : factors }

  /// What the region multiplies the list price of these requests by: where classes differ, the mean over the bill.
  package var regionalMultiplier: Double {
    guard let multiplier = region.flatMap({ tariff.regionalMultipliers[$0] }) else { return 1 }
    if let uniform = multiplier.uniform { return uniform }
    let usd = charges.reduce(0) { $0 + $1.usd }
    let list = charges.reduce(0) { $0 + $1.usd / multiplier.factor(of: $1.tokenClass) }
    return list > 0 ? usd / list : multiplier.input
  }

  /// US dollars of tokens in the period: the provider's bill.
  ///
  /// - Parameters:
  ///   - requests: Requests in the period.
  ///   - priceFactor: How many times its price the API asks, as in a draw of what prices may become.
  public func billUSD(requests: Double, priceFactor: Double = 1) -> Double {
    guard requests < holdsFrom, let underusedUnits else {
      return requests * usdPerRequest * priceFactor
    }
    let overflowUSD = usdPerRequest - underusedUnits.unitUSD / holdsFrom
    return underusedUnits.billUSD(requests: requests, overflowUSDPerRequest: overflowUSD)
      * priceFactor
  }

  /// US dollars in the period, people and tools included.
  ///
  /// - Parameters:
  ///   - requests: Requests in the period.
  ///   - priceFactor: How many times its price the API asks, as in a draw of what prices may become.
  public func usd(requests: Double, priceFactor: Double = 1) -> Double {
    billUSD(requests: requests, priceFactor: priceFactor) + overheadUSD
  }

  /// US dollars for a million prompt tokens of the workload, cached or not.
  ///
  /// - Parameter demand: The requests whose lengths count.
  public func usdPerMillionPrompt(_ demand: Demand) -> Double {
    let usd = charges.filter { !$0.tokenClass.isCompletion }.reduce(0) { $0 + $1.usd }
    return priceMultiplier * usd / max(1, demand.mix.meanPromptTokens) * 1e6
  }

  /// US dollars for a million tokens of the workload, prompt and completion together.
  package func usdPerMillionTokens(_ demand: Demand) -> Double {
    usdPerRequest / max(1, demand.mix.meanPromptTokens + demand.mix.meanCompletionTokens) * 1e6
  }

  /// US dollars for a million completion tokens of the workload.
  ///
  /// - Parameter demand: The requests whose lengths count.
  public func usdPerMillionCompletion(_ demand: Demand) -> Double {
    let usd = charges.filter { $0.tokenClass.isCompletion }.reduce(0) { $0 + $1.usd }
    return priceMultiplier * usd / max(1, demand.mix.meanCompletionTokens) * 1e6
  }
}

/// The tokens of one class in a request, on average, and what they cost.
package struct TokenCharge: Sendable, Hashable {
  /// The class.
  package let tokenClass: Bill.TokenClass
  /// Tokens of the class in a request, on average.
  package let tokens: Double
  /// US dollars that they cost.
  package let usd: Double

  /// US dollars per million of them.
  package var usdPerMillion: Double { tokens > 0 ? usd / tokens * 1e6 : 0 }
}

extension Bill.TokenClass {
  /// Whether the tokens come out rather than go in, or belong to the request.
  package var isCompletion: Bool { self == .output || self == .reasoning }

  /// Whether a call of a tool is charged.
  package var isCall: Bool {
    switch self {
    case .search, .webSearch, .fileSearch, .mapSearch: true
    case .uncachedInput, .cachedInput, .cacheWrite, .cacheWrite1h, .cacheStorage, .output,
      .reasoning, .request:
      false
    }
  }
}

extension APICandidate {
  /// Bills the workload's lengths under a tariff.
  ///
  /// The prompt's length chooses the price tier, and within a tier the bill is linear in the tokens: so
  /// the requests of each tier are billed together. Of the shared prefix, the share that hits is cached
  /// input, and the rest is written to the cache where writing has a price. A batch is sent at the cheapest
  /// hours that its deadline allows.
  ///
  /// - Parameters:
  ///   - demand: The workload's lengths by the count of the open model that the API stands for.
  ///   - services: Services that may be used; `nil` for all.
  init(
    tariff: Tariff, basis: APIBasis, model: String? = nil, factors: TokenFactors = .asStated,
    demand: Demand, batch: BatchTerms?, taxRate: Double = 0, services: [ServiceTier]? = nil
  ) {
    func candidate(_ service: ServiceTier, _ lifetime: CacheLifetime) -> APICandidate {
      APICandidate(
        tariff: tariff, service: service, basis: basis, model: model, factors: factors,
        demand: demand, batch: batch, taxRate: taxRate, lifetime: lifetime)
    }
    func candidate(_ service: ServiceTier) -> APICandidate {
      let usual = candidate(service, .usual)
      guard demand.workingSet != nil, CacheLifetime.hour.isOffered(by: tariff, service) else {
        return usual
      }
      let hour = candidate(service, .hour)
      return hour.usdPerRequest < usual.usdPerRequest ? hour : usual
    }
    let asked = tariff.schedules[demand.apiService] == nil ? .standard : demand.apiService
    let standard = batch == nil ? asked : .standard
    let allowed =
      batch == nil
      ? [asked]
      : [ServiceTier.standard, .batch, .flex].filter { service in
        tariff.schedules[service] != nil && services.map { $0.contains(service) } ?? true
      }
    var cheapest = candidate(allowed.first ?? standard)
    for service in allowed.dropFirst() {
      let other = candidate(service)
      if other.usdPerRequest < cheapest.usdPerRequest { cheapest = other }
    }
    self = cheapest
  }

  private init(
    tariff: Tariff, service: ServiceTier, basis: APIBasis, model: String?, factors: TokenFactors,
    demand: Demand, batch: BatchTerms?, taxRate: Double, lifetime: CacheLifetime
  ) {
    self.model = model
    self.factors = factors
    self.demand = demand
    let region = demand.dataResidency
    let billed = BilledTokens(
      basis: basis, factors: factors, tariff: tariff, service: service, demand: demand,
      lifetime: lifetime)
    let tiers = billed.byTier(of: tariff)
    var charges: [Bill.TokenClass: TokenCharge] = [:]
    var assumptions: Set<String> = []
    let sendingHours = batch.flatMap {
      SendingHours($0, tariff: tariff, service: service, region: region, tiers: tiers)
    }
    let traffic = batch == nil ? demand.hourOfWeekTraffic : sendingHours?.traffic
    for tier in tiers {
      guard
        let bill = tariff.bill(
          for: tier.mean, service: service, region: region, traffic: traffic)
      else { continue }
      for line in bill.lines {
        let known = charges[line.tokenClass]
        charges[line.tokenClass] = TokenCharge(
          tokenClass: line.tokenClass, tokens: (known?.tokens ?? 0) + line.tokens * tier.share,
          usd: (known?.usd ?? 0) + line.usd * tier.share)
      }
      for assumption in bill.assumptions
      where assumption != .meanOverTraffic || sendingHours == nil {
        assumptions.insert(assumption.description)
      }
    }
    if let sessions = SessionBilling(tariff, demand, lifetime) {
      assumptions.insert(sessions.text)
    }
    if let least = tariff.leastCachedTokens, let prefix = demand.sharedPrefix, prefix.tokens > 0,
      prefix.tokens * factors.prompt < Double(least)
    {
      assumptions.insert(
        "the shared prefix is shorter than the \(least) tokens that are cached at least, so "
          + (demand.workingSet == nil
            ? "all of it is billed in full" : "it is cached only with what a session sent before"))
    }
    if tariff.hasReasoningPrice(of: service), demand.billedMix.meanCompletionTokens > 0 {
      let percent = (billed.reasoningShare * 1000).rounded() / 10
      assumptions.insert(
        percent > 0
          ? "\(PlainDecimal.text(percent)) % of the completion is taken for thinking, which has a price of its own"
          : "thinking has a price of its own, and nothing says how much of the completion it is: all of it is charged as output"
      )
    }
    if service == .flex, batch != nil {
      assumptions.insert(
        "flex is refused where there is no room; what is refused is sent again before the deadline")
    }
    self.tariff = tariff
    self.service = service
    self.basis = basis
    self.sendingHours = sendingHours
    self.region = region
    self.charges = Bill.TokenClass.allCases.compactMap { charges[$0] }
    priceMultiplier =
      demand.horizon.meanAPIPrice * (1 + taxRate) / (1 - (batch?.retriedShare ?? 0))
    usdPerRequest = self.charges.reduce(0) { $0 + $1.usd } * priceMultiplier
    self.assumptions = assumptions.sorted()
  }
}
