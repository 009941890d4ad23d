import Breakeven
import Documents

extension SelfHostOption {
  /// Whether what a replica serves was found by simulation.
  var isSimulated: Bool {
    if case .simulated = sizing { true } else { false }
  }

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

  /// How it was found what one replica serves, for programs.
  var json: JSONText {
    switch self {
    case .closedForm(let trust): ["method": "closedForm", "trust": .string(trust.rawValue)]
    case .simulated(let sizing):
      [
        "method": "simulated", "replicas": .integer(sizing.replicas),
        "burstiness": .number(sizing.burstiness), "seed": .string("\(sizing.seed)"),
        "closedFormRequestsPerSecond": .number(sizing.closedFormRequestsPerSecond),
        "closedFormUtilization": .number(sizing.closedFormUtilization),
        "atCapacity": sizing.replica.json,
      ]
    }
  }
}

extension ReplicaUnderLoad {
  /// Its percentiles, for programs.
  var json: JSONText {
    func summary(_ value: LatencySummary, _ percentile: Double) -> JSONText {
      .object([.init("atPercentile", .number(percentile))] + value.members)
    }
    return [
      "requestsPerSecond": .number(requestsPerSecond),
      "burstiness": .number(burstiness),
      "timeToFirstTokenSeconds": summary(timeToFirstToken, timeToFirstTokenSeconds),
      "timePerOutputTokenSeconds": summary(timePerOutputToken, timePerOutputTokenSeconds),
      "endToEndSeconds": summary(endToEnd, endToEndSeconds),
      "concurrency": .number(concurrency),
      "shareWithinLevel": .number(shareWithinLevel), "isStable": .bool(isStable),
      "simulatedRequests": .integer(simulatedRequests),
    ]
  }
}
