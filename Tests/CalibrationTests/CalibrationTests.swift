import CheckedJSON
import Numerics
import TestFixtures
import Roofline
import Testing

@testable import Calibration

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite struct CalibrationTests {
  /// Measurements that a deployment with given parameters would have made.
  private func synthetic(_ parameters: EngineParameters) throws -> [CalibrationRow] {
    var rows: [CalibrationRow] = []
    for (model, chips) in [
      ("meta-llama/Llama-3.1-8B-Instruct", 1), ("meta-llama/Llama-3.1-8B-Instruct", 4),
    ] {
      var deployment = try Fixtures.deployment(model, layout: Layout(tensor: chips))
      deployment.parameters = parameters
      for concurrency in [1.0, 4, 16, 64] {
        for (prompt, completion) in [(128, 512), (4000, 100)] {
          let row = """
            engine,model,gpu,gpus,tp,prompt_tokens,completion_tokens,load,concurrency
            vLLM,\(model),H100,\(chips),\(chips),\(prompt),\(completion),fixed_concurrency,\(concurrency)
            """
          let bare = try #require(
            try MeasurementFile(row.utf8, publishers: .none).measurements.first)
          rows.append(
            CalibrationRow(
              measurement: bare.measuring(deployment.prediction(of: bare.conditions)),
              deployment: deployment,
              generation: 0, family: 0, years: 0, weight: 1))
        }
      }
    }
    return rows
  }

  @Test func aFitFindsTheParametersThatMadeTheData() throws {
    var truth = EngineParameters()
    truth.matrixBandwidth = 0.7
    truth.layerOverhead = 90e-6
    truth.matrixCompute16 = 0.5
    let rows = try synthetic(truth)
    var calibrator = Calibrator(
      priors: try Fixtures.setup().priors, generations: 1, families: 1)
    calibrator.noise = 0.005
    calibrator.firstTokenNoise = 0.02
    let fitted = calibrator.fit(rows, iterations: 8)
    let again = calibrator.fit(rows, iterations: 8)
    #expect(fitted == again)
    let found = EngineParameters(logarithms: fitted.sum(rows[0].terms(fitted.blocks)))
    #expect(abs(found.matrixBandwidth / truth.matrixBandwidth - 1) < 0.08)
    for row in rows {
      var deployment = row.deployment
      deployment.parameters = found
      let error = row.measurement.throughputError(
        deployment.prediction(of: row.measurement.conditions))
      #expect(abs(try #require(error)) < 0.05)
    }
  }

  /// A fit that starts from that of more measurements ends where one from scratch does.
  @Test func aRefitAgreesWithAFitFromScratch() throws {
    var truth = EngineParameters()
    truth.matrixBandwidth = 0.7
    truth.layerOverhead = 90e-6
    let rows = try synthetic(truth)
    let calibrator = Calibrator(priors: try Fixtures.setup().priors, generations: 1, families: 1)
    let all = calibrator.fit(rows)
    let some = Array(rows.dropLast(4))
    let refit = calibrator.refit(some, some.map { calibrator.linearised($0, all) }, from: all)
    let fitted = calibrator.fit(some)
    let terms = rows[0].terms(all.blocks)
    for (first, second) in zip(refit.sum(terms), fitted.sum(terms)) {
      #expect(abs(first - second) < 0.05)
    }
  }

  @Test func foldsKeepConfigurationsTogether() throws {
    let rows = try synthetic(EngineParameters())
    let priors = try Fixtures.setup().priors
    let crossValidation = CrossValidation(
      calibrator: Calibrator(priors: priors, generations: 1, families: 1), rows: rows,
      start: ParameterLogarithms(priors: priors, generations: 1, families: 1))
    let folds = crossValidation.folds(.configurations(folds: 2))
    #expect(folds.flatMap { $0 }.sorted() == Array(rows.indices))
    let keys = folds.map { Set($0.map { rows[$0].key(.configurations(folds: 2)) }) }
    #expect(keys.count == 2 && keys[0].isDisjoint(with: keys[1]))
  }

  @Test func whatNoChipCanDoIsRefused() throws {
    let resolver = try Fixtures.resolver()
    let row = """
      engine,model,gpu,gpus,prompt_tokens,completion_tokens,load,concurrency,output_tokens_per_s
      vLLM,meta-llama/Llama-3.1-8B-Instruct,H100,1,100,100,fixed_concurrency,1,5000
      """
    let file = try MeasurementFile(row.utf8, publishers: .none)
    let data = CalibrationData(file, setup: try Fixtures.setup(), resolver: resolver)
    #expect(data.rows.isEmpty)
    #expect(data.refusals.first?.reason.contains("roofline") == true)
  }

  /// 4,000 tokens of 8 billion parameters are 64 TFLOP, which an H100 does in no less than 65 ms.
  @Test(arguments: [(0.005, true), (0.3, false)])
  func promptsThatNoChipReadsSoFastWereCached(_ seconds: Double, _ isRefused: Bool) throws {
    let row = """
      engine,model,gpu,gpus,prompt_tokens,completion_tokens,load,concurrency
      vLLM,meta-llama/Llama-3.1-8B-Instruct,H100,1,4000,200,fixed_concurrency,1
      """
    let bare = try #require(try MeasurementFile(row.utf8, publishers: .none).measurements.first)
    let result = bare.measuring(
      Observation(outputTokensPerSecond: 100, timeToFirstTokenSeconds: seconds))
    let (own, refusals) = Calibration.adjust(
      to: [result], setup: try Fixtures.setup(), resolver: try Fixtures.resolver())
    #expect((own == nil) == isRefused)
    #expect(refusals.contains { $0.reason.contains("found in a cache") } == isRefused)
  }

  @Test func aUsersResultsImprovePredictionsAndNarrowTheInterval() throws {
    let resolver = try Fixtures.resolver()
    let shipped = try Fixtures.deployment()
    func result(_ concurrency: Double) throws -> Measurement {
      let row = """
        engine,model,gpu,gpus,prompt_tokens,completion_tokens,load,concurrency
        vLLM,meta-llama/Llama-3.1-8B-Instruct,H100,1,1000,200,fixed_concurrency,\(concurrency)
        """
      let bare = try #require(try MeasurementFile(row.utf8, publishers: .none).measurements.first)
      let value = try #require(shipped.prediction(of: bare.conditions).outputTokensPerSecond)
      return bare.measuring(Observation(outputTokensPerSecond: 0.75 * value))
    }
    let (own, refusals) = Calibration.adjust(
      to: [try result(4), try result(64)], setup: try Fixtures.setup(), resolver: resolver)
    let adjusted = try #require(own)
    #expect(refusals.isEmpty)
    #expect(adjusted.errorAfter < 0.5 * adjusted.errorBefore)
    let deployment = try Deployment(
      model: shipped.model, accelerator: shipped.accelerator, engine: adjusted.profile)
    let unseen = try result(16)
    let truth = try #require(unseen.measured.outputTokensPerSecond)
    let value = try #require(deployment.prediction(of: unseen.conditions).outputTokensPerSecond)
    #expect(abs(value / truth - 1) < 0.15)
    let shape = RequestShape(prompt: 1000, completion: 200)
    func width(_ deployment: Deployment) throws -> Double {
      let interval = try deployment.estimate(of: shape, under: .concurrency(16))
        .outputTokensPerSecond
      return interval.high / interval.low
    }
    // Two results leave 1/√(1 + 0.7·2) of the logarithm of the width.
    let ratio = try naturalLogarithm(width(deployment)) / naturalLogarithm(width(shipped))
    #expect(abs(ratio - 1 / 2.4.squareRoot()) < 1e-3)
    // Overheads give way, kernels that were timed hardly.
    let (before, after) = (
      shipped.engine.parameters(for: shipped.accelerator),
      adjusted.profile.parameters(for: shipped.accelerator)
    )
    #expect(abs(after.matrixBandwidth / before.matrixBandwidth - 1) < 0.1)
    #expect(
      after.stepOverhead + 32 * after.layerOverhead
        > 1.2 * (before.stepOverhead + 32 * before.layerOverhead))
    #expect(
      try EngineCatalog(JSONDocument(Data(adjusted.catalog.encoded.utf8))).profiles.count == 1)
  }

  @Test func catalogFilesReadBackAsWritten() throws {
    for catalog in [try Fixtures.engines(), try Fixtures.setup().start] {
      let encoded = catalog.encoded
      #expect(try EngineCatalog(JSONDocument(Data(encoded.utf8))).encoded == encoded)
    }
  }
}
