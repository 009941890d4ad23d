import CheckedJSON
import TestFixtures
import Foundation
import ModelArithmetic
import Numerics
import Testing

@testable import Roofline

/// What measured runs say of like cases, on numbers that can be worked out by hand.
struct LikeCasesTests {
  static let shape = RequestShape(prompt: 1000, completion: 100)
  /// A number of requests at which bells stand: e^2.5 = 12.2.
  static let crowd = exponential(2.5)

  private func residual(
    _ deployment: Deployment, _ error: Double, running: Double = crowd, shape: RequestShape = shape
  ) -> LikeCases.Residual {
    LikeCases.Residual(
      conditions: deployment.conditions(shape, running: running), error: error)
  }

  private func residual(
    _ cases: LikeCases, of deployment: Deployment, running: Double = crowd,
    shape: RequestShape = shape
  ) -> Double {
    let setting = CaseSetting(shape, chips: deployment.layout.chips)
    return cases.relatives(of: deployment.subject)
      .residuals(setting, halfMonth: deployment.halfMonth)?.value(at: naturalLogarithm(running))
      ?? 0
  }

  /// Variance 0.01·2 by chip, 0.0049 by family, 0.01 by model, and 0.01 of noise that `n` runs average.
  @Test(arguments: [(1, 0.0349 / 0.0449), (4, 0.0349 / 0.0374)])
  func runsOfTheSameCaseAreBelievedByTheirNumber(count: Int, share: Double) throws {
    let deployment = try SimulationFixture.deployment()
    let cases = LikeCases((0..<count).map { _ in residual(deployment, 0.1) })
    #expect(abs(residual(cases, of: deployment) - 0.1 * share) < 1e-12)
  }

  /// Variance 0.02 where the same model ran on the same chip, and 0.01 of noise: two thirds of what was measured.
  @Test func timesToTheFirstTokenAreCarriedToTheSameModelAndChipAlone() throws {
    let deployment = try SimulationFixture.deployment()
    let cases = LikeCases([residual(deployment, 0.3)], of: .firstToken)
    #expect(abs(residual(cases, of: deployment) - 0.2) < 1e-12)
    let other = try SimulationFixture.deployment(.experts)
    #expect(cases.relatives(of: other.subject).isEmpty)
  }

  @Test func whatIsKnownFadesWithTheLoad() throws {
    let deployment = try SimulationFixture.deployment()
    let cases = LikeCases([residual(deployment, 0.1)])
    let here = residual(cases, of: deployment)
    // e² times as many requests are one length away.
    let away = residual(cases, of: deployment, running: Self.crowd * exponential(2))
    #expect(abs(away / here - exponential(-0.5)) < 1e-9)
    let longer = RequestShape(prompt: 1000 * exponential(1.5), completion: 100)
    #expect(abs(residual(cases, of: deployment, shape: longer) / here - exponential(-0.5)) < 1e-9)
    let unlike = RequestShape(prompt: 1, completion: 100_000)
    #expect(residual(cases, of: deployment, shape: unlike) == 0)
  }

  /// Between the places of bells a residual is off by at most 1.6 %.
  @Test(arguments: [13.0, 16, 20])
  func betweenPlacesItIsNearlyExact(running: Double) throws {
    let deployment = try SimulationFixture.deployment()
    let cases = LikeCases([residual(deployment, 0.1, running: running)])
    let here = residual(cases, of: deployment, running: running)
    #expect(abs(here / (0.1 * 0.0349 / 0.0449) - 1) < 0.016)
  }

  /// Of another class of model nothing is known but for the same model.
  @Test func otherClassesOfModelsAreStrangers() throws {
    let cases = LikeCases([residual(try SimulationFixture.deployment(.dense), 0.1)])
    #expect(residual(cases, of: try SimulationFixture.deployment(.experts)) == 0)
    let sibling = try SimulationFixture.deployment(.windowed)
    #expect(abs(residual(cases, of: sibling) - 0.1 * 0.0249 / 0.0449) < 1e-12)
  }

  /// Runs share 0.02 by chip, 0.0049 by family or half that across expert parallelism, and 0.01 by
  /// model or half that across widths of weights.
  @Test(arguments: [
    (WeightWidth.sixteenBit, false, 0.0349), (.eightBit, false, 0.0299),
    (.sixteenBit, true, 0.03245), (.fourBit, true, 0.02745),
  ])
  func otherKernelsAreLessAlike(weights: WeightWidth, isExpertParallel: Bool, shared: Double)
    throws
  {
    let first = try SimulationFixture.deployment(.experts).subject
    #expect(first.weights == .sixteenBit)
    #expect(!first.isExpertParallel)
    let second = CaseSubject(
      accelerator: first.accelerator, family: first.family, modelClass: first.modelClass,
      architecture: first.architecture, weights: weights, isExpertParallel: isExpertParallel)
    let kinship = Likeness.Kinship(first, second, of: .throughput)
    #expect(abs(kinship.variance(halfMonths: 0) - shared) < 1e-12)
    // Six half months apart, 1/e of what a chip shares for a time is left.
    #expect(abs(kinship.variance(halfMonths: -6) - (shared - 0.01 * (1 - exponential(-1)))) < 1e-12)
  }

  /// Another layout has other relatives as soon as its ranks hold whole experts.
  @Test func relativesFollowTheLayout() throws {
    let plain = try SimulationFixture.deployment(.experts)
    let paced = try SimulationFixture.deployment(
      .experts, likeCases: LikeCases([residual(plain, 0.2, running: Self.crowd)]))
    func pace(_ layout: Layout) throws -> Double {
      try paced.with(layout: layout).pace(of: Self.shape).factor(running: Self.crowd)
    }
    let same = try pace(Layout(tensor: 1))
    #expect(abs(same - exponential(-0.2 * 0.0349 / 0.0449)) < 1e-12)
    let farther = try pace(Layout(tensor: 2))
    let expertParallel = try pace(Layout(tensor: 2, expert: 2))
    #expect(same < farther && farther < expertParallel && expertParallel < 1)
  }

  @Test func oneWildRunCountsNoMoreThanAFarOne() throws {
    let deployment = try SimulationFixture.deployment()
    let far = LikeCases([residual(deployment, 0.35)])
    let wild = LikeCases([residual(deployment, 5), residual(deployment, .nan)])
    #expect(residual(wild, of: deployment) == residual(far, of: deployment))
  }

  /// A file may hold any weights, but no pace beyond 1/e and e.
  @Test(arguments: [1e4, -1e4])
  func aPaceStaysWithinReason(weight: Double) throws {
    let plain = try SimulationFixture.deployment()
    let conditions = plain.conditions(Self.shape, running: Self.crowd)
    let point = LikeCases.Point(
      setting: conditions.setting, halfMonth: conditions.halfMonth, requests: conditions.requests,
      weight: weight)
    let paced = try SimulationFixture.deployment(
      likeCases: LikeCases(groups: [
        LikeCases.Group(subject: conditions.subject, points: [point])
      ]))
    let factor = paced.pace(of: Self.shape).factor(running: Self.crowd)
    #expect(factor == exponential(weight > 0 ? -1 : 1))
  }

  @Test func aPaceScalesEveryPrediction() throws {
    let plain = try SimulationFixture.deployment()
    let paced = try SimulationFixture.deployment(
      likeCases: LikeCases([residual(plain, 0.2, running: Self.crowd)]))
    let factor = paced.pace(of: Self.shape).factor(running: Self.crowd)
    #expect(abs(factor - exponential(-0.2 * 0.0349 / 0.0449)) < 1e-12)
    #expect(plain.pace(of: Self.shape).factor(running: Self.crowd) == 1)
    let before = plain.saturated(at: Self.crowd, shape: Self.shape)
    let after = paced.saturated(at: Self.crowd, shape: Self.shape)
    #expect(abs(after.requestsPerSecond * factor / before.requestsPerSecond - 1) < 1e-12)
    #expect(abs(after.timePerOutputToken / before.timePerOutputToken / factor - 1) < 1e-12)
    let batch = paced.staticBatch(of: Self.shape, requests: Self.crowd)
    let other = plain.staticBatch(of: Self.shape, requests: Self.crowd)
    #expect(abs(batch.outputTokensPerSecond * factor / other.outputTokensPerSecond - 1) < 1e-12)
  }

  @Test(arguments: [
    ("[1, 2]", "requests, prompt, completion, chips, half month and weight"),
    ("[0.5, 1, 1, 1, 0, 0]", "a number from 1 to 1000000000"),
    ("[1, 1, 1, null, 0, 0]", "a number from 1 to 1000000000"),
    ("[1, 1, 1, 1, 0.5, 0]", "a whole number from -1200 to 1200"),
    ("[1, 1, 1, 1, 0, 1e5]", "a number from -10000 to 10000"), ("7", "an array"),
  ])
  func aFileWithACrookedPointIsRefused(point: String, expected: String) throws {
    let encoded = try Fixtures.engines().encoded
    #expect(encoded.contains("\"points\": [["))
    let crooked = encoded.replacing(
      "\"points\": [[", with: "\"points\": [\(point), [", maxReplacements: 1)
    let error = #expect(throws: InputError.self) {
      try EngineCatalog(JSONDocument(Data(crooked.utf8)))
    }
    #expect(error?.place?.contains(".points[0]") == true)
    #expect(error?.expected == expected)
  }
}
