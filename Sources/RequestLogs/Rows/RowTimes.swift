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
