import Numerics
public import Pricing
public import Roofline

/// A deployment on machines on terms: one way to serve the workload oneself, and what it costs.
///
/// It never changes, and copies share it: a decision over every hosted model ranks tens of thousands.
public final class SelfHostOption: Sendable, Hashable {
  /// How the machines are used.
  package enum Plan: Sendable, Hashable {
    case fleet(FleetPlan)
    indirect case batch(BatchPlan)
  }

  /// The deployment of one replica.
  public let deployment: Deployment
  /// The model's id.
  public let modelName: String
  /// What this model is asked for: the workload's lengths by this model's count of tokens.
  public let demand: Demand
  /// Whether its weights have fewer than 8 bits where the publisher's own have more.
  package let isStepInQuality: Bool
  /// How many replicas run when, and on which machines.
  package let plan: Plan
  /// Requests per second that one replica was found to serve.
  public let replicaRequestsPerSecond: Double
  /// Requests in flight on one replica at that rate.
  public let concurrency: Double
  /// The mean step of a replica at that rate.
  package let step: StepTime
  /// The share of a replica's time that goes into prompts.
  package let promptShare: Double
  /// What one replica does within the service level by closed form; `nil` in batch.
  package let serviceCapacity: ServiceCapacity?
  /// How ``replicaRequestsPerSecond`` was found.
  package let sizing: Sizing
  /// 80 % of true throughputs lie within this factor of the estimate, up or down.
  package let throughputFactor: Double
  /// US dollars of machines in the period, tax included.
  public let machineUSD: Double
  /// US dollars of people, tools, storage and set-up in the period.
  public let overheadUSD: Double
  /// US dollars of traffic out of one's own network in the period.
  package let egressUSD: Double
  /// US dollars of that for each request.
  let egressUSDPerRequest: Double
  /// Tax on machines, as a fraction.
  package let taxRate: Double
  /// Accelerators at the busiest time.
  public let gpus: Int
  /// Replicas at the busiest time.
  public let replicas: Int
  /// The share of what is paid for that is used.
  public let utilization: Double

  init(
    deployment: Deployment, demand: Demand, isStepInQuality: Bool, plan: Plan,
    replicaRequestsPerSecond: Double, concurrency: Double,
    step: StepTime, promptShare: Double, serviceCapacity: ServiceCapacity?, sizing: Sizing,
    throughputFactor: Double, machineUSD: Double, overheadUSD: Double, egressUSD: Double,
    egressUSDPerRequest: Double, taxRate: Double, gpus: Int, replicas: Int, utilization: Double
  ) {
    self.deployment = deployment
    modelName = deployment.modelName
    self.demand = demand
    self.isStepInQuality = isStepInQuality
    self.plan = plan
    self.replicaRequestsPerSecond = replicaRequestsPerSecond
    self.concurrency = concurrency
    self.step = step
    self.promptShare = promptShare
    self.serviceCapacity = serviceCapacity
    self.sizing = sizing
    self.throughputFactor = throughputFactor
    self.machineUSD = machineUSD
    self.overheadUSD = overheadUSD
    self.egressUSD = egressUSD
    self.egressUSDPerRequest = egressUSDPerRequest
    self.taxRate = taxRate
    self.gpus = gpus
    self.replicas = replicas
    self.utilization = utilization
  }

  /// Whether both serve alike at the same cost.
  public static func == (first: SelfHostOption, second: SelfHostOption) -> Bool {
    first === second
      || first.plan == second.plan && first.deployment == second.deployment
        && first.sizing == second.sizing && first.concurrency == second.concurrency
        && first.totalUSD == second.totalUSD
  }

  /// Hashes what tells most options apart.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(deployment)
    hasher.combine(rental)
    hasher.combine(machineUSD)
  }

  /// US dollars in the period.
  public var totalUSD: Double { machineUSD + overheadUSD + egressUSD }

  /// The machines.
  public var rental: Rental {
    switch plan {
    case .fleet(let plan): plan.rental
    case .batch(let plan): plan.rental
    }
  }

  /// The replicas that read prompts beside those that write tokens, of which ``deployment`` and ``replicas`` tell;
  /// `nil` where each does both.
  package var split: SplitPlan? {
    if case .fleet(let plan) = plan { plan.split } else { nil }
  }

  /// Replicas that only read prompts at the busiest time; 0 where none do.
  package var prefillReplicas: Int {
    guard case .fleet(let plan) = plan else { return 0 }
    return plan.peakReadersByRegion(requestsPerMonth: demand.requests).max() ?? 0
  }

  /// Requests per second with everything queued, of a replica, or for each chip where prompts are read by others: good
  /// for ratios.
  func saturation(of shape: RequestShape) -> Double {
    split?.workers.saturationPerChip(of: shape)
      ?? deployment.saturation(of: shape).requestsPerSecond
  }

  /// The share of prompt tokens that its prefix caches serve: what the workload states, or where sessions are
  /// known what follows from memory, load and routing.
  public var hitRate: Double { demand.hitRate }

  /// How the model's tokens differ from the workload's lengths.
  package var tokenFactors: TokenFactors { demand.tokenFactors }

  /// The class of host that the machines come from; `nil` if that is not known.
  public var hostClass: HostClass? { rental.hostClass }

  /// US dollars that must be spent at once to buy the machines, tax included; `nil` where nothing is bought.
  public var purchaseUSD: Double? {
    guard let owned = rental.ownership, owned.capitalUSDPerGPU > 0, !rental.isPaid else {
      return nil
    }
    return owned.capitalUSDPerGPU * Double(gpus) * (1 + taxRate)
  }

  /// The chance that a batch is done in time, as far as speeds are uncertain; `nil` for interactive fleets.
  package var chanceOfDeadline: Double? {
    guard case .batch(let plan) = plan else { return nil }
    let slowest = plan.slowestSpeed(requestsPerJob: demand.requests / plan.jobs)
    let deviation =
      naturalLogarithm(max(1.0001, throughputFactor)) / ErrorSpread.normalQuantile90
    return ErrorLaw.probability(below: -naturalLogarithm(max(1e-9, slowest)) / deviation)
  }

  /// US dollars of machines for another volume, throughput or price, tax included.
  func machineUSD(requests: Double, throughputFactor: Double = 1, priceFactor: Double = 1) -> Double
  {
    plan.machineUSD(requests: requests, throughputFactor: throughputFactor) * priceFactor
      * (1 + taxRate)
  }

  /// Interruptions expected within the time that each costs; 0 where there are none.
  var expectedInterruptions: Double {
    if case .batch(let plan) = plan { plan.interruptions?.expected ?? 0 } else { 0 }
  }

  /// US dollars in the period for another volume, throughput, price or rate of interruptions, or other costs
  /// of people.
  ///
  /// As work takes `e^(λℓ)` longer on machines that are interrupted, a rate of `f·λ` is a throughput that is
  /// less by `e^(λℓ(f−1))`.
  func totalUSD(
    requests: Double, throughputFactor: Double = 1, priceFactor: Double = 1,
    overheadFactor: Double = 1, interruptionFactor: Double = 1
  ) -> Double {
    let delay = interruptionFactor == 1 ? 0 : expectedInterruptions * (interruptionFactor - 1)
    return machineUSD(
      requests: requests,
      throughputFactor: delay == 0 ? throughputFactor : throughputFactor * exponential(-delay),
      priceFactor: priceFactor)
      + overheadUSD * overheadFactor + egressUSDPerRequest * requests
  }

  /// Requests of a replica that decode, on average over its steps: `rate · further tokens / tokens a step · step`.
  package var decodingRequests: Double {
    replicaRequestsPerSecond * (demand.shape.completion - 1) / deployment.tokensPerStep * step.total
  }

  /// US dollars for a million prompt tokens: the total cost by the share of time that prompts take.
  ///
  /// - Parameter demand: The requests whose lengths count.
  public func usdPerMillionPrompt(_ demand: Demand) -> Double {
    totalUSD * promptShare / max(1, demand.promptTokens) * 1e6
  }

  /// US dollars for a million completion tokens.
  ///
  /// - Parameter demand: The requests whose lengths count.
  public func usdPerMillionCompletion(_ demand: Demand) -> Double {
    totalUSD * (1 - promptShare) / max(1, demand.completionTokens) * 1e6
  }

  /// A name such as `openai/gpt-oss-120b (fp8) on 2 × H100-SXM, runpod spot`.
  public var name: String {
    "\(modelName) (\(deployment.precision.name)) on "
      + "\(chipsName) × \(deployment.accelerator.id), "
      + "\(rental.provider) \(rental.title)\(policyName)\(speculationName)\(tierName)\(splitName)"
  }

  private var chipsName: String {
    split.map { "\($0.gpusPerReader) and \(deployment.layout.chips)" }
      ?? "\(deployment.layout.chips)"
  }

  private var splitName: String {
    split == nil
      ? ""
      : ", split: \(PlainDecimal.grouped(Double(prefillReplicas))) prefill + \(PlainDecimal.grouped(Double(replicas))) decode replicas"
  }

  private var speculationName: String {
    deployment.speculation.map { ", \($0.draftTokens) tokens ahead by \($0.method.title)" } ?? ""
  }

  private var tierName: String {
    deployment.tier.map { ", caches in \($0.kind.title)" } ?? ""
  }

  private var policyName: String {
    guard case .fleet(let plan) = plan else { return "" }
    switch plan.policy {
    case .fixedAtPeak: return ""
    case .autoscaledHourly: return ", autoscaled"
    case .scaledToZero: return ", scaled to zero"
    case .scaledByUse:
      return keepsWorker ? ", one always on" : ", scaled to zero"
    }
  }

  /// Whether a worker is always on, so that nobody waits for the first one's start.
  package var keepsWorker: Bool {
    guard case .fleet(let plan) = plan else { return false }
    return plan.keepsWorker(requests: demand.requests)
  }

  /// Hours for which machines are up, over those that the cost is at their price of use: more where workers are always
  /// on, for less.
  package var upHoursPerPaidHour: Double {
    guard case .fleet(let plan) = plan else { return 1 }
    return plan.workerMonth(requests: demand.requests)?.upHoursPerPaidHour ?? 1
  }
}

extension Deployment {
  /// What tells deployments of one search apart; far cheaper to compare than the whole.
  var key: String {
    "\(model.name)|\(accelerator.id)|\(precision.name)|\(layout.name)|\(engine.name)"
      + (speculation.map { "|\($0.method.rawValue) \($0.draftTokens)" } ?? "")
      + (tier.map { "|\($0.kind.rawValue) \($0.bytesPerChip)" } ?? "")
  }
}

extension SelfHostOption.Plan {
  /// Whether machines cost nothing while they are not used.
  var isPaidByTheHour: Bool {
    switch self {
    case .fleet(let plan): plan.rental.terms.isBilledByUse
    case .batch(let plan): plan.isPaidByTheHour
    }
  }

  /// US dollars of machines in the period before tax.
  func machineUSD(requests: Double, throughputFactor: Double = 1) -> Double {
    switch self {
    case .fleet(let plan):
      plan.usdPerMonth(requests: requests, throughputFactor: throughputFactor)
    case .batch(let plan): plan.usd(requests: requests, throughputFactor: throughputFactor)
    }
  }
}

extension Rental {
  /// The terms in words, or how the seller runs the model.
  package var title: String { service?.title ?? terms.title }
}

extension Rental.Terms {
  /// The terms in words.
  package var title: String {
    switch self {
    case .onDemand: "on demand"
    case .spot: "spot"
    case .reserved1Month: "reserved for 1 month"
    case .reserved6Months: "reserved for 6 months"
    case .reserved1Year: "reserved for 1 year"
    case .reserved3Year: "reserved for 3 years"
    case .owned: "hardware"
    }
  }
}

extension Precision {
  /// The weights' datatype and that of a narrow KV cache: `as published`, `int4, KV fp8` and so on.
  public var name: String {
    let stored =
      switch weights {
      case .checkpoint: "as published"
      case .format(let format): format.rawValue
      }
    return kvCache.bytesPerElement < 2 ? "\(stored), KV \(kvCache.rawValue)" : stored
  }
}

extension CacheOffload.Kind {
  /// Where caches go, in words.
  package var title: String {
    switch self {
    case .none: "no further memory"
    case .host: "host memory"
    case .disk: "local disks"
    case .pool: "the host memory of all machines"
    }
  }
}
