#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reading of numbers and places in the bytes of a log; every access is checked against its bounds.
enum LogBytes {
  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let quote = UInt8(ascii: "\"")
  static let backslash = UInt8(ascii: "\\")
  static let comma = UInt8(ascii: ",")

  /// Eight bytes, the first one lowest.
  ///
  /// The load checks its bounds and any eight bytes are a valid number, so it is safe in all but name.
  @inline(__always)
  static func word(_ bytes: Span<UInt8>, at position: Int) -> UInt64 {
    UInt64(
      littleEndian: unsafe bytes.bytes.unsafeLoadUnaligned(
        fromByteOffset: position, as: UInt64.self))
  }

  /// The same, with zeros for the bytes past the end.
  @inline(__always)
  static func wordAtEnd(_ bytes: Span<UInt8>, at position: Int) -> UInt64 {
    if position &+ 8 <= bytes.count { return word(bytes, at: position) }
    var word: UInt64 = 0
    for index in (position..<bytes.count).reversed() { word = word &<< 8 | UInt64(bytes[index]) }
    return word
  }

  /// The bytes that a date or a number needs: they are cut out together, so that their bounds are
  /// checked once.
  static let windowSize = 32

  /// The high bit of the lowest byte of `word` that equals `byte`, and perhaps of higher ones.
  @inline(__always)
  static func matches(_ word: UInt64, _ byte: UInt8) -> UInt64 {
    let difference = word ^ (UInt64(byte) &* 0x0101_0101_0101_0101)
    return (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
  }

  /// The high bits of all bytes of `word` that equal `byte`.
  @inline(__always)
  static func allMatches(_ word: UInt64, _ byte: UInt8) -> UInt64 {
    let difference = word ^ (UInt64(byte) &* 0x0101_0101_0101_0101)
    let others = (difference & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F
    return ~(others | difference) & 0x8080_8080_8080_8080
  }

  /// The high bit of the lowest byte of `word` that is a quote or, like a line end, a control character,
  /// and perhaps of higher ones.
  @inline(__always)
  static func quotesOrControls(_ word: UInt64) -> UInt64 {
    // Flipping one bit puts the quote just above the controls, and the blank above it.
    let flipped = word ^ 0x0202_0202_0202_0202
    return (flipped &- 0x2121_2121_2121_2121) & ~flipped & 0x8080_8080_8080_8080
  }

  /// The first line end from `start`, or `end`.
  ///
  /// The C library's search is several times faster than words are; it is given exactly the bytes of a
  /// span whose bounds have been checked.
  @inline(__always)
  static func lineEnd(in bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    precondition(start >= 0 && start <= end && end <= bytes.count)
    return unsafe bytes.withUnsafeBufferPointer { all in
      guard let base = all.baseAddress,
        let found = unsafe memchr(base + start, Int32(newline), end &- start)
      else { return end }
      return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
  }

  /// The first position of `byte` from `start`, or `end`.
  @inline(__always)
  static func find(_ byte: UInt8, in bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    var position = start
    while position &+ 8 <= end {
      let found = matches(word(bytes, at: position), byte)
      if found != 0 { return position &+ found.trailingZeroBitCount &>> 3 }
      position &+= 8
    }
    while position < end {
      if bytes[position] == byte { return position }
      position &+= 1
    }
    return end
  }

  /// The first position of either byte from `start`, or `end`.
  @inline(__always)
  static func find(
    _ byte: UInt8, or other: UInt8, in bytes: Span<UInt8>, from start: Int, to end: Int
  ) -> Int {
    var position = start
    while position &+ 8 <= end {
      let word = word(bytes, at: position)
      let found = matches(word, byte) | matches(word, other)
      if found != 0 { return position &+ found.trailingZeroBitCount &>> 3 }
      position &+= 8
    }
    while position < end {
      if bytes[position] == byte || bytes[position] == other { return position }
      position &+= 1
    }
    return end
  }

  @inline(__always)
  static func digit(_ byte: UInt8) -> UInt64? {
    let digit = byte &- 48
    return digit < 10 ? UInt64(digit) : nil
  }

  /// How many of the eight bytes of a word are digits before the first that is none.
  @inline(__always)
  static func digitCount(_ word: UInt64) -> Int {
    let nibbles = word ^ 0x3030_3030_3030_3030
    let others = ((nibbles &+ 0x7676_7676_7676_7676) | nibbles) & 0x8080_8080_8080_8080
    return others.trailingZeroBitCount &>> 3
  }

  /// The value of the digits at the beginning of a word, how many they are, and the byte after them; the
  /// count is 0 if there are none or eight.
  @inline(__always)
  static func shortNumber(_ word: UInt64) -> (value: UInt64, count: Int, next: UInt8) {
    let nibbles = word ^ 0x3030_3030_3030_3030
    let others = ((nibbles &+ 0x7676_7676_7676_7676) | nibbles) & 0x8080_8080_8080_8080
    guard others != 0 else { return (0, 0, 0) }
    // The high bit of the first byte that is no digit; shifts are taken modulo 64.
    let bit = UInt64(truncatingIfNeeded: others.trailingZeroBitCount)
    return (
      value(ofNibbles: nibbles &<< (7 &- bit)), Int(truncatingIfNeeded: bit &>> 3),
      UInt8(truncatingIfNeeded: word &>> (bit &- 7))
    )
  }

  /// Whether the first `count` bytes of a word, 0 to 8, are digits.
  @inline(__always)
  static func areDigits(_ word: UInt64, count: Int) -> Bool {
    let nibbles = word ^ 0x3030_3030_3030_3030
    let others = ((nibbles &+ 0x7676_7676_7676_7676) | nibbles) & 0x8080_8080_8080_8080
    return count == 0 || others &<< UInt64(truncatingIfNeeded: 64 &- count &* 8) == 0
  }

  /// The value of the first `count` bytes of a word, which are digits; `count` is 1 to 8.
  ///
  /// All are multiplied together, without a branch per digit.
  @inline(__always)
  static func digits(_ word: UInt64, count: Int) -> UInt64 {
    value(
      ofNibbles: (word ^ 0x3030_3030_3030_3030) &<< UInt64(truncatingIfNeeded: 64 &- count &* 8))
  }

  /// The value of the first `count` bytes of a word, 1 to 8; `nil` if any is no digit.
  @inline(__always)
  static func digits(exactly count: Int, of word: UInt64) -> UInt64? {
    let nibbles =
      (word ^ 0x3030_3030_3030_3030) &<< UInt64(truncatingIfNeeded: 64 &- count &* 8)
    guard ((nibbles &+ 0x7676_7676_7676_7676) | nibbles) & 0x8080_8080_8080_8080 == 0 else {
      return nil
    }
    return value(ofNibbles: nibbles)
  }

  /// The number whose eight digits are the bytes of a word.
  @inline(__always)
  static func value(ofNibbles nibbles: UInt64) -> UInt64 {
    let digits = nibbles &* 10 &+ (nibbles &>> 8)
    let high = (digits & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let low = ((digits &>> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return (high &+ low) &>> 32
  }

  /// 1, 10, … 100,000,000.
  static let powersOfTen: [UInt64] = (0...8).map { power in
    (0..<power).reduce(1) { value, _ in value * 10 }
  }

  /// The word with the digit 0 in place of all bytes from the offset `count` on, which is below 8.
  @inline(__always)
  static func padded(_ word: UInt64, after count: Int) -> UInt64 {
    let kept = (1 &<< UInt64(truncatingIfNeeded: count &* 8)) &- 1
    return word & kept | 0x3030_3030_3030_3030 & ~kept
  }

  /// The byte of a word at an offset of 0 to 7.
  @inline(__always)
  static func byte(_ word: UInt64, at offset: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: word &>> UInt64(truncatingIfNeeded: offset &* 8))
  }

  /// Reads a JSON number at `position` and moves past it; `nil` if there is none or it is beyond 2⁶³.
  @inline(__always)
  static func number(_ bytes: Span<UInt8>, at position: inout Int, to end: Int) -> LogNumber? {
    if position &+ 16 <= bytes.count {
      let (first, second) = (word(bytes, at: position), word(bytes, at: position &+ 8))
      let (head, tail) = (digitCount(first), digitCount(second))
      let count = head < 8 ? head : 8 &+ tail
      if count > 0, count < 16, position &+ count <= end {
        let next = head < 8 ? byte(first, at: head) : byte(second, at: tail)
        if next != 46, next | 32 != 101 {
          position &+= count
          guard head == 8 else { return LogNumber(mantissa: digits(first, count: head)) }
          let high = digits(first, count: 8)
          guard tail > 0 else { return LogNumber(mantissa: high) }
          return LogNumber(
            mantissa: high &* powersOfTen[tail] &+ digits(second, count: tail))
        }
      }
    }
    let (number, next) = longNumber(bytes, from: position, to: end)
    position = next
    return number
  }

  /// Reads a number with a sign, a fraction or an exponent; digits past the 18th are dropped.
  @inline(never)
  private static func longNumber(
    _ bytes: Span<UInt8>, from start: Int, to end: Int
  ) -> (LogNumber?, next: Int) {
    var number = LogNumber(mantissa: 0)
    var position = start
    if position < end, bytes[position] == UInt8(ascii: "-") {
      number.isNegative = true
      position &+= 1
    }
    var (kept, digits, isFraction) = (0, 0, false)
    while position < end {
      if let digit = digit(bytes[position]) {
        digits &+= 1
        if kept < 18 {
          number.mantissa = number.mantissa &* 10 &+ digit
          if number.mantissa > 0 { kept &+= 1 }
          if isFraction { number.exponent &-= 1 }
        } else if !isFraction {
          number.exponent &+= 1
        }
      } else if bytes[position] == UInt8(ascii: "."), !isFraction {
        isFraction = true
      } else {
        break
      }
      position &+= 1
    }
    guard digits > 0, digits < 400 else { return (nil, start) }
    if position < end, bytes[position] | 32 == UInt8(ascii: "e") {
      position &+= 1
      var (isNegative, power, found) = (false, 0, false)
      if position < end,
        bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+")
      {
        isNegative = bytes[position] == UInt8(ascii: "-")
        position &+= 1
      }
      while position < end, let digit = digit(bytes[position]) {
        power = min(power * 10 + Int(digit), 1000)
        found = true
        position &+= 1
      }
      guard found else { return (nil, start) }
      number.exponent &+= isNegative ? -power : power
    }
    return (number, position)
  }
}

extension LogBytes {
  /// Whether the bytes are the word, without regard to case.
  static func equals(_ bytes: Span<UInt8>, _ range: Range<Int>, _ word: String) -> Bool {
    guard range.count == word.utf8.count else { return false }
    var position = range.lowerBound
    for byte in word.utf8 {
      guard bytes[position] | 32 == byte | 32 else { return false }
      position &+= 1
    }
    return true
  }
}
