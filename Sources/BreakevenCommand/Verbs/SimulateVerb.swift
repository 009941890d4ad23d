import Breakeven
import Reporting

/// `breakeven simulate`: replay a log against replicas.
enum SimulateVerb {
  static let verb = Verb(
    name: "simulate",
    usage: """
      usage: breakeven simulate --trace TRACE --model MODEL --gpu GPU [--replicas N] [options]

      Replays a request log against replicas of a deployment, event by event.

        --trace TRACE          a log in any format that breakeven profile reads
        --replicas N           how many replicas (default 1)
        --router ROUTER        roundRobin (default) or leastLoaded
        --speed X              requests come X times faster than in the log (default 1)
        --queued               all requests lie ready at the start: a batch job
        --deadline-hours H     by when a batch job should be finished
        --static-batch N       batches of N that start and end together, for comparison
        --ttft S --tpot S      the targets by which goodput is counted, in seconds
      \(Arguments.deploymentUsage)
        --json                 as JSON
      """,
    summary: "replay a request log against replicas: percentiles, goodput, queue growth", run: run)

  static func run(_ words: [String]) throws -> ExitCode {
    let arguments = try Arguments(
      words,
      options: Arguments.deploymentOptions + [
        .value("--trace"), .value("--replicas"), .value("--router"), .value("--speed"),
        .flag("--queued"), .value("--deadline-hours"), .value("--static-batch"), .value("--ttft"),
        .value("--tpot"), .flag("--json"),
      ], verb: "simulate")
    if let stray = arguments.positional.first {
      throw CommandFailure.usage("breakeven simulate: unexpected word \"\(stray)\"")
    }
    guard let path = arguments.value("--trace") else {
      throw CommandFailure.usage("breakeven simulate needs --trace")
    }
    let simulation = try simulation(arguments)
    try Files.requireFile(path)
    let trace = try RequestTrace(TraceReader().requests(path: path))
    let arrivals =
      arguments.has("--queued")
      ? .queued(trace)
      : try Arrivals.replaying(
        trace, speed: arguments.number("--speed", in: 1e-6...1e12) ?? 1)
    let report = SimulationReport(simulation, simulation.run(arrivals))
    Console.print(arguments.has("--json") ? report.json : report.text(style: Console.style))
    return .success
  }

  private static func simulation(_ arguments: Arguments) throws -> Simulation {
    let seconds = 1e-6...1e6
    let level = try ServiceLevel(
      timeToFirstTokenSeconds: arguments.number("--ttft", in: seconds),
      timePerOutputTokenSeconds: arguments.number("--tpot", in: seconds))
    return try Simulation(
      of: arguments.deployment(in: arguments.catalog(), verb: "simulate"),
      replicas: arguments.integer("--replicas", in: 1...Simulation.maximumReplicas) ?? 1,
      router: arguments.choice("--router", among: Router.self) ?? .roundRobin,
      policy: arguments.integer("--static-batch", in: 1...1_000_000).map { .staticBatches(of: $0) },
      serviceLevel: level,
      deadlineSeconds: arguments.number("--deadline-hours", in: 1e-3...1e6).map { $0 * 3600 })
  }
}

extension RequestTrace {
  /// The requests of a log; those of a log without times all come at once.
  fileprivate init(_ requests: [LoggedRequest]) throws(InputError) {
    try self.init(
      requests.map { request in
        SimulatedRequest(
          arrivalSeconds: request.seconds ?? 0, promptTokens: request.promptTokens,
          completionTokens: request.completionTokens, cachedPromptTokens: request.cachedTokens)
      })
  }
}
