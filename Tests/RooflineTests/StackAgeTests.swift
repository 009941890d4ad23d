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
    let age = try #require(calendar.age(of: "m", builtOn: BuildDate(built)))
    #expect(age.halfMonths == halfMonths)
    #expect(age.isYoung == (halfMonths < 4))
    #expect(calendar.age(of: "other", builtOn: BuildDate(built)) == nil)
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
