import CheckedJSON

/// The two ways to read a log: along a plan that is made once, or row by row.
enum LogRoute {
  case plan(LogPlan)
  case rows(LogRows)
}

extension TraceReader {
  /// Finds how a log is read: along a plan where its lines are alike and nothing else has to be known,
  /// row by row where they are not.
  ///
  /// - Parameters:
  ///   - sample: the beginning of the log.
  ///   - isWhole: whether it is all of it.
  func route(_ sample: [UInt8], isWhole: Bool, name: String?) throws(InputError) -> LogRoute {
    try ForeignFile.check(sample, file: name)
    let isSpread = isSpread(sample)
    var flat = sample
    if isSpread {
      flat = []
      var flattener = JSONFlattener(sample)
      flattener.flatten(sample, to: &flat)
    }
    if !isWhole, let end = flat.lastIndex(of: LogBytes.newline) {
      flat.removeLast(flat.count - end - 1)
    }
    var plan: LogPlan?
    if selection.isEmpty, columns?.isPlain != false {
      do {
        plan = try LogPlan(sample: flat, format: format, columns: columns, file: name)
      } catch {
        guard format?.mayBeRows != false, flat.contains(where: { $0 > 32 }) else { throw error }
      }
    }
    if let plan, plan.format?.needsItsPlan == true || !readsRows { return .plan(plan) }
    let isOwn = plan?.format?.mayBeRows == false
    if let plan, isOwn, plan.readsAll(of: flat) { return .plan(plan) }
    let rows = LogRows(sample: sample, isWhole: isWhole, columns: columns, selection: selection)
    if var plan {
      plan.models = rows.survey.sink.models.counted.mapValues { Int(clamping: $0) }
      if isOwn, rows.isHardlyBetter(than: plan, on: flat) { return .plan(plan) }
      if selection.isEmpty, rows.survey.missingNames.isEmpty, rows.areEmpty(beside: plan, on: flat)
      {
        return .plan(plan)
      }
      // A plan keeps no ids, so it cannot tell what a log repeats of those before it.
      let mayRepeat = answered != nil && rows.haveAnswerIDs
      if !mayRepeat, rows.agrees(with: plan, on: flat, isWhole: isWhole) { return .plan(plan) }
    }
    return .rows(rows)
  }

  /// Reads a log in memory row by row.
  func read(
    _ bytes: Span<UInt8>, _ rows: LogRows, name: String?, mapping: LogMapping?
  ) throws(InputError) -> LogReading {
    var reader = rows.reader(keepsRecords: keepsRequests)
    reader.sink.repeats.answered = answered
    var start = rows.bodyStart
    let isInPieces = rows.isLines || rows.table != nil
    while start < bytes.count {
      var end = isInPieces ? min(start + chunkBytes, bytes.count) : bytes.count
      if rows.table == nil, end < bytes.count {
        end = min(LogBytes.lineEnd(in: bytes, from: end, to: bytes.count) + 1, bytes.count)
      }
      let piece = start..<end
      if isInPieces { mapping?.willRead(piece) }
      start = rows.read(bytes, piece, into: &reader)
      if isInPieces { mapping?.didRead(piece) }
    }
    return try reading(&reader, name: name)
  }

  /// The most bytes of a pipe that are held where rows cannot be told apart by lines.
  static let mostHeldBytes = 2 << 30

  /// Reads a pipe row by row.
  func read(
    _ source: inout some LogSource, after beginning: [UInt8], _ rows: LogRows, name: String
  ) throws(InputError) -> LogReading {
    var buffer = beginning
    guard rows.isLines || rows.table != nil else {
      while try source.read(1 << 20, to: &buffer) > 0 {
        guard buffer.count < Self.mostHeldBytes else {
          throw InputError(
            file: name, found: "one JSON document of more than 2 GB from a pipe",
            expected: "it in a file, or a document on each line, as from jq -c '.[]'")
        }
      }
      return try read(buffer.span, rows, name: name, mapping: nil)
    }
    var reader = rows.reader(keepsRecords: keepsRequests)
    reader.sink.repeats.answered = answered
    buffer.removeFirst(min(rows.bodyStart, buffer.count))
    var isAtEnd = false
    var wanted = chunkBytes
    while true {
      while !isAtEnd, buffer.count < wanted {
        isAtEnd = try source.read(min(wanted - buffer.count, 1 << 20), to: &buffer) == 0
      }
      var limit =
        isAtEnd ? buffer.count : (buffer.lastIndex(of: LogBytes.newline).map { $0 + 1 } ?? 0)
      if !isAtEnd, rows.table != nil { limit = max(0, limit - CSVLogScanner.longestRecord) }
      guard limit > 0 else {
        if isAtEnd { break }
        guard buffer.count < Self.mostHeldBytes else {
          throw InputError(
            file: name, found: "a line of more than 2 GB", expected: "a request on each line")
        }
        wanted = buffer.count + chunkBytes
        continue
      }
      buffer.removeFirst(rows.read(buffer.span, 0..<limit, into: &reader))
      wanted = chunkBytes
    }
    return try reading(&reader, name: name)
  }

  private func reading(
    _ reader: inout LogRowReader, name: String?
  ) throws(InputError) -> LogReading {
    reader.sink.finish()
    let sink = reader.sink
    var tally = sink.requests.tally
    for group in sink.groups { tally.add(group) }
    if let error = LogRefusal(reader, file: name).error(tally) { throw error }
    var profile = TraceProfile(format: format ?? reader.format, tally: tally, part: sink.part)
    profile.findings = TraceFindings(sink)
    profile.findings.sharedZone = reader.written.sharedZone
    profile.findings.lossReason = reader.lossReason
    guard keepsRequests, sink.groups.isEmpty else { return .sums(profile) }
    var reading = LogReading(profile: profile)
    reading.log =
      selection.session == nil
      ? RequestLog(sink.requests, tokensPerBlock: nil) : RequestLog(sessionsOf: sink.requests)
    return reading
  }
}

extension TraceFormat {
  /// Whether logs of the format come in forms that only rows tell.
  var mayBeRows: Bool {
    switch self {
    case .liteLLM, .langfuse, .openAIUsage, .usualNames: true
    default: false
    }
  }

  /// Whether what the format tells is more than rows do: blocks of prompts, squares, batches.
  var needsItsPlan: Bool {
    switch self {
    case .mooncake, .bailian, .openAIBatch, .anthropicBatch, .aggregate, .servingSim: true
    default: false
    }
  }
}

extension LogRowReader {
  /// What some of the lines that could not be read lack; `nil` where nothing is known.
  fileprivate var lossReason: String? {
    guard sink.promptless > 0 else { return nil }
    let isOllamas = tree.paths.contains { $0.keys.last == "eval_count" }
    return isOllamas
      ? "answers without prompt_eval_count, which Ollama left out where its cache held the prompt"
      : "rows that count completion tokens and no prompt"
  }

  /// The format that the keys are known for.
  fileprivate var format: TraceFormat? {
    guard tree.names.columns == nil else { return nil }
    let words = Set(
      tree.paths.compactMap { $0.keys.last }.compactMap { LogVocabulary.words(of: $0).last })
    func has(_ some: String...) -> Bool { some.allSatisfy(words.contains) }
    if has("nummodelrequests") { return .openAIUsage }
    if has("usagedetails") || has("inputusage") || has("promptTokens".lowercased(), "traceid")
      || has("traceid", "usage", "starttime")
    {
      return .langfuse
    }
    let isSpendLog = has("starttime") && (has("calltype") || has("spend") || has("cachehit"))
    if has("prompttokens", "completiontokens"), isSpendLog || has("apirequests") { return .liteLLM }
    return .usualNames
  }
}
