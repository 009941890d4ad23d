import Numerics

/// How long a model had been out when the build that serves it came out, in half months.
///
/// Software that is days old runs slower than it will: DeepSeek-V4-Pro on MI355X with SGLang reached a 25th
/// of the predicted speed on the day after its release, a fifth a week later, and half after four weeks.
package struct StackAge: Sendable, Hashable {
  /// Half months from the release of the model to that of the build.
  package let halfMonths: Int

  package init(halfMonths: Int) { self.halfMonths = max(0, halfMonths) }

  /// Weeks, at the middle of the half month.
  package var weeks: Double { (Double(halfMonths) + 0.5) * 365.25 / 24 / 7 }

  /// Up to two months.
  package static let youngest = 4
  /// Whether its software may still be slow.
  package var isYoung: Bool { halfMonths < Self.youngest }

  /// How much of the youth is left: 1 at release, half a month later, nothing after two.
  package var youth: Double {
    isYoung ? exponential(-naturalLogarithm(2) / 2 * Double(halfMonths)) : 0
  }
}

/// How far young stacks of one vendor's chips are off, on the logarithmic scale at release.
package struct YoungStack: Sendable, Hashable {
  /// ln(time/predicted) of the day of release; it halves with each month.
  package let shift: Double
  /// The standard deviation of the same.
  package let spread: Double

  package init(shift: Double, spread: Double) {
    self.shift = shift
    self.spread = spread
  }
}

/// When models came out, and until when an engine is known, to tell how old a stack is.
package struct StackCalendar: Sendable, Hashable {
  /// The first release of each architecture, by its dimensions.
  package var models: [String: BuildDate] = [:]
  /// The newest build of the engine that is known of.
  package var newestBuild: BuildDate?
  /// By the chips' vendor.
  package var young: [String: YoungStack] = [:]

  /// Nothing is known of any age.
  package static let none = StackCalendar()

  /// The age of a model with a build.
  ///
  /// A build that is older than the model serves it as on its first day: GLM-4.7-Flash came out on 2026-01-19, and on
  /// the SGLang of 2026-01-01 it ran at half its later speed. Where only a range of days is known, it may begin before
  /// the release and the build be newer.
  ///
  /// - Returns: `nil` where nothing is known, or where no more than the beginning of a range is, before the release.
  func age(of dimensions: String, on build: EngineBuild?) -> StackAge? {
    guard let released = models[dimensions], let build,
      build.isExact || build.date.halfMonths >= released.halfMonths
    else { return nil }
    return StackAge(halfMonths: build.date.halfMonths - released.halfMonths)
  }

  /// The age of a model with the newest build; one that came out since is new.
  func newestAge(of dimensions: String) -> StackAge? {
    guard let released = models[dimensions], let newestBuild else { return nil }
    return StackAge(halfMonths: newestBuild.halfMonths - released.halfMonths)
  }
}
