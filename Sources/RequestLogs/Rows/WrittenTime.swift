/// Dates as people and programs write them, beyond those of ``LogTime``: `3/2/2026, 12:02:48.265 AM`,
/// `2.3.2026 00:02`, `02/Mar/2026:00:02:48 +0100`, `Mon, 02 Mar 2026 00:02:48 GMT`, `2026-03-02`,
/// `20260302T000248Z`, Oracle's `02-MAR-26 12.02.48 AM`, .NET's `/Date(1772409768000)/`, and Trino's
/// `2026-03-02 00:02:48.265 America/New_York`.
struct WrittenTime: Sendable {
  /// Whether the day stands before the month where both are numbers, as far as the log has told.
  enum DayOrder: Sendable {
    case unknown, dayFirst, monthFirst
  }

  var order = DayOrder.unknown
  /// Whether a date was read whose order was only supposed.
  private(set) var supposed = false
  /// The first zone that was read whose letters several countries write.
  private(set) var sharedZone: SharedZone?

  /// A time in microseconds since 1970, and whether it is a whole day.
  struct Moment: Equatable, Sendable {
    var microseconds: Int64
    var isDay = false
  }

  private struct Word {
    var text: [UInt8] = []
    var isNumber = false
    /// The byte before it.
    var before: UInt8 = 0
    var value: Int64 { text.reduce(0) { min($0 * 10 + Int64($1 &- 48), 1 << 40) } }
    var name: String { String(decoding: text, as: UTF8.self).lowercased() }
  }

  /// Reads a whole text as a time; `nil` if it is none.
  mutating func read(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Moment? {
    guard range.count >= 6, range.count <= 64 else { return nil }
    var words = Self.words(bytes, range)
    if words.count > 1, words[0].name == "date", words[1].before == UInt8(ascii: "("),
      let milliseconds = Int64(words[1].name), milliseconds < 9_000_000_000_000
    {
      return Moment(microseconds: milliseconds * 1000)
    }
    let day: Int64?
    (day, words) = date(words)
    guard let day else { return nil }
    guard !words.isEmpty else { return Moment(microseconds: day, isDay: true) }
    guard let time = Self.clock(words, day: day) else { return nil }
    if sharedZone == nil {
      sharedZone = words.lazy.compactMap { SharedZone(rawValue: $0.name) }.first
    }
    return Moment(microseconds: day + time)
  }

  /// Reads a whole text as a time of day, in microseconds; `nil` if it is none.
  static func clock(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int64? {
    guard range.count >= 4, range.count <= 64 else { return nil }
    let words = words(bytes, range)
    guard words.count > 1, words[1].before == UInt8(ascii: ":") else { return nil }
    return clock(words)
  }

  private static func words(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [Word] {
    var words: [Word] = []
    var before = UInt8(0)
    for position in range {
      let byte = bytes[position]
      let isNumber = LogBytes.digit(byte) != nil
      let isLetter = byte | 32 >= UInt8(ascii: "a") && byte | 32 <= UInt8(ascii: "z")
      guard isNumber || isLetter else {
        before = byte
        continue
      }
      if before == 0, let last = words.indices.last, words[last].isNumber == isNumber {
        words[last].text.append(byte)
      } else {
        words.append(Word(text: [byte], isNumber: isNumber, before: before))
      }
      before = 0
    }
    return words
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
  private static let weekdays: Set<String> = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  /// The day that the first words name, and the words that are left.
  private mutating func date(_ words: [Word]) -> (Int64?, [Word]) {
    var words = words
    if let first = words.first, !first.isNumber,
      Self.weekdays.contains(String(first.name.prefix(3)))
    {
      words.removeFirst()
    }
    if let first = words.first, first.isNumber, first.text.count == 8 || first.text.count == 14 {
      return Self.compactDate(first.text, words.dropFirst())
    }
    guard words.count >= 3 else { return (nil, []) }
    if let place = words.prefix(2).firstIndex(where: { !$0.isNumber }),
      let month = Self.months.firstIndex(of: String(words[place].name.prefix(3)))
    {
      // `02 Mar 2026`, `Mar 2, 2026`, `02-Mar-26`, or C's `Mar  2 00:02:48 2026`.
      let day = words[1 - place]
      let dash = UInt8(ascii: "-")
      let isShort = words[2].text.count == 2 && words[1].before == dash && words[2].before == dash
      let year =
        isShort || words[2].text.count == 4
        ? 2 : words.lastIndex { $0.isNumber && $0.text.count == 4 }
      guard let year, words[year].isNumber, day.isNumber else { return (nil, []) }
      let days = Self.days(
        words[year].value + (isShort ? 2000 : 0), Int64(month + 1), day.value)
      words.remove(at: year)
      words.removeFirst(2)
      return (days, words)
    }
    let numbers = words.prefix(3)
    // `00:03:09` is a time of day.
    guard numbers.allSatisfy(\.isNumber),
      numbers.dropFirst().allSatisfy({ $0.before != UInt8(ascii: ":") })
    else { return (nil, []) }
    let (first, second, third) = (numbers[0].value, numbers[1].value, numbers[2].value)
    words.removeFirst(3)
    if numbers[0].text.count == 4 { return (Self.days(first, second, third), words) }
    guard numbers[2].text.count == 4 || numbers[2].text.count == 2 else { return (nil, []) }
    let year = numbers[2].text.count == 2 ? 2000 + third : third
    if first > 12 || numbers[1].before == UInt8(ascii: ".") {
      order = .dayFirst
    } else if second > 12 || words.contains(where: { ["am", "pm"].contains($0.name) }) {
      order = .monthFirst
    } else if order == .unknown {
      supposed = true
    }
    return order == .dayFirst
      ? (Self.days(year, second, first), words) : (Self.days(year, first, second), words)
  }

  /// The day of `20260302` or `20260302000248`, and the words after it.
  private static func compactDate(_ digits: [UInt8], _ rest: ArraySlice<Word>) -> (Int64?, [Word]) {
    func number(_ places: Range<Int>) -> Int64 {
      digits[places].reduce(0) { $0 * 10 + Int64($1 &- 48) }
    }
    var words = Array(rest)
    if digits.count > 8 {
      words.insert(Word(text: Array(digits[8...]), isNumber: true), at: 0)
    }
    return (days(number(0..<4), number(4..<6), number(6..<8)), words)
  }

  /// Microseconds since 1970 of a day of the calendar.
  static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64? {
    guard (1900...2200).contains(year), (1...12).contains(month), (1...31).contains(day) else {
      return nil
    }
    let year = year - (month <= 2 ? 1 : 0)
    let (era, yearOfEra) = (year / 400, year % 400)
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let days =
      era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    return days * 86_400_000_000
  }

  /// Zones that are written as letters, in hours from UTC, as the IANA time zone database abbreviates
  /// them; of a ``SharedZone`` the meaning that is taken.
  private static let zones: [String: Double] = [
    "z": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
    "pst": -8, "pdt": -7, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "bst": 1, "ist": 5.5, "jst": 9,
    "wet": 0,
    "west": 1, "msk": 3, "hkt": 8, "kst": 9, "awst": 8, "acst": 9.5, "acdt": 10.5, "aest": 10,
    "aedt": 11, "nzst": 12, "nzdt": 13, "hst": -10, "akst": -9, "akdt": -8, "pkt": 5, "wib": 7,
    "wita": 8, "wit": 9, "sast": 2, "cat": 2, "eat": 3, "wat": 1, "nst": -3.5, "ndt": -2.5,
  ]

  /// The time of day, in UTC, that words tell.
  ///
  /// - Parameter day: when the day began whose time it is, by which daylight saving is told.
  private static func clock(_ words: [Word], day: Int64? = nil) -> Int64? {
    var words = words[...]
    if let first = words.first, first.name == "t" { words.removeFirst() }
    if let first = words.first, first.isNumber, first.text.count == 6 {
      // `000248`.
      let pairs = [0, 2, 4].map { place in
        Word(
          text: Array(first.text[place..<(place + 2)]), isNumber: true,
          before: place > 0 ? UInt8(ascii: ":") : first.before)
      }
      words = (pairs + words.dropFirst())[...]
    }
    let separator = Self.separator(words)
    guard words.count >= 2, words[words.startIndex].isNumber,
      words[words.startIndex + 1].isNumber, words[words.startIndex + 1].before == separator
    else { return nil }
    var hour = words.removeFirst().value
    let minute = words.removeFirst().value
    var (second, fraction) = (Int64(0), Int64(0))
    if let next = words.first, next.isNumber, next.before == separator {
      second = words.removeFirst().value
      if let digits = words.first, digits.isNumber,
        digits.before == UInt8(ascii: ".") || digits.before == UInt8(ascii: ",")
      {
        let text = Array((digits.text + [48, 48, 48, 48, 48, 48]).prefix(6))
        fraction = text.reduce(0) { $0 * 10 + Int64($1 &- 48) }
        words.removeFirst()
      }
    }
    if let half = words.first, ["am", "pm", "a", "p"].contains(half.name) {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (half.name.hasPrefix("p") ? 12 : 0)
      words.removeFirst()
      if half.name.count == 1 {
        guard words.first?.name == "m" else { return nil }
        words.removeFirst()
      }
    }
    guard hour < 24, minute < 60, second < 61 else { return nil }
    let time = ((hour * 60 + minute) * 60 + second) * 1_000_000 + fraction
    guard let offset = offset(words, local: day.map { $0 + time }) else { return nil }
    return time - offset
  }

  /// Words that slashes and lines part, as one name in lower case.
  private static func name(_ words: ArraySlice<Word>) -> String {
    words.enumerated().map { index, word in
      (index == 0 ? "" : word.before == UInt8(ascii: "/") ? "/" : "_") + word.name
    }.joined()
  }

  /// What stands between hours, minutes and seconds: a colon, or in `12.02.48` a point.
  private static func separator(_ words: ArraySlice<Word>) -> UInt8 {
    let (clock, point) = (words.prefix(3), UInt8(ascii: "."))
    let isPointed =
      clock.count == 3 && clock.allSatisfy { $0.isNumber && $0.text.count == 2 }
      && clock.dropFirst().allSatisfy { $0.before == point }
    return isPointed ? point : UInt8(ascii: ":")
  }

  /// What a zone is ahead of UTC, in microseconds.
  ///
  /// A name such as `America/New_York` tells it by the local time; what stands in brackets after an offset,
  /// as Java writes it, says nothing more.
  private static func offset(_ words: ArraySlice<Word>, local: Int64?) -> Int64? {
    var words = words
    var hours: Double?
    if let zone = words.first, !zone.isNumber {
      guard let known = zones[zone.name] else {
        return local.flatMap { NamedZone.offset(name(words), local: $0) }
      }
      hours = known
      words.removeFirst()
      if words.first?.before == UInt8(ascii: "[") { words = [] }
    }
    guard let sign = words.first else { return Int64((hours ?? 0) * 3_600_000_000) }
    guard sign.before == UInt8(ascii: "+") || sign.before == UInt8(ascii: "-"), hours ?? 0 == 0,
      sign.text.count <= 4
    else {
      return nil
    }
    var minutes = sign.value * 60
    if sign.text.count == 4 {
      minutes = sign.value / 100 * 60 + sign.value % 100
    } else if let next = words.dropFirst().first {
      minutes += min(next.value, 59)
    }
    return (sign.before == UInt8(ascii: "-") ? -minutes : minutes) * 60_000_000
  }
}

/// Letters for a zone that several countries write for different ones, as the IANA time zone database has
/// them.
package enum SharedZone: String, Hashable, Sendable {
  case cst, bst, ist

  /// What the letters were taken for, and what else they may stand for.
  package var sentence: String {
    let (taken, others) =
      switch self {
      case .cst: ("US Central time, UTC-6", "China and Cuba")
      case .bst: ("British summer time, UTC+1", "Bangladesh")
      case .ist: ("Indian time, UTC+5:30", "Israel and Ireland")
      }
    return
      "Times in \(rawValue.uppercased()) were taken as \(taken); \(others) write it too, so write "
      + "offsets from UTC where that is meant."
  }
}
