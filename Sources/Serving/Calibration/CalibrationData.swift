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
            family: family, weight: 1))
      } catch {
        skipped.append(
          MeasurementFile.Refusal(line: measurement.line, reason: error.description))
      }
    }
    self.rows = rows
    self.skipped = skipped.sorted { $0.line < $1.line }
  }
}
