import CheckedJSON
import Numerics
package import Roofline

/// A profile that a user's own results have corrected.
package struct OwnResults: Sendable {
  /// The shipped profile with what the results change, for the chips that they were measured on.
  package let profile: EngineProfile
  /// A catalog file of this one profile.
  package let catalog: EngineCatalog
  /// How many results were used.
  package let rowsUsed: Int
  /// Results that were not used, by line, with the reason.
  package let refusals: [MeasurementFile.Refusal]
  /// Every result as read, beside what the shipped profile predicts.
  package let rows: [ReadResult]
  /// Median error of output tokens per second before, in parts of one.
  package let errorBefore: Double
  /// The same after; it says how well the results agree, not how good predictions are.
  package let errorAfter: Double
}

extension Calibration {
  /// Corrects a profile for a deployment by a few results of a user's own.
  ///
  /// What the results change in each parameter is a deviation with a strong prior on top of the shipped
  /// profile, so that two or three results shift predictions as far as they agree and no further. The
  /// interval narrows as the variance of a mean does: of σ², of which `τ²` belongs to the deployment
  /// and the rest to single runs, `n` results leave `σ² − τ² + τ²·v/(v + n·τ²)`, with `v = σ² − τ²`.
  ///
  /// - Parameter unread: results that could not be read, to be told with the others.
  /// - Returns: `nil` if no result can be used.
  package static func adjust(
    to results: [Measurement], unread: [MeasurementFile.Refusal] = [], setup: CalibrationSetup,
    resolver: MeasurementResolver
  ) -> (adjusted: OwnResults?, refusals: [MeasurementFile.Refusal]) {
    var rows: [CalibrationRow] = []
    var refusals = unread
    var read: [ReadResult] = []
    func refuse(_ result: Measurement, _ reason: String, predicted: Observation = Observation()) {
      refusals.append(.init(line: result.line, reason: reason))
      read.append(ReadResult(measurement: result, predicted: predicted, refusal: reason))
    }
    for result in results {
      do {
        let deployment = try resolver.newestDeployment(of: result)
        guard deployment.memory.fits else {
          refuse(result, "the weights do not fit")
          continue
        }
        let predicted = deployment.prediction(of: result)
        if let reason = deployment.impossibility(of: result)
          ?? deployment.silence(of: result, predicted: predicted)
        {
          refuse(result, reason, predicted: predicted)
        } else if let first = rows.first?.deployment,
          deployment.engine.generation != first.engine.generation
            || deployment.accelerator.id != first.accelerator.id
        {
          // One profile and one chip: results of another deployment belong to another call.
          refuse(result, "it is of another engine or chip than the first", predicted: predicted)
        } else {
          read.append(ReadResult(measurement: result, predicted: predicted, refusal: nil))
          rows.append(
            CalibrationRow(
              measurement: result, deployment: deployment, generation: 0, family: 0, years: 0,
              weight: 1))
        }
      } catch {
        refuse(result, error.description)
      }
    }
    let used = rows
    guard let first = used.first else { return (nil, refusals) }
    let engine = first.deployment.engine
    let accelerator = first.deployment.accelerator
    let start = engine.effects.logarithms(for: accelerator, years: nil)
    let fitted = Calibrator(ownResultsOn: start, setup: setup).fit(used)
    let own = used.map { row in
      var deployment = row.deployment
      deployment.parameters = EngineParameters(logarithms: fitted.values[0])
      return deployment
    }
    func medianError(_ predictions: [Observation]) -> Double {
      let errors = zip(used, predictions).compactMap { $0.measurement.throughputError($1) }
      return quantile(errors.map { abs(exponential($0) - 1) }, 0.5) ?? 0
    }
    let catalog = resolver.engines.adjusted(
      engine, family: accelerator.family, by: zip(fitted.values[0], start).map { $0 - $1 },
      evidence: Evidence(used), count: Double(used.count))
    guard let profile = catalog.profiles.first else { return (nil, refusals) }
    let result = OwnResults(
      profile: profile, catalog: catalog, rowsUsed: used.count, refusals: refusals,
      rows: read,
      errorBefore: medianError(used.map { $0.deployment.prediction(of: $0.measurement) }),
      errorAfter: medianError(
        zip(own, used).map { $0.prediction(of: $1.measurement) }))
    return (result, refusals)
  }
}

extension Calibrator {
  /// A fit of one deviation around a profile, as wide as between generations.
  fileprivate init(ownResultsOn logarithms: [Double], setup: CalibrationSetup) {
    let priors = zip(setup.priors.priors, logarithms).map { prior, logarithm in
      ParameterPrior(
        mean: exponential(logarithm), spread: prior.betweenGenerations,
        betweenGenerations: 1e-6, betweenFamilies: 1e-6)
    }
    self.init(priors: ParameterPriors(priors: priors), generations: 1, families: 1)
    noise = 0.04
    firstTokenNoise = 0.3
  }
}

extension EngineCatalog {
  /// A catalog of one profile: the given one, with what a user's results change.
  fileprivate func adjusted(
    _ engine: EngineProfile, family: String, by deviation: [Double], evidence: Evidence,
    count: Double
  ) -> EngineCatalog {
    var changed = contents
    changed.generations = contents.generations.filter { $0.generation == engine.generation }
    for index in changed.generations.indices {
      let name = contents.families[family] == nil ? contents.relatives[family] ?? family : family
      let none = [Double](repeating: 0, count: deviation.count)
      let pair = changed.generations[index].pairs[name] ?? none
      changed.generations[index].pairs[name] = zip(pair, deviation).map { $0 + $1 }
      changed.generations[index].evidence = evidence
      let spreads = changed.generations[index].spreads ?? contents.spreads
      changed.generations[index].spreads = spreads.narrowed(by: count)
    }
    return EngineCatalog(changed)
  }
}

extension ErrorSpreads {
  /// The spreads after `count` results of the deployment itself.
  fileprivate func narrowed(by count: Double) -> ErrorSpreads {
    func narrow(_ spread: ErrorSpread) -> ErrorSpread {
      spread.mapped { sigma in
        let deployment = 0.7 * sigma * sigma
        let run = 0.3 * sigma * sigma
        return (run + deployment * run / (run + count * deployment)).squareRoot()
      }
    }
    return ErrorSpreads(
      throughput: narrow(throughput), firstToken: narrow(firstToken), perToken: narrow(perToken))
  }
}
