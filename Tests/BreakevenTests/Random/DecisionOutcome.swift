@testable import Breakeven

/// What a decision comes to, reduced to what can be compared with another one's.
struct DecisionOutcome: Equatable {
  /// US dollars of the cheapest fleet; infinite where none serves.
  let selfHostUSD: Double
  /// US dollars of the cheapest API; infinite where none serves.
  let apiUSD: Double
  let probability: Double?
  let choice: Verdict.Choice
  let volumes: [BreakEven.VolumeInterval]?
  let fleet: String?
  /// A figure that is no number, or a fleet that cannot serve what it is planned for.
  let absurdities: [String]

  init(_ workload: RandomWorkload) throws {
    let decision = try workload.decision()
    let requests = decision?.demand.requests ?? 0
    selfHostUSD = decision?.bestSelfHost?.totalUSD ?? .infinity
    apiUSD = decision?.bestAPI?.usd(requests: requests) ?? .infinity
    probability = decision?.verdict.probabilitySelfHostCheaper
    choice = decision?.verdict.choice ?? .nothingToCompare
    volumes = decision?.breakEven?.volumes
    fleet = decision?.bestSelfHost.map { "\($0.name) × \($0.replicas)" }
    absurdities = decision.map(Self.absurdities) ?? []
  }

  private static func absurdities(_ decision: Decision) -> [String] {
    var figures: [(String, Double)] = [
      ("savingUSD", decision.verdict.savingUSD), ("savingShare", decision.verdict.savingShare),
    ]
    if let odds = decision.verdict.probabilitySelfHostCheaper {
      figures += [("odds", odds), ("odds above 1", (0...1).contains(odds) ? 0 : .nan)]
    }
    for option in decision.selfHosting {
      figures += [("own cost", option.totalUSD), ("utilisation", option.utilization)]
    }
    for api in decision.apis { figures.append(("API cost", api.usdPerRequest)) }
    if let uncertainty = decision.uncertainty {
      let intervals = [uncertainty.saving, uncertainty.selfHostUSD, uncertainty.apiUSD]
      for interval in intervals + [uncertainty.breakEvenVolume].compactMap(\.self) {
        figures += [("low", interval.low), ("value", interval.value), ("high", interval.high)]
      }
      figures += [
        ("expected own", uncertainty.expectedSelfHostUSD),
        ("expected API", uncertainty.expectedAPIUSD),
        ("hindsight", uncertainty.valueOfHindsightUSD),
      ]
      for swing in uncertainty.swings {
        figures += [("swing", swing.savingAtLow), ("swing", swing.savingAtHigh)]
      }
    }
    for host in decision.hosts { figures.append(("host", host.probability + host.selfHostUSD)) }
    return figures.filter(\.1.isNaN).map { "\($0.0) is not a number" }
      + decision.selfHosting.prefix(20).compactMap { clamp($0, decision) }
  }

  /// Why an option cannot serve what it is planned for; `nil` if it can.
  private static func clamp(_ option: SelfHostOption, _ decision: Decision) -> String? {
    let requests = decision.demand.requests
    switch option.plan {
    case .fleet(let plan):
      let replicas = plan.peakReplicas(requestsPerMonth: requests) - plan.spares
      let served =
        Double(replicas) * plan.replicaRequestsPerSecond * plan.poolingShare(replicas: replicas)
      let peak = plan.peakRequestsPerSecond(requestsPerMonth: requests)
      return served >= peak * (1 - 1e-9)
        ? nil : "\(option.name): \(replicas) replicas serve \(served) of \(peak) a second"
    case .batch(let plan):
      let seconds = plan.jobSeconds(requestsPerJob: requests / plan.jobs)
      return seconds <= plan.deadlineSeconds * (1 + 1e-9)
        ? nil : "\(option.name): takes \(seconds) of \(plan.deadlineSeconds) s"
    }
  }
}
