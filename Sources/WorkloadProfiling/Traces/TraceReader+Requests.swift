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

/// The requests of a log, and the blocks of prompts that it names.
public struct RequestLog: Hashable, Sendable {
  /// The requests in the log's order.
  public let requests: [LoggedRequest]
  /// Tokens of a named block; `nil` if the format names none.
  public let tokensPerBlock: Int?
  /// Requests that failed and were left out.
  public let failures: Int
  /// Lines that could not be read and were left out.
  public let malformedLines: Int
  private let blocks: NamedBlocks

  fileprivate init(_ sink: LogSink, tokensPerBlock: Int?) {
    requests = sink.kept.map(LoggedRequest.init)
    failures = Int(clamping: sink.tally.failures)
    malformedLines = Int(clamping: sink.part.malformed)
    blocks = sink.keptBlocks
    self.tokensPerBlock = tokensPerBlock
  }

  /// Whether any block is named.
  public var namesBlocks: Bool { tokensPerBlock != nil && !blocks.ids.isEmpty }

  /// The leading blocks of a request's prompt; an id stands for all tokens before it, too.
  public func prefixBlocks(ofRequest index: Int) -> ArraySlice<UInt64> { blocks[index] }
}

extension TraceFormat {
  /// Tokens of a block of `hash_ids`.
  fileprivate var tokensPerBlock: Int? {
    switch self {
    case .mooncake: 512
    case .bailian: 16
    default: nil
    }
  }
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
    try requestLog(path: path).requests
  }

  /// The same with the prompt blocks that Mooncake's and Bailian's traces name, at most 67,108,864 of them.
  public func requestLog(path: String) throws(InputError) -> RequestLog {
    let file = try LogFile(path: path)
    guard let size = file.size, size <= Self.maximumBytes else {
      throw InputError(
        file: path, found: "a pipe or more than 4 GiB", expected: "a file of at most 4 GiB")
    }
    guard size > 0 else {
      throw InputError(file: path, found: "an empty log", expected: "at least one request")
    }
    let mapping = try LogMapping(file, size: size, name: path)
    let log: RequestLog = try mapping.withBytes { bytes throws(InputError) in
      if size >= 2, [bytes[0], bytes[1]] == GzipStream.magic {
        throw InputError(
          file: path, found: "a gzip file", expected: "a plain one, whose requests can be replayed")
      }
      return try scanAll(bytes, name: path)
    }
    guard !log.requests.isEmpty else {
      throw InputError(
        file: path, found: "no request by itself", expected: "a log with a line for each request")
    }
    return log
  }

  private func scanAll(_ bytes: Span<UInt8>, name: String) throws(InputError) -> RequestLog {
    var sample: [UInt8] = []
    for index in 0..<min(bytes.count, LogPlan.sampleBytes) { sample.append(bytes[index]) }
    let plan = try LogPlan(sample: sample, format: format, columns: columns, file: name)
    var sink = LogSink(plan.layout, keepsRecords: true)
    _ = plan.scan(bytes, plan.bodyStart..<bytes.count, into: &sink)
    sink.flush()
    guard !sink.keptBlocks.isCut else {
      throw InputError(
        file: name, found: "more than \(NamedBlocks.maximum) prompt blocks",
        expected: "a log with fewer, such as a part of this one")
    }
    return RequestLog(sink, tokensPerBlock: plan.format?.tokensPerBlock)
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
