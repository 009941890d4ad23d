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
    "Holds a report's JSON against what came: an invoice as CSV (FOCUS columns, or any with a column of money) or a seller's cost report in JSON, logs of requests, or both. Of a log alone, what its own column of cost says was paid.",
    "Causes are taken one after another: requests, lengths, cache, what a GPU hour did, price. They add up to the cent.",
  ]
  static let examples = [
    VerbExample("a plan to keep", "breakeven report mine.json -o plan.json"),
    VerbExample("a month later", "breakeven compare plan.json invoice.csv requests.jsonl"),
  ]

  @Operands(
    "PLAN.json ACTUAL…", atLeast: 2,
    help: "a report's JSON, then invoices (CSV or JSON) and logs of requests of the same days")
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
    var files: [FileIdentity: String] = [:]
    for path in actual {
      try Files.requireFile(path)
      guard let identity = FileIdentity(path: path) else { continue }
      if let other = files.updateValue(path, forKey: identity) {
        throw Self.error(path, repeats: other)
      }
    }
    var invoices: [(path: String, invoice: Invoice)] = []
    var logs: [String] = []
    for path in actual {
      if let charges = try Self.invoice(path) {
        if let other = invoices.first(where: { $0.invoice == charges }) {
          throw Self.error(path, repeats: other.path)
        }
        invoices.append((path, charges))
      } else {
        logs.append(path)
      }
    }
    var usage: TraceProfile?
    if !logs.isEmpty {
      usage = try log.traceReader(model: nil).profile(paths: logs)
      if let usage { try log.requireFewLosses(usage, file: logs.joined(separator: ", ")) }
    }
    let invoice = invoices.dropFirst().reduce(invoices.first?.invoice) {
      $0?.joined(with: $1.invoice)
    }
    let report = VarianceReport(
      try PlanComparison(
        plan: plan, invoice: invoice, usage: usage, months: months,
        paid: invoice == nil ? try Self.paid(logs) : nil))
    try json ? Console.print(report.json) : Console.show(report.text(style: Console.style))
    return .success
  }

  /// What the requests of logs cost by their own account; `nil` where one of them does not say, or is too large to be
  /// read whole.
  private static func paid(_ paths: [String]) throws -> LoggedCosts? {
    var all: LoggedCosts?
    for path in paths {
      guard let data = try wholeLog(path), let costs = LoggedCosts(data) else { return nil }
      all = all?.joined(with: costs) ?? costs
    }
    return all
  }

  private static func wholeLog(_ path: String) throws -> Data? {
    let file: InputFile
    do { file = try Files.open(path) } catch { throw Files.failure(error) }
    guard let size = file.size, size <= Files.mostBytes else { return nil }
    if let zipped = try GzipFile(path: path) { return try wholeLog(in: zipped) }
    let data = try Files.read(path)
    return LoggedCosts.mayBe(in: data.prefix(1 << 16)) ? data : nil
  }

  private static func wholeLog(in zipped: consuming GzipFile) throws(InputError) -> Data? {
    var bytes: [UInt8] = []
    try zipped.append(1 << 16, to: &bytes)
    guard LoggedCosts.mayBe(in: Data(bytes)) else { return nil }
    try zipped.append(Files.mostBytes, to: &bytes)
    return bytes.count <= Files.mostBytes ? Data(bytes) : nil
  }

  private static func error(_ path: String, repeats other: String) -> InputError {
    InputError(
      file: path, found: "the same as \(other)",
      expected: "each invoice and each log once, so that nothing is counted twice")
  }

  /// The invoice in a file, plain or compressed by gzip, known by its header; `nil` for a log, which is read elsewhere.
  ///
  /// A pipe cannot be read twice: it must be an invoice, and logs are given as files.
  private static func invoice(_ path: String) throws -> Invoice? {
    let file: InputFile
    do { file = try Files.open(path) } catch { throw Files.failure(error) }
    guard file.size != nil else { return try Invoice(Files.read(path), file: path) }
    if let zipped = try GzipFile(path: path) { return try invoice(in: zipped, path: path) }
    var beginning = Data()
    do { try file.append(1 << 16, to: &beginning) } catch { throw Files.failure(error) }
    guard Invoice.isInvoice(beginning: beginning) else { return nil }
    return try Invoice(Files.read(path), file: path)
  }

  private static func invoice(
    in zipped: consuming GzipFile, path: String
  ) throws(InputError) -> Invoice? {
    var bytes: [UInt8] = []
    try zipped.append(1 << 16, to: &bytes)
    guard Invoice.isInvoice(beginning: Data(bytes)) else { return nil }
    try zipped.append(Files.mostBytes, to: &bytes)
    guard bytes.count <= Files.mostBytes else {
      throw InputError(
        file: path, found: "more than \(Files.mostBytes >> 20) MiB when decompressed",
        expected: "at most that")
    }
    return try Invoice(Data(bytes), file: path)
  }
}
