import Breakeven
import Calibration
import Reporting

/// `breakeven validate`: predictions of published measurements, and how far they are off.
struct ValidateVerb: Verb {
  static let name = "validate"
  static let summary = "predict published measurements and tell the errors"
  static let discussion = [
    "Predicts each row of a measurement file and tells how far the predictions are off. A row that cannot be predicted is skipped, and the reason is told."
  ]
  static let examples = [
    VerbExample("errors by engine, GPU and class of model", "breakeven validate results.csv")
  ]

  @Operands("MEASUREMENTS.csv", help: "a measurement file") var path: String
  let engines = EngineOptions()
  @Flag("--json", help: "every row and the summary as JSON") var json

  func run() throws -> ExitCode {
    let catalog = try engines.apply(to: .hardware())
    let file = try MeasurementFile(Files.read(path), file: path)
    let report = ValidationReport(Validation(file, resolver: catalog.measurementResolver))
    try Console.print(json ? report.json : report.text(style: Console.style))
    return .success
  }
}
