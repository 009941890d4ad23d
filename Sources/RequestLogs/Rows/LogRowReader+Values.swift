extension LogRowReader {
  /// Takes a number, `true`, `false` or `null`.
  mutating func takeWord(_ bytes: Span<UInt8>, _ range: Range<Int>, _ node: Int) {
    let at = tree.nodes[node]
    if at.conditions != 0 { takeConditions(bytes, range, at.conditions) }
    guard at.meaning.figure != .nothing else { return }
    takeWord(bytes, range, node, at)
    for meaning in at.others { takeWord(bytes, range, node, at.meaning(meaning)) }
  }

  private mutating func takeWord(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ node: Int, _ at: LogTree.Node
  ) {
    guard !LogBytes.equals(bytes, range, "null"), !LogBytes.equals(bytes, range, "nan") else {
      sink.seenParts |= at.meaning.bit
      return
    }
    var position = range.lowerBound
    guard let number = LogBytes.number(bytes, at: &position, to: range.upperBound),
      position == range.upperBound
    else { return takeFact(bytes, range, node, at) }
    switch at.meaning.figure {
    case .prompt, .completion, .total, .cached, .context, .written, .writtenPart, .promptExtra,
      .completionExtra, .requests, .maybeRequests, .failedRequests:
      guard let count = number.exactCount else {
        if at.meaning.rank < 2 { row.flags.insert(.isMalformed) }
        return
      }
      takeCount(count, at, node)
    case .time, .endTime: takeTime(number, at, node)
    default: takeFact(bytes, range, node, at)
    }
  }

  /// Takes what stood between quotes, or in a cell of a table.
  ///
  /// - Parameter isEscaped: whether JSON in it has its quotes escaped once more.
  mutating func takeText(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ node: Int, isEscaped: Bool = true
  ) {
    let at = tree.nodes[node]
    if at.conditions != 0 { takeConditions(bytes, range, at.conditions) }
    if at.mayHoldStruct, range.count > 8, bytes[range.lowerBound] == UInt8(ascii: "{"),
      let json = StructText.json(bytes, range)
    {
      _ = readValue(json.span, from: 0, to: json.count, node)
      return
    }
    if at.meaning.figure == .time, range.count > 8, bytes[range.lowerBound] == UInt8(ascii: "{") {
      let text = isEscaped ? LogText.unescaped(bytes, range) : range.map { bytes[$0] }
      if let time = SplitTime(text.span, from: 0, to: text.count) { return take(time, node) }
    }
    if at.mayHoldJSON, range.count > 8 {
      let first = bytes[range.lowerBound]
      if first == UInt8(ascii: "{"), bytes[range.lowerBound &+ 1] == UInt8(ascii: "'"),
        at.meaning.figure != .closed
      {
        let copy = LogText.doubleQuoted(bytes, range)
        _ = readValue(copy.span, from: 0, to: copy.count, node)
        return
      }
      if first == UInt8(ascii: "{") || first == UInt8(ascii: "["), at.meaning.figure != .closed {
        if isEscaped { return readJSON(unescaping: bytes, range, node) }
        _ = readValue(bytes, from: range.lowerBound, to: range.upperBound, node)
        return
      }
    }
    if at.mayHoldRequest, range.count > 24, bytes[range.lowerBound] == UInt8(ascii: "{"),
      LogText.find("tokensIn", in: bytes, range) != nil
    {
      let text = isEscaped ? LogText.unescaped(bytes, range) : range.map { bytes[$0] }
      return readMembers(text.span, node)
    }
    if at.mayHoldLine, at.meaning.figure == .nothing, range.count > 24 {
      return takeLine(bytes, range, node, isEscaped: isEscaped)
    }
    guard at.meaning.figure != .nothing, at.meaning.figure != .closed else { return }
    takeText(bytes, range, node, at)
    for meaning in at.others { takeText(bytes, range, node, at.meaning(meaning)) }
  }

  private mutating func takeText(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ node: Int, _ at: LogTree.Node
  ) {
    var (first, last) = (range.lowerBound, range.upperBound)
    while first < last, bytes[first] <= 32 { first &+= 1 }
    while last > first, bytes[last &- 1] <= 32 { last &-= 1 }
    let range = first..<last
    guard !range.isEmpty,
      !["null", "none", "nan", "\\N"].contains(where: { LogBytes.equals(bytes, range, $0) })
    else {
      sink.seenParts |= at.meaning.bit
      return
    }
    switch at.meaning.figure {
    case .prompt, .completion, .total, .cached, .context, .written, .writtenPart, .promptExtra,
      .completionExtra, .requests, .maybeRequests, .failedRequests:
      if sink.keepsRows {
        if LogText.showsDecimals(bytes, range) { showsDecimals = true }
        let tree = tree
        commas[node, default: CommaSigns()].take(bytes, range) { tree.path(of: node).text }
      }
      let read = LogText.count(
        bytes, range, pointsAreDecimal: pointsAreDecimal, commasAreDecimal: commasAreDecimal)
      guard let count = read else {
        // A text of one of these names is often a text, and not a count.
        if at.meaning.part != nil || at.meaning.rank < 2, LogBytes.digit(bytes[first]) != nil {
          row.flags.insert(.isMalformed)
        }
        return
      }
      takeCount(count, at, node)
    case .time, .endTime:
      var position = range.lowerBound
      if let number = LogBytes.number(bytes, at: &position, to: range.upperBound),
        position == range.upperBound
      {
        return takeTime(number, at, node)
      }
      if let number = LogText.commaNumber(bytes, range) { return takeTime(number, at, node) }
      takeTime(bytes, range, at, node)
    default: takeFact(bytes, range, node, at)
    }
  }

  // MARK: Counts

  private mutating func takeCount(_ count: UInt64, _ at: LogTree.Node, _ node: Int) {
    let meaning = at.meaning
    if let part = meaning.part {
      // Named columns add up; each counts once.
      sink.seenParts |= meaning.bit
      guard row.parts & meaning.bit == 0 else { return }
      row.parts |= 1 << UInt32(part)
      switch meaning.figure {
      case .prompt where row.prompt.isThere: row.prompt.value &+= count
      case .completion where row.completion.isThere: row.completion.value &+= count
      default: takeUsual(count, meaning, at)
      }
      return
    }
    takeUsual(count, meaning, at)
  }

  private mutating func takeUsual(_ count: UInt64, _ meaning: LogMeaning, _ at: LogTree.Node) {
    switch meaning.figure {
    case .prompt:
      row.prompt.take(count, meaning, at)
      if meaning.isSum { row.flags.insert(.isSum) }
      if meaning.isProcessed { row.processed = count }
      if meaning.isTotal { row.hasTotalName = true }
    case .completion: row.completion.take(count, meaning, at)
    case .total: row.total.take(count, meaning, at)
    case .cached: row.cached.take(count, meaning, at)
    case .context: row.context.take(count, meaning, at)
    case .written: row.written.take(count, meaning, at)
    case .requests: row.requests.take(count, meaning, at)
    case .maybeRequests: row.maybeRequests.take(count, meaning, at)
    case .writtenPart: row.writtenParts &+= count
    case .promptExtra: row.promptExtra &+= count
    case .completionExtra: row.completionExtra &+= count
    case .failedRequests: row.failedRequests = count
    default: break
    }
  }

  // MARK: Times

  private func rank(_ at: LogTree.Node) -> UInt16 {
    UInt16(at.meaning.rank) << 8 | UInt16(at.depth)
  }

  private mutating func takeTime(_ number: LogNumber, _ at: LogTree.Node, _ node: Int) {
    sink.seenParts |= at.meaning.bit
    let (value, kind) = (number.value, at.meaning.timeKind)
    if kind == .hour, value >= 0, value < 24, value == value.rounded() {
      return row.times.take(clock: Int64(value) &* 3_600_000_000, isHour: true, rank: rank(at))
    }
    let isDateAlone = at.meaning.rank >= 5 || kind.isDateAlone
    let isDigits =
      isDateAlone && number.exponent == 0 && (19_000_101...22_001_231).contains(value)
    // A number so small counts from the start of a log, or says how long something took: any date of the
    // row says more.
    let isSmall = value < 1e8 && !countsDays && !isDigits
    if isSmall, kind == .requestOrDuration { return }
    let rank = rank(at) &+ (isSmall ? 8 << 8 : 0)
    guard isWanted(at, rank) else { return }
    var isDay = false
    let time: Int64?
    if isDigits {
      let digits = Array("\(number.mantissa)".utf8)
      let text = digits[0..<4] + [45] + digits[4..<6] + [45] + digits[6..<8]
      let copy = Array(text)
      time = written.read(copy.span, 0..<copy.count)?.microseconds
      isDay = true
    } else if isDateAlone, value < 1e8 {
      return
    } else if let moment = digits(number, at) {
      time = moment
    } else if countsDays, value >= 30_000, value < 80_000 {
      time = Int64(((value - 25_569) * 86_400_000).rounded()) * 1000
    } else {
      time = number.microseconds(in: timeUnit ?? Self.unit(of: value, named: at.meaning.unit))
      sink.noteTime(value)
    }
    guard let time else {
      row.flags.formUnion([.isTimeUnread, .isMalformed])
      return sink.noteUnreadTime("\(value)", key: tree.path(of: node).text)
    }
    take(time: time, isDay: isDay, at, rank)
  }

  /// Whether a time says more than those of the row that are known.
  private func isWanted(_ at: LogTree.Node, _ rank: UInt16) -> Bool {
    at.meaning.figure == .endTime || rank < row.timeRank
      || row.times.isBetterStretch(at.meaning.timeKind, rank: rank)
  }

  /// The time that fourteen digits write, `20260302000126`, which no unit makes a year that is near.
  private mutating func digits(_ number: LogNumber, _ at: LogTree.Node) -> Int64? {
    guard number.exponent == 0, !number.isNegative, at.meaning.unit == nil, timeUnit == nil,
      (19_000_101_000_000...22_001_231_235_959).contains(number.mantissa)
    else { return nil }
    let text = Array("\(number.mantissa)".utf8)
    return written.read(text.span, 0..<text.count)?.microseconds
  }

  /// The unit of a time: what its name says, or, of a time since 1970, what its size does.
  private static func unit(of value: Double, named: TimeUnit?) -> TimeUnit {
    switch abs(value) {
    case 1e17...: .nanoseconds
    case 1e14...: named == .nanoseconds ? .nanoseconds : .microseconds
    case 1e11...:
      named == .nanoseconds || named == .microseconds ? named ?? .milliseconds : .milliseconds
    default: named ?? .seconds
    }
  }

  private mutating func takeTime(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ at: LogTree.Node, _ node: Int
  ) {
    sink.seenParts |= at.meaning.bit
    let rank = rank(at)
    guard isWanted(at, rank) else { return }
    var position = range.lowerBound
    if range.count >= 19, bytes[range.lowerBound &+ 4] == UInt8(ascii: "-"),
      let time = clock.read(bytes, at: &position, to: range.upperBound),
      position == range.upperBound
    {
      return take(time: time, isDay: false, at, rank)
    }
    guard let moment = written.read(bytes, range) else {
      guard at.meaning.figure == .time, at.meaning.rank < 5 else { return }
      let kind = at.meaning.timeKind
      let clock = WrittenTime.clock(bytes, range)
      if let clock { row.times.take(clock: clock, isHour: kind == .hour, rank: rank) }
      // A time of day is understood where a date stands beside it.
      if !kind.isDateAlone, clock == nil || row.time == LogRecord.noTime {
        row.flags.insert(.isTimeUnread)
        sink.noteUnreadTime(LogText.string(bytes, range), key: tree.path(of: node).text)
      }
      return
    }
    take(time: moment.microseconds, isDay: moment.isDay, at, rank)
  }

  /// Takes a time whose seconds and nanoseconds stand apart.
  mutating func take(_ time: SplitTime, _ node: Int) {
    let at = tree.nodes[node]
    sink.seenParts |= at.meaning.bit
    guard isWanted(at, rank(at)) else { return }
    take(time: time.microseconds, isDay: false, at, rank(at))
  }

  private mutating func take(time: Int64, isDay: Bool, _ at: LogTree.Node, _ rank: UInt16) {
    if at.meaning.figure == .endTime {
      row.endTime = isDay ? time &+ 86_400_000_000 : time
      return
    }
    let kind = at.meaning.timeKind
    if row.times.isBetterStretch(kind, rank: rank) {
      row.times.take(stretch: time, isDay: isDay, rank: rank)
    }
    guard rank < row.timeRank else { return }
    (row.time, row.timeRank) = (time, rank)
    row.times.isOfWriting = kind == .writing
    row.flags.remove([.isDateOnly, .isTimeUnread])
    if isDay { row.flags.insert(.isDateOnly) }
  }

  // MARK: Facts

  /// Takes what is neither a count nor a time.
  private mutating func takeFact(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ node: Int, _ at: LogTree.Node
  ) {
    sink.seenParts |= at.meaning.bit
    let rank = rank(at)
    switch at.meaning.figure {
    case .model:
      guard rank < row.modelRank else { return }
      (row.model, row.modelRank) = (sink.model(bytes, range), rank)
    case .id:
      let hash = LogText.hash(bytes, range)
      if at.meaning.isLink, rank < row.linkRank { (row.link, row.linkRank) = (hash, rank) }
      if at.depthInRow == 1, LogText.isGlobalID(bytes, range) { row.flags.insert(.hasGlobalID) }
      guard rank != row.idRank || at.meaning.part == nil else { return }
      // An id of an answer within the row says more than that of a line around it.
      if rank < row.idRank { (row.id, row.idRank) = (hash, rank) }
    case .parent:
      row.parent = LogText.hash(bytes, range)
    case .session:
      row.session = LogText.hash(bytes, range)
    case .owner:
      row.owner ^= Self.mixed(LogText.hash(bytes, range), node)
    case .period:
      row.period ^= Self.mixed(LogText.hash(bytes, range), node)
    case .turns:
      row.turns = LogText.count(bytes, range) ?? 0
    case .cumulative:
      row.running =
        (row.running ^ LogText.hash(bytes, range)) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(node)
    case .status where at.depthInRow <= 4:
      if sink.isTrue(
        of: bytes, range, .status, { LogVocabulary.isFailure($0, isStrict: at.meaning.isStrict) })
      {
        row.flags.insert(.isFailed)
      }
    case .kind where at.depthInRow <= 5: takeKind(bytes, range, at)
    case .level where at.depth <= 3:
      if ["error", "fatal", "critical"].contains(where: { LogBytes.equals(bytes, range, $0) }) {
        row.flags.insert(.isFailed)
      }
    case .failure where at.depthInRow <= 4:
      // What is long is a message.
      if range.count > 16 || sink.isTrue(of: bytes, range, .failure, LogVocabulary.saysFailure) {
        row.flags.insert(.isFailed)
      }
    case .success where at.depthInRow <= 4:
      if Self.isFalse(bytes, range) { row.flags.insert(.isFailed) }
    case .cacheReporting:
      row.cacheReporting.take(
        CacheReporting.Source(rawValue: at.meaning.rank), LogText.string(bytes, range).lowercased())
    case .cacheHit:
      if ["true", "hit", "1", "yes", "t"].contains(where: { LogBytes.equals(bytes, range, $0) }) {
        row.flags.insert(.isCacheHit)
      }
    case .morePages:
      row.flags.insert(.saysPages)
      if !Self.isFalse(bytes, range) { row.flags.insert(.hasMorePages) }
    default: break
    }
  }

  /// The hash of a value of a key, which the same value of another key does not undo.
  private static func mixed(_ hash: UInt64, _ node: Int) -> UInt64 {
    (hash ^ UInt64(node)) &* 0x9E37_79B9_7F4A_7C15 | 1
  }

  /// Takes a word for what the row is about.
  private mutating func takeKind(_ bytes: Span<UInt8>, _ range: Range<Int>, _ at: LogTree.Node) {
    row.flags.insert(.saysKind)
    if LogBytes.equals(bytes, range, "result") { row.flags.insert(.isResult) }
    if LogBytes.equals(bytes, range, "message_start") { row.flags.insert(.isBegun) }
    if LogBytes.equals(bytes, range, "message_delta") { row.flags.insert(.isEnd) }
    if at.meaning.isStrict, sink.isTrue(of: bytes, range, .success, LogVocabulary.isGeneration) {
      row.flags.insert(.isGeneration)
      return
    }
    if sink.isTrue(of: bytes, range, .kind, LogVocabulary.isNoGeneration) {
      row.flags.insert(.isNoGeneration)
      sink.noteNoGeneration(bytes, range)
    }
  }

  private static func isFalse(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    ["false", "0", "no", "none", "f", ""].contains { LogBytes.equals(bytes, range, $0) }
  }

  private mutating func takeConditions(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ conditions: UInt32
  ) {
    for (index, condition) in sink.conditions.enumerated()
    where conditions & (1 << UInt32(index)) != 0 {
      sink.seenConditions |= 1 << UInt32(index)
      if LogText.string(bytes, range).lowercased() == condition.value.lowercased() {
        row.conditions |= 1 << UInt32(index)
      }
    }
  }

  // MARK: JSON in texts

  /// Takes what a line of a program's log tells: JSON, perhaps after words, or pairs.
  private mutating func takeLine(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ node: Int, isEscaped: Bool
  ) {
    guard depth < Self.maximumDepth, LogText.namesTokens(bytes, range) else { return }
    let line = isEscaped ? LogText.unescaped(bytes, range) : range.map { bytes[$0] }
    if let start = Self.documentStart(line.span, from: 0, to: line.count) {
      let end = JSONBytes.skipNested(line.span, from: start, to: line.count)
      if end > 0 { _ = readValue(line.span, from: start, to: end, node) }
    } else {
      LogPairs.takeBoth(line.span, below: node, into: &self)
    }
  }

  /// Reads a text that holds JSON, as the columns of databases and the attributes of spans do.
  private mutating func readJSON(
    unescaping bytes: Span<UInt8>, _ range: Range<Int>, _ node: Int
  ) {
    let copy = LogText.unescaped(bytes, range)
    guard !copy.isEmpty else { return }
    _ = readValue(copy.span, from: 0, to: copy.count, node)
  }
}

extension LogTree.Node {
  /// The node with another of its meanings.
  fileprivate func meaning(_ other: LogMeaning) -> LogTree.Node {
    var node = self
    node.meaning = other
    return node
  }
}

extension LogMeaning {
  /// The bit of a named column.
  fileprivate var bit: UInt32 { part.map { 1 << UInt32($0) } ?? 0 }
}

extension LogNumber {
  /// The number as a count; `nil` if it is negative, beyond 10¹⁸ or not whole.
  var exactCount: UInt64? {
    if exponent < 0 {
      let value = value
      guard abs(value - value.rounded()) < 1e-6 else { return nil }
    }
    return count
  }
}
