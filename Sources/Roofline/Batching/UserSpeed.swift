extension Deployment {
  /// The most requests in flight with which each user gets a token every so many seconds; `nil` where even one alone
  /// gets them more slowly.
  package func concurrency(of shape: RequestShape, secondsPerToken target: Double) -> Double? {
    let limit = runningLimit(for: shape)
    let pace = self.pace(of: shape)
    func seconds(_ requests: Double) -> Double {
      steadyState(of: shape, concurrency: requests, runningLimit: limit, pace: pace)
        .timePerOutputToken
    }
    guard limit >= 1, seconds(1) <= target else { return nil }
    if seconds(limit) <= target { return limit }
    var (low, high) = (1.0, limit)
    for _ in 0..<50 where high - low > 1e-4 * high {
      let middle = (low + high) / 2
      if seconds(middle) <= target { low = middle } else { high = middle }
    }
    return low
  }
}
