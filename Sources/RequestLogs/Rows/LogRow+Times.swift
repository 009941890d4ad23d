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
