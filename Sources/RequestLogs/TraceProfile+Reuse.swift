public import CheckedJSON
import Workloads

extension TraceReader {
  /// The profile of logs with what came back of their prompts, where they name blocks, or a column the session of a
  /// request: reads such a log twice.
  ///
  /// - Parameter paths: The logs, in any order.
  /// - Throws: `InputError` for a log that cannot be read.
  public func profileWithReuse(paths: [String]) throws(InputError) -> TraceProfile {
    var profile = TraceProfile()
    var reader = self
    reader.answered = paths.count > 1 ? AnsweredIDs() : nil
    for path in paths {
      var part = try reader.profile(path: path)
      if part.prefixReuse != nil || namesSessions(part), part.reuse.isEmpty, path != "-" {
        part.reuse = ReuseTally(try requestLog(path: path))
      }
      for index in part.firstMalformedLines.indices
      where part.firstMalformedLines[index].file == nil {
        part.firstMalformedLines[index].file = path
      }
      profile.merge(part)
    }
    return profile
  }
}

extension TraceReader {
  /// Whether a column names the sessions of a log's requests, and they are few enough to follow.
  private func namesSessions(_ profile: TraceProfile) -> Bool {
    guard selection.session != nil, profile.findings.sessions > 0, profile.groupedRequests == 0
    else { return false }
    let tokens = profile.promptTokens.mean + profile.completionTokens.mean
    return Double(profile.requests) * (tokens / Double(SessionBlocks.tokensPerBlock))
      < Double(NamedBlocks.maximum)
  }
}

extension TraceProfile {
  /// What came back of the prompts, for a workload; `nil` where blocks, times or lasting reuse are missing.
  var measuredReuse: MeasuredReuse? {
    get throws(InputError) {
      guard reuse.promptTokens > 0, reuse.microseconds > 0 else { return nil }
      let all = Double(reuse.promptTokens)
      func rows(_ counts: [UInt64], scale: Double) -> [MeasuredReuse.Row] {
        var rows: [MeasuredReuse.Row] = []
        var sum = 0.0
        for bin in counts.indices where counts[bin] > 0 {
          sum += Double(counts[bin])
          rows.append(
            MeasuredReuse.Row(
              bound: (ReuseTally.bound(of: bin) / scale).rounded(toPlaces: 3),
              share: min(1, sum / all).rounded(toPlaces: 4)))
        }
        return rows
      }
      let curves = reuse.byTokens.map { rows($0, scale: 1) }
      guard let first = curves.first, !first.isEmpty else { return nil }
      return try MeasuredReuse(
        requestsPerSecond: (Double(reuse.requests) / Double(reuse.microseconds) * 1e6)
          .rounded(toPlaces: 6), seconds: (Double(reuse.microseconds) / 1e6).rounded(toPlaces: 1),
        withinTokens: curves, withinSeconds: rows(reuse.byMilliseconds, scale: 1000))
    }
  }
}
