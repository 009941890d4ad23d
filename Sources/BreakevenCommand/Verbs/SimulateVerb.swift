import Breakeven
import Documents
import Reporting
import RequestLogs

/// `breakeven simulate`: requests of a log or of a workload against replicas.
struct SimulateVerb: Verb {
  static let name = "simulate"
  static let summary = "play requests against replicas: percentiles, goodput, cost, queue growth"
  static let discussion = [
    "Plays requests of a log (--trace) or of a workload (--workload) against replicas of a deployment, event by event."
  ]
  static let usageSuffix: String? =
    "(--trace TRACE | --workload WORKLOAD) --model MODEL --gpu GPU"
  static let examples = [
    VerbExample(
      "a log against two replicas",
      "breakeven simulate --trace requests.csv --model qwen3-32b --gpu H100 --replicas 2"),
    VerbExample(
      "what a workload's busiest hour does",
      "breakeven simulate --workload chat-assistant --model llama-3.1-8b --gpu L40S --replicas 4"),
  ]

  let source = SimulatedRequests()
  let fleet = SimulatedFleet()
  let targets = SimulatedTargets()
  let deployment = DeploymentOptions()
  let speculation = SpeculationOptions()
  let adapters = AdapterOptions()
  let pools = PoolOptions()
  let tiers = TierOptions()
  @Flag(
    "--check-closed-form",
    help: "instead, how far the closed forms are off at a grid of loads")
  var checksClosedForm
  let prices = PriceOptions()
  @Flag("--json", help: "as JSON") var json

  func run() async throws -> ExitCode {
    try source.check(verb: Self.name)
    try fleet.check(verb: Self.name)
    try targets.check(verb: Self.name)
    if checksClosedForm { try refuseOwnLoads() }
    let catalog = try deployment.engines.apply(to: prices.catalog())
    if tiers.offload?.kind == .pool {
      throw CommandFailure.usage(
        "--offload: found pool, expected none, host or disk: a simulation gives each replica a tier of its own"
      )
    }
    let base = try tiers.apply(to: deployment.deployment(in: catalog, verb: Self.name))
    let price = try targets.gpuPrice(for: base, in: catalog)
    let source = try SimulatedSource(self.source, playsRequests: !checksClosedForm)
    let plain = try adapters.apply(to: base, declared: source.adapters, verb: Self.name)
    let mix = try source.mix()
    guard !plain.model.purpose.isPrefillOnly || mix.meanCompletionTokens <= 1 else {
      throw CommandFailure(
        code: .badData,
        message:
          "\(plain.model.name): a model for \(plain.model.purpose.name), which writes no tokens; expected "
          + "requests without completions, found "
          + "\(NumberText.compact(mix.meanCompletionTokens)) tokens on average")
    }
    let deployment = try speculation.apply(
      to: plain, for: RequestShape(mix, sharedPrefix: source.sharedPrefix),
      under: .saturation, in: catalog)
    if checksClosedForm {
      let report = ClosedFormCheckReport(
        deployment,
        try deployment.closedFormCheck(for: mix, sharedPrefix: source.sharedPrefix))
      try json ? Console.print(report.json) : Console.show(report.text(style: Console.style))
      return .success
    }
    if let pooled = try pools.pools(decode: deployment) {
      try refuseTogether(
        [
          pools.$readers, fleet.$staticBatch, fleet.$maximum, fleet.$replicas, fleet.$router,
          fleet.$policy, tiers.$offload,
        ], verb: Self.name)
      let simulation = try PooledSimulation(
        of: pooled, serviceLevel: try level(source), deadlineSeconds: deadlineSeconds(source))
      let result = simulation.run(try source.arrivals(self.source, on: deployment))
      let report = SimulationReport(simulation, result, source: source.title, price: price)
      try json ? Console.print(report.json) : Console.show(report.text(style: Console.style))
      return .success
    }
    let simulation = try simulation(of: deployment, source)
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
    let arrivals = try source.arrivals(self.source, on: deployment)
    let result = await simulation.run(arrivals, threads: fleet.threads ?? TraceReader().threads)
    let report = SimulationReport(simulation, result, source: source.title, price: price)
    try json ? Console.print(report.json) : Console.show(report.text(style: Console.style))
    return .success
  }

  /// The grid of `--check-closed-form` has loads of its own, and one replica.
  private func refuseOwnLoads() throws(CommandFailure) {
    let own = source.pace + fleet.all + targets.all + pools.all
    guard let given = own.first(where: \.isGiven) else { return }
    throw .usage(
      "breakeven \(Self.name): --check-closed-form goes without \(given.name): it plays a grid of loads "
        + "on one replica")
  }

  private func simulation(
    of deployment: Deployment, _ source: SimulatedSource
  ) throws -> Simulation {
    try Simulation(
      of: deployment, replicas: fleet.replicas, router: fleet.router,
      policy: fleet.batchingPolicy, serviceLevel: try level(source),
      deadlineSeconds: deadlineSeconds(source),
      autoscaling: try fleet.autoscaling(of: deployment))
  }

  private func level(_ source: SimulatedSource) throws -> ServiceLevel {
    try ServiceLevel(
      timeToFirstTokenSeconds: targets.timeToFirstToken
        ?? source.level?.timeToFirstTokenSeconds,
      timePerOutputTokenSeconds: targets.timePerOutputToken
        ?? source.level?.timePerOutputTokenSeconds)
  }

  private func deadlineSeconds(_ source: SimulatedSource) -> Double? {
    (targets.deadlineHours ?? source.deadlineHours).map { $0 * 3600 }
  }
}
