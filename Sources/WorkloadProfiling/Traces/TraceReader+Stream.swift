import CheckedJSON

extension TraceReader {
  /// Profiles a pipe: pieces are read one after another, and a line that a piece cuts is carried on.
  func profile(stream: LogFile, name: String) throws(InputError) -> TraceProfile {
    var buffer: [UInt8] = []
    if try fill(&buffer, from: stream, upTo: LogPlan.sampleBytes) {
      return try profile(buffer, name: name)
    }
    if TraceProfile.isSaved(buffer) {
      guard try fill(&buffer, from: stream, upTo: JSONDocument.maximumBytes) else {
        throw InputError(
          file: name, found: "a saved profile that does not end",
          expected: "at most \(JSONDocument.maximumBytes) bytes")
      }
      return try profile(buffer, name: name)
    }
    let plan = try LogPlan(
      sample: Array(buffer.prefix(LogPlan.sampleBytes)), format: format, columns: columns,
      file: name)
    var sink = LogSink(plan.layout)
    sink.part.lines = plan.headerLines
    buffer.removeFirst(plan.bodyStart)
    var (isAtEnd, isInLongLine, wanted) = (false, false, chunkBytes)
    while true {
      if !isAtEnd { isAtEnd = try fill(&buffer, from: stream, upTo: wanted) }
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
      } else if buffer.count >= Self.longestLine {
        isInLongLine = true
      } else {
        wanted = buffer.count + chunkBytes
      }
    }
    sink.flush()
    sink.part.lines = 0
    return TraceProfile(format: plan.format, tally: sink.tally, part: sink.part)
  }

  /// Reads until `buffer` holds `count` bytes; `true` when the stream has ended.
  private func fill(
    _ buffer: inout [UInt8], from stream: LogFile, upTo count: Int
  ) throws(InputError) -> Bool {
    while buffer.count < count {
      if try stream.read(min(count - buffer.count, 1 << 20), to: &buffer) == 0 { return true }
    }
    return false
  }
}
