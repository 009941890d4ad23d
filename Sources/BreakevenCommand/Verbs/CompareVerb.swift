import Breakeven
import CheckedJSON
import PriceImport
import Reporting
import RequestLogs

/// `breakeven compare`: a plan held against an invoice, a log of requests, or both.
struct CompareVerb: Verb {
  static let name = "compare"
  static let summary = "why an invoice or a log differs from a plan, cause by cause"
  static let discussion = [
    "Holds a report's JSON against what came: an invoice as CSV (FOCUS columns, or any with a column of money), logs of requests, or both.",
    "Causes are taken one after another: requests, lengths, cache, what a GPU hour did, price. They add up to the cent.",
  ]
  static let examples = [
    VerbExample("a plan to keep", "breakeven report mine.json -o plan.json"),
    VerbExample("a month later", "breakeven compare plan.json invoice.csv requests.jsonl"),
  ]

  @Operands(
    "PLAN.json ACTUAL…", atLeast: 2,
    help: "a report's JSON, then invoices (CSV) and logs of requests of the same days")
  var paths: [String]
  @Option(
    "--months", "N", .quantity(.number, in: 0.001...1200),
    help: "how many months came (default: what the days of the invoice or the log say)")
  var months: Double?
  @Flag("--json", help: "print JSON") var json
  let log = LogOptions()

  func run() throws -> ExitCode {
    let plan = try PlanFile(Files.document(paths[0]))
    let actual = Array(paths.dropFirst())
    for path in actual { try Files.requireFile(path) }
    let (invoices, logs) = try sorted(actual)
    let invoice = try invoices.map { path throws in
      try Invoice(Files.read(path), file: path)
    }.reduce(nil as Invoice?) { $0?.joined(with: $1) ?? $1 }
    var usage: TraceProfile?
    if !logs.isEmpty {
      usage = try log.traceReader(model: nil).profile(paths: logs)
      if let usage { try log.requireFewLosses(usage, file: logs.joined(separator: ", ")) }
    }
    let report = VarianceReport(
      try PlanComparison(plan: plan, invoice: invoice, usage: usage, months: months))
    Console.print(json ? report.json : report.text(style: Console.style))
    return .success
  }

  /// Invoices, known by their header, and logs.
  private func sorted(_ paths: [String]) throws -> (invoices: [String], logs: [String]) {
    var (invoices, logs): ([String], [String]) = ([], [])
    for path in paths {
      let beginning = try Files.read(path, isMapped: true).prefix(1 << 16)
      let header = beginning.prefix { $0 != UInt8(ascii: "\n") }
      if Invoice.isInvoice(header: String(decoding: header, as: UTF8.self)) {
        invoices.append(path)
      } else {
        logs.append(path)
      }
    }
    return (invoices, logs)
  }
}
