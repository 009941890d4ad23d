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

/// The parts of a row's time that stand in columns of their own.
struct RowTimes: Sendable {
  /// The time of day in microseconds; ``LogRecord/noTime`` if the row does not say.
  private(set) var clock = LogRecord.noTime
  private var clockRank = UInt16.max
  private(set) var isHour = false

  /// When the stretch that the row sums began.
  private(set) var stretch = LogRecord.noTime
  private var stretchRank = UInt16.max
  private(set) var stretchIsDay = false

  /// Whether the row's time is when it was written.
  var isOfWriting = false

  mutating func take(clock: Int64, isHour: Bool, rank: UInt16) {
    guard rank < clockRank else { return }
    (self.clock, self.isHour, clockRank) = (clock, isHour, rank)
  }

  /// Whether a stretch of a rank is better than the one that is known.
  func isBetterStretch(_ kind: LogTimeKind, rank: UInt16) -> Bool {
    kind.isDateAlone && rank < stretchRank
  }

  mutating func take(stretch: Int64, isDay: Bool, rank: UInt16) {
    (self.stretch, stretchIsDay, stretchRank) = (stretch, isDay, rank)
  }

  /// Takes what the row around this one says and this one does not.
  mutating func inherit(_ outer: RowTimes) {
    if clock == LogRecord.noTime {
      (clock, clockRank, isHour) = (outer.clock, outer.clockRank, outer.isHour)
    }
    if stretch == LogRecord.noTime {
      (stretch, stretchRank, stretchIsDay) =
        (outer.stretch, outer.stretchRank, outer.stretchIsDay)
    }
  }
}

extension LogRow {
  /// Makes one time of a date and a time of day, and dates a sum by its stretch and not by its writing.
  mutating func joinTimes() {
    if requests.isThere, times.isOfWriting, times.stretch != LogRecord.noTime {
      time = times.stretch
      flags.remove(.isDateOnly)
      if times.stretchIsDay { flags.insert(.isDateOnly) }
    }
    guard times.clock != LogRecord.noTime, time != LogRecord.noTime, flags.contains(.isDateOnly)
    else { return }
    time &+= times.clock
    flags.remove([.isDateOnly, .isTimeUnread])
    if times.isHour, requests.isThere, endTime == LogRecord.noTime {
      endTime = time &+ 3_600_000_000
    }
  }
}
