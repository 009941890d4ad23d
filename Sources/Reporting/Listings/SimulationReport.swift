package import Breakeven
package import Documents

/// What a simulation showed, for a terminal and as JSON.
package struct SimulationReport: Sendable {
  /// What a GPU costs, and who says so.
  package struct Price: Sendable {
    let usdPerGPUHour: Double
    let source: String

    package init(usdPerGPUHour: Double, source: String) {
      self.usdPerGPUHour = usdPerGPUHour
      self.source = source
    }
  }

  private let simulation: Simulation
  private let result: SimulationResult
  private let source: String
  private let price: Price?
  /// Both pools, where there are two; the simulation is then of the one that writes.
  private let pools: PooledDeployment?

  package init(
    _ pooled: PooledSimulation, _ result: SimulationResult, source: String, price: Price? = nil
  ) {
    simulation = pooled.writing
    pools = pooled.pools
    self.result = result
    self.source = source
    self.price = price
  }

  package init(
    _ simulation: Simulation, _ result: SimulationResult, source: String, price: Price? = nil
  ) {
    self.simulation = simulation
    pools = nil
    self.result = result
    self.source = source
    self.price = price
  }

  private var gpuHours: Double {
    if let pools { return result.durationSeconds / 3600 * Double(pools.chips) }
    return result.replicaSeconds / 3600 * Double(simulation.deployment.layout.chips)
  }

  private var usd: Double? { price.map { $0.usdPerGPUHour * gpuHours } }

  /// Samples of the first replica's cache, evenly in time, at most `count`.
  private func occupancy(atMost count: Int) -> [OccupancySample] {
    let samples = result.occupancy
    guard samples.count > count, let end = samples.last?.seconds else { return samples }
    return (0..<count).compactMap { step in
      let time = end * Double(step) / Double(count - 1)
      return samples.last { $0.seconds <= time } ?? samples.first
    }
  }

  private var queueText: String {
    if result.arrivalSeconds == 0 { return "held all requests at the start" }
    guard !result.isStable else { return "is stable" }
    let growth = NumberText.significant(result.queueGrowth, digits: 3)
    return "grows: the wait by \(growth) s in each second"
  }

  private var policyTitle: String {
    switch simulation.policy {
    case .growing: "continuous batching, blocks taken as sequences grow"
    case .reserving: "continuous batching, blocks reserved at admission"
    case .staticBatches(let size): "static batches of up to \(size)"
    }
  }

  private var latencies: [(name: String, summary: LatencySummary)] {
    [
      ("timeToFirstTokenSeconds", result.timeToFirstToken),
      ("timePerOutputTokenSeconds", result.timePerOutputToken),
      ("endToEndSeconds", result.endToEnd),
    ]
  }

  /// Percentiles and what happened.
  package func text(style: TerminalStyle = .plain) -> String {
    let deployment = simulation.deployment
    var table = TextTable(
      columns: [TextTable.Column("Latency")]
        + ["mean", "p50", "p90", "p95", "p99"].map { TextTable.Column($0, .right) })
    for (title, summary) in zip(
      ["time to first token", "time per output token", "end to end"], latencies.map(\.summary))
    {
      table.append(
        [InlineText(title)]
          + [summary.mean, summary.p50, summary.p90, summary.p95, summary.p99].map {
            InlineText(NumberText.duration(seconds: $0, digits: 3))
          })
    }
    var facts = TextTable(columns: [TextTable.Column("Fact"), TextTable.Column("Value", .right)])
    func add(_ name: String, _ value: String) {
      facts.append([InlineText(name), InlineText(value)])
    }
    func number(_ value: Double) -> String { NumberText.significant(value, digits: 3) }
    add("requests finished", NumberText.fixed(Double(result.finished), decimals: 0))
    if result.tooLongForContext > 0 {
      add(
        "refused, longer than the context",
        NumberText.fixed(Double(result.tooLongForContext), decimals: 0))
    }
    if result.tooLargeForCache > 0 {
      add(
        "refused, larger than the KV cache",
        NumberText.fixed(Double(result.tooLargeForCache), decimals: 0))
    }
    add("duration", NumberText.duration(seconds: result.durationSeconds, digits: 3))
    add("requests per second", number(result.requestsPerSecond))
    add("output tokens per second", number(result.outputTokensPerSecond))
    add("share within \(targetText)", NumberText.percent(result.shareWithinLevel))
    add("goodput, requests per second", number(result.goodputRequestsPerSecond))
    if let deadline = simulation.deadlineSeconds {
      add(
        "finished by the deadline of \(NumberText.duration(seconds: deadline))",
        NumberText.percent(result.shareByDeadline))
    }
    add("time spent in steps", NumberText.percent(result.utilization))
    add("requests running on average", number(result.meanRunning))
    add("requests waiting on average", number(result.meanWaiting))
    add("KV cache held, mean", NumberText.percent(result.meanCacheShare))
    add("KV cache held, peak", NumberText.percent(result.peakCacheShare))
    if result.cachedPromptTokens > 0 {
      add(
        "prompt tokens found in the prefix cache",
        NumberText.percent(
          Double(result.cachedPromptTokens)
            / Double(max(1, result.cachedPromptTokens + result.computedPromptTokens))))
    }
    if let tier = simulation.deployment.tier {
      add(
        "of them from \(tier.kind.title)",
        NumberText.percent(
          Double(result.loadedPromptTokens)
            / Double(max(1, result.cachedPromptTokens + result.computedPromptTokens))))
    }
    if result.preemptions > 0 { add("preemptions", NumberText.counted(result.preemptions)) }
    if simulation.autoscaling != nil {
      add("replicas at most", NumberText.counted(result.peakReplicas))
    }
    add("GPU hours", number(gpuHours))
    if let price, let usd {
      add("cost at \(NumberText.usd(price.usdPerGPUHour)) per GPU hour", NumberText.usd(usd))
      add(
        "cost per million output tokens",
        NumberText.usdPrice(usd / Double(max(1, result.completionTokens)) * 1e6))
      add(
        "cost per thousand requests",
        NumberText.usdPrice(usd / Double(max(1, result.finished)) * 1e3))
    }
    add("the queue", queueText)
    var cache = TextTable(columns: [
      TextTable.Column("First replica after", .right), TextTable.Column("KV cache held", .right),
      TextTable.Column("Requests running", .right),
    ])
    for sample in occupancy(atMost: 9) {
      cache.append([
        InlineText(NumberText.duration(seconds: sample.seconds)),
        InlineText(NumberText.percent(sample.cacheShare)), InlineText("\(sample.running)"),
      ])
    }
    return style.bold(
      "\(deployment.model.name) on \(pools.map { "\($0.chips)" } ?? "\(fleetText) × \(deployment.layout.chips)") \(deployment.accelerator.id)"
    ) + (pools.map { ", \($0.name)" } ?? "")
      + ", \(deployment.engine.name)\n\(source); \(policyTitle)\(routerText)\n"
      + (price.map { "price: \($0.source)\n" } ?? "") + "\n"
      + table.plainText(style: style) + "\n" + facts.plainText(style: style)
      + (result.occupancy.isEmpty ? "" : "\n" + cache.plainText(style: style))
  }

  private var fleetText: String {
    simulation.autoscaling.map {
      "\(NumberText.counted($0.minimum)) to \(NumberText.counted($0.maximum))"
    } ?? NumberText.counted(simulation.replicas)
  }

  private var routerText: String {
    switch simulation.router {
    case .roundRobin: simulation.replicas == 1 ? "" : "; requests go to the replicas in turn"
    case .leastLoaded: "; requests go to the replica with the fewest in flight"
    case .prefixAware: "; requests go to the replica that holds most of their prompt"
    }
  }

  private var targetText: String {
    let targets = [
      simulation.targetSeconds.firstToken.map { NumberText.duration(seconds: $0) },
      simulation.targetSeconds.perToken.map { "\(NumberText.duration(seconds: $0)) per token" },
    ].compactMap(\.self)
    return targets.isEmpty ? "no targets" : targets.joined(separator: " and ")
  }

  /// JSON, schema `breakeven/simulate/1`.
  package var json: String {
    var members: [JSONText.Member] = [
      .init("schema", "breakeven/simulate/1"),
      .init("model", .string(simulation.deployment.model.name)),
      .init("gpu", .string(simulation.deployment.accelerator.id)),
      .init("replicas", .integer(simulation.replicas)),
    ]
    if let pools { members.append(.init("pools", pools.json)) }
    members += [
      .init("router", .string(simulation.router.rawValue)),
      .init("source", .string(source)), .init("policy", .string(policyTitle)),
      .init(
        "targets",
        [
          "timeToFirstTokenSeconds": .optional(simulation.targetSeconds.firstToken),
          "timePerOutputTokenSeconds": .optional(simulation.targetSeconds.perToken),
          "deadlineSeconds": .optional(simulation.deadlineSeconds),
        ]),
      .init("autoscaling", autoscalingJSON),
      .init(
        "requests",
        [
          "arrived": .integer(result.arrived), "finished": .integer(result.finished),
          "tooLargeForCache": .integer(result.tooLargeForCache),
          "tooLongForContext": .integer(result.tooLongForContext),
          "preemptions": .integer(result.preemptions), "clamped": .integer(result.clamped),
        ]),
    ]
    for (name, summary) in latencies {
      members.append(.init(name, .object(summary.members)))
    }
    members += [
      .init("durationSeconds", .number(result.durationSeconds)),
      .init("requestsPerSecond", .number(result.requestsPerSecond)),
      .init("outputTokensPerSecond", .number(result.outputTokensPerSecond)),
      .init("shareWithinLevel", .number(result.shareWithinLevel)),
      .init("goodputRequestsPerSecond", .number(result.goodputRequestsPerSecond)),
      .init("shareByDeadline", .number(result.shareByDeadline)),
      .init("utilization", .number(result.utilization)),
      .init("meanRunning", .number(result.meanRunning)),
      .init("meanWaiting", .number(result.meanWaiting)),
      .init("meanCacheShare", .number(result.meanCacheShare)),
      .init("peakCacheShare", .number(result.peakCacheShare)),
      .init("computedPromptTokens", .integer(result.computedPromptTokens)),
      .init("cachedPromptTokens", .integer(result.cachedPromptTokens)),
      .init("completionTokens", .integer(result.completionTokens)),
      .init("replicaSeconds", .number(result.replicaSeconds)),
      .init("peakReplicas", .integer(result.peakReplicas)), .init("gpuHours", .number(gpuHours)),
      .init("cost", costJSON),
      .init(
        "cacheOverTime",
        .array(
          result.occupancy.map {
            [
              "seconds": .number($0.seconds), "cacheShare": .number($0.cacheShare),
              "running": .integer($0.running),
            ]
          })),
      .init("queueGrowth", .number(result.queueGrowth)),
      .init("isStable", .bool(result.isStable)),
    ]
    if let tier = simulation.deployment.tier {
      members.append(
        .init(
          "offload",
          .object(
            tier.members + [.init("loadedPromptTokens", .integer(result.loadedPromptTokens))])))
    }
    return JSONText.object(members).pretty
  }

  private var autoscalingJSON: JSONText {
    guard let scaling = simulation.autoscaling else { return nil }
    return [
      "minimum": .integer(scaling.minimum), "maximum": .integer(scaling.maximum),
      "targetInFlight": .number(scaling.targetInFlight),
      "delaySeconds": .number(scaling.delaySeconds),
    ]
  }

  private var costJSON: JSONText {
    guard let price, let usd else { return nil }
    return [
      "usd": .number(usd), "usdPerGPUHour": .number(price.usdPerGPUHour),
      "usdPerMillionOutputTokens": .number(usd / Double(max(1, result.completionTokens)) * 1e6),
      "usdPerThousandRequests": .number(usd / Double(max(1, result.finished)) * 1e3),
      "source": .string(price.source),
    ]
  }
}
