public import CheckedJSON
import Numerics

/// Whether somebody waits for the answer.
public enum Mode: Hashable, Sendable {
  /// Requests come when people send them, and must be answered in time.
  case interactive(ServiceLevel, Traffic)
  /// Requests lie ready, and all must be answered by a deadline.
  case batch(BatchTerms)
}

/// How an API is asked to serve what somebody waits for.
public enum APIService: String, CaseIterable, Hashable, Sendable {
  /// At the list price.
  case standard
  /// When there is room, at a discount.
  case flex
  /// Ahead of others, at a surcharge.
  case priority
  /// Generated faster, at a surcharge.
  case fast
  /// Generated at the highest speed sold, at a higher surcharge.
  case ultrafast
}

/// How fast an answer must be.
public struct ServiceLevel: Hashable, Sendable {
  /// The most seconds until the first token; `nil` if it does not matter.
  public let timeToFirstTokenSeconds: Double?
  /// The most seconds between later tokens, as the mean of one request; `nil` if it does not matter.
  public let timePerOutputTokenSeconds: Double?
  /// The share of requests, in percent, that must keep the targets: 50 to 99.9.
  public let percentile: Double
  /// The service that APIs are asked for.
  public let apiService: APIService
  /// Replicas beyond what the load needs; `nil` for the usual one.
  public let spareReplicas: Int?

  /// Spare replicas that can be stated.
  package static let spares = 0...100

  /// Makes a service level.
  ///
  /// - Parameters:
  ///   - timeToFirstTokenSeconds: The most seconds until the first token; `nil` if it does not matter.
  ///   - timePerOutputTokenSeconds: The most seconds between later tokens, as the mean of one request; `nil` if it does
  ///     not matter.
  ///   - percentile: The share of requests, in percent, that must keep the targets: 50 to 99.9.
  ///   - apiService: The service that APIs are asked for.
  ///   - spareReplicas: Replicas beyond what the load needs, up to 100; `nil` for the usual one.
  public init(
    timeToFirstTokenSeconds: Double? = nil, timePerOutputTokenSeconds: Double? = nil,
    percentile: Double = 95, apiService: APIService = .standard, spareReplicas: Int? = nil
  ) throws(InputError) {
    if let spareReplicas, !Self.spares.contains(spareReplicas) {
      throw InputError(found: "\(spareReplicas) spare replicas", expected: "from 0 to 100")
    }
    self.spareReplicas = spareReplicas
    if let seconds = timeToFirstTokenSeconds, !(0.001...86_400).contains(seconds) {
      throw InputError(
        found: "a time to the first token of \(PlainDecimal.text(seconds)) s",
        expected: "from 0.001 to 86400 s")
    }
    if let seconds = timePerOutputTokenSeconds, !(0.0001...60).contains(seconds) {
      throw InputError(
        found: "a time per output token of \(PlainDecimal.text(seconds)) s",
        expected: "from 0.0001 to 60 s")
    }
    guard (50...99.9).contains(percentile) else {
      throw InputError(
        found: "the percentile \(PlainDecimal.text(percentile))", expected: "from 50 to 99.9")
    }
    self.timeToFirstTokenSeconds = timeToFirstTokenSeconds
    self.timePerOutputTokenSeconds = timePerOutputTokenSeconds
    self.percentile = percentile
    self.apiService = apiService
  }
}

extension ServiceLevel {
  /// The level whose targets are so many times as strict, as they bind where everything takes that much longer.
  package func targets(dividedBy factor: Double) -> ServiceLevel {
    ServiceLevel(
      unchecked: self, timeToFirstTokenSeconds: timeToFirstTokenSeconds.map { $0 / factor },
      timePerOutputTokenSeconds: timePerOutputTokenSeconds.map { $0 / factor })
  }

  private init(
    unchecked other: ServiceLevel, timeToFirstTokenSeconds: Double?,
    timePerOutputTokenSeconds: Double?
  ) {
    self.timeToFirstTokenSeconds = timeToFirstTokenSeconds
    self.timePerOutputTokenSeconds = timePerOutputTokenSeconds
    percentile = other.percentile
    apiService = other.apiService
    spareReplicas = other.spareReplicas
  }
}

/// What a batch of requests must keep to.
public struct BatchTerms: Hashable, Sendable {
  /// The chance with which the deadline must be kept, as speeds are only estimated: 0.5 to 0.999.
  package let deadlineChance: Double
  /// Nine jobs in ten in time.
  package static let usualDeadlineChance = 0.9
  /// Chances that can be stated.
  package static let chances = 0.5...0.999
  /// The hours from the start of a job to its last answer.
  package let deadlineHours: Double
  /// Whether the job may run on machines that can be taken away.
  package let spotAllowed: Bool
  /// How often such a machine is taken away, per hour; `nil` for what its offer says, or a default.
  package let interruptionsPerHour: Double?
  /// Minutes of a machine's time that each interruption costs; `nil` for starting anew and half of what
  /// its requests in flight had taken.
  package let lostMinutesPerInterruption: Double?
  /// The hour of the day, in UTC, at which a job lies ready; `nil` if that may be any.
  package let readyHourUTC: Int?
  /// Hours over which an API is sent a job; `nil` for one, or less if the deadline is shorter.
  package let apiHours: Double?
  /// The share of requests that fail on one's own machines and are run again; `nil` for a default.
  ///
  /// An API does not bill those that fail with it.
  package let failedShare: Double?
  /// The share of answers that are no good, such as broken JSON, and are asked for again, at a cost on both
  /// sides.
  package let retriedShare: Double

  /// Jobs of a month, where requests come at a rate; `nil` for one a day.
  package let jobsPerMonth: Double?

  /// Jobs of a month that can be stated: from one in ten years to one a minute.
  package static let jobRates = (1.0 / 120)...43_800
  /// Shares of failures and retries that can be stated.
  package static let shares = 0.0...0.9
  /// Interruptions per hour that can be stated.
  package static let interruptionRates = 0.0...60
  /// Minutes lost to an interruption that can be stated.
  package static let lostMinutes = 0.0...1440

  /// Makes terms with a deadline from 3.6 seconds to a month.
  ///
  /// - Parameters:
  ///   - deadlineHours: Hours from the start of a job to its last answer.
  ///   - spotAllowed: Whether machines that can be taken away will do.
  ///   - interruptionsPerHour: How often they are, from 0 to 60 per hour.
  ///   - lostMinutesPerInterruption: What that costs each time, from 0 to 1440 minutes.
  ///   - readyHourUTC: The hour of the day at which a job lies ready, from 0 to 23.
  ///   - apiHours: Hours over which an API is sent a job, within the deadline.
  ///   - failedShare: The share of requests that fail on one's own machines, from 0 to 0.9.
  ///   - retriedShare: The share of answers that are asked for again on both sides, from 0 to 0.9.
  ///   - deadlineChance: The chance with which the deadline must be kept, from 0.5 to 0.999.
  ///   - jobsPerMonth: Jobs of a month, from one in ten years to one a minute.
  package init(
    deadlineHours: Double, spotAllowed: Bool = false, interruptionsPerHour: Double? = nil,
    lostMinutesPerInterruption: Double? = nil, readyHourUTC: Int? = nil, apiHours: Double? = nil,
    failedShare: Double? = nil, retriedShare: Double = 0,
    deadlineChance: Double = BatchTerms.usualDeadlineChance, jobsPerMonth: Double? = nil
  ) throws(InputError) {
    if let jobsPerMonth, !Self.jobRates.contains(jobsPerMonth) {
      throw InputError(
        found: "\(PlainDecimal.text(jobsPerMonth)) jobs a month",
        expected: "from 1/120 to 43800 jobs a month")
    }
    self.jobsPerMonth = jobsPerMonth
    guard Self.chances.contains(deadlineChance) else {
      throw InputError(
        found: "the chance \(PlainDecimal.text(deadlineChance))", expected: "from 0.5 to 0.999")
    }
    self.deadlineChance = deadlineChance
    guard Self.shares.contains(failedShare ?? 0), Self.shares.contains(retriedShare) else {
      throw InputError(
        found:
          "failures of \(PlainDecimal.text(failedShare ?? 0)) and retries of \(PlainDecimal.text(retriedShare))",
        expected: "shares from 0 to 0.9")
    }
    self.failedShare = failedShare
    self.retriedShare = retriedShare
    if let rate = interruptionsPerHour, !Self.interruptionRates.contains(rate) {
      throw InputError(
        found: "\(PlainDecimal.text(rate)) interruptions per hour", expected: "from 0 to 60")
    }
    if let lost = lostMinutesPerInterruption, !Self.lostMinutes.contains(lost) {
      throw InputError(
        found: "\(PlainDecimal.text(lost)) minutes lost to an interruption",
        expected: "from 0 to 1440")
    }
    if let hour = readyHourUTC, !(0...23).contains(hour) {
      throw InputError(found: "the hour \(hour) of the day", expected: "from 0 to 23")
    }
    if let hours = apiHours, !(hours > 0 && hours <= deadlineHours) {
      throw InputError(
        found: "\(PlainDecimal.text(hours)) hours of sending",
        expected: "more than 0 and within the deadline")
    }
    self.interruptionsPerHour = interruptionsPerHour
    self.lostMinutesPerInterruption = lostMinutesPerInterruption
    self.readyHourUTC = readyHourUTC
    self.apiHours = apiHours
    guard (0.001...730).contains(deadlineHours) else {
      throw InputError(
        found: "a deadline of \(PlainDecimal.text(deadlineHours)) hours",
        expected: "from 0.001 to 730 hours")
    }
    self.deadlineHours = deadlineHours
    self.spotAllowed = spotAllowed
  }
}

/// The jobs of a batch workload: how large each is, and how many there are in a month.
public struct BatchJobs: Hashable, Sendable {
  /// The requests of one job.
  package let requestsPerJob: Double
  /// The jobs of a month; `nil` if the job is run once.
  package let jobsPerMonth: Double?
}
