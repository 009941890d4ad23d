/// What the beginning of a log tells of columns that mean a sum in some logs and not in others.
///
/// Times of sums lie on a grid, which those of single requests do only by chance; and a table of sums has
/// one row for each user, key, model or month.
struct SumColumns: Sendable {
  /// Whether a column such as `count` or `n` numbers the requests that each row sums.
  private(set) var countsMaybeRequests = false
  /// Whether a column such as `total_prompt_tokens` sums requests whose number is not told.
  private(set) var hasTotals = false

  /// Whether each row sums what is its own, a day or a user's, of which the number of requests is not told.
  private(set) var areSums = false

  /// Whether each row has an owner of its own and no time, so that it may be a sum of no more tokens than
  /// requests have.
  private(set) var mayBeOwners = false

  /// Whether there are any.
  var areThere: Bool { countsMaybeRequests || hasTotals || areSums }

  /// None.
  init() {}

  /// Looks at the rows of a log's beginning.
  init(_ rows: [LogRow]) {
    let rows = rows.filter { $0.countsTokens && !$0.requests.isThere }
    countsMaybeRequests = Self.areRequests(rows)
    guard !countsMaybeRequests, rows.count > 1 else { return }
    hasTotals = rows.allSatisfy {
      $0.hasTotalName && $0.time != LogRecord.noTime && $0.time % 3_600_000_000 == 0
    }
    areSums = Self.areDays(rows) || Self.areGroups(rows)
    mayBeOwners =
      !areSums && rows.count >= 3 && Self.haveOwners(rows) && Self.haveNoIDs(rows)
      && rows.allSatisfy { $0.time == LogRecord.noTime }
  }

  /// Whether each row has a day, an owner and a model of its own, no id, and more tokens than requests have.
  private static func areDays(_ rows: [LogRow]) -> Bool {
    rows.count >= 3
      && rows.allSatisfy {
        $0.id == 0 && $0.time != LogRecord.noTime && $0.time % LogBuckets.day == 0
      }
      && areDistinct(rows) && meanTokens(rows) >= leastTokensOfASum
  }

  /// Whether each row has an owner, a model or a month that no other has, no answer's id, and either the
  /// name of a total or more tokens than requests have.
  ///
  /// Rows of requests that merely name their users name some of them more than once.
  private static func areGroups(_ rows: [LogRow]) -> Bool {
    guard haveNoIDs(rows) else { return false }
    let tokens = meanTokens(rows)
    if haveOwners(rows) {
      let areTotals = rows.allSatisfy { $0.hasTotalName && $0.time == LogRecord.noTime }
      let haveMoments = rows.contains {
        $0.time != LogRecord.noTime && $0.time % LogBuckets.day != 0
      }
      return areTotals
        || rows.count >= 3
          && tokens >= (haveMoments ? leastTokensOfASum : leastTokensOfAnOwner)
    }
    guard rows.allSatisfy({ $0.time == LogRecord.noTime }), areDistinct(rows),
      rows.allSatisfy({ $0.owner != 0 || $0.period != 0 || $0.model >= 0 })
    else { return false }
    return rows.count >= 3 && rows.allSatisfy(\.hasTotalName) || tokens >= leastTokensOfASum
  }

  private static func haveNoIDs(_ rows: [LogRow]) -> Bool {
    rows.allSatisfy { !$0.hasAnswerID && !$0.flags.contains(.hasGlobalID) }
  }

  /// Whether each row has an owner of its own.
  private static func haveOwners(_ rows: [LogRow]) -> Bool {
    rows.allSatisfy { $0.owner != 0 } && Set(rows.map(\.owner)).count == rows.count
  }

  /// Whether no two rows have the same time, owner, month and model.
  private static func areDistinct(_ rows: [LogRow]) -> Bool {
    struct Group: Hashable {
      var time: Int64
      var owner: UInt64
      var period: UInt64
      var model: Int32
    }
    return Set(
      rows.map { Group(time: $0.time, owner: $0.owner, period: $0.period, model: $0.model) }
    ).count == rows.count
  }

  /// The mean prompt, cached tokens included, or the mean completion if that is more.
  private static func meanTokens(_ rows: [LogRow]) -> Double {
    func mean(_ tokens: (LogRow) -> UInt64) -> Double {
      rows.reduce(0.0) { $0 + Double(tokens($1)) } / Double(rows.count)
    }
    return max(mean { $0.prompt.orZero &+ $0.cached.orZero }, mean { $0.completion.orZero })
  }

  /// The mean prompt from which on rows of days, models or months are sums: more than the 84,000 tokens of
  /// Cline's requests (arafatkatze/inference-math).
  private static let leastTokensOfASum = 100_000.0

  /// The mean prompt from which on rows of users or keys that come once each are sums: more than the 12,035
  /// tokens of Mooncake's conversations, which bring whole documents (`Workloads/contract-extraction.json`).
  private static let leastTokensOfAnOwner = 20_000.0

  /// Whether each row has a count that may be its number of requests.
  ///
  /// No row then has fewer prompt tokens than requests, as it has where the count is the sum of all tokens,
  /// and its time is a whole minute. Without times, all counts are above 1 and differ, as numbers of choices
  /// do not. Counts that are 1 throughout, or go up by 1 from row to row, number something else, and so do
  /// those of messages unless each row has an owner or a model of its own.
  private static func areRequests(_ rows: [LogRow]) -> Bool {
    let counts = rows.map(\.maybeRequests.value)
    guard let first = counts.first, counts.contains(where: { $0 > 1 }) else { return false }
    let differ = counts.contains { $0 != first }
    for row in rows {
      guard row.maybeRequests.isThere, row.maybeRequests.value <= row.prompt.orZero else {
        return false
      }
      let isSumLike =
        row.time == LogRecord.noTime
        ? differ && row.maybeRequests.value > 1 : row.time % 60_000_000 == 0
      guard isSumLike else { return false }
    }
    if rows.contains(where: { $0.maybeRequests.rank >> 8 == UInt16(LogVocabulary.messageRank) }) {
      guard areDistinct(rows), rows.allSatisfy({ $0.owner != 0 || $0.model >= 0 }) else {
        return false
      }
    }
    let areInOrder = zip(counts, counts.dropFirst()).allSatisfy { $1 == $0 &+ 1 }
    return counts.count == 1 || !areInOrder
  }
}
