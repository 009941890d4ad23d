/// What the beginning of a log tells of columns that mean a sum in some logs and not in others.
///
/// Times of sums lie on a grid, which those of single requests do only by chance.
struct SumColumns: Sendable {
  /// Whether a column such as `count` or `n` numbers the requests that each row sums.
  private(set) var countsMaybeRequests = false
  /// Whether a column such as `total_prompt_tokens` sums requests whose number is not told.
  private(set) var hasTotals = false

  /// Whether each row sums a day of which the number of requests is not told.
  private(set) var areDays = false

  /// Whether there are any.
  var areThere: Bool { countsMaybeRequests || hasTotals || areDays }

  /// None.
  init() {}

  /// Looks at the rows of a log's beginning.
  init(_ rows: [LogRow]) {
    let rows = rows.filter { $0.countsTokens && !$0.requests.isThere }
    countsMaybeRequests = Self.areRequests(rows)
    hasTotals =
      !countsMaybeRequests && rows.count > 1
      && rows.allSatisfy {
        $0.hasTotalName && $0.time != LogRecord.noTime && $0.time % 3_600_000_000 == 0
      }
    areDays = !countsMaybeRequests && Self.areDays(rows)
  }

  /// Whether each row has a day and a model of its own, no id, and more tokens than requests have.
  private static func areDays(_ rows: [LogRow]) -> Bool {
    struct Day: Hashable {
      var time: Int64
      var model: Int32
    }
    guard rows.count >= 3,
      rows.allSatisfy({
        $0.id == 0 && $0.time != LogRecord.noTime && $0.time % LogBuckets.day == 0
      })
    else { return false }
    let prompts = rows.reduce(0.0) { $0 + Double($1.prompt.orZero &+ $1.cached.orZero) }
    return Set(rows.map { Day(time: $0.time, model: $0.model) }).count == rows.count
      && prompts >= leastPromptOfADay * Double(rows.count)
  }

  /// The mean prompt from which on rows of days are sums: more than the 84,000 tokens of Cline's requests
  /// (arafatkatze/inference-math).
  private static let leastPromptOfADay = 100_000.0

  /// Whether each row has a count that may be its number of requests.
  ///
  /// No row then has fewer prompt tokens than requests, as it has where the count is the sum of all tokens,
  /// and its time is a whole minute. Without times, all counts are above 1 and differ, as numbers of choices
  /// do not. Counts that are 1 throughout, or go up by 1 from row to row, number something else.
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
    let areInOrder = zip(counts, counts.dropFirst()).allSatisfy { $1 == $0 &+ 1 }
    return counts.count == 1 || !areInOrder
  }
}
