/// What simulation leaves of the closed form, for deployments that were not simulated: the mean over those
/// that were.
struct ClosedFormScale: Sendable {
  /// Requests per second of each replica of a large fleet over what the closed form says.
  let most: Double
  /// How much less it is in smaller fleets.
  let pooling: Pooling

  /// - Parameter ratios: Of each simulated deployment, the ratios in fleets of 1, 4, 16, ….
  init?(_ ratios: [[Double]]) {
    let sizes = ratios.map(\.count).min() ?? 0
    let means = (0..<sizes).map { size in
      ratios.reduce(0) { $0 + $1[size] } / Double(ratios.count)
    }
    guard let most = means.max(), most > 0 else { return nil }
    self.most = most
    pooling = Pooling(ofFoursUp: means)
  }
}
