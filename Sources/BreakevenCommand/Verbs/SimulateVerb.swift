import Breakeven
import Reporting
import RequestLogs

/// `breakeven simulate`: requests of a log or of a workload against replicas.
enum SimulateVerb {
  static let verb = Verb(
    name: "simulate",
    usage: """
      usage: breakeven simulate --trace TRACE… --model MODEL --gpu GPU [options]
             breakeven simulate --workload WORKLOAD.json --model MODEL --gpu GPU [options]

      Plays requests against replicas of a deployment, event by event.

      Requests
        --trace TRACE…         one or more logs, played together by their times: whatever breakeven profile
                               reads that has a line and a time for each request, - for standard input;
                               the prompt blocks that Mooncake's and Bailian's traces name fill a prefix cache
        --format, --prompt, --completion, --time, --time-unit, --cached, --where, --status, --id,
        --cached-beside, --cache-written, --session, --allow-losses, --log-model
                               how to read it (breakeven profile --help)
        --speed X              they come X times faster than in the log (default 1)
        --repeat N             the log is played N times (default 1)
        --workload WORKLOAD    drawn from a workload: its lengths, shared prefix, burstiness and busiest
                               hour; of a batch workload the whole job, all queued
        --requests N           how many are drawn (default 100000, or one job)
        --rate R               requests per second instead of those of the busiest hour
        --burstiness B         instead of the workload's: 1 random arrivals, above 1 bursts
        --seed N               the same seed gives the same requests (default 1)
        --queued               all requests lie ready at the start

      Fleet
      \(Arguments.deploymentUsage)
        --replicas N           how many replicas (default 1); with --max-replicas, at the start
        --router ROUTER        roundRobin (default), leastLoaded, or prefixAware (to the replica whose cache
                               holds most of the prompt, unless it is overloaded)
        --policy POLICY        growing (as vLLM; blocks are taken as sequences grow) or reserving (as
                               TensorRT-LLM); by default the engine's own
        --static-batch N       batches of N that start and end together, for comparison
        --min-replicas N --max-replicas N
                               replicas are started and stopped as the load changes
        --target-in-flight N   requests in flight that each of them should have (default 32)
        --scale-up-delay S     seconds until a new one serves (default: 120 and reading the weights)
        --threads N            cores to use where replicas do not depend on each other (default: all)

      Targets and cost
        --ttft S --tpot S      the targets by which goodput is counted (default: the workload's)
        --deadline-hours H     by when a job should be finished (default: the workload's)
        --usd-per-gpu-hour X   the price of a GPU, or
        --offer OFFER          that of an offer (breakeven catalog offers), on demand or under
        --terms TERMS          \(Commitment.allCases.map(\.rawValue).joined(separator: ", "))

        --check-closed-form    instead, how far the closed forms are off at a grid of loads
        --json                 as JSON
      """,
    summary: "play requests against replicas: percentiles, goodput, cost, queue growth", run: run)

  private static let flags = [
    "--trace", "--speed", "--repeat", "--workload", "--requests", "--rate", "--burstiness",
    "--seed", "--replicas", "--router", "--policy", "--static-batch", "--min-replicas",
    "--max-replicas", "--target-in-flight", "--scale-up-delay", "--threads", "--ttft", "--tpot",
    "--deadline-hours", "--usd-per-gpu-hour", "--offer", "--terms", "--pricing",
  ]

  static func run(_ words: [String]) async throws -> ExitCode {
    let arguments = try Arguments(
      words,
      options: Arguments.deploymentOptions + Arguments.logOptions + [.value("--log-model")]
        + flags.map { .value($0) } + [
          .flag("--queued"), .flag("--check-closed-form"), .flag("--json"),
        ], verb: "simulate")
    if arguments.value("--trace") == nil, let stray = arguments.positional.first {
      throw CommandFailure.usage("breakeven simulate: unexpected word \"\(stray)\"")
    }
    try arguments.refuseTogether(
      ["--trace", "--workload"], ["--policy", "--static-batch"], ["--usd-per-gpu-hour", "--offer"],
      ["--static-batch", "--max-replicas"])
    try arguments.require(
      "--max-replicas", for: ["--min-replicas", "--target-in-flight", "--scale-up-delay"])
    try arguments.require("--offer", for: ["--terms"])
    let catalog = try arguments.catalog()
    let deployment = try arguments.deployment(in: catalog, verb: "simulate")
    let price = try arguments.gpuPrice(for: deployment, in: catalog)
    let checksClosedForm = arguments.has("--check-closed-form")
    let source = try SimulatedSource(arguments, playsRequests: !checksClosedForm)
    if checksClosedForm {
      let report = ClosedFormCheckReport(
        deployment,
        try deployment.closedFormCheck(for: source.mix(), sharedPrefix: source.sharedPrefix))
      Console.print(arguments.has("--json") ? report.json : report.text(style: Console.style))
      return .success
    }
    let simulation = try simulation(of: deployment, arguments, source)
    if let trace = source.trace {
      let bytes = trace.distinctBlocks.multipliedReportingOverflow(by: 16 * simulation.replicas)
      guard !bytes.overflow, bytes.partialValue <= 8 << 30 else {
        throw CommandFailure(
          code: .badData,
          message:
            "\(trace.distinctBlocks) prompt blocks on \(simulation.replicas) replicas take more "
            + "than 8 GiB, expected fewer replicas or a shorter log")
      }
    }
    let arrivals = try source.arrivals(arguments)
    let threads =
      try arguments.integer("--threads", in: 1...1024) ?? TraceReader().threads
    let result = await simulation.run(arrivals, threads: threads)
    let report = SimulationReport(simulation, result, source: source.title, price: price)
    Console.print(arguments.has("--json") ? report.json : report.text(style: Console.style))
    return .success
  }

  private static func simulation(
    of deployment: Deployment, _ arguments: Arguments, _ source: SimulatedSource
  ) throws -> Simulation {
    let seconds = 1e-6...1e6
    let level = try ServiceLevel(
      timeToFirstTokenSeconds: arguments.number("--ttft", in: seconds)
        ?? source.level?.timeToFirstTokenSeconds,
      timePerOutputTokenSeconds: arguments.number("--tpot", in: seconds)
        ?? source.level?.timePerOutputTokenSeconds)
    let policy =
      try arguments.integer("--static-batch", in: 1...1_000_000).map {
        BatchingPolicy.staticBatches(of: $0)
      } ?? arguments.choice("--policy", among: ContinuousPolicy.self)?.policy
    return try Simulation(
      of: deployment,
      replicas: arguments.integer("--replicas", in: 1...Simulation.maximumReplicas) ?? 1,
      router: arguments.choice("--router", among: Router.self) ?? .roundRobin, policy: policy,
      serviceLevel: level,
      deadlineSeconds: (arguments.number("--deadline-hours", in: 1e-3...1e6)
        ?? source.deadlineHours).map { $0 * 3600 },
      autoscaling: try autoscaling(of: deployment, arguments))
  }

  private static func autoscaling(
    of deployment: Deployment, _ arguments: Arguments
  ) throws -> Autoscaling? {
    let counts = 1...Simulation.maximumReplicas
    guard let maximum = try arguments.integer("--max-replicas", in: counts) else { return nil }
    let minimum = try arguments.integer("--min-replicas", in: counts) ?? 1
    guard minimum <= maximum else {
      throw CommandFailure.usage(
        "--min-replicas: found \(minimum), expected at most the \(maximum) of --max-replicas")
    }
    return try Autoscaling(
      minimum: minimum, maximum: maximum,
      targetInFlight: arguments.number("--target-in-flight", in: 1e-3...1e6) ?? 32,
      delaySeconds: arguments.number("--scale-up-delay", in: 0...1e6)
        ?? DecisionAssumptions().loadSeconds(weightBytes: deployment.weightBytes))
  }

  /// The policies of continuous batching by name.
  private enum ContinuousPolicy: String, CaseIterable {
    case growing, reserving

    var policy: BatchingPolicy { self == .growing ? .growing : .reserving }
  }
}

extension Arguments {
  /// Refuses options that say the same in two ways.
  fileprivate func refuseTogether(_ groups: [String]...) throws(CommandFailure) {
    for group in groups where group.allSatisfy({ value($0) != nil }) {
      throw .usage(
        "breakeven simulate: found \(group.joined(separator: " and ")), expected one of them")
    }
  }

  /// Refuses options that mean nothing without another.
  fileprivate func require(_ needed: String, for names: [String]) throws(CommandFailure) {
    guard value(needed) == nil, let name = names.first(where: { value($0) != nil }) else { return }
    throw .usage("breakeven simulate: \(name) goes with \(needed)")
  }

  /// US dollars per GPU and hour, and where they are from.
  fileprivate func gpuPrice(
    for deployment: Deployment, in catalog: Catalog
  ) throws -> SimulationReport.Price? {
    if let usd = try number("--usd-per-gpu-hour", in: 0...1e6) {
      return SimulationReport.Price(usdPerGPUHour: usd, source: "--usd-per-gpu-hour")
    }
    guard let id = value("--offer") else { return nil }
    let offer = try catalog.prices.offer(id)
    guard offer.gpu == deployment.accelerator.id else {
      throw CommandFailure.usage(
        "--offer: found \"\(id)\" with \(offer.gpu), expected one with \(deployment.accelerator.id), such as "
          + catalog.prices.offers(of: deployment.accelerator.id).prefix(3).map(\.id).joined(
            separator: ", "))
    }
    let commitment = try choice("--terms", among: Commitment.self) ?? .onDemand
    guard let term = offer.terms.first(where: { $0.commitment == commitment }) else {
      throw CommandFailure.usage(
        "--terms: \(id) is not offered as \(commitment.rawValue), expected "
          + offer.terms.map(\.commitment.rawValue).joined(separator: ", "))
    }
    return SimulationReport.Price(
      usdPerGPUHour: term.usdPerInstanceHour / Double(offer.gpusPerInstance),
      source: "\(id), \(commitment.rawValue), as of \(offer.provenance.asOf)")
  }
}
