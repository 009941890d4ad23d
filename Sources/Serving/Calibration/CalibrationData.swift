import CheckedJSON

/// Measurements that were resolved and can be fitted, and those that could not.
public struct CalibrationData: Sendable {
  let rows: [CalibrationRow]
  /// Rows that were left out, by line, with the reason.
  public let skipped: [MeasurementFile.Refusal]

  /// Resolves the rows of a file.
  public init(_ file: MeasurementFile, setup: CalibrationSetup, resolver: MeasurementResolver) {
    var rows: [CalibrationRow] = []
    var skipped = file.refusals
    for measurement in file.measurements {
      do {
        let deployment = try resolver.deployment(of: measurement)
        guard deployment.memory.fits else {
          skipped.append(
            MeasurementFile.Refusal(line: measurement.line, reason: "the weights do not fit"))
          continue
        }
        guard let generation = setup.generations.firstIndex(of: deployment.engine.generation),
          let family = setup.families.firstIndex(of: deployment.accelerator.family)
        else {
          skipped.append(
            MeasurementFile.Refusal(
              line: measurement.line,
              reason: "no prior for \(deployment.engine.name) on \(deployment.accelerator.family)"))
          continue
        }
        rows.append(
          CalibrationRow(
            measurement: measurement, deployment: deployment, generation: generation,
            family: family, years: measurement.years, weight: 1))
      } catch {
        skipped.append(
          MeasurementFile.Refusal(line: measurement.line, reason: error.description))
      }
    }
    self.rows = rows
    self.skipped = skipped.sorted { $0.line < $1.line }
  }
}

extension Measurement {
  /// Years from December 2025 to the run, within half a year of it; 0 if the date names no month.
  ///
  /// A range of months counts as its first.
  var years: Double {
    guard let match = date.firstMatch(of: /^(\d{4})-(\d{2})/), let year = Double(match.1),
      let month = Double(match.2)
    else { return 0 }
    return min(0.5, max(-0.5, year - 2025 + (month - 12) / 12))
  }
}
