import Breakeven
import CheckedJSON
import FileAccess
import PriceImport
import Reporting
import RequestLogs

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

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
    var invoice: Invoice?
    var logs: [String] = []
    for path in actual {
      if let charges = try Self.invoice(path) {
        invoice = invoice?.joined(with: charges) ?? charges
      } else {
        logs.append(path)
      }
    }
    var usage: TraceProfile?
    if !logs.isEmpty {
      usage = try log.traceReader(model: nil).profile(paths: logs)
      if let usage { try log.requireFewLosses(usage, file: logs.joined(separator: ", ")) }
    }
    let report = VarianceReport(
      try PlanComparison(plan: plan, invoice: invoice, usage: usage, months: months))
    try Console.print(json ? report.json : report.text(style: Console.style))
    return .success
  }

  /// The invoice in a file, known by its header; `nil` for a log, which is read elsewhere.
  ///
  /// A pipe cannot be read twice: it must be an invoice, and logs are given as files.
  private static func invoice(_ path: String) throws -> Invoice? {
    let file: InputFile
    do { file = try Files.open(path) } catch { throw Files.failure(error) }
    guard file.size != nil else { return try Invoice(Files.read(path), file: path) }
    var beginning = Data()
    do { try file.append(1 << 16, to: &beginning) } catch { throw Files.failure(error) }
    let header = beginning.prefix { $0 != UInt8(ascii: "\n") }
    guard Invoice.isInvoice(header: String(decoding: header, as: UTF8.self)) else { return nil }
    return try Invoice(Files.read(path), file: path)
  }
}
