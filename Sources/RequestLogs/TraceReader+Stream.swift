import CheckedJSON

extension TraceReader {
  /// Reads a pipe, or a file that is compressed.
  func read(stream: LogFile, name: String) throws(InputError) -> LogReading {
    var beginning: [UInt8] = []
    var stream = stream
    _ = try fill(&beginning, from: &stream, upTo: GzipStream.magic.count)
    do {
      guard beginning == GzipStream.magic else {
        return try read(stream, after: beginning, name: name)
      }
      return try read(GzipStream(stream, begun: beginning), after: [], name: name)
    } catch {
      var error = error
      error.file = error.file ?? name
      throw error
    }
  }

  /// Reads pieces one after another; a line that a piece cuts is carried on.
  private func read(
    _ source: some LogSource, after beginning: [UInt8], name: String
  ) throws(InputError) -> LogReading {
    var (source, buffer) = (source, beginning)
    if try fill(&buffer, from: &source, upTo: LogPlan.sampleBytes) {
      return try read(buffer, name: name)
    }
    if TraceProfile.isSaved(buffer) || format == .metrics
      || format == nil && columns == nil
        && (MetricsText.isOne(buffer) || TokenUsageMetrics.isOne(buffer))
      || columns == nil
        && (WarehouseResult.Kind(header: buffer) != nil || DailyActivity.isOne(buffer))
      || format == nil && readsRows && KeyedTable.isOne(buffer)
    {
      guard try fill(&buffer, from: &source, upTo: JSONDocument.maximumBytes) else {
        throw InputError(
          file: name, found: "a JSON document that does not end",
          expected: "at most \(JSONDocument.maximumBytes) bytes")
      }
      return try read(buffer, name: name)
    }
    var sample = Array(buffer.prefix(LogPlan.sampleBytes))
    if format == nil, EngineLog.awaitsAnswers(sample) {
      var (later, searched) = ([UInt8]?.none, sample.count)
      while later == nil, buffer.count < Self.mostHeldBytes {
        guard try !fill(&buffer, from: &source, upTo: buffer.count + chunkBytes) else {
          return try read(buffer, name: name)
        }
        later = EngineLog.answers(in: buffer.span, from: searched - Self.longestAnswerMark)
        searched = buffer.count
      }
      sample = later ?? sample
    }
    switch try route(sample, isWhole: false, name: name) {
    case .rows(let rows): return try read(&source, after: buffer, rows, name: name)
    case .plan(let plan):
      guard isSpread(buffer) else { return try read(source, after: buffer, plan) }
      return try read(FlattenedJSON(source, begun: buffer), after: [], plan)
    }
  }

  private func read(
    _ source: some LogSource, after beginning: [UInt8], _ plan: LogPlan
  ) throws(InputError) -> LogReading {
    var (source, buffer) = (source, beginning)
    if try fill(&buffer, from: &source, upTo: LogPlan.sampleBytes), buffer.isEmpty {
      return LogReading(LogSink(plan.layout, keepsRecords: keepsRequests), plan)
    }
    var sink = LogSink(plan.layout, keepsRecords: keepsRequests)
    sink.part.lines = plan.headerLines
    buffer.removeFirst(plan.bodyStart)
    var (isAtEnd, isInLongLine, wanted) = (false, false, chunkBytes)
    while !sink.isCut {
      if !isAtEnd { isAtEnd = try fill(&buffer, from: &source, upTo: wanted) }
      let lastLineEnd = buffer.lastIndex(of: LogBytes.newline).map { $0 + 1 } ?? 0
      if isInLongLine {
        let lineEnd = buffer.firstIndex(of: LogBytes.newline)
        buffer.removeFirst(lineEnd.map { $0 + 1 } ?? buffer.count)
        if lineEnd == nil, !isAtEnd { continue }
        sink.endLine(isWellFormed: false)
        isInLongLine = false
        continue
      }
      var limit = isAtEnd ? buffer.count : lastLineEnd
      if !isAtEnd, plan.mayQuoteLines { limit = max(0, limit - CSVLogScanner.longestRecord) }
      if limit > 0 {
        buffer.removeFirst(plan.scan(buffer.span, 0..<limit, into: &sink))
        wanted = chunkBytes
      } else if isAtEnd {
        break
      } else if buffer.count >= longestLine {
        isInLongLine = true
      } else {
        wanted = min(buffer.count + chunkBytes, longestLine)
      }
    }
    sink.flush()
    return LogReading(sink, plan)
  }

  /// Reads until `buffer` holds `count` bytes; `true` when the stream has ended.
  private func fill(
    _ buffer: inout [UInt8], from source: inout some LogSource, upTo count: Int
  ) throws(InputError) -> Bool {
    while buffer.count < count {
      if try source.read(min(count - buffer.count, 1 << 20), to: &buffer) == 0 { return true }
    }
    return false
  }
}
