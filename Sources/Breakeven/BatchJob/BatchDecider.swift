package import CheckedJSON
package import Pricing
import Roofline
package import Workloads

/// Decides for one job after another where it is cheaper, at the time of submission.
///
/// Everything that does not depend on the job is prepared once: which deployments fit, which machines
/// they run on, and what APIs ask for. A decision then takes well under a millisecond. People and tools
/// are not counted: they are there whether this job runs or not.
///
/// ```swift
/// let decider = try BatchDecider(like: workload, catalog: .builtIn(), asOf: today)
/// let job = try BatchJob(
///   requests: 20_000, promptTokens: 12_000, sharedPromptTokens: 1_500, completionTokens: 340,
///   deadlineSeconds: 8 * 3600, allowsSpot: true)
/// print(decider.decide(job).choice)
/// ```
package struct BatchDecider: Sendable {
  private struct Host: Sendable {
    let deployment: Deployment
    let rentals: [Rental]
  }

  private struct Offering: Sendable {
    let tariff: Tariff
    let service: ServiceTier
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

  /// Deployments that are tried for each job: the cheapest of each model and accelerator.
  private static let maximumHosts = 8

  /// Prepares for jobs like those of a batch workload: its models, machines, APIs and equivalences.
  ///
  /// - Throws: `InputError` for a name that no catalog knows, or if no candidate is left.
  package init(
    like workload: Workload, catalog: Catalog, asOf: CalendarDate,
    assumptions: DecisionAssumptions = DecisionAssumptions()
  ) throws(InputError) {
    var quick = assumptions
    quick.draws = 1
    quick.sideDraws = 1
    quick.assumesUsual = false
    let decision = try Decision(workload, catalog: catalog, asOf: asOf, assumptions: quick)
    var rentals: [Deployment: [Rental]] = [:]
    var order: [Deployment] = []
    var seen: Set<String> = []
    for option in decision.selfHosting where option.rental.terms.isBilledByUse {
      let deployment = option.deployment
      if rentals[deployment] == nil {
        let key = deployment.model.name + " " + deployment.accelerator.id
        guard order.count < Self.maximumHosts, seen.insert(key).inserted else { continue }
        order.append(deployment)
      }
      rentals[deployment, default: []].append(option.rental)
    }
    hosts = order.map { deployment in
      Host(deployment: deployment, rentals: Self.undominated(rentals[deployment] ?? []))
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
        tariff: api.tariff, service: api.service, rates: rates,
        hourlyRates: SendingHours.hourlyRates(
          of: api.tariff, service: api.service, region: api.region),
        promptRatio: prompt, completionRatio: completion,
        taxFactor: (1 + workload.costs.taxRate) / (1 - retriedShare))
    }
    self.assumptions = assumptions
    taxRate = workload.costs.taxRate
    terms = workload.mode.batchTerms
  }

  /// The rentals that no other undercuts both by the instance and by the accelerator.
  private static func undominated(_ rentals: [Rental]) -> [Rental] {
    rentals.filter { rental in
      !rentals.contains { other in
        other != rental && other.terms == rental.terms
          && other.usdPerInstanceHour <= rental.usdPerInstanceHour
          && other.usdPerGPUHour <= rental.usdPerGPUHour
          && other.billing.minimumSeconds <= rental.billing.minimumSeconds
          && (other.usdPerInstanceHour, other.id) < (rental.usdPerInstanceHour, rental.id)
      }
    }
  }

  /// The cheapest machines and the cheapest API for a job.
  package func decide(_ job: BatchJob) -> BatchDecision {
    var best: BatchDecision.Machines?
    let shape = job.shape
    for host in hosts {
      guard (try? host.deployment.checkFit(of: shape)) != nil else { continue }
      let state = host.deployment.saturation(of: shape)
      guard state.requestsPerSecond > 0 else { continue }
      for rental in host.rentals where rental.terms != .spot || job.allowsSpot {
        let found = machines(host.deployment, state, rental, job)
        if let found, found.usd < best?.usd ?? .infinity { best = found }
      }
    }
    return BatchDecision(machines: best, api: cheapestAPI(job))
  }

  private func machines(
    _ deployment: Deployment, _ state: SteadyState, _ rental: Rental, _ job: BatchJob
  ) -> BatchDecision.Machines? {
    // A job smaller than the batch that fits never fills it, and ends with its last request.
    let fill = min(1, job.requests / max(1, state.concurrency))
    let plan = BatchPlan(
      jobs: 1, committedHours: Volume.hoursPerMonth,
      replicaRequestsPerSecond: state.requestsPerSecond,
      loadSeconds: assumptions.loadSeconds(weightBytes: deployment.weightBytes),
      drainSeconds: fill * state.concurrency / state.requestsPerSecond / 2,
      deadlineSeconds: job.deadlineSeconds,
      interruptions: SpotInterruptions(
        of: rental, terms: terms, assumptions: assumptions,
        restartSeconds: assumptions.loadSeconds(weightBytes: deployment.weightBytes)
          + state.concurrency / state.requestsPerSecond / 2),
      failedShare: assumptions.repeatedShare(terms), gpusPerReplica: deployment.layout.chips,
      rental: rental, horizon: .constant,
      reliedOnSpeed: ErrorLaw.slowSpeed(
        chance: terms?.deadlineChance ?? BatchTerms.usualDeadlineChance,
        throughputFactor: deployment.throughputErrorFactor))
    guard plan.isFeasible else { return nil }
    let run = plan.run(requestsPerJob: job.requests)
    guard run.usd < .infinity else { return nil }
    return BatchDecision.Machines(
      deployment: deployment, rental: rental, replicas: run.replicas, instances: run.instances,
      seconds: run.seconds, usd: run.usd * (1 + taxRate),
      throughputFactor: deployment.throughputErrorFactor)
  }

  private func cheapestAPI(_ job: BatchJob) -> BatchDecision.API? {
    var best: BatchDecision.API?
    for offering in offerings {
      let tokens = RequestTokens(
        prompt: job.promptTokens * offering.promptRatio,
        cachedPrompt: job.sharedPromptTokens * offering.promptRatio,
        completion: job.completionTokens * offering.completionRatio)
      let (usdPerRequest, wait) =
        offering.hourlyRates.map { atBestHours($0, tokens, job) }
        ?? (offering.rates.cost(of: tokens), 0)
      let usd = usdPerRequest * job.requests * offering.taxFactor
      if usd < best?.usd ?? .infinity {
        best = BatchDecision.API(
          tariff: offering.tariff, service: offering.service, usd: usd, waitHours: wait)
      }
    }
    return best
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
