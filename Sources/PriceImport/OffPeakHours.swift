import CheckedJSON

/// LiteLLM's off-peak hours, such as `22:00-04:00`, as the periods of a price window.
enum OffPeakHours {
  static func everyDay(_ place: JSONPlace) throws -> [JSONValue] {
    try periods(place, days: "everyDay")
  }

  /// A rule that holds on some days of the week, 1 for Monday to 7 for Sunday.
  static func rule(_ rule: JSONMembers) throws -> [JSONValue] {
    var days: Set<Int> = []
    if let list = rule["weekdays"] {
      for place in try list.array() { days.insert(try place.integer(in: 1...7)) }
    } else {
      days = Set(1...7)
    }
    let name: String
    switch days {
    case Set(1...7): name = "everyDay"
    case Set(1...5): name = "weekdays"
    case [6, 7]: name = "weekend"
    default:
      throw ImportObstacle(reason: .unsupported("off-peak hours on single days of the week"))
    }
    return try periods(rule.required("hours_utc"), days: name)
  }

  private static func periods(_ place: JSONPlace, days: String) throws -> [JSONValue] {
    var texts: [String] = []
    if place.isArray {
      for element in try place.array() { texts.append(try element.text()) }
    } else {
      texts = [try place.text()]
    }
    var periods: [JSONValue] = []
    for text in texts {
      let ends = text.split(separator: "-").compactMap { wholeHour($0) }
      guard ends.count == 2 else {
        throw ImportObstacle(
          reason: .unsupported("off-peak hours \"\(text.shortened())\" that are not whole"))
      }
      let (from, to) = (ends[0], ends[1])
      let spans = from < to ? [(from, to)] : [(from, 24), (0, to)]
      for (from, to) in spans where from < to {
        periods.append(
          .object([
            "days": .string(days), "from": .number(Double(from)), "to": .number(Double(to)),
          ]))
      }
    }
    return periods
  }

  /// The hour of `04:00`, or `nil` if it has minutes or is no time.
  private static func wholeHour(_ text: some StringProtocol) -> Int? {
    let parts = text.split(separator: ":")
    guard parts.count == 2, let hour = Int(parts[0]), (0...24).contains(hour), Int(parts[1]) == 0
    else { return nil }
    return hour
  }
}
