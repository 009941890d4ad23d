import Breakeven
import FileAccess
import Reporting
import Documents

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The options of a cost report, and how it is delivered: `ask` and `report` share them.
struct ReportOptions: OptionGroup {
  static let title: String? = "The report"

  enum Format: String, CaseIterable {
    case markdown, html, json
    /// Rows of FOCUS 1.2 as CSV.
    case focus

    /// The format that the end of a file's name tells.
    init?(endOf path: String) {
      switch path.lowercased().split(separator: ".").last {
      case "md", "markdown": self = .markdown
      case "html", "htm": self = .html
      case "json": self = .json
      case "csv": self = .focus
      default: return nil
      }
    }

    /// Ends of names of what no report is written as.
    static let others: Set = [
      "pdf", "doc", "docx", "odt", "rtf", "tex", "ppt", "pptx", "xls", "xlsx", "ods", "tsv", "xml",
      "yaml", "yml", "svg", "png", "jpg", "jpeg", "zip", "gz",
    ]
  }

  @Option(
    "--output", short: "-o", "FILE", .file,
    help:
      "write the report to FILE, its charts into a folder beside it; .md, .html, .json or .csv (FOCUS) decides the format"
  )
  var output: String?
  @Option(
    "--format", "FORMAT", .choice, help: "the format; focus: the plan as rows of FOCUS 1.2 (CSV)")
  var format: Format?
  @Flag("--json", help: "as --format json") var json
  @Flag("--summary", help: "the short answer: at most 24 lines of 80 columns") var summary
  @Option("--as-of", "DATE", .date, help: "judge the age of prices on that day (default: today)")
  var asOf: CalendarDate?
  @Option(
    "--max-price-age", "DAYS", .integer(in: 0...100_000), help: "leave out prices that are older")
  var maximumAge: Int?
  @Option(
    "--baseline", "FILE", .file,
    help: "what changed since a former report (--format json), as Markdown")
  var baseline: String?
  @Option(
    "--expect", "VERDICT", .one(of: [.selfHost, .api, .mixed]),
    help: "exit with 2 if the verdict differs")
  var expected: Verdict.Choice?
  @Option(
    "--lens", "LENS", .choice,
    help: "full (all costs) or marginal (not people and tools that are there anyway)")
  var lens: CostLens?
  @Option(
    "--stack", "STACK", .choice,
    help: "plain (an engine's container) or modern (tokens guessed ahead where it pays)")
  var stack: ServingStack?
  @Option(
    "--machine-price", "FACTOR", .number(in: 0.001...1000),
    help: "what if all machines, rented or bought, cost FACTOR times their price, such as 0.7")
  var machinePrice: Double?
  @Option(
    "--api-price", "FACTOR", .number(in: 0.001...1000),
    help: "what if all APIs cost FACTOR times their price")
  var apiPrice: Double?
  let prices = PriceOptions()
  let engines = EngineOptions()

  /// The format that is asked for, by name or by the end of the file's name; `nil` if neither tells.
  var askedFormat: Format? { format ?? (json ? .json : output.flatMap(Format.init(endOf:))) }

  /// Refuses options that contradict each other.
  func check(verb: String) throws(CommandFailure) {
    if json, let format, format != .json {
      throw .usage("breakeven \(verb): found --json and --format \(format.rawValue), expected one")
    }
    if summary, let askedFormat {
      guard askedFormat == .markdown, format == nil else {
        throw .usage(
          "breakeven \(verb): found --summary and \(askedFormat.rawValue), expected one of them")
      }
    }
    if let output, askedFormat == nil,
      let end = output.lastName.lowercased().split(separator: ".").dropFirst().last,
      Format.others.contains(String(end))
    {
      throw .usage(
        "breakeven \(verb): --output: found \(Escaping.printable(output.lastName)), expected a name that ends in "
          + ".md, .html, .json or .csv, or --format\(end == "pdf" ? "; browsers print the page as PDF" : "")"
      )
    }
  }

  /// Refuses results that would overwrite what is read, or one another, before anything is written.
  func checkResults(saving save: String? = nil) throws(CommandFailure) {
    if let baseline { Files.spare(baseline) }
    try Files.checkResults([save, output])
  }

  /// The catalog, with the prices that are asked about.
  func catalog() throws -> Catalog {
    var catalog = try engines.apply(to: prices.catalog())
    if let machinePrice { catalog = try catalog.with(machinePrices: machinePrice) }
    if let apiPrice { catalog = try catalog.with(apiPrices: apiPrice) }
    return catalog
  }

  /// Refuses what there is for one workload only.
  func checkTogether(verb: String) throws(CommandFailure) {
    if baseline != nil {
      throw .usage("breakeven \(verb): --baseline goes with one workload")
    }
  }

  /// The day for which prices are judged.
  var day: CalendarDate { asOf ?? .today }

  /// What the decision assumes.
  var assumptions: DecisionAssumptions {
    var assumptions = DecisionAssumptions()
    assumptions.maximumPriceAgeDays = maximumAge
    assumptions.lens = lens
    assumptions.stack = stack
    return assumptions
  }

  /// Compares what the workload asks for.
  func decision(_ workload: Workload, in catalog: Catalog) throws(InputError) -> Decision {
    let models = workload.candidates.models.flatMap { (try? catalog.models(matching: $0)) ?? [] }
    if models.count > 16 {
      Console.progress("trying up to \(Set(models).count) models on every machine that fits …")
    }
    return try Decision(workload, catalog: catalog, asOf: day, assumptions: assumptions)
  }

  /// Writes the report of several workloads, or its short form, and tells whether the verdict is the expected one.
  func deliver(_ joint: JointDecision, prefersShort: Bool, next: [String]) throws -> ExitCode {
    let report = JointReport(joint)
    if isShort(preferred: prefersShort) {
      try write(report.summary(style: output == nil ? Console.style : .plain, next: next))
    } else {
      switch askedFormat {
      case .html: try write(report.html)
      case .json: try write(report.json)
      case .focus:
        try writeRows(
          report.focus,
          orNone:
            "found \(report.missingPlan), expected two workloads or more to write as FOCUS rows; report each of the others by itself"
        )
      case .markdown, nil: try write(report.markdown)
      }
    }
    return outcome(joint.choice)
  }

  /// Whether the short form is wanted, as asked for or where nothing else is.
  private func isShort(preferred: Bool) -> Bool {
    summary || (preferred && askedFormat == nil && output == nil)
  }

  private func outcome(_ choice: Verdict.Choice) -> ExitCode {
    guard let expected, choice != expected else { return .success }
    Console.error("expected \(expected.rawValue), but the verdict is \(choice.rawValue)")
    return .unexpectedVerdict
  }

  /// Writes the report, or its short form, and tells whether the verdict is the expected one.
  ///
  /// - Parameter prefersShort: whether the short form is wanted where nothing else is asked for.
  func deliver(
    _ decision: Decision, prefersShort: Bool, next: [String], replay: ReplayedPromise? = nil
  ) throws -> ExitCode {
    if let baseline {
      let former = try BaselineReport(Files.document(baseline))
      try write(ReportDiff(baseline: former, decision: decision).markdown)
    } else if isShort(preferred: prefersShort) {
      let style = output == nil ? Console.style : .plain
      try write(
        ShortAnswer(decision, next: next, columns: output == nil ? Console.columns : nil)
          .text(style: style)
          + (replay.map { $0.text + "\n" } ?? ""))
    } else {
      try write(CostReport(decision, replay: replay), as: askedFormat ?? .markdown)
    }
    return outcome(decision.verdict.choice)
  }

  private func write(_ report: CostReport, as format: Format) throws {
    switch format {
    case .html: try write(report.html)
    case .json: try write(report.json)
    case .focus:
      try writeRows(
        report.focus, orNone: report.whyNoPlan)
    case .markdown:
      guard let output else { return try Console.print(report.markdown()) }
      guard !OutputFiles.isStream(output) else { return try write(report.markdown()) }
      let folder = output.fileStem + "-charts/"
      try write(
        report.markdown(chartFolder: folder),
        charts: report.charts.map { (output.folderPrefix + folder + $0.fileName, $0.svg) })
    }
  }

  /// Writes the rows of a plan, or tells why there are none.
  private func writeRows(_ table: String?, orNone message: String) throws {
    guard let table else { throw CommandFailure(code: .badData, message: message) }
    try write(table)
  }

  private func write(
    _ text: String, charts: [(path: String, contents: String)] = []
  ) throws {
    guard let output else { return try Console.print(text) }
    try Files.write(charts + [(output, text)])
  }
}
