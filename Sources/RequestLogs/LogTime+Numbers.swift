extension LogTime {
  /// Reads a plain decimal of as many digits as the last one at the beginning of a window; the length 0
  /// if none stands there.
  @inline(__always)
  func readNumberLikeLast(_ window: Span<UInt8>) -> (time: Int64, length: Int) {
    let number = number
    var length = number.wholeDigits
    var (whole, start) = (UInt64(0), 0)
    if length > 8 {
      start = length &- 8
      guard let high = LogBytes.digits(exactly: start, of: LogBytes.word(window, at: 0)) else {
        return (0, 0)
      }
      whole = high &* 100_000_000
    }
    guard length > 0,
      let low = LogBytes.digits(exactly: length &- start, of: LogBytes.word(window, at: start))
    else { return (0, 0) }
    whole &+= low
    var time = number.wholeScale > 0 ? whole &* number.wholeScale : whole / 1000
    if number.decimals > 0 {
      guard window[length] == UInt8(ascii: "."),
        let fraction = LogBytes.digits(
          exactly: number.decimals, of: LogBytes.word(window, at: length &+ 1))
      else { return (0, 0) }
      time &+= fraction &* number.fractionScale
      length &+= number.decimals &+ 1
    }
    // Another digit or a point may follow, and must not be taken for the end.
    guard window[length] &- UInt8(ascii: ".") >= 12, time <= UInt64(LogRecord.maximumTime) else {
      return (0, 0)
    }
    return (Int64(truncatingIfNeeded: time), length)
  }

  /// Reads a plain decimal such as `1700000000.25` or `1500` at the beginning of a window as a time in a
  /// unit; the length 0 if none stands there, or one that is longer than the window, has a sign, an
  /// exponent or twenty digits before the point.
  @inline(never)
  mutating func readNumber(
    _ window: Span<UInt8>, in unit: TimeUnit
  ) -> (time: Int64, length: Int) {
    var (whole, length, count) = (UInt64(0), 0, 8)
    while count == 8, length &+ 8 <= window.count {
      let word = LogBytes.word(window, at: length)
      count = LogBytes.digitCount(word)
      guard length &+ count < 20 else { return (0, 0) }
      guard count > 0 else { break }
      whole = whole &* LogBytes.powersOfTen[count] &+ LogBytes.digits(word, count: count)
      length &+= count
    }
    guard length > 0, count < 8 else { return (0, 0) }
    let wholeDigits = length
    var (millionths, decimals) = (UInt64(0), 0)
    if window[length] == UInt8(ascii: ".") {
      length &+= 1
      let word = LogBytes.word(window, at: length)
      count = LogBytes.digitCount(word)
      millionths = LogBytes.digits(
        count < 6 ? LogBytes.padded(word, after: count) : word, count: 6)
      length &+= count
      decimals = count
      while count == 8, length &+ 8 <= window.count {
        count = LogBytes.digitCount(LogBytes.word(window, at: length))
        length &+= count
      }
      guard count < 8 else { return (0, 0) }
      // A point without digits, or with more than a word holds, is no shape that others will have.
      if decimals == 0 || length > wholeDigits + 1 + decimals { decimals = -1 }
    }
    number =
      wholeDigits <= 16 && decimals >= 0
      ? LogTimeNumber(wholeDigits: wholeDigits, decimals: decimals, unit: unit) : LogTimeNumber()
    guard let time = unit.microseconds(plain: whole, millionths: millionths) else { return (0, 0) }
    return (time, length)
  }
}

extension TimeUnit {
  /// Whole units and millionths of one in microseconds; `nil` beyond the times that are believed.
  func microseconds(plain whole: UInt64, millionths: UInt64) -> Int64? {
    let isCoarse = self == .seconds || self == .milliseconds
    guard whole < (isCoarse ? 9_000_000_000_000 : 9_000_000_000_000_000_000) else { return nil }
    let time = microseconds(whole: whole, millionths: millionths)
    return time <= LogRecord.maximumTime ? time : nil
  }
}
