import Breakeven
import Documents
import Reporting
import RequestLogs

/// Where the requests of a simulation come from: a log, or a workload that they are drawn from.
struct SimulatedSource {
  /// What the requests are, in a few words.
  let title: String
  /// The requests of logs, if they come from there and are to be played.
  let trace: RequestTrace?
  private let logs: (reader: TraceReader, paths: [String])?
  private let workload: Workload?

  private static let usualRequests = 100_000

  /// - Parameter playsRequests: whether the requests of logs are wanted one by one, beyond their mix.
  init(_ options: SimulatedRequests, playsRequests: Bool) throws {
    if let path = options.trace {
      let paths = [path] + options.furtherTraces
      for path in paths where path != "-" { try Files.requireFile(path) }
      let reader = try options.log.traceReader(model: options.logModel)
      logs = (reader, paths)
      workload = nil
      guard playsRequests else {
        (title, trace) = ("", nil)
        return
      }
      let log = try reader.requestLog(paths: paths)
      try options.log.requireFewLosses(log.lossShare, file: paths.joined(separator: ", "))
      guard log.untimedRequests < log.requests.count || options.isQueued else {
        throw CommandFailure(
          code: .badData,
          message:
            "\(paths.joined(separator: ", ")): found no arrival times, expected a log that has them, "
            + "or --queued to play requests that all lie ready at the start")
      }
      let trace = try RequestTrace(log)
      title = Self.title(log, trace, of: paths.count)
      self.trace = trace
    } else if let path = options.workload {
      let workload = try WorkloadFile(path).workload()
      title = "requests drawn from \(workload.name)"
      self.workload = workload
      (trace, logs) = (nil, nil)
    } else {
      throw CommandFailure.usage("breakeven simulate needs --trace or --workload")
    }
  }

  private static func title(_ log: RequestLog, _ trace: RequestTrace, of logs: Int) -> String {
    var title = "\(NumberText.compact(Double(trace.count), digits: 4)) requests of "
    title += logs == 1 ? "a log" : "\(logs) logs"
    if trace.namesBlocks { title += " with named prompt blocks" }
    if log.untimedRequests > 0, log.untimedRequests < trace.count {
      title += ", \(log.untimedRequests) without a time that come with the one before"
    }
    if log.failures > 0 { title += ", \(log.failures) failed ones left out" }
    if log.malformedLines > 0 { title += ", \(log.malformedLines) malformed lines left out" }
    return title
  }

  /// The targets that a workload has.
  var level: ServiceLevel? {
    guard case .interactive(let level, _) = workload?.mode else { return nil }
    return level
  }

  /// The hours in which a job must be done.
  var deadlineHours: Double? {
    guard case .batch(let terms) = workload?.mode else { return nil }
    return terms.deadlineHours
  }

  /// The adapters that a workload declares.
  var adapters: Adapters? { workload?.adapters }

  var sharedPrefix: SharedPrefix? { workload?.sharedPrefix }

  /// The lengths, those of a log in bins.
  func mix() throws -> RequestMix {
    if let workload { return workload.mix }
    guard let logs else { throw CommandFailure.usage("breakeven simulate needs requests") }
    return try logs.reader.profile(paths: logs.paths).mix
  }

  /// What an answer takes on a replica that is half full.
  private static func answerSeconds(_ workload: Workload, _ deployment: Deployment) -> Double {
    let shape = RequestShape(workload.mix, sharedPrefix: workload.sharedPrefix)
    let half = max(1, min(16, deployment.runningLimit(for: shape) / 2))
    let state = deployment.saturated(at: half, shape: shape)
    return state.timeToFirstToken + shape.decodeSteps * state.timePerOutputToken
  }

  /// - Parameter deployment: What each replica is; how long an answer of it takes is part of a session's pace.
  func arrivals(_ options: SimulatedRequests, on deployment: Deployment) throws -> Arrivals {
    if let trace {
      guard options.isQueued else {
        return try .replaying(
          trace, speed: options.speed ?? 1, repetitions: options.repetitions ?? 1)
      }
      return .queued(trace)
    }
    guard let workload else { throw CommandFailure.usage("breakeven simulate needs requests") }
    let asked = options.count
    let seed = UInt64(options.seed)
    switch workload.mode {
    case .batch:
      let paced: [any DeclaredOption] = [options.$rate, options.$burstiness]
      if let given = paced.first(where: \.isGiven) {
        throw CommandFailure.usage(
          "breakeven simulate: \(given.name) goes with an interactive workload; \(workload.name) is a batch"
        )
      }
      let job = workload.batchJobs?.requestsPerJob ?? 0
      guard asked != nil || job <= Double(SimulatedRequests.mostRequests) else {
        throw CommandFailure.usage(
          "a job of \(NumberText.compact(job)) requests takes too long: give --requests, at most "
            + "\(SimulatedRequests.mostRequests), and --deadline-hours for as many")
      }
      return try .queued(
        workload.mix, count: asked ?? max(1, Int(job.rounded())), seed: seed,
        sharedPrefix: workload.sharedPrefix)
    case .interactive(_, let traffic) where workload.reuse?.sessions != nil && !options.isQueued:
      let mean = (workload.volume.requestsPerMonth ?? 0) / (Volume.hoursPerMonth * 3600)
      guard !options.$burstiness.isGiven else {
        throw CommandFailure.usage(
          "breakeven simulate: --burstiness goes with requests that come one by one, but "
            + "\(workload.name) declares sessions, and sessions begin at random")
      }
      guard traffic.burstiness == 1 else {
        throw CommandFailure(
          code: .badData,
          message:
            "\(workload.name): mode.interactive.traffic.burstiness: found "
            + "\(NumberText.compact(traffic.burstiness)), expected none or 1 beside sessions, which a simulation "
            + "begins at random; --queued plays the requests without their times")
      }
      let most = SessionArrivals.mostRequests
      if let asked, asked > most {
        throw CommandFailure.usage(
          "--requests: found \(asked), expected at most \(most) of a workload with sessions, whose prompts are kept "
            + "in memory (did you mean \"\(most)\"?)")
      }
      return try .replaying(
        SessionArrivals(
          workload.reuse?.sessions, completions: workload.mix,
          requestsPerSecond: min(max(options.rate ?? mean * traffic.peakToAverage, 1e-9), 1e9),
          count: asked ?? SessionArrivals.usualCount,
          answerSeconds: Self.answerSeconds(workload, deployment), seed: seed
        ).trace())
    case .interactive(_, let traffic):
      let count = asked ?? Self.usualRequests
      if options.isQueued {
        return try .queued(
          workload.mix, count: count, seed: seed, sharedPrefix: workload.sharedPrefix)
      }
      let mean = (workload.volume.requestsPerMonth ?? 0) / (Volume.hoursPerMonth * 3600)
      let rate = options.rate ?? mean * traffic.peakToAverage
      return try .drawn(
        from: workload.mix, requestsPerSecond: min(max(rate, 1e-9), 1e9),
        burstiness: options.burstiness ?? traffic.burstiness,
        count: count, seed: seed, sharedPrefix: workload.sharedPrefix)
    }
  }
}
