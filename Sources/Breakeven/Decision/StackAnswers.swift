import CheckedJSON
package import Roofline
package import Workloads

/// What the verdict is with an engine's container, and what with a modern stack.
package struct StackAnswers: Sendable, Hashable {
  /// What the report's headline is about.
  package let headline: ServingStack
  /// With one token a step.
  package let plain: StackAnswer
  /// With tokens guessed ahead where that pays.
  package let modern: StackAnswer

  /// Whether the two say different things: another answer, or a cost that differs by more than 2 %.
  package var differ: Bool {
    plain.choice != modern.choice
      || abs(modern.selfHostUSD - plain.selfHostUSD)
        > 0.02 * max(plain.selfHostUSD, modern.selfHostUSD)
  }
}

/// What serving the model oneself costs with one stack, and what the answer is.
package struct StackAnswer: Sendable, Hashable {
  /// The best fleet; its machines may be others than with the other stack.
  package let option: SelfHostOption
  /// How tokens are guessed ahead; `nil` where none are.
  package let speculation: Speculation?
  /// What it costs in the period, in US dollars.
  package let selfHostUSD: Double
  /// The probability that it is cheaper than the API; `nil` without one.
  package let probability: Double?
  /// What the answer would be.
  package let choice: Verdict.Choice
}

extension SelfHostSearch {
  /// Deployments that are looked at with the other stack.
  private static let lookedAt = 6

  /// The answers with both stacks.
  ///
  /// Of the cheapest deployments, each is planned anew with the other stack. Fleets that were sized by simulation
  /// keep their size as a whole: the cost of machines changes by the factor that the closed form gives.
  func stacks(
    _ comparison: Comparison, _ verdict: Verdict
  ) throws(InputError) -> StackAnswers? {
    guard scope != .each, let best = options.first else { return nil }
    let headline = assumptions.stack(of: workload)
    let ours = StackAnswer(
      option: best, speculation: best.deployment.speculation, selfHostUSD: best.totalUSD,
      probability: verdict.probabilitySelfHostCheaper, choice: verdict.choice)
    var seen: Set<ObjectIdentifier> = []
    var other: (option: SelfHostOption, usd: Double, factor: Double)?
    // A plain stack has no pools, and what else it has is among the others.
    for option in options where seen.count < Self.lookedAt && option.split == nil {
      guard seen.insert(option.deployment.identity).inserted else { continue }
      guard let changed = changed(option, to: headline == .plain ? .modern : .plain) else {
        continue
      }
      if changed.usd < other?.usd ?? .infinity { other = changed }
    }
    if other == nil, best.split != nil || adapters != nil { return nil }
    var theirs = ours
    // With a modern stack a team may still run a plain one.
    if let other, headline == .modern || other.usd < best.totalUSD {
      var chance: Double?
      if let api = comparison.apis.first {
        chance = try comparison.probability(
          other.option, api, machinePriceFactor: other.factor, isMedian: false)
      }
      // Where hosts disagree, what the cheapest of them says is no answer with either stack.
      theirs = StackAnswer(
        option: other.option, speculation: other.option.deployment.speculation,
        selfHostUSD: other.usd, probability: chance,
        choice: verdict.ground == .hostsDisagree
          ? .tooCloseToCall : chance.map(comparison.choice) ?? .nothingToCompare)
    }
    return headline == .plain
      ? StackAnswers(headline: headline, plain: ours, modern: theirs)
      : StackAnswers(headline: headline, plain: theirs, modern: ours)
  }

  /// The same machines with the other stack: the option, its cost, and the factor that takes the closed form's cost
  /// of machines to it; `nil` where nothing changes.
  private func changed(
    _ option: SelfHostOption, to stack: ServingStack
  ) -> (option: SelfHostOption, usd: Double, factor: Double)? {
    // What a draft's guesses are worth to adapters was not measured.
    if adapters != nil { return nil }
    if stack == .plain, option.deployment.speculation == nil { return (option, option.totalUSD, 1) }
    let planner = planner.with(demand: option.demand)
    var served: ServiceDemand?
    var capacity: ServiceCapacity?
    let plain = option.deployment.speculating(nil)
    if case .interactive(let level, _) = workload.mode {
      let prepared = ServiceDemand(
        option.demand.mix, sharedPrefix: option.demand.sharedPrefix, percentile: level.percentile)
      served = prepared
      guard let plainly = plain.capacity(for: prepared, within: level) else { return nil }
      capacity = plainly
    }
    let before = DeploymentSearch.Found(
      deployment: plain, capacity: capacity, engineSpread: 0,
      isStepInQuality: option.isStepInQuality)
    let guessing: DeploymentSearch.Found
    if option.deployment.speculation == nil {
      guessing = speculating.best(
        speculating.choices(for: plain.model), for: before, of: option.demand, in: workload.mode,
        served)
      guard guessing.deployment.speculation != nil else { return nil }
    } else {
      guessing = DeploymentSearch.Found(
        deployment: option.deployment, capacity: option.serviceCapacity, engineSpread: 0,
        isStepInQuality: option.isStepInQuality)
    }
    func cheapest(_ found: DeploymentSearch.Found) -> SelfHostOption? {
      planner.options(for: found, on: [option.rental]).min { $0.machineUSD < $1.machineUSD }
    }
    guard let plainOption = cheapest(before), let modernOption = cheapest(guessing) else {
      return nil
    }
    let (from, to) =
      stack == .modern ? (plainOption, modernOption) : (modernOption, plainOption)
    guard from.machineUSD > 0, to.machineUSD > 0 else { return nil }
    let machines = option.machineUSD * to.machineUSD / from.machineUSD
    return (
      to, option.totalUSD - option.machineUSD + machines, machines / to.machineUSD
    )
  }
}
