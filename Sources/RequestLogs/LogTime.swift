/// Reads dates such as `2023-11-16 18:17:03.9799600` or `2024-05-01T08:00:00Z` as microseconds since 1970.
///
/// A time without an offset is taken as UTC. Successive lines mostly share their minute and nearly
/// always their day, so both are compared as bytes with those of the last line before they are read.
struct LogTime: Sendable {
  private var firstWord: UInt64 = 0
  private var secondWord: UInt64 = 0
  private var minute: Int64 = 0
  private var dayWords: (UInt64, UInt64) = (0, 0)
  private var day: Int64 = 0
  /// How many digits the fraction of the last date had.
  private var fractionDigits = 0
  var number = LogTimeNumber()

  /// Reads a time of the last one's minute and length at the beginning of a window; the length 0 if it
  /// is none.
  ///
  /// Because the length is taken from the last time and only checked, the processor need not wait for
  /// it before it goes on to the next field.
  @inline(__always)
  func readLikeLast(_ window: Span<UInt8>) -> (time: Int64, length: Int) {
    let (seconds, fraction) = (LogBytes.word(window, at: 16), LogBytes.word(window, at: 20))
    let count = fractionDigits
    guard LogBytes.word(window, at: 0) == firstWord, LogBytes.word(window, at: 8) == secondWord,
      seconds & 0xFF00_00FF == 0x2E00_003A, LogBytes.areDigits(fraction, count: count)
    else { return (0, 0) }
    // A zone may follow, and must not be taken for the end.
    var length = 20 &+ count
    if window[length] == UInt8(ascii: "Z") { length &+= 1 }
    let next = window[length]
    guard next == LogBytes.comma || next == LogBytes.quote || next == LogBytes.newline else {
      return (0, 0)
    }
    var digits = (seconds &>> 8) & 0xFFFF | fraction &<< 16
    if count < 6 { digits = LogBytes.padded(digits, after: 2 &+ count) }
    guard LogBytes.areDigits(digits, count: 8) else { return (0, 0) }
    let microseconds = LogBytes.digits(digits, count: 8)
    guard microseconds < 61_000_000 else { return (0, 0) }
    return (minute &+ Int64(truncatingIfNeeded: microseconds), length)
  }

  /// Reads a time at `position` and moves past it; `nil` if none stands there.
  @inline(never)
  mutating func read(_ bytes: Span<UInt8>, at position: inout Int, to end: Int) -> Int64? {
    guard position &+ 28 <= bytes.count else { return readShort(bytes, at: &position, to: end) }
    let (first, second) = (
      LogBytes.word(bytes, at: position), LogBytes.word(bytes, at: position &+ 8)
    )
    if first != firstWord || second != secondWord || firstWord == 0 {
      guard findMinute(bytes, at: position) else { return nil }
    }
    let (seconds, fraction) = (
      LogBytes.word(bytes, at: position &+ 16), LogBytes.word(bytes, at: position &+ 20)
    )
    guard LogBytes.byte(seconds, at: 0) == UInt8(ascii: ":") else { return nil }
    var count = 0
    position &+= 19
    if LogBytes.byte(seconds, at: 3) == UInt8(ascii: ".") {
      count = LogBytes.digitCount(fraction)
      position &+= 1 &+ count
    }
    fractionDigits = count
    // Seconds and six digits of their fraction are one number of microseconds.
    var digits = (seconds &>> 8) & 0xFFFF | fraction &<< 16
    if count < 6 { digits = LogBytes.padded(digits, after: 2 &+ count) }
    guard LogBytes.digitCount(digits) == 8 else { return nil }
    let microseconds = LogBytes.digits(digits, count: 8)
    guard microseconds < 61_000_000 else { return nil }
    if count == 8 {
      while position < end, LogBytes.digit(bytes[position]) != nil { position &+= 1 }
    }
    let time = minute &+ Int64(truncatingIfNeeded: microseconds)
    guard position < end, bytes[position] != LogBytes.comma, bytes[position] != LogBytes.newline
    else { return position <= end ? time : nil }
    let (offset, next) = Self.offset(bytes, from: position, to: end)
    position = next
    return time &- offset
  }

  /// Reads a time that ends near the end of the bytes, from a copy with room behind it.
  @inline(never)
  private mutating func readShort(
    _ bytes: Span<UInt8>, at position: inout Int, to end: Int
  ) -> Int64? {
    let count = end &- position
    guard count >= 19 else { return nil }
    var copy = [UInt8](repeating: LogBytes.newline, count: 64)
    for index in 0..<count { copy[index] = bytes[position &+ index] }
    var next = 0
    let time = read(copy.span, at: &next, to: copy.count)
    position &+= min(next, count)
    return time
  }

  /// `Z`, `UTC`, `+00:00` or `-0530`, perhaps after a space, in microseconds, and the place after it.
  @inline(never)
  private static func offset(
    _ bytes: Span<UInt8>, from start: Int, to end: Int
  ) -> (microseconds: Int64, next: Int) {
    var position = start
    if position &+ 1 < end, bytes[position] == UInt8(ascii: " ") { position &+= 1 }
    let sign = bytes[position]
    if sign | 32 == UInt8(ascii: "z") { return (0, position &+ 1) }
    if LogBytes.equals(bytes, position..<min(position &+ 3, end), "utc") {
      return (0, position &+ 3)
    }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), position &+ 3 <= end,
      let tens = LogBytes.digit(bytes[position &+ 1]),
      let ones = LogBytes.digit(bytes[position &+ 2])
    else { return (0, start) }
    position &+= 3
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

  /// Finds the minute of `yyyy-mm-dd?hh:mm`, in microseconds since 1970; `false` if it is none.
  @inline(never)
  private mutating func findMinute(_ bytes: Span<UInt8>, at start: Int) -> Bool {
    // Ten bytes hold the date; the words overlap.
    let words = (
      LogBytes.word(bytes, at: start), LogBytes.word(bytes, at: start &+ 8) & 0xFFFF
    )
    if words != dayWords {
      guard let days = Self.days(bytes, at: start) else { return false }
      (dayWords, day) = (words, days &* 86_400_000_000)
    }
    guard let hour = Self.pair(bytes, start &+ 11), let minute = Self.pair(bytes, start &+ 14),
      bytes[start &+ 13] == UInt8(ascii: ":"), hour < 24, minute < 60
    else { return false }
    self.minute = day &+ (hour &* 60 &+ minute) &* 60_000_000
    firstWord = words.0
    secondWord = LogBytes.word(bytes, at: start &+ 8)
    return true
  }

  private static func pair(_ bytes: Span<UInt8>, _ position: Int) -> Int64? {
    guard let tens = LogBytes.digit(bytes[position]),
      let ones = LogBytes.digit(bytes[position &+ 1])
    else { return nil }
    return Int64(tens &* 10 &+ ones)
  }

  /// The days from 1970 to `yyyy-mm-dd` or `yyyy/mm/dd`, of the years that are believed.
  private static func days(_ bytes: Span<UInt8>, at start: Int) -> Int64? {
    let separator = bytes[start &+ 4]
    guard separator == UInt8(ascii: "-") || separator == UInt8(ascii: "/"),
      bytes[start &+ 7] == separator, let century = pair(bytes, start),
      let years = pair(bytes, start &+ 2), let month = pair(bytes, start &+ 5),
      let day = pair(bytes, start &+ 8), (1...12).contains(month), (1...31).contains(day),
      century >= 16
    else { return nil }
    let year = century * 100 + years - (month <= 2 ? 1 : 0)
    let era = year / 400
    let yearOfEra = year % 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let days =
      era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    return abs(days) < LogRecord.maximumTime / 86_400_000_000 - 1 ? days : nil
  }
}
