import ModelArithmetic
import Numerics
package import Roofline

/// A fit of engine profiles to measurements.
package struct Calibration: Sendable {
  /// The profiles.
  package let catalog: EngineCatalog
  /// How many measurements were used.
  package let rowsUsed: Int
  /// Measurements that were not used, by line, with the reason.
  package let refusals: [MeasurementFile.Refusal]
  /// Errors on measurements that were held back, by how much was held back with them.
  package let validations: [Novelty: Validation]

  /// Fits every generation and family of a set-up, and measures the spread of the errors by holding
  /// measurements back: configurations, whole cells, architectures, chips, and generations.
  ///
  /// The result is the same to the bit for the same measurements, whatever the number of cores.
  ///
  /// - Parameter source: what the measurements are, kept in the catalog.
  package static func fit(
    _ file: MeasurementFile, setup: CalibrationSetup, accelerators: AcceleratorCatalog,
    models: @escaping MeasurementResolver.ModelLookup, source: String
  ) async -> Calibration {
    let setup = setup.dated(by: models)
    let resolver = MeasurementResolver(
      accelerators: accelerators, engines: setup.start, model: models)
    var data = CalibrationData(file, setup: setup, resolver: resolver)
    let calibrator = Calibrator(setup)
    let young = YoungRows(data.rows, calibrator: calibrator)
    data.leaveOut(young.slowLines)
    let fit = CalibrationFit(data.rows, calibrator: calibrator)
    let crossValidation = CrossValidation(
      calibrator: calibrator, rows: data.rows, start: fit.parameters)
    var held: [Novelty: [CrossValidation.HeldBack]] = [:]
    for novelty in Novelty.allCases {
      held[novelty] = await crossValidation.predictions(novelty)
    }
    let spreads = CrossFittedSpreads(
      Novelty.allCases.flatMap { novelty in
        (held[novelty] ?? []).compactMap { HeldBackThroughput($0, novelty: novelty) }
      })
    var validations: [Novelty: Validation] = [:]
    for (novelty, predictions) in held {
      validations[novelty] = Validation(predictions, spreads: spreads, novelty: novelty)
    }
    return Calibration(
      catalog: setup.catalog(
        fit, rows: data.rows, spreads: ErrorSpreads(held), source: source,
        young: young.stacks),
      rowsUsed: data.rows.count, refusals: data.refusals, validations: validations)
  }
}

extension CalibrationRow {
  /// What is held back together with the row to see errors of a novelty.
  func group(of novelty: Novelty) -> String {
    key(novelty.split(hasExperts: deployment.model.hasExperts))
  }
}

extension Novelty {
  /// What is held back to see errors of this novelty.
  ///
  /// - Parameter hasExperts: Whether a model has routed experts. Then a model alone would be too kind
  ///   a test: its siblings of other names run the same kernels in the same format.
  func split(hasExperts: Bool) -> CrossValidation.Split {
    switch self {
    case .seen: .configurations(folds: 5)
    case .unseenCell: .cells(folds: 5)
    case .unseenArchitecture: hasExperts ? .modelsAndFormats : .architectures
    case .unseenAccelerator: .accelerators
    case .unseenGeneration: .generations
    }
  }
}

extension CrossValidation {
  /// Every row as if it were of this novelty.
  func predictions(_ novelty: Novelty) async -> [HeldBack] {
    let dense = novelty.split(hasExperts: false)
    let experts = novelty.split(hasExperts: true)
    guard dense != experts else { return await predictions(dense) }
    return await predictions(dense) { !$0.hasExperts } + predictions(experts) { $0.hasExperts }
  }
}

extension Calibrator {
  init(_ setup: CalibrationSetup) {
    self.init(
      priors: setup.priors, generations: setup.generations.count, families: setup.families.count)
    kernels = setup.kernels
  }
}

extension ErrorSpreads {
  init(_ held: [Novelty: [CrossValidation.HeldBack]]) {
    self.init(
      throughput: Self.spread(held) { $0.row.measurement.throughputError($0.predicted) },
      firstToken: Self.spread(held) { $0.row.measurement.firstTokenError($0.predicted) },
      perToken: Self.spread(held) { $0.row.measurement.perTokenError($0.predicted) })
  }

  private static func spread(
    _ held: [Novelty: [CrossValidation.HeldBack]],
    error: (CrossValidation.HeldBack) -> Double?
  ) -> ErrorSpread {
    ErrorSpread(
      seen: Dictionary(
        uniqueKeysWithValues: held.map { novelty, rows in
          (
            novelty,
            rows.compactMap { held in
              error(held).map {
                SeenError(
                  modelClass: ModelClass(held.row.deployment.model),
                  group: held.row.group(of: novelty), error: $0)
              }
            }
          )
        }))
  }
}

extension Measurement {
  /// ln(predicted/measured) of output tokens per second.
  func throughputError(_ predicted: Observation) -> Double? {
    Self.error(predicted.outputTokensPerSecond, measuredOutputTokensPerSecond)
  }

  /// The same of the time to the first token, of closed loops.
  func firstTokenError(_ predicted: Observation) -> Double? {
    guard case .concurrency = conditions.load else { return nil }
    return Self.error(predicted.timeToFirstTokenSeconds, measured.timeToFirstTokenSeconds)
  }

  /// The same of the time per output token, of closed loops.
  func perTokenError(_ predicted: Observation) -> Double? {
    guard case .concurrency = conditions.load else { return nil }
    return Self.error(predicted.timePerOutputTokenSeconds, measured.timePerOutputTokenSeconds)
  }

  private static func error(_ predicted: Double?, _ measured: Double?) -> Double? {
    guard let predicted, let measured, predicted > 0, measured > 0 else { return nil }
    return naturalLogarithm(predicted / measured)
  }
}

extension Calibration {
  /// Every throughput that was held back, once for each kind of novelty.
  package var heldBack: [HeldBackThroughput] {
    Novelty.allCases.flatMap { validations[$0]?.heldBack ?? [] }
  }
}
