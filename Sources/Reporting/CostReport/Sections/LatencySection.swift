import Breakeven
import Documents

/// Simulated percentiles of the best fleet against its load.
struct LatencySection: ReportSection {
  let facts: ReportFacts

  var folded: Fold? {
    guard let loads = facts.loads else { return nil }
    var blocks: [ReportDocument.Block] = [.paragraph(InlineText(latencyText(loads)))]
    if loads.points.count > 2 { blocks.append(.figure(latencyChart(loads))) }
    blocks.append(.table(latencyTable(loads)))
    return Fold("Latency under load", blocks)
  }

  var json: [JSONText.Member] {
    [.init("latencyByLoad", facts.loads.map(loadsJSON) ?? nil)]
  }

  private func percentileName(_ level: ServiceLevel) -> String {
    "p" + NumberText.trimmed(level.percentile, digits: 4)
  }

  private func latencyText(_ loads: LoadSweep) -> String {
    let arrivals =
      loads.burstiness == 1
      ? "requests that arrive at random"
      : "requests whose gaps vary by \(NumberText.significant(loads.burstiness, digits: 3)) of their mean"
    let sharing =
      loads.replicas == 1
      ? "on one replica" : "shared out in turn among \(NumberText.counted(loads.replicas)) replicas"
    let busy = NumberText.percent(loads.busiest.simulated.shareWithinLevel)
    var kept = "At the busiest hour \(busy) of requests keep both targets"
    if let point = loads.withoutSpares {
      let share = NumberText.percent(point.simulated.shareWithinLevel)
      kept += ", and \(share) after the spare has failed"
    }
    let requests = NumberText.compact(Double(loads.simulatedRequests))
    return "Simulated event by event: \(arrivals), with the workload's lengths, \(sharing) of "
      + "\(shortName(loads.option)), \(loads.option.deployment.engine.name); "
      + "\(requests) requests in all, seed \(loads.seed). "
      + sizingReason(loads.option, burstiness: loads.burstiness) + " \(kept)."
  }

  private func latencyTable(_ loads: LoadSweep) -> TextTable {
    let name = percentileName(loads.level)
    var table = TextTable(columns: [
      TextTable.Column("At the busiest hour"),
      TextTable.Column("Requests/s per replica", .right), TextTable.Column("Target", .right),
      TextTable.Column("mean", .right), TextTable.Column("p50", .right),
      TextTable.Column("p90", .right), TextTable.Column("p95", .right),
      TextTable.Column("p99", .right),
      TextTable.Column("\(name), closed form", .right, note: "by which trusted fleets are sized"),
    ])
    func add(
      _ title: String, _ point: LoadSweep.Point, _ target: Double?, _ summary: LatencySummary,
      _ closedForm: Double?
    ) {
      func duration(_ seconds: Double?) -> InlineText {
        InlineText(seconds.map { NumberText.duration(seconds: $0, digits: 3) } ?? "")
      }
      table.append(
        [
          InlineText(title),
          InlineText(NumberText.significant(point.simulated.requestsPerSecond, digits: 3)),
          duration(target),
        ]
          + [summary.mean, summary.p50, summary.p90, summary.p95, summary.p99].map(duration)
          + [duration(closedForm)])
    }
    for (state, point) in [("", loads.busiest), (", spare failed", loads.withoutSpares)] {
      guard let point else { continue }
      let load = point.simulated
      add(
        "first token" + state, point, loads.level.timeToFirstTokenSeconds, load.timeToFirstToken,
        point.closedForm?.firstToken)
      add(
        "per further token" + state, point, loads.level.timePerOutputTokenSeconds,
        load.timePerOutputToken, point.closedForm?.perToken)
      add("whole answer" + state, point, nil, load.endToEnd, nil)
    }
    return table
  }

  private func latencyChart(_ loads: LoadSweep) -> ReportDocument.Figure {
    let name = percentileName(loads.level)
    let points = loads.points
    func line(
      _ title: String, color: Int, isClosedForm: Bool = false,
      _ seconds: (LoadSweep.Point) -> Double?
    ) -> Chart.Series {
      Chart.Series(
        title,
        .line(
          points.compactMap { point in
            seconds(point).map { Chart.Point(point.simulated.requestsPerSecond, $0) }
          }),
        emphasis: isClosedForm ? .normal : .strong, isDashed: isClosedForm, color: color)
    }
    let series = [
      line("whole answer", color: 4) { $0.simulated.endToEndSeconds },
      line("first token", color: 3) { $0.simulated.timeToFirstTokenSeconds },
      line("first token, closed form", color: 3, isClosedForm: true) { $0.closedForm?.firstToken },
      line("per token", color: 2) { $0.simulated.timePerOutputTokenSeconds },
      line("per token, closed form", color: 2, isClosedForm: true) { $0.closedForm?.perToken },
    ]
    var markers: [Chart.Marker] = [
      .vertical(x: loads.busiest.simulated.requestsPerSecond, label: "busiest hour"),
      .vertical(x: loads.option.replicaRequestsPerSecond, label: "sized for at most"),
    ]
    if let target = loads.level.timeToFirstTokenSeconds {
      markers.append(.horizontal(y: target, label: "target, first token"))
    }
    if let target = loads.level.timePerOutputTokenSeconds {
      markers.append(.horizontal(y: target, label: "target, per token"))
    }
    let chart = Chart(
      title: "Latency under load",
      subtitle: "\(shortName(loads.option)): \(name) of simulated requests, up to saturation",
      description:
        "Time to the first token, per further token and for the whole answer at the percentile asked for, against the requests that come to one replica, simulated and by closed form, with the targets.",
      x: ChartAxis("Requests per second and replica"),
      y: ChartAxis("Seconds", scale: .logarithmic, format: .seconds), series: series,
      markers: markers)
    return ReportDocument.Figure(
      fileName: "latency-under-load.svg", description: chart.description, svg: chart.svg)
  }
}
