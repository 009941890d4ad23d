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
    guard let match = date.firstMatch(of: /^(\d{4})-(\d{2})(?:-(\d{2}))?/) else { return nil }
    self.init(year: match.1, month: match.2, day: match.3)
  }

  /// The day in the name of a nightly build, such as `nightly-dev-20260216-d3bae71e`.
  package init?(ofNightlyBuild name: String) {
    guard !name.isEmpty,
      let match = name.prefix(200).firstMatch(of: /(?:^|\D)(20\d{2})(\d{2})(\d{2})(?:\D|$)/)
    else {
      return nil
    }
    self.init(year: match.1, month: match.2, day: match.3)
  }

  private init?(year: Substring, month: Substring, day: Substring?) {
    guard let year = Int(year), let month = Int(month), (1...12).contains(month) else { return nil }
    let isSecondHalf = (day.flatMap { Int($0) } ?? 1) > 15
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
