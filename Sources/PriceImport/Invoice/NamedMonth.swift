/// A day or a month that is written with the month's name: `Dec 1, 2026`, `01-Dec-2026`, `December 2026`.
struct NamedMonth {
  let year: Int
  let month: Int
  /// The day of the month; `nil` where the month alone is named.
  let day: Int?
  /// What stands behind the day; `nil` for nothing.
  let time: String?

  /// Reads a text; `nil` if none of its first words is a month's name, or if no year of four digits is beside it.
  init?(_ text: String) {
    let words = text.split { !$0.isLetter && !$0.isNumber }
    // `Tue, Dec 1, 2026`
    let isWeekday = words.first.map { Self.place($0, in: Self.weekdays) != nil } ?? false
    let parts = Array(words.dropFirst(isWeekday ? 1 : 0).prefix(3))
    guard let named = parts.firstIndex(where: { Self.place($0, in: Self.months) != nil }),
      let month = Self.place(parts[named], in: Self.months)
    else { return nil }
    let numbers = parts.indices.filter { $0 != named }.prefix { Self.number(parts[$0]) != nil }
    guard let yearPlace = numbers.first(where: { parts[$0].count == 4 }),
      let year = Int(parts[yearPlace])
    else { return nil }
    let dayPlace = numbers.first { $0 != yearPlace && parts[$0].count < 4 }
    // Of `December 2026 00:00` the zeros are no day; of `2026-Dec-01` the last is one.
    let isDay = dayPlace.map { $0 < max(yearPlace, named) || named > yearPlace } ?? false
    self.year = year
    self.month = month
    day = isDay ? dayPlace.flatMap { Self.number(parts[$0]) } : nil
    let last = parts[max(yearPlace, named, isDay ? dayPlace ?? 0 : 0)]
    let rest = text[last.endIndex...].drop { !$0.isNumber }
    time = rest.isEmpty ? nil : String(rest)
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]
  private static let weekdays = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  /// The place of a name, counted from 1, of which at least three letters are written.
  private static func place(_ word: Substring, in names: [String]) -> Int? {
    guard word.count >= 3 else { return nil }
    return names.firstIndex { $0.hasPrefix(word.lowercased()) }.map { $0 + 1 }
  }

  /// The number of `1` or `1st`.
  private static func number(_ word: Substring) -> Int? {
    let digits = word.prefix(while: \.isNumber)
    let ending = word.dropFirst(digits.count).lowercased()
    return ["", "st", "nd", "rd", "th"].contains(ending) ? Int(digits) : nil
  }
}
