/// What the beginning of a log tells of columns that mean a sum in some logs and not in others.
///
/// Times of sums lie on a grid, which those of single requests do only by chance.
struct SumColumns: Sendable {
  /// Whether a column such as `count` or `n` numbers the requests that each row sums.
  private(set) var countsMaybeRequests = false
  /// Whether a column such as `total_prompt_tokens` sums requests whose number is not told.
  private(set) var hasTotals = false

  /// Whether there are any.
  var areThere: Bool { countsMaybeRequests || hasTotals }

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
  }

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
