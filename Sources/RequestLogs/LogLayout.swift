/// What a field of a log means.
enum LogRole: UInt8, Sendable {
  case skip
  /// Prompt tokens, with the cached ones.
  case prompt
  /// Cached tokens that the prompt tokens already include.
  case cachedInside
  /// Cached tokens, or tokens written to a cache, that come on top of the prompt tokens.
  case cachedBeside
  /// Tokens written to a cache, or of another kind, on top of the prompt tokens.
  case writtenBeside
  case completion
  /// Tokens of another kind, such as those of reasoning, on top of the completion tokens.
  case completionBeside
  /// All prompt or completion tokens together, which hold where the finer counts are absent.
  case promptTotal, completionTotal
  case time
  /// How many requests the line stands for.
  case requests
  /// An HTTP status; all but 200 is a failure.
  case status
  /// A word for the outcome; all but ``LogLayout/successes`` is a failure.
  case outcome
  /// Not null or empty when the request failed.
  case failure
  /// What the line is about; only a `GENERATION` is a request.
  case kind
  /// What was called; embeddings and the like are no requests here.
  case callType
  /// Whether a gateway answered from its own cache, so that no model was asked.
  case cacheHit
  /// How grave it was; an `ERROR` is a failure.
  case level
  /// A list of ids of prompt blocks.
  case blocks
  case promptSquares, completionSquares, products
  case hourOfWeek, firstTime, lastTime
}

/// The unit of a time that is a number.
package enum TimeUnit: String, CaseIterable, Hashable, Sendable {
  /// Seconds.
  case seconds
  /// Thousandths of a second.
  case milliseconds
  /// Millionths of a second.
  case microseconds
  /// Billionths of a second.
  case nanoseconds

  var microseconds: (multiply: Int64, divide: Int64) {
    switch self {
    case .seconds: (1_000_000, 1)
    case .milliseconds: (1000, 1)
    case .microseconds: (1, 1)
    case .nanoseconds: (1, 1000)
    }
  }

  /// Whole units, below 9·10¹², and millionths of one, in microseconds.
  @inline(__always)
  func microseconds(whole: UInt64, millionths: UInt64) -> Int64 {
    let microseconds =
      switch self {
      case .seconds: whole &* 1_000_000 &+ millionths
      case .milliseconds: whole &* 1000 &+ millionths / 1000
      case .microseconds: whole
      case .nanoseconds: whole / 1000
      }
    return Int64(truncatingIfNeeded: microseconds)
  }
}

/// Where the fields of a log stand and what they mean.
struct LogLayout: Hashable, Sendable {
  enum Encoding: Hashable, Sendable {
    case csv(separator: UInt8)
    case jsonLines
  }

  struct Field: Hashable, Sendable {
    /// The column's name, or the keys that lead to the value.
    var path: [String]
    var role: LogRole

    init(_ path: String..., role: LogRole) {
      self.path = path
      self.role = role
    }

    init(path: [String], role: LogRole) {
      self.path = path
      self.role = role
    }
  }

  var encoding: Encoding
  var fields: [Field]
  var timeUnit = TimeUnit.seconds
  /// Whether a line stands for many requests and gives their sums.
  var isGrouped = false
  /// Whether a completion of no tokens means that the request failed.
  var emptyIsFailure = true
  static let successes: [String] = ["succeeded", "success", "completed", "ok", "200"]
}
