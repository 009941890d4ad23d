/// A kind of answer whose blend is sought: everything on one's own machines, machines with an API above them, or an API.
package struct SupplySide: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case own = "self-host"
    case mixed
    case api
  }

  package let kind: Kind
  /// Ways to have capacity that each layer may choose from.
  package let terms: [SupplyTerm]
  /// `nil` where an API answers everything.
  package let layers: LoadLayers?
  /// US dollars of people and tools in a month.
  package let fixedUSDPerMonth: Double
  /// Requests of a month at a volume of 1.
  package let requestsPerMonth: Double
  /// US dollars of the API for a request.
  package let apiUSDPerRequest: Double
  /// The share of all requests that goes to the API in any case.
  package let apiShare: Double
  /// US dollars of traffic out of one's own network for each request that is answered there.
  package let egressUSDPerRequest: Double

  package init(
    _ kind: Kind, terms: [SupplyTerm], layers: LoadLayers?, fixedUSDPerMonth: Double = 0,
    requestsPerMonth: Double, apiUSDPerRequest: Double = 0, apiShare: Double = 0,
    egressUSDPerRequest: Double = 0
  ) {
    self.kind = kind
    self.terms = terms
    self.layers = layers
    self.fixedUSDPerMonth = fixedUSDPerMonth
    self.requestsPerMonth = requestsPerMonth
    self.apiUSDPerRequest = apiUSDPerRequest
    self.apiShare = apiShare
    self.egressUSDPerRequest = egressUSDPerRequest
  }

  /// The same with other prices of machines and of the API.
  package func with(
    apiPriceFactor: Double, usdPerHour: (SupplyTerm) -> Double
  ) -> SupplySide {
    SupplySide(
      kind, terms: terms.map { $0.with(usdPerHour: usdPerHour($0)) }, layers: layers,
      fixedUSDPerMonth: fixedUSDPerMonth, requestsPerMonth: requestsPerMonth,
      apiUSDPerRequest: apiUSDPerRequest * apiPriceFactor, apiShare: apiShare,
      egressUSDPerRequest: egressUSDPerRequest)
  }
}
