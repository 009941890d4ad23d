public import CheckedJSON
public import Pricing
import Roofline
public import Workloads

/// Decides for one job after another where it is cheaper, at the time of submission.
///
/// Everything that does not depend on the job is prepared once: which deployments fit, which machines
/// they run on, and what APIs ask for. A decision then takes about a millisecond. People and tools
/// are not counted: they are there whether this job runs or not.
///
/// ```swift
/// let decider = try BatchDecider(models: ["openai/gpt-oss-20b"], gpus: ["H100"])
/// let job = try BatchJob(
///   requests: 20_000, promptTokens: 12_000, sharedPromptTokens: 1_500, completionTokens: 340,
///   deadlineSeconds: 8 * 3600, allowsSpot: true)
/// print(decider.decide(job))
/// ```
public struct BatchDecider: Sendable {
  private struct Host: Sendable {
    let deployment: Deployment
    /// The machines, each as an option of the workload that the decider was made from.
    let machines: [SelfHostOption]
  }

  private struct Offering: Sendable {
    let api: APICandidate
    let rates: BillingRates
    /// Those of each hour of the week, where they vary.
    let hourlyRates: [BillingRates]?
    let promptRatio: Double
    let completionRatio: Double
    let taxFactor: Double
  }

  private let hosts: [Host]
  private let offerings: [Offering]
  private let assumptions: DecisionAssumptions
  private let taxRate: Double
  private let terms: BatchTerms?
  private let market: MarketView
  private let odds: JobOdds

  /// Deployments that are tried for each job: the cheapest of each model and accelerator, and those of each class
  /// of host.
  private static let maximumHosts = 8
  /// Draws for the odds of a job.
  private static let draws = 400

  /// Prepares for jobs of some models on some GPUs or APIs.
  ///
  /// - Parameters:
  ///   - models: Open models, any of which would do.
  ///   - gpus: GPUs to consider; empty for all.
  ///   - apis: APIs to consider; empty for all hosts of the models. One that serves none of them is taken to do the
  ///     same work, as whoever names it says.
  ///   - other: What is known of models, machines and prices; `nil` for what the library carries.
  ///   - asOf: The day for which prices are judged.
  /// - Throws: `InputError` for a name that no catalog knows, or if no candidate is left.
  public init(
    models: [String], gpus: [String] = [], apis: [String] = [], catalog other: Catalog? = nil,
    asOf: CalendarDate = .today
  ) throws(InputError) {
    let catalog: Catalog
    if let other { catalog = other } else { catalog = try .builtIn() }
    var equivalences: [Equivalence] = []
    for name in apis where !name.contains("*") {
      let tariff = try catalog.tariff(named: name, place: "apis")
      var served = false
      for model in models {
        let architecture = try catalog.models.architecture(named: model)
        served = served || tariff.openModel == architecture.name
      }
      guard !served, let model = models.first else { continue }
      equivalences.append(
        try Equivalence(model: model, api: name, note: "named for the same jobs"))
    }
    try self.init(
      like: Workload(
        name: "batch jobs", lengths: .fixed(prompt: 2000, completion: 300),
        volume: Volume(100_000, .oneJob),
        mode: .batch(BatchTerms(deadlineHours: 24, spotAllowed: true)),
        candidates: Candidates(models: models, gpus: gpus, apis: apis),
        equivalences: equivalences), catalog: catalog, asOf: asOf)
  }

  /// Prepares for jobs like those of a batch workload: its models, machines, APIs and equivalences.
  ///
  /// - Parameters:
  ///   - workload: A workload whose candidates, equivalences and costs all jobs have; its own requests are not decided.
  ///   - catalog: What may be chosen from: models, machines, engines and prices.
  ///   - asOf: The day for which prices hold, and by which their age is judged.
  ///   - assumptions: What is assumed where the workload is silent, and how many draws tell how sure the answer is.
  /// - Throws: `InputError` for a name that no catalog knows, or if no candidate is left.
  public init(
    like workload: Workload, catalog: Catalog, asOf: CalendarDate,
    assumptions: DecisionAssumptions = DecisionAssumptions()
  ) throws(InputError) {
    var quick = assumptions
    quick.draws = 1
    quick.sideDraws = 1
    quick.assumesUsual = false
    let decision = try Decision(workload, catalog: catalog, asOf: asOf, assumptions: quick)
    var machines: [Deployment: [SelfHostOption]] = [:]
    var order: [Deployment] = []
    var seen: Set<String> = []
    var classes: Set<HostClass?> = []
    for option in decision.selfHosting where option.rental.terms.isBilledByUse {
      let deployment = option.deployment
      if machines[deployment] == nil {
        let key = deployment.model.name + " " + deployment.accelerator.id
        let isNewClass = !classes.contains(option.hostClass)
        guard
          isNewClass || (order.count < Self.maximumHosts && seen.insert(key).inserted)
        else { continue }
        order.append(deployment)
      }
      classes.insert(option.hostClass)
      machines[deployment, default: []].append(option)
    }
    hosts = order.map { deployment in
      Host(deployment: deployment, machines: Self.undominated(machines[deployment] ?? []))
    }
    let retriedShare = workload.mode.batchTerms?.retriedShare ?? 0
    offerings = decision.apis.compactMap { api in
      guard let rates = api.tariff.rates(for: api.service, region: api.region) else { return nil }
      let base = decision.demand.mix
      let own = api.demand.mix
      var prompt =
        api.factors.prompt * own.meanPromptTokens / max(1e-9, base.meanPromptTokens)
      var completion =
        api.factors.completion * own.meanCompletionTokens / max(1e-9, base.meanCompletionTokens)
      if case .declared(let equivalence) = api.basis {
        prompt *= equivalence.tokenRatio
        completion *= equivalence.tokenRatio * equivalence.reasoningMultiplier
      }
      return Offering(
        api: api, rates: rates,
        hourlyRates: SendingHours.hourlyRates(
          of: api.tariff, service: api.service, region: api.region),
        promptRatio: prompt, completionRatio: completion,
        taxFactor: (1 + workload.costs.taxRate) / (1 - retriedShare))
    }
    self.assumptions = assumptions
    taxRate = workload.costs.taxRate
    terms = workload.mode.batchTerms
    market = decision.comparison.market
    odds = JobOdds(draws: Self.draws, seed: assumptions.seed)
  }

  /// The machines of a class that no others of it undercut both by the instance and by the accelerator.
  private static func undominated(_ options: [SelfHostOption]) -> [SelfHostOption] {
    options.filter { option in
      let rental = option.rental
      return !options.contains { candidate in
        let other = candidate.rental
        return other != rental && other.terms == rental.terms
          && other.hostClass == rental.hostClass
          && other.usdPerInstanceHour <= rental.usdPerInstanceHour
          && other.usdPerGPUHour <= rental.usdPerGPUHour
          && other.billing.minimumSeconds <= rental.billing.minimumSeconds
          && (other.usdPerInstanceHour, other.id) < (rental.usdPerInstanceHour, rental.id)
      }
    }
  }

  /// The cheapest machines and the cheapest API for a job, and how sure that is.
  ///
  /// - Parameter job: Requests that lie ready.
  public func decide(_ job: BatchJob) -> BatchDecision {
    let runs = runs(of: job)
    let best = runs.min { $0.machines.usd < $1.machines.usd }
    let bills = bills(of: job)
    guard let api = bills.min(by: { $0.usd < $1.usd }), let best else {
      return BatchDecision(
        machines: best?.machines, api: bills.min { $0.usd < $1.usd }?.answer,
        probabilitySelfHostCheaper: nil, verdict: .nothingToCompare)
    }
    let chance = probability(best, api)
    let likely = Verdict.Choice(probability: chance, confidence: assumptions.confidence)
    let isContradicted =
      likely != .tooCloseToCall
      && otherHosts(runs, bills, best: best, api: api).contains {
        Verdict.Choice(probability: $0, confidence: assumptions.confidence) != likely
      }
    return BatchDecision(
      machines: best.machines, api: api.answer, probabilitySelfHostCheaper: chance,
      verdict: isContradicted ? .tooCloseToCall : likely)
  }

  /// A way to run a job.
  private struct Run {
    let option: SelfHostOption
    let plan: BatchPlan
    let requests: Double
    let machines: BatchDecision.Machines
  }

  /// What an API asks for a job.
  private struct JobBill {
    let api: APICandidate
    let usd: Double
    let waitHours: Double

    var answer: BatchDecision.API {
      BatchDecision.API(tariff: api.tariff, service: api.service, usd: usd, waitHours: waitHours)
    }
  }

  private func probability(
    _ run: Run, _ bill: JobBill, priceFactor: Double = 1, isMiddle: Bool = false
  ) -> Double {
    odds.probability(
      run.plan, requests: run.requests, factor: priceFactor * (1 + taxRate), against: bill.usd,
      ranges: isMiddle
        ? market.middleRanges(run.option, bill.api) : market.ranges(run.option, bill.api),
      throughputFactor: run.machines.throughputFactor)
  }

  /// The odds with machines at the median of their sellers, and with the best of each class of host.
  private func otherHosts(
    _ runs: [Run], _ bills: [JobBill], best: Run, api: JobBill
  ) -> [Double] {
    var chances: [Double] = []
    let middle = market.medianHost(api.api).flatMap { host in
      bills.first { $0.api.tariff.id == host.tariff.id }
    }
    let medians = runs.compactMap { run in
      market.medianRent(run.option.rental).map { (run, $0 / run.option.rental.usdPerGPUHour) }
    }
    if let (run, factor) = medians.min(by: {
      $0.0.machines.usd * $0.1 < $1.0.machines.usd * $1.1
    }) {
      chances.append(
        probability(run, middle ?? api, priceFactor: factor, isMiddle: factor != 1))
    } else if let middle {
      chances.append(probability(best, middle))
    }
    for hostClass in HostClass.allCases {
      let ofClass = runs.filter { $0.option.hostClass == hostClass }
      guard let run = ofClass.min(by: { $0.machines.usd < $1.machines.usd }),
        run.option !== best.option
      else { continue }
      chances.append(probability(run, api))
    }
    return chances
  }

  private func runs(of job: BatchJob) -> [Run] {
    let shape = job.shape
    return hosts.flatMap { host -> [Run] in
      guard (try? host.deployment.checkFit(of: shape)) != nil else { return [] }
      let saturated = host.deployment.saturation(of: shape)
      guard saturated.requestsPerSecond > 0 else { return [] }
      let state = host.deployment.quickestState(
        of: shape, requests: job.requests, saturated: saturated)
      return host.machines.compactMap { option in
        option.rental.terms != .spot || job.allowsSpot
          ? run(option, host.deployment, state, job) : nil
      }
    }
  }

  private func run(
    _ option: SelfHostOption, _ deployment: Deployment, _ state: SteadyState, _ job: BatchJob
  ) -> Run? {
    let rental = option.rental
    let plan = BatchPlan(
      jobs: 1, committedHours: Volume.hoursPerMonth,
      replicaRequestsPerSecond: state.requestsPerSecond,
      loadSeconds: assumptions.loadSeconds(weightBytes: deployment.weightBytes),
      drainSeconds: state.drainSeconds,
      deadlineSeconds: job.deadlineSeconds,
      interruptions: SpotInterruptions(
        of: rental, terms: terms, assumptions: assumptions,
        restartSeconds: assumptions.loadSeconds(weightBytes: deployment.weightBytes)
          + state.drainSeconds),
      failedShare: assumptions.repeatedShare(terms), gpusPerReplica: deployment.layout.chips,
      rental: rental, horizon: .constant,
      reliedOnSpeed: ErrorLaw.slowSpeed(
        chance: terms?.deadlineChance ?? BatchTerms.usualDeadlineChance,
        throughputFactor: deployment.throughputErrorFactor))
    guard plan.isFeasible else { return nil }
    let run = plan.run(requestsPerJob: job.requests)
    guard run.usd < .infinity else { return nil }
    return Run(
      option: option, plan: plan, requests: job.requests,
      machines: BatchDecision.Machines(
        deployment: deployment, rental: rental, replicas: run.replicas, instances: run.instances,
        seconds: run.seconds, usd: run.usd * (1 + taxRate),
        throughputFactor: deployment.throughputErrorFactor))
  }

  private func bills(of job: BatchJob) -> [JobBill] {
    offerings.map { offering in
      let completion = job.completionTokens * offering.completionRatio
      let tokens = RequestTokens(
        prompt: job.promptTokens * offering.promptRatio,
        cachedPrompt: job.sharedPromptTokens * offering.promptRatio,
        completion: completion, reasoning: completion * offering.api.reasoningShare)
      let (usdPerRequest, wait) =
        offering.hourlyRates.map { atBestHours($0, tokens, job) }
        ?? (offering.rates.cost(of: tokens), 0)
      return JobBill(
        api: offering.api, usd: usdPerRequest * job.requests * offering.taxFactor, waitHours: wait)
    }
  }

  /// US dollars of a request that is sent at the cheapest hours, and the wait for these.
  private func atBestHours(
    _ rates: [BillingRates], _ tokens: RequestTokens, _ job: BatchJob
  ) -> (usd: Double, waitHours: Double) {
    let usd = rates.map { $0.cost(of: tokens) }
    let hours = SendingHours(
      hourlyUSD: usd, readyHours: job.readyHour.map { [$0.index] } ?? Array(0..<168),
      deadline: job.deadlineSeconds / 3600, duration: terms?.apiHours ?? SendingHours.defaultHours)
    return (zip(hours.traffic, usd).reduce(0) { $0 + $1.0 * $1.1 }, hours.meanWaitHours)
  }
}
