extension APICandidate {
  /// The most requests in the period that it is known to serve, at so many times its price.
  func mostRequests(priceFactor: Double = 1) -> Double {
    min(reach.requests, reach.usdPerMonth / max(1e-15, usdPerRequest * priceFactor))
  }
}
