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
  /// profile, so that two or three results shift predictions as far as they agree and no further. Where
  /// kernels of that engine were timed on that chip, they shift overheads, and kernels by three tenths of what they
  /// would; where none was, nothing tells the two apart, and holding kernels leaves users of such chips 24 % off in the
  /// median after three results instead of 8 %.
  ///
  /// The interval of the deployment that was measured narrows from what it was, however new it is, as
  /// `σₙ² = σ² / (1 + 0.7·n)`: three results leave 57 % of its width. Found by taking every source of 2026 that was not
  /// fitted for a user, who gives `n` of the runs of a model on a chip and is judged on the others: 80 % of those lie
  /// within 79, 61, 59 and 48 % of the width before with one, two, three and five results.
  ///
  /// - Parameters:
  ///   - results: What the user measured.
  ///   - unread: Results that could not be read, to be told with the others.
  ///   - setup: The shipped profiles and what they were fitted to.
  ///   - resolver: What turns the names of models and chips in results into those of the catalogs.
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
        let predicted = deployment.prediction(of: result.conditions)
        if let reason = deployment.impossibility(of: result)
          ?? deployment.shortPrompt(of: result)
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
    let fitted = Calibrator(ownResultsOn: start, of: first.deployment, setup: setup).fit(used)
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
      first.deployment, by: zip(fitted.values[0], start).map { $0 - $1 },
      evidence: Evidence(used), count: Double(used.count))
    guard let profile = catalog.profiles.first else { return (nil, refusals) }
    let result = OwnResults(
      profile: profile, catalog: catalog, rowsUsed: used.count, refusals: refusals,
      rows: read,
      errorBefore: medianError(
        used.map { $0.deployment.prediction(of: $0.measurement.conditions) }),
      errorAfter: medianError(
        zip(own, used).map { $0.prediction(of: $1.measurement.conditions) }))
    return (result, refusals)
  }
}

extension Calibrator {
  /// A fit of one deviation around a profile, as wide as between generations for all but timed kernels.
  fileprivate init(
    ownResultsOn logarithms: [Double], of deployment: Deployment, setup: CalibrationSetup
  ) {
    let timed = Set(
      setup.kernels.observations.filter {
        $0.accelerator == deployment.accelerator.id
          && setup.generations[$0.generation] == deployment.engine.generation
      }.map(\.field))
    let priors = zip(setup.priors.priors, logarithms).enumerated().map { field, pair in
      ParameterPrior(
        mean: exponential(pair.1),
        spread: pair.0.betweenGenerations * (timed.contains(field) ? Self.ofTimedKernels : 1),
        betweenGenerations: 1e-6, betweenFamilies: 1e-6)
    }
    self.init(priors: ParameterPriors(priors: priors), generations: 1, families: 1)
    noise = 0.04
    firstTokenNoise = 0.3
  }

  /// How far timed kernels move, beside overheads.
  private static let ofTimedKernels = 0.3
}

extension EngineCatalog {
  /// A catalog of one profile: the given one, with what a user's results change.
  fileprivate func adjusted(
    _ deployment: Deployment, by deviation: [Double], evidence: Evidence, count: Double
  ) -> EngineCatalog {
    let engine = deployment.engine
    let family = deployment.accelerator.family
    var changed = contents
    changed.generations = contents.generations.filter { $0.generation == engine.generation }
    for index in changed.generations.indices {
      let name = contents.families[family] == nil ? contents.relatives[family] ?? family : family
      let none = [Double](repeating: 0, count: deviation.count)
      let pair = changed.generations[index].pairs[name] ?? none
      changed.generations[index].pairs[name] = zip(pair, deviation).map { $0 + $1 }
      changed.generations[index].evidence = evidence
      let spreads = changed.generations[index].spreads ?? contents.spreads
      changed.generations[index].spreads = spreads.narrowed(by: count, of: deployment)
    }
    return EngineCatalog(changed)
  }
}

extension ErrorSpreads {
  /// The spreads after `count` results of a deployment, which is new no more.
  fileprivate func narrowed(by count: Double, of deployment: Deployment) -> ErrorSpreads {
    let modelClass = ModelClass(deployment.model)
    func narrow(_ spread: ErrorSpread) -> ErrorSpread {
      let before = spread.deviation(for: modelClass, novelties: deployment.novelties)
      return spread.seeing(modelClass, deviation: before / (1 + 0.7 * count).squareRoot())
    }
    return ErrorSpreads(
      throughput: narrow(throughput), firstToken: narrow(firstToken), perToken: narrow(perToken))
  }
}
