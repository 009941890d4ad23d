/// What one row of a log says, before it is decided whether it is a request.
struct LogRow: Sendable {
  /// A number, where it stood, and how much it is to be preferred: the lower the better.
  struct Count: Sendable {
    var value = UInt64.max
    var rank = UInt16.max
    /// The object that it stood in.
    var place: Int32 = -1
    var isBeside = false
    var isApart = false
    var isAsReported = false

    var isThere: Bool { value != .max }
    /// The number, or 0.
    var orZero: UInt64 { isThere ? value : 0 }

    @inline(__always)
    mutating func take(_ count: UInt64, _ meaning: LogMeaning, _ node: LogTree.Node) {
      let rank = UInt16(meaning.rank) << 8 | UInt16(node.depth)
      guard rank < self.rank else { return }
      (value, self.rank, place, isBeside) = (count, rank, node.parent, meaning.isBeside)
      (isApart, isAsReported) = (meaning.isApart, meaning.isAsReported)
    }
  }

  struct Flags: OptionSet, Sendable {
    var rawValue: UInt16
    static let isFailed = Flags(rawValue: 1)
    static let isNoGeneration = Flags(rawValue: 2)
    static let isCacheHit = Flags(rawValue: 4)
    static let isMalformed = Flags(rawValue: 8)
    static let isSum = Flags(rawValue: 16)
    static let isDateOnly = Flags(rawValue: 32)
    static let hasMorePages = Flags(rawValue: 64)
    static let isTimeUnread = Flags(rawValue: 128)
    /// Whether a row within this one has been counted, so that this one is their sum.
    static let holdsRows = Flags(rawValue: 256)
    static let saysPages = Flags(rawValue: 512)
    /// Whether the row says itself what it is about.
    static let saysKind = Flags(rawValue: 1024)
    /// Whether its own id is one that no other log gives another row.
    static let hasGlobalID = Flags(rawValue: 2048)
    /// Whether it is the result of a session, as Claude Code prints it.
    static let isResult = Flags(rawValue: 4096)
    /// Whether it is the first or the last event of an answer that Anthropic streams.
    static let isBegun = Flags(rawValue: 8192)
    static let isEnd = Flags(rawValue: 16384)
    /// Whether the row names itself a generation, whatever the wrapper around it is called.
    static let isGeneration = Flags(rawValue: 32768)
  }

  var prompt = Count()
  var completion = Count()
  var total = Count()
  var cached = Count()
  var context = Count()
  var written = Count()
  /// The prompt tokens that llama.cpp says it processed, as no cache held them.
  var processed = UInt64.max
  var requests = Count()
  var maybeRequests = Count()
  var writtenParts: UInt64 = 0
  var promptExtra: UInt64 = 0
  var completionExtra: UInt64 = 0
  var failedRequests: UInt64 = 0
  /// The answers of the session whose result it is.
  var turns: UInt64 = 0
  /// Whether the prompt tokens bear the name of a total.
  var hasTotalName = false
  /// Which named columns were there.
  var parts: UInt32 = 0
  var time = LogRecord.noTime
  var timeRank = UInt16.max
  /// What stands apart from it, such as the time of day beside a date.
  var times = RowTimes()
  var endTime = LogRecord.noTime
  var model: Int32 = -1
  var modelRank = UInt16.max
  /// Hashes of names; 0 for none.
  var id: UInt64 = 0
  var idRank = UInt16.max
  var link: UInt64 = 0
  var linkRank = UInt16.max
  var parent: UInt64 = 0
  var session: UInt64 = 0
  /// Of all values that tell whose row it is, and of those that tell its month; 0 for none.
  var owner: UInt64 = 0
  var period: UInt64 = 0
  var cacheReporting = CacheReporting()
  var running: UInt64 = 0
  /// The conditions that hold, as bits.
  var conditions: UInt32 = 0
  var flags = Flags()

  /// The rank from which on a time is only better than none: a number since the log's beginning, or a
  /// name that only ends as times do.
  private static let leastSureTime: UInt16 = 8 << 8

  /// Takes the time of the line that the row stood in, unless the row tells a date of its own.
  mutating func takeTime(ofLine lineTime: Int64) {
    guard time == LogRecord.noTime || timeRank >= Self.leastSureTime else { return }
    (time, timeRank) = (lineTime, Self.leastSureTime)
    flags.remove([.isTimeUnread, .isDateOnly])
  }

  /// Whether the row counts tokens, on whatever side.
  var countsTokens: Bool {
    prompt.isThere || completion.isThere
  }

  /// Whether the id is one that a model's maker gave an answer.
  var hasMakersID: Bool { idRank < 1 << 8 }
  /// Whether the id is one of a request, an answer or a span, and not of anything.
  var hasAnswerID: Bool { idRank < 3 << 8 }

  /// What llama.cpp did not process of a whole prompt, its cache held; versions that have no `cache_n`
  /// tell it so alone.
  mutating func takeCachedFromProcessed() {
    guard !cached.isThere, prompt.isThere, prompt.rank < 2 << 8, processed <= prompt.value else {
      return
    }
    cached = prompt
    cached.value = prompt.value - processed
    cached.isBeside = false
  }

  /// Takes what the object around it says and this row does not.
  mutating func inherit(_ outer: LogRow) {
    if time == LogRecord.noTime {
      (time, timeRank) = (outer.time, outer.timeRank)
      flags.formUnion(outer.flags.intersection([.isDateOnly, .isTimeUnread]))
      if !flags.contains(.saysKind) {
        flags.formUnion(outer.flags.intersection(.isNoGeneration))
      }
    }
    times.inherit(outer.times)
    if endTime == LogRecord.noTime { endTime = outer.endTime }
    if model < 0 { model = outer.model }
    if session == 0 { session = outer.session }
    conditions |= outer.conditions
    flags.formUnion(outer.flags.intersection(.isSum))
  }
}

extension LogRow {
  /// The lengths of the request or of the sum of them, cached tokens included in the prompt.
  struct Lengths: Sendable {
    var prompt: UInt64
    var completion: UInt64
    var cached: UInt64
  }

  /// Whether a count stands in one object with the prompt's, of which it may be no part: what is called the
  /// prompt is all of it, what is called input may be what the cache left.
  private func isBesidePrompt(_ count: Count) -> Bool {
    count.isApart || count.place == prompt.place && prompt.isBeside
  }

  /// The lengths, if the row gives both or one and the total.
  ///
  /// Providers differ in what a count holds: OpenAI's prompt tokens hold the cached ones, Anthropic's come
  /// beside them. Where the row gives a total, the reading that adds up to it is taken; else the one that
  /// its names are known for, and of two counts in different objects the outer one holds the other.
  func lengths(isNamed: Bool) -> Lengths? {
    let (prompt, completion, total) = (prompt, completion, total)
    var lengths: Lengths
    if prompt.isThere, completion.isThere {
      lengths = Lengths(prompt: prompt.value, completion: completion.value, cached: 0)
    } else if total.isThere, prompt.isThere, prompt.value <= total.value {
      lengths = Lengths(prompt: prompt.value, completion: total.value - prompt.value, cached: 0)
    } else if total.isThere, completion.isThere, completion.value <= total.value {
      lengths = Lengths(
        prompt: total.value - completion.value, completion: completion.value, cached: 0)
    } else {
      return nil
    }
    let written = written.isThere ? written.value : writtenParts
    let cached = cached.orZero
    let isBesideByName =
      self.cached.isThere
      ? self.cached.isBeside && (isNamed || isBesidePrompt(self.cached))
      : self.written.isBeside && (isNamed || isBesidePrompt(self.written))
        || writtenParts > 0 && !self.written.isThere && prompt.isBeside
    let holdsCache = !self.cached.isBeside && !self.written.isBeside && writtenParts == 0
    let extras = (promptExtra, completionExtra)
    var reading = (cacheBeside: isBesideByName, extrasBeside: true)
    if total.isThere, prompt.isThere, completion.isThere, !isNamed {
      let sum = prompt.value &+ completion.value
      let readings = [
        reading, (!reading.0, reading.1), (reading.0, !reading.1), (!reading.0, !reading.1),
      ]
      let known = readings.first {
        sum &+ ($0.0 ? cached &+ written : 0) &+ ($0.1 ? extras.0 &+ extras.1 : 0) == total.value
      }
      reading = known ?? reading
      // xAI, and Gemini where it answers as OpenAI does, count the tokens of reasoning in the total alone.
      if known == nil, total.value > max(sum, prompt.value), holdsCache, extras == (0, 0),
        total.place == prompt.place, completion.place == prompt.place
      {
        lengths.completion = total.value - prompt.value
      }
    }
    // What is more than all cannot be inside it.
    if cached > lengths.prompt, !isNamed { reading.cacheBeside = true }
    if reading.cacheBeside { lengths.prompt &+= cached &+ written }
    if reading.extrasBeside {
      lengths.prompt &+= extras.0
      lengths.completion &+= extras.1
    }
    lengths.cached = min(cached, lengths.prompt)
    return lengths
  }
}
