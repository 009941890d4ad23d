package import CheckedJSON

extension TraceReader {
  /// The requests of a log one by one, in its order, for a simulation.
  ///
  /// Reads what ``profile(path:)`` reads, and leaves out failures and malformed lines like it, but takes
  /// memory for every request.
  ///
  /// - Throws: `InputError` for a log that cannot be read, is too long, or holds only sums.
  package func requests(path: String) throws(InputError) -> [LoggedRequest] {
    try requestLog(path: path).requests
  }

  /// The same with the prompt blocks that Mooncake's and Bailian's traces name: at most 67,108,864
  /// requests and as many blocks.
  package func requestLog(path: String) throws(InputError) -> RequestLog {
    try requestLog(paths: [path])
  }

  /// The requests of several logs, one log after another; `-` stands for standard input.
  ///
  /// Blocks of the same id are the same in all logs.
  package func requestLog(paths: [String]) throws(InputError) -> RequestLog {
    var reader = self
    reader.keepsRequests = true
    reader.answered = paths.count > 1 ? AnsweredIDs() : nil
    var whole: RequestLog?
    for path in paths {
      let reading = try reader.read(path: path)
      guard let log = reading.log, !log.requests.isEmpty || reading.profile.requests == 0 else {
        throw InputError(
          file: path, found: "sums of requests, without the requests themselves",
          expected: "a log with a line for each request")
      }
      if log.requests.isEmpty, reading.profile.findings.duplicates > 0 { continue }
      guard !log.requests.isEmpty else {
        throw InputError(
          file: path, found: "no request that was answered",
          expected: "a log with a line for each request")
      }
      guard whole?.agreesOnBlocks(with: log) ?? true else {
        throw InputError(
          file: path, found: "prompt blocks of \(log.tokensPerBlock ?? 0) tokens",
          expected: "blocks as long as those of the logs before it")
      }
      if whole == nil { whole = log } else { whole?.append(log) }
      guard whole?.isCut != true else {
        throw InputError(
          file: path,
          found:
            "more than \(LogSink.mostRecords) requests or \(NamedBlocks.maximum) prompt blocks",
          expected: "a log with fewer, such as a part of this one")
      }
    }
    guard let whole else { throw InputError(found: "no log", expected: "at least one") }
    return whole
  }
}
