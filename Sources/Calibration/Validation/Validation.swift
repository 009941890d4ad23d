import CheckedJSON
package import Numerics
package import Roofline

/// Predictions of measurements, and how far they are off.
package struct Validation: Sendable {
  /// One row of a measurement file.
  package struct Row: Sendable {
    /// The line of the file; the header is line 1.
    package let line: Int
    /// Why it was skipped; `nil` if it was predicted.
    package let skipReason: String?
    /// What was measured: the throughput, where it was not published, from latencies.
    package let measured: Observation
    /// What is predicted; empty if skipped.
    package let predicted: Observation
    /// The 80 % interval of output tokens per second.
    package let interval: Interval?
    /// The engine generation; empty if skipped.
    package let engine: String
    /// The chip; empty if skipped.
    package let accelerator: String
    /// The class of model; `nil` if skipped.
    package let modelClass: ModelClass?
    /// The name of the architecture; empty if skipped.
    package let architecture: String
    let isClosedLoop: Bool

    /// `ok` or `skipped`.
    package var status: String { skipReason == nil ? "ok" : "skipped" }
  }

  /// All rows, by line.
  package let rows: [Row]
  /// The throughputs that a fit without them predicted; none where the fitted profiles are compared.
  package let heldBack: [HeldBackThroughput]

  /// Predicts every measurement of a file with the profiles of the resolver.
  package init(_ file: MeasurementFile, resolver: MeasurementResolver) {
    var rows = file.refusals.map { Row(skipped: $0.reason, line: $0.line, measured: Observation()) }
    for measurement in file.measurements {
      rows.append(Row(measurement, resolver: resolver))
    }
    self.rows = rows.sorted { $0.line < $1.line }
    heldBack = []
  }

  /// What was held back, each with an interval whose width comes from the errors of other groups.
  init(
    _ held: [CrossValidation.HeldBack], spreads: CrossFittedSpreads, novelty: Novelty
  ) {
    heldBack = held.compactMap { HeldBackThroughput($0, novelty: novelty) }
    rows = held.map { Row($0, spreads: spreads, novelty: novelty) }
  }
}

extension Validation.Row {
  fileprivate init(skipped reason: String, line: Int, measured: Observation) {
    self.line = line
    skipReason = reason
    self.measured = measured
    predicted = Observation()
    interval = nil
    engine = ""
    accelerator = ""
    modelClass = nil
    architecture = ""
    isClosedLoop = false
  }

  fileprivate init(_ measurement: Measurement, resolver: MeasurementResolver) {
    let measured = measurement.completed
    do {
      if let pools = measurement.pools {
        let pooled = try resolver.pooledDeployment(of: measurement, pools)
        self.init(
          measurement, pooled.decode.worker,
          predicted: pooled.prediction(of: measurement.conditions),
          factor: pooled.throughputErrorFactor)
        return
      }
      let deployment = try resolver.deployment(of: measurement)
      guard deployment.memory.fits else {
        self.init(
          skipped: Infeasibility.weightsDoNotFit(
            neededBytes: deployment.memory.weights + deployment.memory.overhead,
            visibleBytes: deployment.memory.visible
          ).description, line: measurement.line, measured: measured)
        return
      }
      self.init(
        measurement, deployment, predicted: deployment.prediction(of: measurement.conditions),
        factor: deployment.throughputErrorFactor)
    } catch {
      self.init(skipped: error.description, line: measurement.line, measured: measured)
    }
  }

  fileprivate init(
    _ held: CrossValidation.HeldBack, spreads: CrossFittedSpreads, novelty: Novelty
  ) {
    let deviation = HeldBackThroughput(held, novelty: novelty).map(spreads.deviation)
    self.init(
      held.row.measurement, held.row.deployment, predicted: held.predicted,
      factor: exponential(ErrorSpread.normalQuantile90 * (deviation ?? 0)))
  }

  private init(
    _ measurement: Measurement, _ deployment: Deployment, predicted: Observation, factor: Double
  ) {
    line = measurement.line
    skipReason = nil
    measured = measurement.completed
    self.predicted = predicted
    let modelClass = ModelClass(deployment.model)
    interval = predicted.outputTokensPerSecond.map { Interval(value: $0, factor: factor) }
    engine = deployment.engine.name
    accelerator = deployment.accelerator.id
    self.modelClass = modelClass
    architecture = measurement.architectureName
    if case .concurrency = measurement.conditions.load {
      isClosedLoop = true
    } else {
      isClosedLoop = false
    }
  }
}

extension Measurement {
  /// What was measured, with the throughput that follows from the latencies where none was published.
  var completed: Observation {
    var completed = measured
    completed.outputTokensPerSecond = measuredOutputTokensPerSecond
    return completed
  }
}
