import Testing

@testable import Breakeven

struct ErrorLawTests {
  /// Student's distribution with two degrees of freedom: F(1.8856) = 0.9, F(6.9646) = 0.99 in every table.
  @Test(arguments: [(0.5, 0.0), (0.9, 1.2816), (0.1, -1.2816), (0.975, 2.9244), (0.99, 4.7336)])
  func quantilesOfTheTables(probability: Double, deviation: Double) {
    #expect(abs(ErrorLaw.quantile(probability) - deviation) < 1e-3)
    #expect(abs(ErrorLaw.probability(below: deviation) - probability) < 1e-4)
  }

  @Test func endsAreFinite() {
    #expect(ErrorLaw.quantile(0).isFinite && ErrorLaw.quantile(1).isFinite)
    #expect(ErrorLaw.probability(below: -.infinity) == 0)
    #expect(ErrorLaw.probability(below: .infinity) == 1)
  }
}
