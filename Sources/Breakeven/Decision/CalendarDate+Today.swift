public import Pricing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension CalendarDate {
  /// The day it is now, in UTC.
  public static var today: CalendarDate {
    let epoch = CalendarDate(daysSince1970: 0)
    let days = (Date.now.timeIntervalSince1970 / 86400).rounded(.down)
    return Int(exactly: days).map { CalendarDate(daysSince1970: $0) } ?? epoch
  }
}
