import CheckedJSON
import Pricing

/// When a price of genai-prices holds: from a date on, or at some hours of every day.
struct GenAIConstraint {
  private(set) var startDate: CalendarDate?
  private(set) var hours: Set<Int>?

  /// Reads a constraint; none at all always holds.
  init(_ place: JSONPlace?) throws {
    guard let members = try place?.object() else { return }
    if let start = members["start_date"] {
      try members.allowOnly(["start_date"])
      startDate = try start.date()
    } else {
      try members.allowOnly(["start_time", "end_time"])
      let from = try Self.hour(members.required("start_time"))
      let to = try Self.hour(members.required("end_time"))
      hours = Set(from <= to ? Array(from..<to) : Array(from..<24) + Array(0..<to))
    }
  }

  func holds(on date: CalendarDate) -> Bool { startDate.map { $0 <= date } ?? true }

  /// The hour of `06:00:00Z` or `06:00:00`; a time within an hour or of another zone is refused.
  private static func hour(_ place: JSONPlace) throws -> Int {
    var text = try place.text()[...]
    for suffix in ["Z", "+00:00"] where text.hasSuffix(suffix) {
      text = text.dropLast(suffix.count)
    }
    let parts = text.split(separator: ":")
    guard parts.count >= 2, let hour = Int(parts[0]), (0..<24).contains(hour),
      parts.dropFirst().allSatisfy({ Int($0) == 0 })
    else {
      throw ImportObstacle(
        reason: .unsupported("the hour \"\(text.shortened())\", which is not whole or not in UTC"))
    }
    return hour
  }
}

extension Substring {
  fileprivate func shortened() -> String { String(self).shortened() }
}
