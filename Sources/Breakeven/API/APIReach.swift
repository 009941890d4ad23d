import Pricing

/// How much an API is known to serve: as many requests, and as large a bill, as its published limits allow.
///
/// Limits that are raised by use or on request bound nothing.
package struct APIReach: Sendable, Hashable {
  /// The most requests in the period by its limits on rates; infinite where none is known.
  package let requests: Double
  /// The largest bill of a month, in US dollars; infinite where no limit is known.
  package let usdPerMonth: Double

  /// Nothing is known to bound it.
  static let unbounded = APIReach(requests: .infinity, usdPerMonth: .infinity)

  private init(requests: Double, usdPerMonth: Double) {
    self.requests = requests
    self.usdPerMonth = usdPerMonth
  }

  /// The reach of a tariff for requests of these terms.
  ///
  /// What is needed grows with the requests, so a limit that allows 300 requests a minute where a million
  /// times as many need 16,700 million is reached at `300 / 16,700` of them. So limits are asked for far beyond
  /// what any workload needs.
  init(_ tariff: Tariff, terms: ServiceTerms, requests: Double) {
    let far = 1e12
    var terms = terms
    terms.peakRequestsPerSecond = terms.peakRequestsPerSecond.map { $0 * far }
    terms.usdPerMonth = .greatestFiniteMagnitude
    var most = Double.infinity
    var usd = Double.infinity
    for obstacle in tariff.obstacles(to: terms) where !obstacle.canBeRaised {
      guard case .limit(let quantity, let allowed, let needed, _) = obstacle else { continue }
      if quantity == .usdPerMonth {
        usd = min(usd, allowed)
      } else {
        most = min(most, requests * far * allowed / needed)
      }
    }
    self.requests = most
    usdPerMonth = usd
  }
}
