public import CheckedJSON
import Dispatch
import Synchronization

/// Reads request logs of any size into a profile, on all cores and in constant memory.
public struct TraceReader: Sendable {
  /// The format, or `nil` to find it out from the beginning of each log.
  public var format: TraceFormat?
  /// The columns of a log of no known format.
  public var columns: TraceColumns?
  /// Which rows count as requests.
  public var selection = LogSelection()
  /// How many threads read a file; the cores of the machine unless set.
  public var threads: Int

  /// The bytes that one thread takes at a time.
  package var chunkBytes = 8 << 20

  /// Whether requests are kept one by one, in their order, beside the sums.
  var keepsRequests = false

  /// The answers of the logs that were read before this one; `nil` where logs do not belong together.
  var answered: AnsweredIDs?

  /// Whether a log may be read row by row where a plan for it is at hand.
  var readsRows = true

  /// A line so long, or longer, counts as malformed.
  package var longestLine = 16 << 20

  /// Makes a reader.
  ///
  /// - Parameters:
  ///   - format: The format; `nil` to find it out from the beginning of each log.
  ///   - columns: The names of the columns of a log of no known format.
  ///   - threads: How many threads read a file, up to 256; `nil` for the cores of the machine.
  public init(format: TraceFormat? = nil, columns: TraceColumns? = nil, threads: Int? = nil) {
    self.format = format
    self.columns = columns
    self.threads = max(1, min(threads ?? LogFile.coreCount, 256))
  }

  /// Profiles a file, which is mapped into memory, or a pipe or a gzip file, which is read in pieces.
  ///
  /// `-` stands for standard input.
  ///
  /// - Parameter path: The log, or `-`.
  /// - Throws: `InputError` for a file that cannot be read or whose format is not known.
  public func profile(path: String) throws(InputError) -> TraceProfile {
    try read(path: path).profile
  }

  /// The path that stands for standard input.
  private static let standardInput = "-"

  /// Profiles several logs together; their order does not matter.
  ///
  /// An answer that several of them hold, as a session that was resumed does, counts once where its id
  /// tells.
  ///
  /// A profile that was saved with ``TraceProfile/json`` counts as the logs that it was read from.
  /// `-` stands for standard input.
  ///
  /// - Parameter paths: Logs and saved profiles, in any order.
  public func profile(paths: [String]) throws(InputError) -> TraceProfile {
    var whole = TraceProfile()
    var reader = self
    reader.answered = paths.count > 1 ? AnsweredIDs() : nil
    for path in paths {
      var one = try reader.profile(path: path)
      for index in one.firstMalformedLines.indices where one.firstMalformedLines[index].file == nil
      {
        one.firstMalformedLines[index].file = path
      }
      whole.merge(one)
    }
    return whole
  }

  /// Profiles a log that is in memory.
  ///
  /// - Parameters:
  ///   - bytes: The log, as it is when nothing compresses it.
  ///   - name: What errors call it; `nil` for a log without a name.
  public func profile(_ bytes: [UInt8], name: String? = nil) throws(InputError) -> TraceProfile {
    try read(bytes, name: name).profile
  }

  /// Reads a file, or standard input.
  func read(path: String) throws(InputError) -> LogReading {
    guard path != Self.standardInput else {
      return try read(stream: LogFile(descriptor: 0), name: "standard input")
    }
    let file = try LogFile(path: path)
    guard let size = file.size else { return try read(stream: file, name: path) }
    guard size > 0 else { throw Self.empty(path) }
    let mapping = try LogMapping(file, size: size, name: path)
    let outcome: Result<LogReading, InputError> = mapping.withBytes { bytes in
      do throws(InputError) {
        let sample = Self.sample(of: bytes)
        if sample.starts(with: GzipStream.magic) {
          return .success(try read(stream: file, name: path))
        }
        return .success(try read(bytes, name: path, mapping: mapping, file: file))
      } catch {
        return .failure(error)
      }
    }
    // A file that was cut is the cause of whatever else was found in it.
    try mapping.requireWhole(file, name: path)
    return try outcome.get()
  }

  /// Reads a log that is in memory.
  func read(_ bytes: [UInt8], name: String?) throws(InputError) -> LogReading {
    try read(bytes.span, name: name, mapping: nil)
  }

  /// Whether a log that begins so holds objects that are not one to a line.
  func isSpread(_ sample: [UInt8]) -> Bool {
    JSONFlattener.isNeeded(sample) && !TraceProfile.isSaved(sample)
  }

  private static func sample(of bytes: Span<UInt8>) -> [UInt8] {
    var sample: [UInt8] = []
    for index in 0..<min(bytes.count, LogPlan.sampleBytes) { sample.append(bytes[index]) }
    return sample
  }

  /// The most bytes of a mark that the end of a sample may cut.
  static let longestAnswerMark = 16

  private static func empty(_ name: String?) -> InputError {
    InputError(file: name, found: "an empty log", expected: "at least one request")
  }

  private func read(
    _ bytes: Span<UInt8>, name: String?, mapping: LogMapping?, file: LogFile? = nil
  ) throws(InputError) -> LogReading {
    let sample = Self.sample(of: bytes)
    if let saved = try savedProfile(bytes, sample: sample, name: name) { return .sums(saved) }
    if let metrics = try metrics(bytes, sample: sample, name: name) { return .sums(metrics) }
    if let days = try dailyActivity(bytes, sample: sample, name: name) { return days }
    if let table = try keyedTable(bytes, sample: sample, name: name) { return table }
    if let sums = try warehouse(bytes, sample: sample, name: name) { return .sums(sums) }
    let plan: LogPlan
    let later =
      format == nil && sample.count < bytes.count && EngineLog.awaitsAnswers(sample)
      ? EngineLog.answers(in: bytes, from: sample.count - Self.longestAnswerMark) : nil
    switch try route(later ?? sample, isWhole: sample.count == bytes.count, name: name) {
    case .rows(let rows): return try read(bytes, rows, name: name, mapping: mapping)
    case .plan(let found): plan = found
    }
    if isSpread(sample) {
      if let file { return try read(stream: file, name: name ?? "") }
      return try read(flattening: bytes, plan)
    }
    return try read(bytes, plan, name: name, mapping: mapping)
  }

  /// Reads LiteLLM's days by model; `nil` if the log is none, or does not name models.
  private func dailyActivity(
    _ bytes: Span<UInt8>, sample: [UInt8], name: String?
  ) throws(InputError) -> LogReading? {
    guard columns == nil, DailyActivity.isOne(sample), bytes.count <= JSONDocument.maximumBytes
    else { return nil }
    var all: [UInt8] = []
    all.reserveCapacity(bytes.count)
    for index in bytes.indices { all.append(bytes[index]) }
    guard let lines = try DailyActivity.lines(all, model: selection.model, file: name) else {
      return nil
    }
    return try read(lines, name: name)
  }

  /// Reads a table of JSON that is no list of rows; `nil` if the log is none.
  private func keyedTable(
    _ bytes: Span<UInt8>, sample: [UInt8], name: String?
  ) throws(InputError) -> LogReading? {
    guard format == nil, readsRows, KeyedTable.isOne(sample), bytes.count <= Self.mostHeldBytes
    else { return nil }
    var all: [UInt8] = []
    all.reserveCapacity(bytes.count)
    for index in bytes.indices { all.append(bytes[index]) }
    guard let lines = KeyedTable.lines(all) else { return nil }
    return try read(lines, name: name)
  }

  /// Reads what an engine serves at `/metrics`; `nil` if the log is none.
  private func metrics(
    _ bytes: Span<UInt8>, sample: [UInt8], name: String?
  ) throws(InputError) -> TraceProfile? {
    let isUsage = format == nil && columns == nil && TokenUsageMetrics.isOne(sample)
    guard
      isUsage || format == .metrics || format == nil && columns == nil && MetricsText.isOne(sample)
    else { return nil }
    guard bytes.count <= JSONDocument.maximumBytes else {
      throw InputError(
        file: name, found: "metrics of \(bytes.count) bytes",
        expected: "at most \(JSONDocument.maximumBytes) bytes")
    }
    var all: [UInt8] = []
    all.reserveCapacity(bytes.count)
    for index in bytes.indices { all.append(bytes[index]) }
    if isUsage {
      guard let text = try TokenUsageMetrics.text(all, file: name) else { return nil }
      all = text
    }
    return try MetricsText(all, selection: selection, file: name).profile
  }

  /// Reads a log in memory whose objects are not one to a line.
  private func read(
    flattening bytes: Span<UInt8>, _ plan: LogPlan
  ) throws(InputError) -> LogReading {
    var all: [UInt8] = []
    all.reserveCapacity(bytes.count)
    for index in bytes.indices { all.append(bytes[index]) }
    var flattener = JSONFlattener(all)
    var lines: [UInt8] = []
    flattener.flatten(all, to: &lines)
    return try read(lines.span, plan, name: nil, mapping: nil)
  }

  private func read(
    _ bytes: Span<UInt8>, _ plan: LogPlan, name: String?, mapping: LogMapping?
  ) throws(InputError) -> LogReading {
    if let mapping, !plan.mayQuoteLines, !keepsRequests, threads > 1, bytes.count > 2 * chunkBytes {
      let (tally, part) = scanInParallel(mapping, plan)
      var whole = LogPart()
      whole.lines = plan.headerLines
      whole.append(part)
      var profile = TraceProfile(format: plan.format, tally: tally, part: whole)
      profile.findings = TraceFindings(modelsAtBeginning: plan.models)
      return .sums(profile)
    }
    var sink = LogSink(plan.layout, keepsRecords: keepsRequests)
    sink.part.lines = plan.headerLines
    scanInOrder(bytes, plan, mapping, into: &sink)
    return LogReading(sink, plan)
  }

  /// Reads piece after piece; each begins where the last record of the one before ended.
  private func scanInOrder(
    _ bytes: Span<UInt8>, _ plan: LogPlan, _ mapping: LogMapping?, into sink: inout LogSink
  ) {
    var start = plan.bodyStart
    while start < bytes.count, !sink.isCut {
      let piece = start..<min(start + chunkBytes, bytes.count)
      mapping?.willRead(piece)
      start = scan(bytes, piece, plan, into: &sink)
      mapping?.didRead(piece)
    }
    sink.flush()
  }

  /// Reads the records that begin in a range, the last of which may end past it; returns where that is.
  ///
  /// Only a line that crosses the end of a piece can be too long to be read.
  private func scan(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ plan: LogPlan, into sink: inout LogSink
  ) -> Int {
    guard !range.isEmpty, range.upperBound < bytes.count,
      bytes[range.upperBound - 1] != LogBytes.newline
    else { return plan.scan(bytes, range, into: &sink) }
    var first = range.upperBound
    while first > range.lowerBound, bytes[first - 1] != LogBytes.newline { first -= 1 }
    let farthest = min(bytes.count, first + longestLine)
    guard
      LogBytes.lineEnd(in: bytes, from: range.upperBound, to: max(farthest, range.upperBound))
        >= first + longestLine
    else { return plan.scan(bytes, range, into: &sink) }
    // What stands before it may be a record that reaches into it, in quotes.
    let next = plan.scan(bytes, range.lowerBound..<first, into: &sink)
    guard next <= first else { return next }
    sink.endLine(isWellFormed: false)
    return min(
      bytes.count,
      LogBytes.lineEnd(in: bytes, from: max(farthest, range.upperBound), to: bytes.count) + 1)
  }

  /// Cuts the log at line ends into pieces that threads take in turn, and joins what depends on order
  /// in the order of the pieces.
  private func scanInParallel(_ mapping: LogMapping, _ plan: LogPlan) -> (TraceTally, LogPart) {
    let chunk = chunkBytes
    let pieces = (mapping.size - plan.bodyStart + chunk - 1) / chunk
    let next = Atomic(0)
    let tallies = Mutex<[TraceTally]>([])
    let parts = Mutex([LogPart](repeating: LogPart(), count: pieces))
    DispatchQueue.concurrentPerform(iterations: min(threads, pieces)) { _ in
      var sink = LogSink(plan.layout)
      while true {
        let piece = next.add(1, ordering: .relaxed).oldValue
        guard piece < pieces else { break }
        let range =
          plan.bodyStart + piece
          * chunk..<min(
            plan.bodyStart + (piece + 1) * chunk, mapping.size)
        sink.part = LogPart()
        mapping.willRead(range)
        mapping.withBytes { bytes in
          let start =
            piece == 0
            ? range.lowerBound
            : min(
              range.upperBound,
              LogBytes.find(
                LogBytes.newline, in: bytes, from: range.lowerBound - 1, to: range.upperBound) + 1)
          _ = scan(bytes, start..<range.upperBound, plan, into: &sink)
        }
        sink.flush()
        mapping.didRead(range)
        parts.withLock { $0[piece] = sink.part }
      }
      let tally = sink.tally
      tallies.withLock { $0.append(tally) }
    }
    var whole = TraceTally()
    for tally in tallies.withLock({ $0 }) { whole.add(tally) }
    var part = LogPart()
    for piece in parts.withLock({ $0 }) { part.append(piece) }
    return (whole, part)
  }
}

extension LogPlan {
  func scan(_ bytes: Span<UInt8>, _ range: Range<Int>, into sink: inout LogSink) -> Int {
    switch scanner {
    case .csv(let scanner): scanner.scan(bytes, range, into: &sink)
    case .json(let scanner): scanner.scan(bytes, range, into: &sink)
    }
  }
}
