/// An hour of the week in UTC: 0 is Monday 00:00 to 01:00, 167 is Sunday 23:00 to 24:00.
public struct HourOfWeek: Sendable, Hashable {
  /// Hours since Monday 00:00 UTC, 0 to 167.
  public let index: Int

  /// Makes the hour from its index, wrapping any whole number into the week.
  ///
  /// - Parameter index: Hours since Monday began.
  public init(_ index: Int) {
    let remainder = index % 168
    self.index = remainder < 0 ? remainder + 168 : remainder
  }

  /// The hour of the day, 0 to 23.
  package var hour: Int { index % 24 }
}
