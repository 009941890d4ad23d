/// A line of a log that could not be read.
package struct MalformedLine: Hashable, Sendable {
  /// The line, counted from 1 within its file.
  package var line: Int
  /// The file; `nil` for a log that has no name.
  package var file: String?
}

extension MalformedLine: Comparable {
  /// By file and line.
  package static func < (one: MalformedLine, other: MalformedLine) -> Bool {
    (one.file ?? "", one.line) < (other.file ?? "", other.line)
  }
}

/// What depends on the order of lines: gaps between arrivals and the numbers of bad lines.
struct LogPart: Hashable, Sendable {
  var gaps = ArrivalGaps()
  var lines = 0
  var malformed: UInt64 = 0
  var firstMalformed: [MalformedLine] = []

  static let keptMalformed = 5

  /// Appends the part that follows in the same file, whose lines are counted on from here.
  mutating func append(_ later: LogPart) {
    gaps.append(later.gaps)
    malformed &+= later.malformed
    for bad in later.firstMalformed where firstMalformed.count < Self.keptMalformed {
      firstMalformed.append(MalformedLine(line: bad.line + lines, file: bad.file))
    }
    lines += later.lines
  }
}

/// Takes the fields of lines, one line after another, and hands them to the accumulators in batches.
struct LogSink: Sendable {
  var tally = TraceTally()
  var part = LogPart()
  var fields = LogFields()
  /// Every record in order, where they are asked for with ``keepsRecords``.
  private(set) var kept: [LogRecord] = []
  /// The prompt blocks that they name, one after the other, where they are asked for.
  private(set) var keptBlocks = NamedBlocks()
  private var isShortOfRecords = false
  private var batch: [LogRecord] = []
  private let isGrouped: Bool
  private let emptyIsFailure: Bool
  let keepsRecords: Bool

  /// The most records that are kept: 1.6 GB.
  static let mostRecords = 1 << 26

  init(_ layout: LogLayout, keepsRecords: Bool = false) {
    self.keepsRecords = keepsRecords
    isGrouped = layout.isGrouped
    emptyIsFailure = layout.emptyIsFailure
    batch.reserveCapacity(LogRun.longest)
  }

  /// Ends a line whose fields have been read.
  @inline(__always)
  mutating func endLine(isWellFormed: Bool) {
    part.lines &+= 1
    guard isWellFormed else {
      dropBlocks()
      return addMalformed()
    }
    guard !isGrouped, fields.isAnsweredRequest else { return endUnusualLine() }
    batch.append(fields.record)
    if keepsRecords { keptBlocks.endRequest() }
    if batch.count == LogRun.longest { flush() }
  }

  /// Takes the lines of a run.
  mutating func add(_ run: LogRun) {
    guard run.count > 0 || run.failures > 0 else { return }
    flush()
    part.lines &+= run.count &+ run.failures
    tally.failures &+= UInt64(run.failures)
    add(run.records, run.count)
  }

  /// Hands over the requests that were taken one by one.
  mutating func flush() {
    add(batch, batch.count)
    batch.removeAll(keepingCapacity: true)
  }

  private mutating func add(_ records: [LogRecord], _ count: Int) {
    guard count > 0 else { return }
    tally.add(records, count)
    part.gaps.add(records, count)
    guard keepsRecords else { return }
    isShortOfRecords = isShortOfRecords || kept.count + count > Self.mostRecords
    if !isShortOfRecords { kept += records[..<count] }
  }

  /// Ends a line that says nothing, such as an empty one or a repeated header.
  mutating func endEmptyLine() { part.lines &+= 1 }

  /// Keeps a block of the line's prompt, where requests are kept.
  mutating func keep(block id: UInt64) { keptBlocks.append(id) }

  /// Forgets the blocks of a line that is read once more.
  mutating func dropBlocks() { if keepsRecords { keptBlocks.dropRequest() } }

  /// Whether there was more than is kept.
  var isCut: Bool { isShortOfRecords || keptBlocks.isCut }

  private mutating func endUnusualLine() {
    dropBlocks()
    if fields.isNoRequest {
      return
    } else if fields.hasFailed {
      tally.failures &+= 1
    } else if isGrouped, fields.hasLengths {
      addGroup()
    } else if fields.hasLengths, fields.prompt <= LogRecord.maximumTokens, fields.completion == 0 {
      guard emptyIsFailure else { return addMalformed() }
      tally.failures &+= 1
    } else {
      addMalformed()
    }
  }

  private mutating func addGroup() {
    let limit = Double(fields.requests) * Double(LogRecord.maximumTokens)
    if fields.requests == 0, fields.prompt > 0 || fields.completion > 0 { return addMalformed() }
    guard Double(fields.prompt) <= limit, Double(fields.completion) <= limit else {
      return addMalformed()
    }
    func product(_ first: UInt64, _ second: UInt64) -> UInt128 {
      UInt128(first) &* UInt128(second) / UInt128(max(1, fields.requests))
    }
    let (prompt, completion) = (fields.prompt, fields.completion)
    tally.add(
      LogGroup(
        requests: fields.requests, promptTokens: prompt, completionTokens: completion,
        cachedTokens: min(fields.cached, prompt),
        promptSquares: fields.group.promptSquares > 0
          ? fields.group.promptSquares : product(prompt, prompt),
        completionSquares: fields.group.completionSquares > 0
          ? fields.group.completionSquares : product(completion, completion),
        products: fields.group.products > 0 ? fields.group.products : product(prompt, completion),
        hourOfWeek: fields.group.hourOfWeek,
        firstTime: fields.group.firstTime, lastTime: fields.group.lastTime))
  }

  /// Takes a request that was read otherwise than as the fields of a line.
  mutating func take(_ record: LogRecord) {
    batch.append(record)
    if keepsRecords { keptBlocks.endRequest() }
    if batch.count == LogRun.longest { flush() }
  }

  /// The requests that were taken so far.
  var counted: UInt64 { tally.requests &+ UInt64(batch.count) }

  /// Counts requests that were not answered.
  mutating func addFailures(_ count: UInt64) { tally.failures &+= count }
  mutating func addFailure() { addFailures(1) }

  /// Counts a line that could not be read: the last one that ended.
  mutating func addMalformed() {
    part.malformed &+= 1
    if part.firstMalformed.count < LogPart.keptMalformed {
      part.firstMalformed.append(MalformedLine(line: part.lines))
    }
  }
}
