public import Workloads

/// What a decision assumes where neither workload nor catalog says.
public struct DecisionAssumptions: Sendable, Hashable {
  /// The engine where none was measured on a family of chips.
  public var engine = "vLLM"
  /// Replicas beyond what interactive load needs: one, so that one may fail.
  public var spareReplicas = 1
  /// The share of the time that a replica without a spare is up, in a mixed plan.
  ///
  /// It is what AWS promises of a single instance (Amazon Compute Service Level Agreement, 99.5 %); the API takes over
  /// for the rest.
  package var replicaAvailability = 0.995
  /// How often a spot machine is taken away, per hour of use, where neither workload nor offer says.
  ///
  /// Published rates differ a thousandfold. The lowest of the hourly rates at which Bamboo replays its traces
  /// of GPUs at AWS is 10 % (arXiv:2204.12013, NSDI 2023; the others are 16 % and 33 %); the Spot Instance
  /// Advisor gave 10–20 % *a month* for H100 in May 2025 (thundercompute.com/blog/should-i-use-cloud-gpu-spot-instances).
  package var spotInterruptionsPerHour = 0.1
  /// The share of batch requests that fail on one's own machines and are run again; APIs do not bill failures.
  ///
  /// No rate is published, and none is assumed: the workload may state one.
  package var failedShare = 0.0
  /// Bytes per second at which weights come from storage.
  package var loadBytesPerSecond = 1e9
  /// Seconds to start a machine and an engine, besides reading the weights.
  package var startSeconds = 120.0
  /// The share of requests that may be longer than a model's context.
  package var truncatedShare = 0.001
  /// Prices older than this are left out; `nil` keeps and flags them.
  public var maximumPriceAgeDays: Int?
  /// Prices older than this are flagged.
  package var staleAfterDays = 90
  /// How likely self-hosting or the API must be cheaper for a verdict.
  public var confidence = 0.8
  /// Draws of the simulation of all uncertain inputs.
  public var draws = 10_000
  /// The seed of that simulation, and of the requests by which fleets are sized.
  public var seed: UInt64 = 20_250_426
  /// Requests that may be simulated in all to size fleets; 0 leaves every fleet to the closed form.
  package var simulatedRequests = 400_000

  /// Whether what is usual is assumed where the workload is silent: people, a daily peak, lengths that vary.
  package var assumesUsual = true
  /// Which costs count, whatever the workload says; `nil` for what it says.
  public var lens: CostLens?
  /// How much of what an engine can do is used, whatever the workload says; `nil` for what it says.
  public var stack: ServingStack?
  /// Draws for the chance of each class of host, model or lens.
  package var sideDraws = 2_000

  /// The defaults.
  public init() {}

  /// Seconds until a replica serves.
  package func loadSeconds(weightBytes: Double) -> Double {
    startSeconds + weightBytes / loadBytesPerSecond
  }

  /// The share of requests that are run again on one's own machines: `1 − (1 − failed)(1 − retried)`.
  func repeatedShare(_ terms: BatchTerms?) -> Double {
    let failed = terms?.failedShare ?? failedShare
    guard let retried = terms?.retriedShare, retried > 0 else { return failed }
    return 1 - (1 - failed) * (1 - retried)
  }

  func unmetServiceReason(_ mode: Mode) -> String {
    switch mode {
    case .interactive: "misses the service level even with a single request"
    case .batch: "the deadline is too short, or takes more machines than there are"
    }
  }
}
