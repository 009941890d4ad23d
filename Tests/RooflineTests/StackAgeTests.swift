import ModelArithmetic
import Numerics
import TestFixtures
import Testing

@testable import Roofline

/// Models that came out weeks before the build that serves them.
struct StackAgeTests {
  /// Half months from one date to another, by hand.
  @Test(arguments: [
    ("2026-04-24", "2026-05-02", 1), ("2026-04-24", "2026-05-21", 2),
    ("2026-01-27", "2026-03-26", 4),
    ("2025-08-05", "2026-02-01", 12),
  ]) func agesAreCountedInHalfMonths(_ released: String, _ built: String, _ halfMonths: Int) throws
  {
    var calendar = StackCalendar()
    calendar.models = ["m": try #require(BuildDate(released))]
    let build = EngineBuild(try #require(BuildDate(built)), isExact: false)
    let age = try #require(calendar.age(of: "m", on: build))
    #expect(age.halfMonths == halfMonths)
    #expect(age.isYoung == (halfMonths < 4))
    #expect(calendar.age(of: "other", on: build) == nil)
  }

  /// A build that is older than a model serves it as on its first day.
  ///
  /// GLM-4.7-Flash came out on 2026-01-19, SGLang 0.5.7 on 2026-01-01. `0.5.7+` and a range of days may be newer, so of
  /// them nothing is told.
  @Test(
    arguments: [
      ("0.5.7", "2025-11..2026-04", 0), ("v0.5.7.post1", "2026-02-20", 0),
      ("0.5.7+", "2025-11..2026-04", nil), ("", "2025-11..2026-04", nil),
      ("nightly-dev-20260110-d3bae71e", "2026-03", 0), ("", "2026-02-20", 2),
    ] as [(String, String, Int?)])
  func buildsBeforeTheModelAreOfItsFirstDay(_ version: String, _ date: String, _ halfMonths: Int?)
    throws
  {
    let engines = try Fixtures.engines()
    let build = engines.build(
      engine: try engines.profile(named: "SGLang"), version: version, date: date)
    var calendar = StackCalendar()
    calendar.models = ["m": try #require(BuildDate("2026-01-19"))]
    #expect(calendar.age(of: "m", on: build)?.halfMonths == halfMonths)
  }

  /// Youth is 1 at first, halves in a month and ends after two.
  @Test func youthFades() {
    #expect(StackAge(halfMonths: 0).youth == 1)
    #expect(abs(StackAge(halfMonths: 2).youth - 0.5) < 1e-12)
    #expect(StackAge(halfMonths: 4).youth == 0)
  }

  /// A young stack is slower by its shift, and its interval wider: σ² = σ₀² + spread².
  @Test func aYoungStackIsSlowerAndLessSure() throws {
    let seasoned = try Fixtures.deployment()
    var contents = try Fixtures.engines().contents
    contents.modelReleases = [seasoned.model.dimensions: try #require(BuildDate("2026-11-02"))]
    contents.young = ["NVIDIA": YoungStack(shift: 0.4, spread: 0.3)]
    let young = try Deployment(
      model: seasoned.model, accelerator: seasoned.accelerator,
      engine: EngineCatalog(contents).profile(named: "vLLM"))
    #expect(young.stackAge?.isYoung == true)
    let shape = RequestShape(prompt: 1000, completion: 200)
    let before = try seasoned.estimate(of: shape, under: .concurrency(8)).outputTokensPerSecond
    let after = try young.estimate(of: shape, under: .concurrency(8)).outputTokensPerSecond
    #expect(abs(after.value / before.value - exponential(-0.4)) < 1e-9)
    let own = naturalLogarithm(before.high / before.value)
    let more = ErrorSpread.normalQuantile90 * 0.3
    #expect(
      abs(naturalLogarithm(after.high / after.value) - (own * own + more * more).squareRoot())
        < 1e-9)
  }
}
