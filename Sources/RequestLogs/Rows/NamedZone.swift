/// Time zones by their names in the IANA time zone database, of which the rules have stood for years.
///
/// A local time that comes twice, in the hour before daylight saving ends, is taken as the first, as Java's
/// `ZonedDateTime.ofLocal` does. Only zones whose rules have stood since 2023 are here, and no earlier time is read.
enum NamedZone {
  /// When clocks go forward and back.
  private enum Rule {
    case none
    /// From 2 o'clock on the second Sunday of March to 2 o'clock on the first of November (15 U.S.C. 260a,
    /// since 2007).
    case american
    /// From 1 o'clock UTC on the last Sunday of March to that of October (Directive 2000/84/EC).
    case european
    /// From 2 o'clock on the first Sunday of October to 3 o'clock on that of April, since 2008.
    case australian
    /// From 2 o'clock on the last Sunday of September to 3 o'clock on the first of April, since 2007.
    case newZealand
  }

  private static let zones: [String: (hours: Double, rule: Rule)] = {
    let groups: [(Double, Rule, String)] = [
      (0, .none, "etc/utc etc/gmt etc/uct etc/zulu etc/universal universal zulu africa/abidjan"),
      (0, .european, "europe/london europe/dublin europe/lisbon"),
      (1, .none, "africa/lagos"),
      (
        1, .european,
        "europe/berlin europe/paris europe/madrid europe/rome europe/amsterdam europe/brussels "
          + "europe/vienna europe/zurich europe/stockholm europe/oslo europe/copenhagen europe/prague "
          + "europe/warsaw europe/budapest europe/luxembourg europe/belgrade europe/zagreb"
      ),
      (2, .none, "africa/johannesburg"),
      (
        2, .european,
        "europe/athens europe/helsinki europe/kiev europe/kyiv europe/bucharest europe/sofia "
          + "europe/riga europe/tallinn europe/vilnius"
      ),
      (3, .none, "europe/moscow europe/istanbul asia/riyadh africa/nairobi"),
      (4, .none, "asia/dubai"),
      (5, .none, "asia/karachi"),
      (5.5, .none, "asia/kolkata asia/calcutta"),
      (6, .none, "asia/dhaka"),
      (7, .none, "asia/bangkok asia/ho_chi_minh asia/jakarta"),
      (
        8, .none,
        "asia/shanghai asia/hong_kong asia/singapore asia/taipei asia/manila asia/kuala_lumpur "
          + "australia/perth prc"
      ),
      (9, .none, "asia/tokyo asia/seoul japan"),
      (9.5, .australian, "australia/adelaide"),
      (10, .none, "australia/brisbane"),
      (10, .australian, "australia/sydney australia/melbourne australia/canberra"),
      (12, .newZealand, "pacific/auckland nz"),
      (-3, .none, "america/sao_paulo america/argentina/buenos_aires america/buenos_aires"),
      (-4, .american, "america/halifax"),
      (-5, .none, "america/bogota america/lima"),
      (-5, .american, "america/new_york america/detroit america/toronto us/eastern et"),
      (-6, .none, "america/mexico_city"),
      (-6, .american, "america/chicago us/central ct"),
      (-7, .none, "america/phoenix us/arizona"),
      (-7, .american, "america/denver us/mountain mt"),
      (-8, .american, "america/los_angeles us/pacific pt"),
      (-9, .american, "america/anchorage us/alaska"),
      (-10, .none, "pacific/honolulu us/hawaii"),
    ]
    return Dictionary(
      groups.flatMap { group in
        group.2.split(separator: " ").map { (String($0), (group.0, group.1)) }
      }, uniquingKeysWith: { first, _ in first })
  }()

  private static let firstYear: Int64 = 2023
  private static let hour: Int64 = 3_600_000_000
  private static let day: Int64 = 86_400_000_000

  /// What local time is ahead of UTC in a zone, in microseconds; `nil` for a zone or a year that is not
  /// known.
  ///
  /// - Parameters:
  ///   - name: in lower case.
  ///   - local: the time that clocks there show, in microseconds since 1970.
  static func offset(_ name: String, local: Int64) -> Int64? {
    guard let zone = zones[name] else { return nil }
    let (standard, year) = (Int64(zone.hours * Double(hour)), year(of: local))
    guard year >= firstYear else { return nil }
    let isSummer =
      switch zone.rule {
      case .none: false
      case .american:
        local >= sunday(2, of: 3, year) + 2 * hour && local < sunday(1, of: 11, year) + 2 * hour
      case .european:
        local >= lastSunday(of: 3, year) + hour + standard
          && local < lastSunday(of: 10, year) + 2 * hour + standard
      case .australian:
        local >= sunday(1, of: 10, year) + 2 * hour || local < sunday(1, of: 4, year) + 3 * hour
      case .newZealand:
        local >= lastSunday(of: 9, year) + 2 * hour || local < sunday(1, of: 4, year) + 3 * hour
      }
    return standard + (isSummer ? hour : 0)
  }

  private static func year(of time: Int64) -> Int64 {
    var year = 1970 + time / (365 * day)
    while start(of: 1, year) > time { year -= 1 }
    return year
  }

  private static func start(of month: Int64, _ year: Int64) -> Int64 {
    WrittenTime.days(year, month, 1) ?? .max
  }

  /// The midnight at which a Sunday of a month begins, the first as 1.
  private static func sunday(_ number: Int64, of month: Int64, _ year: Int64) -> Int64 {
    let first = start(of: month, year)
    // 1 January 1970 was a Thursday, four days after a Sunday.
    let weekday = (first / day + 4) % 7
    return first + ((7 - weekday) % 7 + 7 * (number - 1)) * day
  }

  private static func lastSunday(of month: Int64, _ year: Int64) -> Int64 {
    sunday(1, of: month + 1, year) - 7 * day
  }
}
