import Breakeven
import Calibration
import CheckedJSON
import ModelArithmetic
import Reporting

/// `breakeven validate`: predictions of published measurements, and how far they are off.
struct ValidateVerb: Verb {
  static let name = "validate"
  static let summary = "predict published measurements and report the errors"
  static let discussion = [
    "Predicts each row of a measurement file, or each run of what a benchmark wrote, and tells how far the predictions are off. A row that cannot be predicted is skipped, and the reason is told.",
    "Results of benchmarks are read as breakeven calibrate reads them; the options of a deployment tell what a file does not say.",
    "With --left-out nothing is predicted by a profile that saw it: engines are fitted anew to the file without each configuration, model, GPU and generation in turn. It takes minutes.",
  ]
  static let examples = [
    VerbExample("errors by engine, GPU and class of model", "breakeven validate results.csv"),
    VerbExample("a benchmark of your own", "breakeven validate bench.json --gpu H100"),
    VerbExample(
      "errors on what was not fitted, by how new it was",
      "breakeven validate Sources/EmbeddedData/data/measurements.csv --left-out"),
  ]

  @Operands("MEASUREMENTS.csv", help: "a measurement file, or results of a benchmark")
  var path: String
  @Flag(
    "--left-out",
    help: "fit the engines anew without each row, and tell errors by how much was left out with it")
  var leftOut
  @Flag("--json", help: "every row and the summary as JSON") var json
  let deployment = DeploymentOptions()
  let unsaid = UnsaidOptions()

  func run() async throws -> ExitCode {
    let catalog = try deployment.engines.apply(to: .hardware())
    let (file, _) = try ResultFiles.read(path, deployment, unsaid, catalog)
    if leftOut { return try await tellLeftOut(file, catalog) }
    let report = ValidationReport(Validation(file, resolver: catalog.measurementResolver))
    try json ? Console.print(report.json) : Console.show(report.text(style: Console.style))
    return .success
  }

  nonisolated(nonsending) private func tellLeftOut(_ file: MeasurementFile, _ catalog: Catalog)
    async throws -> ExitCode
  {
    let shapes = ReadShapes(catalog.models)
    let calibration = await Calibration.fit(
      file, setup: try Catalog.calibrationSetup(), accelerators: catalog.accelerators,
      models: { name throws(InputError) in try shapes.architecture(shapedLike: name) },
      source: path)
    guard calibration.rowsUsed > 0 else {
      throw CommandFailure(
        code: .badData, message: "found no measurement that can be fitted, expected at least one")
    }
    let report = LeftOutReport(calibration)
    try json ? Console.print(report.json) : Console.show(report.text(style: Console.style))
    return .success
  }
}
