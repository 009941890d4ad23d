import Breakeven
import Calibration
import Reporting

/// `breakeven validate`: predictions of published measurements, and how far they are off.
struct ValidateVerb: Verb {
  static let name = "validate"
  static let summary = "predict published measurements and tell the errors"
  static let discussion = [
    "Predicts each row of a measurement file, or each run of what a benchmark wrote, and tells how far the predictions are off. A row that cannot be predicted is skipped, and the reason is told.",
    "Results of benchmarks are read as breakeven calibrate reads them; the options of a deployment tell what a file does not say.",
  ]
  static let examples = [
    VerbExample("errors by engine, GPU and class of model", "breakeven validate results.csv"),
    VerbExample("a benchmark of your own", "breakeven validate bench.json --gpu H100"),
  ]

  @Operands("MEASUREMENTS.csv", help: "a measurement file, or results of a benchmark")
  var path: String
  @Flag("--json", help: "every row and the summary as JSON") var json
  let deployment = DeploymentOptions()
  let unsaid = UnsaidOptions()

  func run() throws -> ExitCode {
    let catalog = try deployment.engines.apply(to: .hardware())
    let (file, _) = try ResultFiles.read(path, deployment, unsaid, catalog)
    let report = ValidationReport(Validation(file, resolver: catalog.measurementResolver))
    try Console.print(json ? report.json : report.text(style: Console.style))
    return .success
  }
}
