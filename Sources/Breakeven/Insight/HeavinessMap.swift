import Workloads

/// How much dearer or cheaper self-hosting is over prompt-heaviness and volume, synchronous and batch.
package struct HeavinessMap: Sendable, Hashable {
  /// One mode's grid.
  package struct Panel: Sendable, Hashable {
    /// Whether the requests are a nightly batch.
    package let isBatch: Bool
    /// Cost of self-hosting over that of the API: `ratios[volume][heaviness]`; below 1 it is cheaper.
    package let costRatios: [[Double]]
  }

  /// Prompt tokens for each completion token, rising; a request has the workload's tokens in all.
  package let promptsPerCompletion: [Double]
  /// Requests in the period, rising.
  package let volumes: [Double]
  /// Synchronous first, then batch, as far as there is something to compare.
  package let panels: [Panel]
  /// Where the workload lies.
  package let here: (ratio: Double, volume: Double)

  package static func == (first: HeavinessMap, second: HeavinessMap) -> Bool {
    first.promptsPerCompletion == second.promptsPerCompletion && first.volumes == second.volumes
      && first.panels == second.panels && first.here == second.here
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(promptsPerCompletion)
    hasher.combine(volumes)
    hasher.combine(panels)
  }
}

extension Decision {
  /// Deployments that are planned for the mode that the workload does not have.
  private static let maximumDeployments = 16

  /// The map of the cheaper side, with the workload's models, machines and people.
  ///
  /// The other mode of an interactive workload is one job a day with a day's deadline; of a batch, requests
  /// with the first token within 2 s and 50 ms for each further one at the 95th percentile, and a daily
  /// peak of twice the mean.
  package func heavinessMap() -> HeavinessMap? {
    guard let own = bestSelfHost, !apis.isEmpty, let other = otherMode() else { return nil }
    let ratios = (0...14).map { powerOfTen(Double($0) / 4 - 1) }
    let volumes = (0...16).map { demand.requests * powerOfTen(Double($0) / 4 - 1.5) }
    let isBatch = if case .batch = workload.mode { true } else { false }
    func panel(_ contenders: Contenders, _ apis: [APICandidate], isBatch: Bool)
      -> HeavinessMap.Panel?
    {
      guard !contenders.options.isEmpty, !apis.isEmpty else { return nil }
      let variation = LengthVariation(contenders: contenders, apis: apis, demand: demand)
      var rows = [[Double]](repeating: [], count: volumes.count)
      for ratio in ratios {
        let factors = variation.throughputFactors(ratio: ratio)
        let price = variation.usdPerRequest(ratio: ratio)
        for (row, volume) in volumes.enumerated() {
          rows[row].append(
            variation.selfHostUSD(requests: volume, throughputFactors: factors)
              / (price * volume + variation.apiOverheadUSD))
        }
      }
      return HeavinessMap.Panel(isBatch: isBatch, costRatios: rows)
    }
    let here = panel(contenders, apis, isBatch: isBatch)
    let there = panel(other.contenders, other.apis, isBatch: !isBatch)
    let panels = (isBatch ? [there, here] : [here, there]).compactMap(\.self)
    guard !panels.isEmpty, own.totalUSD.isFinite else { return nil }
    return HeavinessMap(
      promptsPerCompletion: ratios, volumes: volumes, panels: panels,
      here: (
        demand.mix.meanPromptTokens / max(1e-9, demand.mix.meanCompletionTokens), demand.requests
      ))
  }

  /// What the mode that the workload does not have could choose from.
  private func otherMode() -> (contenders: Contenders, apis: [APICandidate])? {
    guard let planner = try? OptionPlanner(workload, demand: demand, assumptions: assumptions),
      let batch = try? BatchTerms(deadlineHours: 24, spotAllowed: true),
      let level = try? ServiceLevel(
        timeToFirstTokenSeconds: 2, timePerOutputTokenSeconds: 0.05, percentile: 95),
      let traffic = try? Traffic.daily(peakToAverage: 2)
    else { return nil }
    let isBatch = if case .batch = workload.mode { true } else { false }
    let other = OptionPlanner(planner, mode: isBatch ? .interactive(level, traffic) : .batch(batch))
    var seen: Set<ObjectIdentifier> = []
    var known: [SelfHostOption] = []
    for option in [contenders.options, selfHosting].joined() {
      guard known.count < Self.maximumDeployments else { break }
      if seen.insert(option.deployment.identity).inserted { known.append(option) }
    }
    let options = known.flatMap { option in
      other.with(demand: option.demand).options(
        replanning: option,
        on: SelfHostSearch.cheapest(
          rentals.filter { $0.gpu == option.deployment.accelerator.id }
            .holding(chips: option.deployment.layout.chips)))
    }
    let candidates = apis.prefix(LengthVariation.maximumAPIs).map { api in
      var other = APICandidate(
        tariff: api.tariff, basis: api.basis, model: api.model, factors: api.factors,
        demand: api.demand, batch: isBatch ? nil : batch, taxRate: workload.costs.taxRate)
      other.overheadUSD = api.overheadUSD
      return other
    }.sorted { $0.usdPerRequest < $1.usdPerRequest }
    return (Contenders(options, requests: demand.requests), candidates)
  }
}
