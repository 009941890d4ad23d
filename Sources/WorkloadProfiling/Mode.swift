public import CheckedJSON

/// Whether somebody waits for the answer.
public enum Mode: Hashable, Sendable {
  /// Requests come when people send them, and must be answered in time.
  case interactive(ServiceLevel, Traffic)
  /// Requests lie ready, and all must be answered by a deadline.
  case batch(BatchTerms)
}

/// How fast an answer must be.
public struct ServiceLevel: Hashable, Sendable {
  /// The most seconds until the first token; `nil` if it does not matter.
  public let timeToFirstTokenSeconds: Double?
  /// The most seconds between later tokens, as the mean of one request; `nil` if it does not matter.
  public let timePerOutputTokenSeconds: Double?
  /// The share of requests, in percent, that must keep the targets: 50 to 99.9.
  public let percentile: Double

  /// Makes a service level.
  public init(
    timeToFirstTokenSeconds: Double? = nil, timePerOutputTokenSeconds: Double? = nil,
    percentile: Double = 95
  ) throws(InputError) {
    if let seconds = timeToFirstTokenSeconds, !(0.001...86_400).contains(seconds) {
      throw InputError(
        found: "a time to the first token of \(seconds) s", expected: "from 0.001 to 86400 s")
    }
    if let seconds = timePerOutputTokenSeconds, !(0.0001...60).contains(seconds) {
      throw InputError(
        found: "a time per output token of \(seconds) s", expected: "from 0.0001 to 60 s")
    }
    guard (50...99.9).contains(percentile) else {
      throw InputError(found: "the percentile \(percentile)", expected: "from 50 to 99.9")
    }
    self.timeToFirstTokenSeconds = timeToFirstTokenSeconds
    self.timePerOutputTokenSeconds = timePerOutputTokenSeconds
    self.percentile = percentile
  }
}

/// What a batch of requests must keep to.
public struct BatchTerms: Hashable, Sendable {
  /// The hours from the start of a job to its last answer.
  public let deadlineHours: Double
  /// Whether the job may run on machines that can be taken away.
  public let spotAllowed: Bool

  /// Makes terms with a deadline from 3.6 seconds to a month.
  public init(deadlineHours: Double, spotAllowed: Bool = false) throws(InputError) {
    guard (0.001...730).contains(deadlineHours) else {
      throw InputError(
        found: "a deadline of \(deadlineHours) hours", expected: "from 0.001 to 730 hours")
    }
    self.deadlineHours = deadlineHours
    self.spotAllowed = spotAllowed
  }
}

/// The jobs of a batch workload: how large each is, and how many there are in a month.
public struct BatchJobs: Hashable, Sendable {
  /// The requests of one job.
  public let requestsPerJob: Double
  /// The jobs of a month; `nil` if the job is run once.
  public let jobsPerMonth: Double?
}
