/// What a key of a log says about a request.
enum LogFigure: UInt8, Sendable {
  /// Nothing by itself; keys below it may matter.
  case nothing
  /// Nothing, and neither does anything below it: texts, prices, limits.
  case closed
  case prompt, completion, total
  /// Prompt tokens that were read from a cache.
  case cached
  /// What llama.cpp calls cached: the tokens that the context holds after the request.
  case context
  /// Prompt tokens that were written to a cache, as one number or by how long they live.
  case written, writtenPart
  /// Tokens of another kind that were counted apart, such as audio or thoughts.
  case promptExtra, completionExtra
  /// How many requests the row sums, and how many failed.
  case requests, failedRequests
  /// How many answers a session had, which a row of its sum tells.
  case turns
  /// How many requests the row sums, in some tables, and in others something else.
  case maybeRequests
  case time, endTime
  case status, failure, success, level, kind
  /// Whether a gateway answered from its own cache, so that no model was asked.
  case cacheHit
  case model, id, parent, session
  /// A running total: rows with equal ones say the same thing twice.
  case cumulative
  /// Whether cached tokens come on top of the prompt, as PostHog states it or by whom it names.
  case cacheReporting
  /// Whose requests the row may sum, such as a user's or those of a key, or of which month.
  case owner, period
  /// What only stands in rows that sum requests, such as ccusage's models of a day.
  case sums
  /// Whether further pages follow.
  case morePages
}

/// The figure of a key, and how much it is to be preferred to others of the same figure.
struct LogMeaning: Sendable {
  var figure = LogFigure.nothing
  /// The lower the better.
  var rank: UInt8 = 0
  /// Whether a cached or written count comes on top of a prompt count that stands beside it.
  var isBeside = false
  /// Whether it comes on top of the prompt wherever it stands.
  var isApart = false
  /// Whether ``LogFigure/cacheReporting`` of the row decides that, and its name does not.
  var isAsReported = false
  /// Whether rows of it are sums without a number of requests.
  var isSum = false
  /// Whether rows of it may be such sums, or requests whose cached tokens it holds.
  var isTotal = false
  /// Whether it counts only the prompt tokens that no cache held.
  var isProcessed = false
  /// Whether other rows may refer to it as their parent.
  var isLink = false
  /// Whether a word of success is needed, as for a column that was named for it.
  var isStrict = false
  /// Whether it is one of several named columns, and which.
  var part: UInt8?
  /// What a time is the time of.
  var timeKind = LogTimeKind.request
  /// The unit that the name tells, as in `timestamp_ms`.
  var unit: TimeUnit?
}
