import CheckedJSON
import Numerics
import Roofline

/// Measurements that were resolved and can be fitted, and those that cannot.
struct CalibrationData: Sendable {
  private(set) var rows: [CalibrationRow] = []
  /// Rows that were left out, by line, with the reason.
  private(set) var refusals: [MeasurementFile.Refusal]

  /// Resolves the rows of a file; what is nonsense or cannot be resolved is refused.
  init(_ file: MeasurementFile, setup: CalibrationSetup, resolver: MeasurementResolver) {
    refusals = file.refusals
    for measurement in file.measurements {
      switch CalibrationRow.resolve(measurement, setup: setup, resolver: resolver) {
      case .success(let row): rows.append(row)
      case .failure(let error):
        refusals.append(MeasurementFile.Refusal(line: measurement.line, reason: error.reason))
      }
    }
    refusals.sort { $0.line < $1.line }
    weighConfigurations()
  }

  /// Refuses rows of software that was days old.
  mutating func leaveOut(_ lines: Set<Int>) {
    guard !lines.isEmpty else { return }
    rows.removeAll { lines.contains($0.measurement.line) }
    refusals += lines.map {
      MeasurementFile.Refusal(
        line: $0,
        reason: "its software was weeks old when it ran, and far slower than what it is to be")
    }
    refusals.sort { $0.line < $1.line }
    for index in rows.indices { rows[index].weight = 1 }
    weighConfigurations()
  }

  /// Many points of one configuration err together, so each counts less: `n^(−0.2)`.
  private mutating func weighConfigurations() {
    var counts: [String: Double] = [:]
    for row in rows { counts[row.key(.configurations(folds: 2)), default: 0] += 1 }
    for index in rows.indices {
      let count = counts[rows[index].key(.configurations(folds: 2))] ?? 1
      rows[index].weight = power(count, -0.2)
    }
  }
}

extension CalibrationRow {
  static func resolve(
    _ measurement: Measurement, setup: CalibrationSetup, resolver: MeasurementResolver
  ) -> Result<CalibrationRow, RowError> {
    if measurement.speculation != nil {
      return .failure(RowError(reason: "it speculates, which the engines' profiles leave out"))
    }
    if measurement.pools != nil {
      return .failure(
        RowError(
          reason:
            "it reads prompts and writes tokens on pools of their own, which the engines' profiles leave out"
        ))
    }
    do {
      let deployment = try resolver.deployment(of: measurement)
      guard deployment.memory.fits else {
        return .failure(RowError(reason: "the weights do not fit"))
      }
      guard let generation = setup.generations.firstIndex(of: deployment.engine.generation),
        deployment.engine.engine != EngineCatalog.genericName
      else {
        return .failure(RowError(reason: "no prior for the engine \(measurement.engine)"))
      }
      let name = deployment.accelerator.family
      guard let family = setup.families.firstIndex(of: setup.relatives[name] ?? name) else {
        return .failure(RowError(reason: "no prior for chips of the family \(name)"))
      }
      if let reason = deployment.impossibility(of: measurement) {
        return .failure(RowError(reason: reason))
      }
      return .success(
        CalibrationRow(
          measurement: measurement, deployment: deployment, generation: generation,
          family: family, years: resolver.years(of: measurement, by: deployment.engine),
          weight: 1))
    } catch {
      return .failure(RowError(reason: error.description))
    }
  }
}

extension Deployment {
  /// Why no replica could have measured this: faster than the chips at full efficiency without any
  /// overhead.
  func impossibility(of measurement: Measurement) -> String? {
    guard let measured = measurement.measuredOutputTokensPerSecond else {
      return measurement.measured == Observation() ? "it measured nothing" : nil
    }
    var ideal = self
    ideal.parameters = .ideal
    guard let bound = ideal.prediction(of: measurement.conditions).outputTokensPerSecond,
      measured > bound * 1.03
    else { return nil }
    return "\(measured.rounded()) tokens/s is above the roofline of \(bound.rounded()) tokens/s"
  }
}
