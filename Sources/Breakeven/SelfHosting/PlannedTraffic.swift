import Workloads

/// The traffic that all fleets of one demand share, by hour and by level.
struct PlannedTraffic {
  let hourOfWeekWeights: [Double]
  private let held: TrafficLevels
  /// The busiest hour of the busiest month so far, at every hour.
  let committed: TrafficLevels
  private let hourly: TrafficLevels

  /// `nil` in batch.
  init?(_ mode: Mode, _ regions: [Double], _ horizon: Horizon) {
    guard case .interactive(_, let traffic) = mode else { return nil }
    let weights = traffic.hourOfWeekWeights
    func levels(holdsPeak: Bool, isCommitted: Bool) -> TrafficLevels {
      TrafficLevels(
        weights: weights, regions: regions, horizon: horizon, holdsPeak: holdsPeak,
        isCommitted: isCommitted)
    }
    hourOfWeekWeights = weights
    held = levels(holdsPeak: true, isCommitted: false)
    committed = levels(holdsPeak: true, isCommitted: true)
    hourly = levels(holdsPeak: false, isCommitted: false)
  }

  /// The levels under a policy; only machines billed by use follow the hours.
  func levels(_ policy: FleetPlan.Policy, _ terms: Rental.Terms) -> TrafficLevels {
    policy != .fixedAtPeak ? hourly : terms.isBilledByUse ? held : committed
  }
}
