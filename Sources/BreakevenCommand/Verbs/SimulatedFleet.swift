import Breakeven

/// The options of `breakeven simulate` that say how many replicas there are and how they are run.
struct SimulatedFleet: OptionGroup {
  static let title: String? = "Fleet"
  private static let counts = 1...Simulation.maximumReplicas

  @Option(
    "--replicas", "N", .integer(in: counts), default: 1,
    help: "how many replicas (default 1); with --max-replicas, at the start")
  var replicas: Int
  @Option(
    "--router", "ROUTER", .choice, default: .roundRobin,
    help:
      "roundRobin (default), leastLoaded, or prefixAware (to the replica whose cache holds most of the prompt, unless it is overloaded)"
  )
  var router: Router
  @Option(
    "--policy", "POLICY", .choice,
    help:
      "growing (as vLLM; blocks are taken as sequences grow) or reserving (as TensorRT-LLM); by default the engine's own"
  )
  var policy: ContinuousPolicy?
  @Option(
    "--static-batch", "N", .integer(in: 1...1_000_000),
    help: "batches of N that start and end together, for comparison")
  var staticBatch: Int?
  @Option(
    "--min-replicas", "N", .integer(in: counts),
    help: "replicas are started and stopped as the load changes, from N")
  var minimum: Int?
  @Option("--max-replicas", "N", .integer(in: counts), help: "up to N")
  var maximum: Int?
  @Option(
    "--target-in-flight", "N", .number(in: 1e-3...1e6),
    help: "requests in flight that each of them should have (default 32)")
  var targetInFlight: Double?
  @Option(
    "--scale-up-delay", "S", .quantity(.seconds, in: 0...1e6),
    help: "seconds until a new one serves (default: 120 and reading the weights)")
  var scaleUpDelay: Double?
  @Option(
    "--threads", "N", .integer(in: 1...1024),
    help: "cores to use where replicas do not depend on each other (default: all)")
  var threads: Int?

  var all: [any DeclaredOption] {
    [
      $replicas, $router, $policy, $staticBatch, $minimum, $maximum, $targetInFlight, $scaleUpDelay,
      $threads,
    ]
  }

  /// Refuses options that contradict each other.
  func check(verb: String) throws(CommandFailure) {
    try refuseTogether([$policy, $staticBatch], verb: verb)
    try refuseTogether([$staticBatch, $maximum], verb: verb)
    try refuse([$minimum, $targetInFlight, $scaleUpDelay], without: $maximum, verb: verb)
  }

  var batchingPolicy: BatchingPolicy? {
    staticBatch.map { .staticBatches(of: $0) } ?? policy?.policy
  }

  func autoscaling(of deployment: Deployment) throws -> Autoscaling? {
    guard let maximum else { return nil }
    let minimum = minimum ?? 1
    guard minimum <= maximum else {
      throw CommandFailure.usage(
        "--min-replicas: found \(minimum), expected at most the \(maximum) of --max-replicas")
    }
    return try Autoscaling(
      minimum: minimum, maximum: maximum, targetInFlight: targetInFlight ?? 32,
      delaySeconds: scaleUpDelay
        ?? DecisionAssumptions().loadSeconds(weightBytes: deployment.weightBytes))
  }

  /// The policies of continuous batching by name.
  enum ContinuousPolicy: String, CaseIterable {
    case growing, reserving

    var policy: BatchingPolicy { self == .growing ? .growing : .reserving }
  }
}
