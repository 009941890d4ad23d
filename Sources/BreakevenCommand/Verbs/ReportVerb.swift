import Breakeven
import Reporting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `breakeven report`: a cost report of a workload file.
enum ReportVerb {
  static let verb = Verb(
    name: "report",
    usage: """
      usage: breakeven report WORKLOAD.json [options]

      Says whether to serve a workload oneself or to pay an API, and how sure that is.
      WORKLOAD.json is a file, or the name of a built-in workload such as chat-assistant.

        --output FILE         write the report to FILE, its charts into a folder beside it
        --format FORMAT       markdown (default), html, or json
        --summary             only the verdict and the headline table
        --as-of DATE          judge the age of prices on that day (default: today)
        --max-price-age DAYS  leave out prices that are older
        --engines FILE        use the engine profiles of FILE, as breakeven calibrate writes them
        --pricing FOLDER      use the price catalogs of FOLDER instead of the built-in ones
        --baseline FILE       what changed since a former report (--format json), as Markdown
        --expect VERDICT      self-host, api or mixed: exit with 2 if the verdict differs
        --lens LENS           full (all costs) or marginal (not people and tools that are there anyway)
      """,
    summary: "compare self-hosting with APIs for a workload, as Markdown, HTML or JSON", run: run)

  private enum Format: String, CaseIterable {
    case markdown, html, json
  }

  static func run(_ words: [String]) throws -> ExitCode {
    let arguments = try Arguments(
      words,
      options: [
        .value("--output"), .value("--format"), .flag("--summary"), .value("--as-of"),
        .value("--max-price-age"), .value("--pricing"), .value("--expect"), .value("--baseline"),
        .value("--engines"), .value("--lens"),
      ], verb: "report")
    let path = try arguments.only("WORKLOAD.json", verb: "report")
    let format = try arguments.choice("--format", among: Format.self) ?? .markdown
    let expected = try arguments.expectedVerdict()
    let asOf = try arguments.date("--as-of") ?? .today
    var assumptions = DecisionAssumptions()
    assumptions.maximumPriceAgeDays = try arguments.integer("--max-price-age", in: 0...100_000)
    assumptions.lens = try arguments.choice("--lens", among: CostLens.self)
    let catalog = try arguments.catalog()
    let workload = try Files.workload(path)
    let decision = try inFile(path) { () throws(InputError) in
      try Decision(workload, catalog: catalog, asOf: asOf, assumptions: assumptions)
    }
    let report = CostReport(decision)
    if let former = arguments.value("--baseline") {
      let baseline = try BaselineReport(Files.document(former))
      try deliver(
        ReportDiff(baseline: baseline, decision: decision).markdown, charts: [],
        to: arguments.value("--output"))
    } else if arguments.has("--summary") {
      try deliver(
        report.summary(style: Console.style), charts: [],
        to: arguments.value("--output"))
    } else {
      try deliver(report, format, to: arguments.value("--output"))
    }
    if let expected, decision.verdict.choice != expected {
      Console.error(
        "expected \(expected.rawValue), but the verdict is \(decision.verdict.choice.rawValue)")
      return .unexpectedVerdict
    }
    return .success
  }

  private static func deliver(_ report: CostReport, _ format: Format, to output: String?) throws {
    switch format {
    case .html: try deliver(report.html, charts: [], to: output)
    case .json: try deliver(report.json, charts: [], to: output)
    case .markdown:
      guard let output else { return Console.print(report.markdown()) }
      let folder = output.fileStem + "-charts/"
      try deliver(
        report.markdown(chartFolder: folder),
        charts: report.charts.map { (output.folderPrefix + folder + $0.fileName, $0.svg) },
        to: output)
    }
  }

  private static func deliver(
    _ text: String, charts: [(path: String, contents: String)], to output: String?
  ) throws {
    guard let output else { return Console.print(text) }
    try Files.write(charts + [(output, text)])
  }

  /// Names the file in errors that do not know which file they are about.
  private static func inFile<Value>(
    _ path: String, _ body: () throws(InputError) -> Value
  ) throws(InputError) -> Value {
    do {
      return try body()
    } catch {
      var named = error
      named.file = error.file ?? path
      throw named
    }
  }
}

extension Arguments {
  fileprivate func expectedVerdict() throws(CommandFailure) -> Verdict.Choice? {
    guard let text = value("--expect") else { return nil }
    let choices: [Verdict.Choice] = [.selfHost, .api, .mixed]
    guard let choice = choices.first(where: { $0.rawValue == text }) else {
      throw .usage("--expect: found \"\(text)\", expected self-host, api or mixed")
    }
    return choice
  }
}
