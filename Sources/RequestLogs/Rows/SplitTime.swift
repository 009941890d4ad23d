/// A time as an object of seconds and the nanoseconds beyond them, as protobuf, Firestore and Java write it:
/// `{"seconds": 1772409600, "nanos": 500000000}`, `{"_seconds": …, "_nanoseconds": …}`,
/// `{"epochSecond": …, "nano": …}`.
struct SplitTime {
  /// Since 1970.
  var microseconds: Int64
  /// The place after the object.
  var end: Int

  /// Reads the object that begins at `start`; `nil` if it is none.
  init?(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
    var (seconds, nanoseconds): (Int64?, Int64) = (nil, 0)
    let last = JSONBytes.members(bytes, from: start, to: end) { name, place in
      func has(_ names: [String]) -> Bool { names.contains { LogBytes.equals(bytes, name, $0) } }
      if has(["seconds", "_seconds", "epochsecond", "epochseconds"]) {
        seconds = Self.integer(bytes, from: place, to: end)
      } else if has(["nanos", "nano", "_nanoseconds", "nanoseconds"]) {
        nanoseconds = Self.integer(bytes, from: place, to: end) ?? 0
      }
    }
    guard last >= 0, let seconds, abs(seconds) < LogRecord.maximumTime / 1_000_000,
      (0..<1_000_000_000).contains(nanoseconds)
    else { return nil }
    (microseconds, self.end) = (seconds * 1_000_000 + nanoseconds / 1000, last)
  }

  /// A number, or one in quotes, as protobuf writes those of 64 bits.
  private static func integer(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int64? {
    var position = start
    if position < end, bytes[position] == LogBytes.quote { position &+= 1 }
    guard let number = LogBytes.number(bytes, at: &position, to: end),
      abs(number.value) < 9e15, number.value == number.value.rounded()
    else { return nil }
    return Int64(number.value)
  }
}
