import Breakeven
import Documents

extension LatencySection {
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
          : option.serviceCapacity.map { $0.concurrency < 1 } ?? false
            ? "the closed form would keep less than one request in flight on a replica, where it is not to be trusted"
            : "completions are so short that prompts of others slow down some of them far more than the mean"
      return "The fleet was sized by these percentiles, because \(why): "
        + "each replica of \(sizing.replicas == 1 ? "a fleet of one" : NumberText.counted(sizing.replicas)) serves "
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

  func loadsJSON(_ loads: LoadSweep) -> JSONText {
    func point(_ point: LoadSweep.Point) -> JSONText {
      [
        "simulated": point.simulated.json,
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
