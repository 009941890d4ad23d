import CheckedJSON
import Workloads

extension Question {
  /// How soon answers are wanted.
  ///
  /// Where somebody waits and nothing says how long, that is as long as a person does: a fleet in full use would make
  /// them wait for minutes. A long prompt may take a second for each thousand of its tokens.
  func mode(
    _ kind: UsageKind?, promptTokens: Double?, writesNothing: Bool, _ assumed: inout [String]
  ) throws(InputError) -> JSONValue {
    guard !isBatch else {
      if deadline == nil {
        assumed.append(Workload.assumption(AssumedTarget.deadline(hours: 24)))
      }
      var terms: [String: JSONValue] = ["deadlineHours": .string(deadline ?? "24h")]
      terms["jobsPerMonth"] = jobsPerMonth.map { .number($0) }
      if job == nil, bill == nil {
        assumed.append(Workload.assumption("one job a day, with the requests of that day"))
      }
      return ["batch": .object(terms)]
    }
    var targets: [String: JSONValue] = [:]
    func target(
      _ key: String, _ stated: String?, _ usual: UsualValue, seconds: Double, _ what: String
    ) {
      if let stated {
        if stated.lowercased() != Self.anyTime { targets[key] = .string(stated) }
      } else {
        targets[key] = .number(seconds)
        assumed.append(Workload.assumption(what, from: usual))
      }
    }
    try Self.requireUnit(of: timeToFirstToken, above: 60, flag: "--ttft")
    try Self.requireUnit(of: timePerOutputToken, above: 1, flag: "--tpot")
    let usual = try UsualValues.builtIn()
    let first = kind?.timeToFirstTokenSeconds ?? usual.patience
    let firstSeconds =
      kind?.timeToFirstTokenSeconds?.likely
      ?? max(usual.patience.likely, ((promptTokens ?? 0) / 1000).rounded(.up))
    target(
      "timeToFirstTokenSeconds", timeToFirstToken, first, seconds: firstSeconds,
      AssumedTarget.firstToken(seconds: firstSeconds))
    let further = kind?.timePerOutputTokenSeconds ?? usual.readingPace
    if !writesNothing || timePerOutputToken != nil {
      target(
        "timePerOutputTokenSeconds", timePerOutputToken, further, seconds: further.likely,
        AssumedTarget.furtherToken(seconds: further.likely))
    }
    if let peak = kind?.peakToAverage {
      targets["traffic"] = ["peakToAverage": .number(peak.likely)]
      assumed.append(
        Workload.assumption("a busiest hour of \(peak.spelled()) times the mean", from: peak))
    }
    return ["interactive": .object(targets)]
  }

  /// Refuses a bare number that would be longer, in seconds, than anybody waits: milliseconds may be meant.
  private static func requireUnit(
    of time: String?, above seconds: Double, flag: String
  ) throws(InputError) {
    guard let time, let number = Double(time), number.isFinite, number > seconds else { return }
    throw InputError(
      place: flag, found: "\"\(time.shortened())\"",
      expected: "a time with its unit, such as \(time)ms or \(time)s")
  }

  /// How often a job comes back, such as 7M/week; `nil` for each day, and for one that does not.
  private var jobsPerMonth: Double? {
    guard let job, let rate = WrittenVolume(rate: job), rate.periodSeconds != 86_400,
      rate.periodSeconds >= 3600
    else { return nil }
    return Volume.hoursPerMonth * 3600 / rate.periodSeconds
  }
}
