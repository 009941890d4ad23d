import Backtest
import Breakeven
import Calibration
import CheckedJSON
import FileAccess
import Documents
import ModelArithmetic
import Reporting
import Roofline

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `breakeven calibrate`: engine profiles from measurements.
struct CalibrateVerb: Verb {
  static let name = "calibrate"
  static let summary = "fit engine profiles to measurements, or correct them by your own results"
  static let discussion = [
    "A measurement file (CSV) of more than \(ownResultsLimit) rows is fitted anew: every engine and family of chips, with the errors on measurements that were held back.",
    "Fewer rows, or results of vllm bench, SGLang's benchmarks, GenAI-Perf, AIPerf, GuideLLM, inference-perf, LLMPerf, trtllm-bench, llama-bench, InferenceX, MLPerf, evalscope and others, as JSON, CSV, Markdown or console text, correct the built-in profile for your own deployment. Each result is printed as it was read.",
    "What a file says of its engine, model, GPU, layout and formats stands; the options tell what it does not say, and a result that says otherwise than an option is not used.",
  ]
  static let examples = [
    VerbExample(
      "formulas of kernels, which the built-in profiles lean on",
      "breakeven calibrate --kernels Sources/EmbeddedData/data/kernels --output Sources/EmbeddedData/data/kernels.json --page Sources/Calibration/Calibration.docc/Kernels.md"
    ),
    VerbExample(
      "correct the profile by a benchmark of your own",
      "breakeven calibrate bench.json --model qwen3-32b --gpu H100 -o mine-engines.json"),
    VerbExample(
      "the built-in profiles",
      "breakeven calibrate Sources/EmbeddedData/data/measurements.csv --output Sources/EmbeddedData/data/engines.json --page Sources/Calibration/Calibration.docc/Throughput.md"
    ),
  ]

  /// Up to so many measurements are taken for a user's own results.
  private static let ownResultsLimit = 100

  @Operands("RESULT…", help: "a measurement file, or results of benchmarks")
  var results: [String]
  @Option(
    "--output", short: "-o", "FILE", .file,
    help: "write the profiles there; --engines FILE of other verbs uses them")
  var output: String?
  @Flag(
    "--backtest",
    help:
      "how often verdicts on measurements that were held back were right, as Markdown, at the built-in prices"
  )
  var backtest
  @Option(
    "--page", "FILE", .file,
    help:
      "a page of Markdown on the fit, its charts in a folder beside it: errors, predictions against measurements, parameters, and where it is wrong"
  )
  var page: String?
  @Option(
    "--left-out", "FILE", .file,
    help:
      "every prediction by a fit that did not see its row, as JSON, as validate --left-out --json")
  var leftOut: String?
  @Option(
    "--kernels", "DIR", .folder,
    help:
      "fit formulas to the timings of kernels in DIR instead (gemm.csv, experts.csv and so on), and write them to --output, their errors to --page"
  )
  var kernels: String?
  @Option(
    "--source", "TEXT", .text,
    help: "what the profiles give as their source (default: the command and the file)")
  var source: String?
  @Flag("--json", help: "print the profiles as JSON instead of a summary") var json
  let deployment = DeploymentOptions()
  let unsaid = UnsaidOptions()

  func run() async throws -> ExitCode {
    guard output != nil || json else {
      throw CommandFailure.usage("breakeven calibrate needs --output or --json")
    }
    let catalog = try Catalog.builtIn()
    if let kernels { return try fitKernels(kernels, catalog.accelerators) }
    guard !results.isEmpty else {
      throw CommandFailure.usage("breakeven calibrate needs a measurement file or results")
    }
    for path in results { try Files.requireFile(path) }
    try Files.checkResults([output, page, leftOut])
    var measurements: [Measurement] = []
    var refusals: [MeasurementFile.Refusal] = []
    for path in results {
      let (file, isTable) = try ResultFiles.read(path, deployment, unsaid, catalog)
      if isTable, results.count == 1, file.measurements.count > Self.ownResultsLimit {
        return try await fit(file, path, catalog)
      }
      measurements += file.measurements
      refusals += file.refusals
    }
    guard !backtest else {
      throw CommandFailure.usage(
        "--backtest needs one measurement file of more than \(Self.ownResultsLimit) rows")
    }
    return try adjust(measurements, refusals, catalog)
  }

  nonisolated(nonsending) private func fit(
    _ file: MeasurementFile, _ path: String, _ catalog: Catalog
  ) async throws -> ExitCode {
    let shapes = ReadShapes(catalog.models)
    let calibration = await Calibration.fit(
      file, setup: try Catalog.calibrationSetup(), accelerators: catalog.accelerators,
      models: { name throws(InputError) in try shapes.architecture(shapedLike: name) },
      source: source
        ?? "fitted by breakeven calibrate to \(path.fileStem)")
    guard calibration.rowsUsed > 0 else {
      throw Self.noneUsed(calibration.refusals)
    }
    try deliver(
      calibration.catalog.encoded, CalibrationReport(calibration).text(style: Console.style),
      with: Self.page(of: calibration, catalog, at: page)
        + (leftOut.map { [($0, LeftOutReport(calibration).json)] } ?? []))
    if backtest {
      try Console.print(
        BacktestReport(Backtest(calibration.heldBack, prices: catalog.prices)).markdown)
    }
    return .success
  }

  private func fitKernels(
    _ folder: String, _ accelerators: AcceleratorCatalog
  ) throws -> ExitCode {
    guard results.isEmpty else {
      throw CommandFailure.usage("breakeven calibrate --kernels takes no results beside")
    }
    var timings = KernelTimings()
    for kernel in KernelOperator.allCases {
      let path = folder + "/" + kernel.rawValue + ".csv"
      try timings.add(kernel, Files.read(path), file: path, accelerators: accelerators)
    }
    let fitted = KernelCatalog(
      timings, source: source ?? "Fitted by breakeven calibrate --kernels.")
    let document = KernelPage(fitted, timings).document
    try deliver(
      fitted.encoded, document.markdown(figureFolder: ""),
      with: page.map { [($0, document.markdown(figureFolder: ""))] } ?? [])
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

  private func adjust(
    _ measurements: [Measurement], _ unread: [MeasurementFile.Refusal], _ catalog: Catalog
  ) throws -> ExitCode {
    let (adjusted, refusals) = Calibration.adjust(
      to: measurements, unread: unread, setup: try Catalog.calibrationSetup(),
      resolver: catalog.measurementResolver)
    guard let adjusted else { throw Self.noneUsed(refusals) }
    let summary = CalibrationReport.text(of: adjusted)
    if json { Console.error(summary) }
    try deliver(adjusted.catalog.encoded, summary)
    return .success
  }

  private func deliver(
    _ profiles: String, _ summary: String, with files: [(path: String, contents: String)] = []
  ) throws {
    try Files.write((output.map { [($0, profiles)] } ?? []) + files)
    try json ? Console.print(profiles) : Console.show(summary)
  }

  private static func noneUsed(_ refusals: [MeasurementFile.Refusal]) -> CommandFailure {
    let shown = refusals.prefix(6).map { "\n  run \($0.line): \($0.reason)" }.joined()
    return CommandFailure(
      code: .badData,
      message: "found no measurement that can be fitted, expected at least one" + shown
        + (refusals.count > 6 ? "\n  and \(refusals.count - 6) more" : ""))
  }
}
