/// Reads dates such as `2023-11-16 18:17:03.9799600` or `2024-05-01T08:00:00Z` as microseconds since 1970.
///
/// A time without an offset is taken as UTC. Successive lines mostly share their minute, so the first
/// sixteen bytes are compared with those of the last line before they are read.
struct LogTime: Sendable {
  private var firstWord: UInt64 = 0
  private var secondWord: UInt64 = 0
  private var minute: Int64 = 0

  /// Reads a time at `position` and moves past it; `nil` if none stands there.
  @inline(__always)
  mutating func read(_ bytes: Span<UInt8>, at position: inout Int, to end: Int) -> Int64? {
    guard position &+ 19 <= end else { return nil }
    let (first, second) = (
      LogBytes.word(bytes, at: position), LogBytes.word(bytes, at: position &+ 8)
    )
    if first != firstWord || second != secondWord || firstWord == 0 {
      guard let minute = Self.minute(bytes, at: position) else { return nil }
      (firstWord, secondWord, self.minute) = (first, second, minute)
    }
    guard bytes[position &+ 16] == UInt8(ascii: ":"),
      let tens = LogBytes.digit(bytes[position &+ 17]),
      let ones = LogBytes.digit(bytes[position &+ 18])
    else { return nil }
    position &+= 19
    var time = minute &+ Int64(tens &* 10 &+ ones) &* 1_000_000
    if position < end, bytes[position] == UInt8(ascii: ".") {
      position &+= 1
      let (microseconds, next) = Self.fraction(bytes, from: position, to: end)
      time &+= microseconds
      position = next
    }
    if position < end, bytes[position] != LogBytes.comma, bytes[position] != LogBytes.newline {
      let (offset, next) = Self.offset(bytes, from: position, to: end)
      time &-= offset
      position = next
    }
    return time
  }

  /// The digits after a decimal point, in microseconds, and the place after them.
  @inline(__always)
  private static func fraction(
    _ bytes: Span<UInt8>, from start: Int, to end: Int
  ) -> (microseconds: Int64, next: Int) {
    if start &+ 8 <= end {
      let (count, value) = LogBytes.leadingDigits(LogBytes.word(bytes, at: start))
      if count == 7 { return (Int64(truncatingIfNeeded: value / 10), start &+ 7) }
      if count == 6 { return (Int64(truncatingIfNeeded: value), start &+ 6) }
    }
    var (microseconds, unit, position) = (Int64(0), Int64(100_000), start)
    while position < end, let digit = LogBytes.digit(bytes[position]) {
      microseconds &+= Int64(digit) &* unit
      unit /= 10
      position &+= 1
    }
    return (microseconds, position)
  }

  /// `Z`, `+00:00` or `-0530`, in microseconds, and the place after it.
  private static func offset(
    _ bytes: Span<UInt8>, from start: Int, to end: Int
  ) -> (microseconds: Int64, next: Int) {
    let sign = bytes[start]
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), start &+ 3 <= end,
      let tens = LogBytes.digit(bytes[start &+ 1]), let ones = LogBytes.digit(bytes[start &+ 2])
    else { return (0, sign | 32 == UInt8(ascii: "z") ? start &+ 1 : start) }
    var position = start &+ 3
    var minutes = Int64(tens &* 10 &+ ones) &* 60
    if position < end, bytes[position] == UInt8(ascii: ":") { position &+= 1 }
    if position &+ 2 <= end, let tens = LogBytes.digit(bytes[position]),
      let ones = LogBytes.digit(bytes[position &+ 1])
    {
      minutes &+= Int64(tens &* 10 &+ ones)
      position &+= 2
    }
    return ((sign == UInt8(ascii: "-") ? -minutes : minutes) &* 60_000_000, position)
  }

  /// The minute of `yyyy-mm-dd?hh:mm`, in microseconds since 1970.
  private static func minute(_ bytes: Span<UInt8>, at start: Int) -> Int64? {
    func pair(_ offset: Int) -> Int64? {
      guard let tens = LogBytes.digit(bytes[start &+ offset]),
        let ones = LogBytes.digit(bytes[start &+ offset &+ 1])
      else { return nil }
      return Int64(tens &* 10 &+ ones)
    }
    guard bytes[start &+ 4] == UInt8(ascii: "-"), bytes[start &+ 7] == UInt8(ascii: "-"),
      let century = pair(0), let years = pair(2), let month = pair(5), let day = pair(8),
      let hour = pair(11), let minute = pair(14), (1...12).contains(month), (1...31).contains(day),
      hour < 24, minute < 60, century >= 16
    else { return nil }
    let year = century * 100 + years - (month <= 2 ? 1 : 0)
    let era = year / 400
    let yearOfEra = year % 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let days =
      era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    let time = ((days * 24 + hour) * 60 + minute) * 60_000_000
    return abs(time) < LogRecord.maximumTime ? time : nil
  }
}
