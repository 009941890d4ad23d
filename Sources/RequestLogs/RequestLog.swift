/// The requests of logs, and the blocks of prompts that they name.
package struct RequestLog: Hashable, Sendable {
  /// The requests in the order of the logs.
  package private(set) var requests: [LoggedRequest]
  /// Tokens of a named block; `nil` if the format names none.
  package private(set) var tokensPerBlock: Int?
  /// Whether the blocks behind those of a prompt are the ones that its answer fills.
  package private(set) var namesAnswers = false
  /// Requests that failed and were left out.
  package private(set) var failures: Int
  /// Lines that could not be read and were left out.
  package private(set) var malformedLines: Int
  /// Requests whose time the log does not say.
  package private(set) var untimedRequests: Int
  /// The share of lines that could not be read.
  package var lossShare: Double {
    let all = requests.count + failures + malformedLines
    return all > 0 ? Double(malformedLines) / Double(all) : 0
  }
  private var blocks: NamedBlocks
  /// Whether there was more than is kept.
  private(set) var isCut: Bool

  init(_ sink: LogSink, tokensPerBlock: Int?) {
    requests = sink.kept.map(LoggedRequest.init)
    failures = Int(clamping: sink.tally.failures)
    malformedLines = Int(clamping: sink.part.malformed)
    untimedRequests = requests.count { $0.seconds == nil }
    blocks = sink.keptBlocks.ids.isEmpty ? NamedBlocks() : sink.keptBlocks
    isCut = sink.isCut
    self.tokensPerBlock = tokensPerBlock
  }

  /// The same with blocks by the sessions that a column names, where the log names none itself.
  ///
  /// Several logs that name the same session go on with it.
  init(sessionsOf sink: LogSink) {
    self.init(sink, tokensPerBlock: nil)
    let sessions = sink.kept.map(\.session)
    guard sessions.contains(where: { $0 != 0 }) else { return }
    tokensPerBlock = SessionBlocks.tokensPerBlock
    namesAnswers = true
    blocks = SessionBlocks(requests, sessions: sessions).blocks
    isCut = isCut || blocks.isCut
  }

  /// Whether any block is named.
  package var namesBlocks: Bool { tokensPerBlock != nil && !blocks.ids.isEmpty }

  /// The leading blocks of a request's prompt, and those of its answer where the log names them; an id
  /// stands for all tokens before it, too.
  package func prefixBlocks(ofRequest index: Int) -> ArraySlice<UInt64> { blocks[index] }

  /// Whether blocks of both logs hold as many tokens, as far as they name any.
  func agreesOnBlocks(with other: RequestLog) -> Bool {
    !namesBlocks || !other.namesBlocks || tokensPerBlock == other.tokensPerBlock
  }

  /// Appends the requests of another log.
  mutating func append(_ other: RequestLog) {
    if other.namesBlocks || !namesBlocks {
      tokensPerBlock = other.tokensPerBlock ?? tokensPerBlock
      namesAnswers = other.namesAnswers
    }
    blocks.append(other.blocks, after: requests.count)
    requests += other.requests
    failures += other.failures
    malformedLines += other.malformedLines
    untimedRequests += other.untimedRequests
    isCut = isCut || other.isCut || blocks.isCut || requests.count > LogSink.mostRecords
  }
}
