/// One request of a log, as the accumulators take it.
struct LogRecord: Sendable {
  /// Microseconds, since 1970 or since the log's beginning; ``noTime`` if the log does not say.
  var time = Self.noTime
  var promptTokens: UInt32 = 0
  var completionTokens: UInt32 = 0
  var cachedTokens: UInt32 = 0
  /// What tells the request's session from others, where a column names it; 0 for none.
  var session: UInt32 = 0

  static let noTime = Int64.min
  static let maximumTokens: UInt64 = 10_000_000
  /// Times are believed within about 285 years of 1970.
  static let maximumTime: Int64 = 9_000_000_000_000_000
}

/// Many requests of which only sums are known, as in usage exports and in a warehouse's aggregates.
struct LogGroup: Sendable {
  var requests: UInt64
  var promptTokens: UInt64
  var completionTokens: UInt64
  var cachedTokens: UInt64
  var promptSquares: UInt128
  var completionSquares: UInt128
  var products: UInt128
  /// `nil` where the requests are spread over the hours from the first time to the last.
  var hourOfWeek: Int?
  var firstTime: Int64?
  var lastTime: Int64?
}
