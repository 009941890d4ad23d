import CheckedJSON
import Pricing
import Workloads

/// What cautions are found from.
struct CautionFacts {
  let workload: Workload
  let demand: Demand
  let asOf: CalendarDate
  let assumptions: DecisionAssumptions
  let models: CandidateModels
  let catalog: Catalog
  /// The machines that may be chosen.
  let rentals: [Rental]
  let comparison: Comparison
  /// What was left out.
  let exclusions: [Exclusion]
  let answer: Answer
  let today: TodayAnswer?
  let modelAnswers: [ModelAnswer]

  var option: SelfHostOption? { models.scope == .each ? nil : comparison.options.first }
  var api: APICandidate? { models.scope == .each ? nil : comparison.apis.first }
}

extension Caution {
  /// A price below this share of the median of its market is far below it.
  private static let farBelow = 0.6
  /// More accelerators of one offer than this may not be free at its price.
  private static let many = 32
  /// A chance of missing a promise that is worth telling.
  private static let worthTelling = 0.02

  /// All that hold, gravest first: of the side that is recommended before those of the other.
  static func all(_ facts: CautionFacts) throws(InputError) -> [Caution] {
    let general = try verdict(facts) + models(facts) + today(facts)
    let sides =
      switch facts.answer.verdict.choice {
      case .selfHost, .mixed: own(facts) + machines(facts) + api(facts)
      case .api, .tooCloseToCall, .nothingToCompare: api(facts) + own(facts) + machines(facts)
      }
    return general + sides + prices(facts)
  }

  private static func verdict(_ facts: CautionFacts) -> [Caution] {
    var found: [Caution] = []
    if facts.answer.verdict.ground == .hostsDisagree {
      found.append(.hostsDisagree(facts.answer.hosts))
    }
    if case .interactive(let level, _) = facts.workload.mode,
      level.timeToFirstTokenSeconds == nil, level.timePerOutputTokenSeconds == nil,
      let capacity = facts.option?.serviceCapacity
    {
      found.append(
        .noTargets(
          firstTokenSeconds: capacity.timeToFirstTokenSeconds,
          perTokenSeconds: capacity.timePerOutputTokenSeconds))
    }
    if let other = facts.answer.otherLens, let uncertainty = facts.answer.uncertainty,
      other.choice
        != Verdict.Choice(
          probability: uncertainty.probabilitySelfHostCheaper,
          confidence: facts.assumptions.confidence)
    {
      found.append(.lensesDisagree(other))
    }
    if let missed = facts.answer.uncertainty?.probabilityOfMissingTargets, missed > worthTelling {
      found.append(.missedTargets(chance: missed))
    }
    return found
  }

  private static func models(_ facts: CautionFacts) throws(InputError) -> [Caution] {
    var found: [Caution] = []
    switch facts.models.scope {
    case .each: found.append(.noModelNamed(count: facts.modelAnswers.count))
    case .anyOf where facts.models.models.count > 1:
      found.append(.anyModelWouldDo(facts.models.models.map(\.name)))
    case .anyOf: break
    }
    for (index, equivalence) in facts.workload.equivalences.enumerated() {
      let name = try facts.catalog.canonicalModel(
        equivalence.model, place: "$.equivalence[\(index)].model")
      if facts.models.model(name) == nil {
        found.append(.unusedEquivalence(model: name, api: equivalence.api))
      }
    }
    if facts.workload.tokens.task == nil, facts.models.scope == .anyOf,
      !facts.workload.isPrefillOnly
    {
      let multipliers = try CompletionMultipliers.builtIn()
      let thinking = facts.models.models.filter {
        $0.factors.isAsStated && multipliers.thinks($0.name) == true
      }.map(\.name)
      if !thinking.isEmpty { found.append(.thinking(models: thinking)) }
    }
    return found
  }

  private static func today(_ facts: CautionFacts) -> [Caution] {
    guard let today = facts.today else { return [] }
    var found: [Caution] = []
    // A job has no month to be billed for: what its API asks for it stands for today.
    let byTariffUSD =
      today.billByTariffUSD ?? (today.api == nil ? nil : today.usd - today.overheadUSD)
    if let bill = byTariffUSD, let stated = facts.workload.today?.usdPerMonth,
      !facts.workload.volumeFollowsFromBill, abs(bill / stated - 1) > 0.1
    {
      found.append(.billDiffers(statedUSD: stated, byTariffUSD: bill))
    }
    if let api = today.api,
      !facts.comparison.apis.contains(where: { $0.tariff.id == api.tariff.id })
    {
      let reason = facts.exclusions.first { $0.name == api.tariff.id }?.reason
      found.append(.todayNotComparable(api: api.tariff.id, reason: reason))
    }
    return found
  }

  private static func api(_ facts: CautionFacts) -> [Caution] {
    var found: [Caution] = []
    if let adapters = facts.workload.adapters {
      if facts.models.scope == .each, !facts.comparison.apis.isEmpty {
        found.append(.plainModelPrice(api: nil, adapters: adapters.count, offer: nil))
      } else if let api = facts.api, let offer = api.adapters, offer.price != .basePrice {
        found.append(
          .plainModelPrice(api: api.tariff.id, adapters: adapters.count, offer: offer))
      }
    }
    guard let api = facts.api else { return found }
    found += api.assumptions.map { .apiAssumption(api: api.tariff.id, text: $0) }
    if !api.unchecked.isEmpty {
      found.append(.notChecked(api: api.tariff.id, terms: api.unchecked))
    }
    if !api.limitsToRaise.isEmpty {
      found.append(.limitsToRaise(api: api.tariff.id, limits: api.limitsToRaise))
    }
    if case .sameModel(let model) = api.basis, let median = facts.comparison.market.medianHost(api),
      api.usdPerRequest < farBelow * median.usdPerRequest
    {
      found.append(
        .cheapHost(
          api: api.tariff.id, shareOfMedian: api.usdPerRequest / median.usdPerRequest,
          hosts: facts.comparison.market.hosts(api), model: model))
    }
    return found
  }

  /// Of models that are not compared with each other only the cheapest fleets are kept, so nothing is known.
  private static func own(_ facts: CautionFacts) -> [Caution] {
    guard facts.models.scope == .anyOf else { return [] }
    return facts.rentals.compactMap { rental in
      guard rental.isDeclared, let count = rental.maximumGPUs,
        !facts.comparison.options.contains(where: { $0.rental == rental })
      else { return nil }
      var spares = 0
      if case .interactive(let level, _) = facts.workload.mode {
        spares = rental.spareReplicas ?? level.spareReplicas ?? facts.assumptions.spareReplicas
      }
      let needed = facts.comparison.tooFew.filter { $0.rental == rental }.compactMap(\.needed)
        .min { $0.gpus < $1.gpus }
      return .ownTooFew(count: count, gpu: rental.gpu, withSpare: spares > 0, needed: needed)
    }
  }

  private static func machines(_ facts: CautionFacts) -> [Caution] {
    guard let option = facts.option else { return [] }
    let rental = option.rental
    var found: [Caution] = []
    if let usd = option.purchaseUSD {
      found.append(.purchase(gpus: option.gpus, gpu: option.deployment.accelerator.id, usd: usd))
    }
    if option.gpus >= many, rental.terms.isBilledByUse {
      found.append(
        .scarceMachines(offer: rental.id, gpus: option.gpus, stock: rental.maximumGPUs))
    }
    if option.isStepInQuality {
      let deployment = option.deployment
      let format = deployment.precision.weightFormat
      found.append(
        .fewerBits(
          model: deployment.model.name, format: format?.rawValue ?? deployment.precision.name,
          step: format.flatMap { facts.catalog.qualityStep(of: deployment.model, in: $0) },
          withoutUSD: facts.comparison.options.first { !$0.isStepInQuality }?.totalUSD))
    }
    if let checkpoint = facts.catalog.unconfirmedCheckpoint(of: option.deployment) {
      found.append(
        .unconfirmedCheckpoint(
          model: checkpoint.model, format: checkpoint.weights.rawValue, checkpoint: checkpoint.id))
    }
    let unpriced = ToolUse(facts.workload).unpricedTools
    if !unpriced.isEmpty { found.append(.callsNotCosted(unpriced)) }
    if let adapters = option.deployment.adapters {
      let terms = adapters.unchecked(option.deployment.model, option.deployment.engine)
      if !terms.isEmpty {
        found.append(
          .adaptersNotChecked(engine: option.deployment.engine.engine, terms: terms))
      }
    }
    if let median = facts.comparison.market.medianRent(rental),
      rental.usdPerGPUHour < farBelow * median
    {
      found.append(
        .cheapMachines(
          offer: rental.id, shareOfMedian: rental.usdPerGPUHour / median,
          sellers: facts.comparison.market.sellers(rental)))
    }
    if case .fleet(let plan) = option.plan, plan.policy != .fixedAtPeak, rental.gpusPerInstance > 1
    {
      found.append(
        .autoscaledMachines(offer: rental.id, gpusPerInstance: rental.gpusPerInstance))
    }
    if let chance = option.chanceOfDeadline, let terms = facts.workload.mode.batchTerms,
      1 - chance > max(worthTelling, 1 - terms.deadlineChance + 0.005)
    {
      found.append(.missedDeadline(chance: 1 - chance))
    }
    if case .measured(let reuse) = facts.workload.reuse,
      let caches = OwnCaches(option.demand, mode: facts.workload.mode)
    {
      let fill = caches.fillSeconds(option)
      if fill > reuse.seconds {
        found.append(.shortLog(seconds: reuse.seconds, fillSeconds: min(fill, 1e9)))
      }
    }
    let machines = (option.deployment.layout.chips - 1) / rental.gpusPerInstance + 1
    if machines > 1, option.deployment.layout.chips > option.deployment.accelerator.tensorRankLimit
    {
      found.append(.linkedMachines(offer: rental.id, machines: machines))
    }
    if option.deployment.novelties.contains(.unseenAccelerator) {
      found.append(.unmeasuredChip(gpu: option.deployment.accelerator.id))
    }
    if let age = option.deployment.stackAge, age.isYoung {
      found.append(
        .newOnStack(
          model: option.deployment.modelName, engine: option.deployment.engine.engine,
          weeks: age.weeks))
    }
    return found
  }

  private static func prices(_ facts: CautionFacts) -> [Caution] {
    var stale: [StalePrice] = []
    func check(_ id: String, _ provenance: Provenance) {
      let days = provenance.age(at: facts.asOf)
      if days > facts.assumptions.staleAfterDays, !stale.contains(where: { $0.id == id }) {
        stale.append(StalePrice(id: id, days: days))
      }
    }
    if let option = facts.option { check(option.rental.id, option.rental.provenance) }
    if let api = facts.api { check(api.tariff.id, api.tariff.provenance) }
    if let api = facts.today?.api { check(api.tariff.id, api.tariff.provenance) }
    return stale.isEmpty ? [] : [.stalePrices(stale)]
  }
}

extension SelfHostOption {
  /// The accelerators that all requests take at the busiest time; `nil` in batch.
  fileprivate var needed: Caution.Needed? {
    guard case .fleet(let plan) = plan else { return nil }
    let chips = deployment.layout.chips
    let replicas = max(1, replicas - plan.spares)
    if let split = plan.split {
      let readers = max(1, prefillReplicas - plan.spares)
      let instances = SplitPacking(on: rental).instances(
        (readers, split.gpusPerReader), (replicas, chips))
      return Caution.Needed(
        gpus: gpus, gpusWithoutSpare: plan.regions * instances * rental.gpusPerInstance)
    }
    return Caution.Needed(
      gpus: gpus,
      gpusWithoutSpare: plan.regions * rental.instances(replicas: replicas, gpusEach: chips)
        * rental.gpusPerInstance)
  }
}

extension Catalog {
  /// The checkpoint that a deployment takes its weights from, where all that are known of their datatype are known
  /// from mentions only; `nil` where engines convert the publisher's own weights while loading.
  fileprivate func unconfirmedCheckpoint(of deployment: Deployment) -> PublishedCheckpoint? {
    guard case .format(let format) = deployment.precision.weights, format != .fp8 else {
      return nil
    }
    let known = models.checkpoints(of: deployment.modelName).filter { $0.weights == format }
    return known.contains(where: \.isConfirmed) ? nil : known.first
  }
}
