import Backtest
import Breakeven
import Calibration
import Documents
import Reporting

/// `breakeven calibrate`: engine profiles from measurements.
enum CalibrateVerb {
  static let verb = Verb(
    name: "calibrate",
    usage: """
      usage: breakeven calibrate RESULT… --output PROFILE.json

      A measurement file (CSV) of more than \(ownResultsLimit) rows is fitted anew: every engine and family of chips, with the
      errors on measurements that were held back. The built-in profiles come from
        breakeven calibrate Sources/EmbeddedData/data/measurements.csv \\
          --output Sources/EmbeddedData/data/engines.json \\
          --page Sources/Calibration/Calibration.docc/Throughput.md
      Fewer rows, or results of vllm bench serve, SGLang bench_serving, AIPerf, GenAI-Perf, GuideLLM,
      inference-perf, LLMPerf or trtllm-bench, correct the built-in profile for your own deployment.

        --output FILE          write the profiles there; --engines FILE of other verbs uses them
        --backtest             how often verdicts on measurements that were held back were right, as
                               Markdown, at the built-in prices
        --page FILE            a page of Markdown on the fit, its charts in a folder beside it: errors,
                               predictions against measurements, parameters, and where it is wrong
        --source TEXT          what the profiles give as their source (default: the command and the file)
        --model --gpu --tp --pp --ep --attention-dp --weights --kv --engine
                               what results that do not tell it were measured on
      """,
    summary: "fit engine profiles to measurements, or correct them by your own results", run: run)

  /// Up to so many measurements are taken for a user's own results.
  private static let ownResultsLimit = 100

  static func run(_ words: [String]) async throws -> ExitCode {
    let arguments = try Arguments(
      words,
      options: Arguments.deploymentOptions + [
        .value("--output"), .value("--source"), .value("--page"), .flag("--backtest"),
      ],
      verb: "calibrate")
    guard let output = arguments.value("--output"), !arguments.positional.isEmpty else {
      throw CommandFailure.usage("breakeven calibrate needs at least one RESULT, and --output")
    }
    let catalog = try Catalog.builtIn()
    var measurements: [Measurement] = []
    for path in arguments.positional {
      if !path.hasSuffix(".csv") {
        measurements += try BenchmarkFile(
          Files.read(path), file: path, setting: setting(arguments)
        ).measurements
        continue
      }
      let file = try MeasurementFile(Files.read(path), file: path)
      if arguments.positional.count == 1, file.measurements.count > ownResultsLimit {
        return try await fit(file, path, catalog, arguments, output: output)
      }
      measurements += file.measurements
    }
    guard !arguments.has("--backtest") else {
      throw CommandFailure.usage(
        "--backtest needs one measurement file of more than \(ownResultsLimit) rows")
    }
    return try adjust(measurements, catalog, output: output)
  }

  private static func fit(
    _ file: MeasurementFile, _ path: String, _ catalog: Catalog, _ arguments: Arguments,
    output: String
  ) async throws -> ExitCode {
    let models = catalog.models
    let calibration = await Calibration.fit(
      file, setup: try Catalog.calibrationSetup(), accelerators: catalog.accelerators,
      models: { name throws(InputError) in try models.architecture(shapedLike: name) },
      source: arguments.value("--source")
        ?? "fitted by breakeven calibrate to \(path.fileStem)")
    guard calibration.rowsUsed > 0 else {
      throw noneUsed(calibration.refusals)
    }
    try Files.write(
      [(output, calibration.catalog.encoded)]
        + page(of: calibration, catalog, at: arguments.value("--page")))
    Console.print(CalibrationReport(calibration).text(style: Console.style))
    if arguments.has("--backtest") {
      Console.print(
        BacktestReport(Backtest(calibration.heldBack, prices: catalog.prices)).markdown)
    }
    return .success
  }

  /// The page on the fit and its charts, if it is wanted.
  private static func page(
    of calibration: Calibration, _ catalog: Catalog, at path: String?
  ) -> [(path: String, contents: String)] {
    guard let path else { return [] }
    let folder = path.fileStem + "-charts/"
    let document = ThroughputPage(calibration, accelerators: catalog.accelerators).document
    return document.figures.map { (path.folderPrefix + folder + $0.fileName, $0.svg) }
      + [(path, document.markdown(figureFolder: folder))]
  }

  private static func adjust(
    _ measurements: [Measurement], _ catalog: Catalog, output: String
  ) throws -> ExitCode {
    let (adjusted, refusals) = Calibration.adjust(
      to: measurements, setup: try Catalog.calibrationSetup(),
      resolver: catalog.measurementResolver)
    guard let adjusted else { throw noneUsed(refusals) }
    try Files.write([(output, adjusted.catalog.encoded)])
    Console.print(CalibrationReport.text(of: adjusted))
    return .success
  }

  private static func noneUsed(_ refusals: [MeasurementFile.Refusal]) -> CommandFailure {
    CommandFailure(
      code: .badData,
      message: "found no measurement that can be fitted, expected at least one"
        + (refusals.first.map { "; line \($0.line): \($0.reason)" } ?? ""))
  }

  /// What the results do not tell of themselves.
  private static func setting(_ arguments: Arguments) throws -> BenchmarkSetting {
    guard let gpu = arguments.value("--gpu") else {
      throw CommandFailure.usage(
        "breakeven calibrate needs --gpu for benchmark results, which do not name it")
    }
    return BenchmarkSetting(
      engine: arguments.value("--engine") ?? "vLLM", architecture: arguments.value("--model") ?? "",
      gpu: gpu,
      layout: try arguments.layout(),
      weightType: arguments.value("--weights") ?? "", keyValueType: arguments.value("--kv") ?? "")
  }
}
