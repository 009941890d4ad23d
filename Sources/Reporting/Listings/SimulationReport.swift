package import Breakeven

/// What a simulation showed, for a terminal and as JSON.
package struct SimulationReport: Sendable {
  private let simulation: Simulation
  private let result: SimulationResult

  package init(_ simulation: Simulation, _ result: SimulationResult) {
    self.simulation = simulation
    self.result = result
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
    let refused = result.tooLargeForCache + result.tooLongForContext
    if refused > 0 { add("refused as too long", NumberText.fixed(Double(refused), decimals: 0)) }
    add("duration", NumberText.duration(seconds: result.durationSeconds, digits: 3))
    add("output tokens per second", number(result.outputTokensPerSecond))
    add("within the targets", NumberText.percent(result.shareWithinLevel))
    add("goodput, requests per second", number(result.goodputRequestsPerSecond))
    add("utilisation", NumberText.percent(result.utilization))
    add("requests running on average", number(result.meanRunning))
    add("requests waiting on average", number(result.meanWaiting))
    add("KV cache held, mean", NumberText.percent(result.meanCacheShare))
    add("KV cache held, peak", NumberText.percent(result.peakCacheShare))
    if result.preemptions > 0 { add("preemptions", "\(result.preemptions)") }
    add("replica hours", number(result.replicaSeconds / 3600))
    add(
      "the queue",
      result.isStable
        ? "is stable" : "grows by \(number(result.queueGrowth)) s in each second")
    return style.bold(
      "\(deployment.model.name) on \(simulation.replicas) × \(deployment.parallelism.chips) \(deployment.accelerator.id)"
    ) + ", \(deployment.engine.name), \(simulation.router.rawValue)\n\n"
      + table.plainText(style: style) + "\n" + facts.plainText(style: style)
  }

  /// JSON, schema `breakeven/simulate/1`.
  package var json: String {
    var members: [JSONText.Member] = [
      .init("schema", "breakeven/simulate/1"),
      .init("model", .string(simulation.deployment.model.name)),
      .init("gpu", .string(simulation.deployment.accelerator.id)),
      .init("replicas", .integer(simulation.replicas)),
      .init("router", .string(simulation.router.rawValue)),
      .init(
        "requests",
        [
          "arrived": .integer(result.arrived), "finished": .integer(result.finished),
          "tooLargeForCache": .integer(result.tooLargeForCache),
          "tooLongForContext": .integer(result.tooLongForContext),
          "preemptions": .integer(result.preemptions),
        ]),
    ]
    for (name, summary) in latencies {
      members.append(
        .init(
          name,
          [
            "mean": .number(summary.mean), "p50": .number(summary.p50),
            "p90": .number(summary.p90), "p95": .number(summary.p95),
            "p99": .number(summary.p99),
          ]))
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
      .init("replicaSeconds", .number(result.replicaSeconds)),
      .init("queueGrowth", .number(result.queueGrowth)),
      .init("isStable", .bool(result.isStable)),
    ]
    return JSONText.object(members).pretty
  }
}
