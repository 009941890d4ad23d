import Numerics
package import Pricing
package import Roofline
public import Workloads

/// What a workload asks for in one accounting period.
public struct Demand: Sendable, Hashable {
  /// What costs are counted over.
  public enum Period: String, Sendable, Hashable {
    case month
    /// One job that is run once.
    case job
  }

  /// What costs are counted over.
  package let period: Period
  /// Requests in the period; with growth, the mean over the horizon.
  public let requests: Double
  /// The joint lengths of requests.
  public let mix: RequestMix
  /// The lengths that an API bills: those stated, where ``mix`` adds a usual spread around them.
  package let billedMix: RequestMix
  /// The months that are looked at.
  package let horizon: Horizon
  /// What prompts share.
  public let sharedPrefix: SharedPrefix?
  /// What requests leave in caches and come back to; `nil` if nothing is known of it.
  package let workingSet: WorkingSet?
  /// The moments of the lengths.
  package let shape: RequestShape
  /// Requests of each hour of the week from Monday 00:00 UTC, in any unit, where the workload says at which
  /// hours they come.
  package let hourOfWeekTraffic: [Double]?
  /// The region in which APIs must process the requests; `nil` for any.
  package let dataResidency: String?
  /// The service that APIs are asked for where somebody waits.
  package let apiService: ServiceTier

  /// The part of the requests that comes to the largest of the regions that each have a fleet; 1 without regions.
  package let largestRegionShare: Double

  /// How these tokens differ from the workload's lengths.
  package let tokenFactors: TokenFactors

  /// Prompt tokens in the period.
  package var promptTokens: Double { requests * mix.meanPromptTokens }
  /// Completion tokens in the period.
  package var completionTokens: Double { requests * mix.meanCompletionTokens }

  /// - Parameter billedMix: The lengths as stated, if the workload's were given a usual spread.
  init(_ workload: Workload, billedMix: RequestMix? = nil) {
    tokenFactors = .asStated
    self.billedMix = billedMix ?? workload.mix
    mix = workload.mix
    horizon = workload.volume.unit == .oneJob ? .constant : Horizon(workload.growth)
    sharedPrefix = workload.sharedPrefix
    workingSet = workload.workingSet
    shape = RequestShape(workload.mix, sharedPrefix: workload.sharedPrefix)
    hourOfWeekTraffic = workload.mode.declaredHours
    dataResidency = workload.dataResidency
    apiService = workload.mode.apiService
    let regions = workload.costs.regions
    largestRegionShare = (regions.max() ?? 1) / (regions.isEmpty ? 1 : regions.reduce(0, +))
    let growth = workload.growth?.meanFactor ?? 1
    switch workload.volume.unit {
    case .oneJob:
      period = .job
      requests = workload.volume.requests
    case .fromBill, .perHour, .perDay, .perMonth:
      period = .month
      requests = (workload.volume.requestsPerMonth ?? 0) * growth
    }
  }

  /// The share of requests that are longer than `tokens`, prompt and completion together.
  func share(longerThan tokens: Int) -> Double {
    billedMix.mean { $0.promptTokens + $0.completionTokens > Double(tokens) ? 1 : 0 }
  }

  /// Why a context of so many tokens does not do, where more than a share of requests exceed it; else `nil`.
  func obstacle(ofContext tokens: Int?, truncatedShare: Double) -> String? {
    guard let tokens else { return nil }
    let share = share(longerThan: tokens)
    guard share > truncatedShare else { return nil }
    let percent = PlainDecimal.text((share * 1000).rounded() / 10)
    return
      "\(percent) % of requests exceed its context of \(PlainDecimal.grouped(Double(tokens))) tokens"
  }
}

extension Demand {
  /// The same demand with another shared prefix, or other lengths.
  func with(
    mix: RequestMix? = nil, billedMix: RequestMix? = nil, sharedPrefix: SharedPrefix?,
    factors: TokenFactors? = nil
  ) -> Demand {
    Demand(
      self, mix: mix ?? self.mix, billedMix: billedMix ?? self.billedMix,
      sharedPrefix: sharedPrefix, factors: factors ?? tokenFactors)
  }

  private init(
    _ other: Demand, mix: RequestMix, billedMix: RequestMix, sharedPrefix: SharedPrefix?,
    factors: TokenFactors
  ) {
    self.billedMix = billedMix
    tokenFactors = factors
    period = other.period
    requests = other.requests
    self.mix = mix
    horizon = other.horizon
    self.sharedPrefix = sharedPrefix
    workingSet =
      factors.prompt == other.tokenFactors.prompt
      ? other.workingSet
      : other.workingSet?.scaled(tokens: factors.prompt / other.tokenFactors.prompt)
    shape = RequestShape(mix, sharedPrefix: sharedPrefix)
    hourOfWeekTraffic = other.hourOfWeekTraffic
    dataResidency = other.dataResidency
    apiService = other.apiService
    largestRegionShare = other.largestRegionShare
  }
}

extension Mode {
  /// The service that APIs are asked for where somebody waits.
  fileprivate var apiService: ServiceTier {
    guard case .interactive(let level, _) = self else { return .standard }
    return switch level.apiService {
    case .standard: .standard
    case .flex: .flex
    case .priority: .priority
    case .fast: .fast
    case .ultrafast: .ultrafast
    }
  }

  /// What a batch must keep to; `nil` where somebody waits.
  package var batchTerms: BatchTerms? {
    if case .batch(let terms) = self { terms } else { nil }
  }

  /// The traffic by hour of the week where the hours are declared, not just how high the peak is.
  fileprivate var declaredHours: [Double]? {
    guard case .interactive(_, let traffic) = self else { return nil }
    return switch traffic.shape {
    case .flat, .unstated, .peakToAverage: nil
    case .hourOfDay, .hourOfWeek: traffic.hourOfWeekWeights
    }
  }
}
