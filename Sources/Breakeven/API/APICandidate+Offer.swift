import Pricing

extension APICandidate {
  /// The offer of one candidate among those of a decision.
  ///
  /// A tariff's name alone does not tell it: provisioned throughput has the name of the price by the token, and one
  /// API may stand for several models whose tokens it counts differently.
  struct Offer: Sendable, Hashable {
    let tariff: String
    let service: ServiceTier
    let model: String?
    let provisioned: ProvisionedPlan?
  }

  var offer: Offer {
    Offer(tariff: tariff.id, service: service, model: model, provisioned: provisioned)
  }
}
