import CheckedJSON

/// LiteLLM's off-peak hours, such as `22:00-04:00`, as hours of the week in UTC and as the periods of a price window.
enum OffPeakHours {
  /// Hours ahead of UTC of zones that have no summer time (IANA time zone database).
  private static let zones = [
    "UTC": 0, "Etc/UTC": 0, "Asia/Shanghai": 8, "Asia/Hong_Kong": 8, "Asia/Singapore": 8,
    "Asia/Taipei": 8, "Asia/Tokyo": 9, "Asia/Seoul": 9,
  ]

  /// Hours ahead of UTC of the zone by which weekdays count; UTC where none is said.
  static func zoneHours(_ place: JSONPlace?) throws -> Int {
    guard let place, !place.isNull else { return 0 }
    let zone = try place.text()
    guard let hours = zones[zone] else {
      throw ImportObstacle(
        reason: .unsupported("off-peak weekdays of the zone \"\(zone.shortened())\""))
    }
    return hours
  }

  /// Hours of the week from Monday 00:00 UTC that hold on every day.
  static func everyDay(_ place: JSONPlace) throws -> Set<Int> {
    try hoursOfWeek(place, on: Set(1...7), zoneHours: 0)
  }

  /// Hours of the week of a rule for some weekdays, 1 for Monday to 7 for Sunday.
  ///
  /// - Parameter zoneHours: How far the zone is ahead of UTC whose weekdays these are: 18:00 UTC on a Friday is Saturday
  ///   in Shanghai.
  static func rule(_ rule: JSONMembers, zoneHours: Int) throws -> Set<Int> {
    var days: Set<Int> = []
    if let list = rule["weekdays"] {
      for place in try list.array() { days.insert(try place.integer(in: 1...7)) }
    } else {
      days = Set(1...7)
    }
    return try hoursOfWeek(rule.required("hours_utc"), on: days, zoneHours: zoneHours)
  }

  /// The periods of a price window that hold hours of the week, with days that have the same hours together.
  static func periods(of hours: Set<Int>) -> [JSONValue] {
    let byDay = (0..<7).map { day in Set((0..<24).filter { hours.contains(day * 24 + $0) }) }
    let isSameOnWeekdays = Set(byDay[0..<5]).count == 1
    if Set(byDay).count == 1 { return periods(of: byDay[0], days: "everyDay") }
    guard isSameOnWeekdays, byDay[5] == byDay[6] else {
      return zip(names, byDay).flatMap { periods(of: $1, days: $0) }
    }
    return periods(of: byDay[0], days: "weekdays") + periods(of: byDay[5], days: "weekend")
  }

  private static let names = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  private static func periods(of hours: Set<Int>, days: String) -> [JSONValue] {
    var periods: [JSONValue] = []
    var start: Int?
    for hour in 0...24 {
      if hours.contains(hour) {
        start = start ?? hour
      } else if let from = start {
        periods.append(
          .object([
            "days": .string(days), "from": .number(Double(from)), "to": .number(Double(hour)),
          ]))
        start = nil
      }
    }
    return periods
  }

  private static func hoursOfWeek(
    _ place: JSONPlace, on days: Set<Int>, zoneHours: Int
  ) throws -> Set<Int> {
    let ofDay = try hoursOfDay(place)
    return Set(
      (0..<168).filter { hour in
        let localDay = (hour + zoneHours) % 168 / 24
        return ofDay.contains(hour % 24) && days.contains(localDay + 1)
      })
  }

  private static func hoursOfDay(_ place: JSONPlace) throws -> Set<Int> {
    var texts: [String] = []
    if place.isArray {
      for element in try place.array() { texts.append(try element.text()) }
    } else {
      texts = [try place.text()]
    }
    var hours: Set<Int> = []
    for text in texts {
      let ends = text.split(separator: "-").compactMap { wholeHour($0) }
      guard ends.count == 2 else {
        throw ImportObstacle(
          reason: .unsupported("off-peak hours \"\(text.shortened())\" that are not whole"))
      }
      let (from, to) = (ends[0], ends[1])
      hours.formUnion(from < to ? Set(from..<to) : Set(from..<24).union(0..<to))
    }
    return hours
  }

  /// The hour of `04:00`, or `nil` if it has minutes or is no time.
  private static func wholeHour(_ text: some StringProtocol) -> Int? {
    let parts = text.split(separator: ":")
    guard parts.count == 2, let hour = Int(parts[0]), (0...24).contains(hour), Int(parts[1]) == 0
    else { return nil }
    return hour
  }
}
