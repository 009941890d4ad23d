import Breakeven
import Documents

extension CostReport {
  func isSimulated(_ option: SelfHostOption) -> Bool {
    if case .simulated = option.sizing { true } else { false }
  }

  /// How many of the options were sized by simulation, after the count of options.
  var sizingText: String {
    guard case .interactive = decision.workload.mode else { return "" }
    let simulated = decision.selfHosting.count { isSimulated($0) }
    guard simulated > 0 else { return "" }
    let lowered = decision.selfHosting.count { $0.sizing == .closedForm(.scaled) }
    return
      " Where the closed form is not to be trusted, fleets that could be chosen were sized by simulated "
      + "percentiles: \(simulated) of the combinations"
      + (lowered > 0 ? "; for \(lowered) others it was lowered by what that took off." : ".")
  }

  /// How the best fleet was sized, and why so.
  func sizingReason(_ option: SelfHostOption, burstiness: Double) -> String {
    switch option.sizing {
    case .simulated(let sizing):
      let why =
        burstiness > 1.2
        ? "requests come in bursts"
        : sizing.closedFormUtilization > 0.7
          ? "the closed form would load a replica to "
            + "\(NumberText.percent(sizing.closedFormUtilization)) of saturation, where it is not to be trusted"
          : "completions are so short that prompts of others slow down some of them far more than the mean"
      return "The fleet was sized by these percentiles, because \(why): "
        + "each replica of \(sizing.replicas == 1 ? "a fleet of one" : "\(sizing.replicas)") serves "
        + "\(NumberText.significant(sizing.replica.requestsPerSecond, digits: 3)) requests a second within "
        + "the targets; the closed form says "
        + "\(NumberText.significant(sizing.closedFormRequestsPerSecond, digits: 3))."
    case .closedForm(.trusted):
      let share = option.serviceCapacity.map {
        $0.requestsPerSecond / max(1e-12, $0.saturationRequestsPerSecond)
      }
      return
        "The fleet was sized by closed form, as arrivals are random and a replica is loaded to "
        + "\(NumberText.percent(share ?? 0)) of saturation at most; the simulation checks it."
    case .closedForm(.noTarget):
      return "The fleet was sized by closed form, as no target is to be kept."
    case .closedForm(.scaled):
      let budget = NumberText.compact(Double(decision.assumptions.simulatedRequests))
      return
        "The fleet was sized by closed form, lowered by what simulation took off others, as the "
        + "budget of \(budget) simulated requests was spent."
    case .closedForm(.untrusted):
      return "The fleet was sized by closed form, which is not to be trusted here."
    }
  }

  func sizingJSON(_ option: SelfHostOption) -> JSONText {
    switch option.sizing {
    case .closedForm(let trust): ["method": "closedForm", "trust": .string(trust.rawValue)]
    case .simulated(let sizing):
      [
        "method": "simulated", "replicas": .integer(sizing.replicas),
        "burstiness": .number(sizing.burstiness), "seed": .string("\(sizing.seed)"),
        "closedFormRequestsPerSecond": .number(sizing.closedFormRequestsPerSecond),
        "closedFormUtilization": .number(sizing.closedFormUtilization),
        "atCapacity": loadJSON(sizing.replica),
      ]
    }
  }

  private func loadJSON(_ load: ReplicaUnderLoad) -> JSONText {
    func summary(_ value: LatencySummary, _ percentile: Double) -> JSONText {
      [
        "atPercentile": .number(percentile), "mean": .number(value.mean), "p50": .number(value.p50),
        "p90": .number(value.p90), "p95": .number(value.p95), "p99": .number(value.p99),
      ]
    }
    return [
      "requestsPerSecond": .number(load.requestsPerSecond),
      "burstiness": .number(load.burstiness),
      "timeToFirstTokenSeconds": summary(load.timeToFirstToken, load.timeToFirstTokenSeconds),
      "timePerOutputTokenSeconds": summary(load.timePerOutputToken, load.timePerOutputTokenSeconds),
      "endToEndSeconds": summary(load.endToEnd, load.endToEndSeconds),
      "concurrency": .number(load.concurrency),
      "shareWithinLevel": .number(load.shareWithinLevel), "isStable": .bool(load.isStable),
      "simulatedRequests": .integer(load.simulatedRequests),
    ]
  }

  func loadsJSON(_ loads: LoadSweep) -> JSONText {
    func point(_ point: LoadSweep.Point) -> JSONText {
      [
        "simulated": loadJSON(point.simulated),
        "closedForm": point.closedForm.map {
          [
            "timeToFirstTokenSeconds": .number($0.firstToken),
            "timePerOutputTokenSeconds": .number($0.perToken),
          ]
        } ?? nil,
      ]
    }
    return [
      "option": .string(loads.option.name), "percentile": .number(loads.level.percentile),
      "replicas": .integer(loads.replicas), "burstiness": .number(loads.burstiness),
      "seed": .string("\(loads.seed)"),
      "saturationRequestsPerSecond": .number(loads.saturationRequestsPerSecond),
      "points": .array(loads.points.map(point)), "busiestHour": point(loads.busiest),
      "busiestHourWithoutSpares": loads.withoutSpares.map(point) ?? nil,
    ]
  }
}

extension SelfHostOption {
  /// Seconds at the percentile asked for, at the rate that one replica was found to serve.
  var latencyAtCapacity: (firstToken: Double, perToken: Double)? {
    if case .simulated(let sizing) = sizing {
      return (sizing.replica.timeToFirstTokenSeconds, sizing.replica.timePerOutputTokenSeconds)
    }
    return serviceCapacity.map { ($0.timeToFirstTokenSeconds, $0.timePerOutputTokenSeconds) }
  }
}

extension SelfHostOption.Sizing {
  /// In a word or two.
  var reportTitle: String {
    switch self {
    case .simulated: "simulation"
    case .closedForm(.noTarget): "saturation"
    case .closedForm(.trusted): "closed form"
    case .closedForm(.scaled): "closed form, lowered"
    case .closedForm(.untrusted): "closed form, not trusted"
    }
  }
}
