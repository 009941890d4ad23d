/// What a time that a row tells is the time of.
enum LogTimeKind: UInt8, Sendable {
  /// The request.
  case request
  /// When the row was written; the requests that it sums came at another time.
  case writing
  /// The stretch of time that a row sums, such as a day.
  case stretch
  /// The hour: a number from 0 to 23, or when it began.
  case hour
  /// The request or, as in nginx's logs, how long it took in seconds.
  case requestOrDuration

  /// Whether a small number under such a name is none that counts seconds from the start of a log.
  var isDateAlone: Bool { self == .stretch || self == .hour }
}
