/// When the software of a run was built, to the half month.
///
/// Counted from the first half of December 2025, about which the drifts of engines are fitted: builds
/// of one half month err alike.
package struct BuildDate: Sendable, Hashable {
  /// Half months after the first of December 2025; negative before.
  package let halfMonths: Int

  /// The first day that a date names: `2025-10`, `2025-10-03` or `2025-10..2026-08`; a month alone
  /// counts as its first half.
  package init?(_ date: String) {
    var digits = DigitCursor(Array(date.utf8.prefix(16)))
    guard let year = digits.number(), year > 999, let month = digits.number(after: "-", digits: 2)
    else { return nil }
    self.init(year: year, month: month, day: digits.number(after: "-", digits: 2))
  }

  /// The day in the name of a nightly build, such as `nightly-dev-20260216-d3bae71e`.
  package init?(ofNightlyBuild name: String) {
    for run in name.utf8.prefix(200).split(whereSeparator: { !$0.isDigit }) where run.count == 8 {
      var digits = DigitCursor(Array(run))
      guard let year = digits.number(), year / 100 == 20, let month = digits.number(digits: 2)
      else { continue }
      self.init(year: year, month: month, day: digits.number(digits: 2))
      return
    }
    return nil
  }

  private init?(year: Int, month: Int, day: Int?) {
    guard (1...12).contains(month) else { return nil }
    let isSecondHalf = (day ?? 1) > 15
    halfMonths = 24 * (year - 2025) + 2 * (month - 12) + (isSecondHalf ? 1 : 0)
  }

  /// The first day of the half month: `2025-10-01` or `2025-10-16`.
  package var firstDay: String {
    let months = 12 * 2025 + 11 + (halfMonths >> 1)
    let month = months % 12 + 1
    return "\(months / 12)-" + (month < 10 ? "0" : "") + "\(month)"
      + (halfMonths & 1 == 0 ? "-01" : "-16")
  }

  /// Years from December 2025, within half a year of it.
  package var years: Double { min(0.5, max(-0.5, Double(halfMonths) / 24)) }
}
