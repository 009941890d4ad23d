public import CheckedJSON

/// One request of a log.
public struct LoggedRequest: Hashable, Sendable {
  /// Seconds, since 1970 or since the log's beginning; `nil` if the log does not say.
  public let seconds: Double?
  /// Tokens that went in, cached ones included.
  public let promptTokens: Int
  /// Tokens that came out.
  public let completionTokens: Int
  /// Prompt tokens that a cache served.
  public let cachedTokens: Int
}

extension TraceReader {
  /// The most bytes of a log whose requests are kept one by one.
  private static var maximumBytes: Int { 4 << 30 }

  /// The requests of a log one by one, in its order, for a simulation.
  ///
  /// Unlike a profile this takes memory for every request: about 24 bytes each. Failures and malformed
  /// lines are left out, as in ``profile(path:)``.
  ///
  /// - Throws: `InputError` for a log that cannot be read, is a pipe or above 4 GiB, or holds only sums.
  public func requests(path: String) throws(InputError) -> [LoggedRequest] {
    let file = try LogFile(path: path)
    guard let size = file.size, size <= Self.maximumBytes else {
      throw InputError(
        file: path, found: "a pipe or more than 4 GiB", expected: "a file of at most 4 GiB")
    }
    guard size > 0 else {
      throw InputError(file: path, found: "an empty log", expected: "at least one request")
    }
    let mapping = try LogMapping(file, size: size, name: path)
    let records: [LogRecord] = try mapping.withBytes { bytes throws(InputError) in
      try scanAll(bytes, name: path)
    }
    guard !records.isEmpty else {
      throw InputError(
        file: path, found: "no request by itself", expected: "a log with a line for each request")
    }
    return records.map(LoggedRequest.init)
  }

  private func scanAll(_ bytes: Span<UInt8>, name: String) throws(InputError) -> [LogRecord] {
    var sample: [UInt8] = []
    for index in 0..<min(bytes.count, LogPlan.sampleBytes) { sample.append(bytes[index]) }
    let plan = try LogPlan(sample: sample, format: format, columns: columns, file: name)
    var sink = LogSink(plan.layout, keepsRecords: true)
    _ = plan.scan(bytes, plan.bodyStart..<bytes.count, into: &sink)
    sink.flush()
    return sink.kept
  }
}

extension LoggedRequest {
  fileprivate init(_ record: LogRecord) {
    seconds = record.time == LogRecord.noTime ? nil : Double(record.time) / 1e6
    promptTokens = Int(record.promptTokens)
    completionTokens = Int(record.completionTokens)
    cachedTokens = Int(record.cachedTokens)
  }
}
