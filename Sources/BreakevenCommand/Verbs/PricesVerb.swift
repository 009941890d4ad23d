import Breakeven
import PriceImport
import Reporting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `breakeven prices`: list, check and import price catalogs.
struct PricesVerb: Verb {
  static let name = "prices"
  static let summary = "list, check and import price catalogs"
  static let discussion = [
    "list: API tariffs and GPU offers with their sources and dates.",
    "check: what looks wrong in a catalog: old or retired entries, unknown models, slips in the unit.",
    "import FORMAT FILE: turns somebody else's price list into a catalog; - reads the standard input. FORMAT is "
      + PriceImporter.Format.allCases.map(\.rawValue).joined(separator: ", ") + ".",
  ]
  static let examples = [
    VerbExample("every price with its age", "breakeven prices list"),
    VerbExample(
      "LiteLLM's list as a catalog",
      "breakeven prices import litellm model_prices.json --output prices"),
  ]

  @Operands(
    "ACTION", atLeast: 1, atMost: 3, .words(Action.allCases.map(\.rawValue)),
    help: "list, check, or import FORMAT FILE")
  var words: [String]
  let prices = PriceOptions()
  @Option("--as-of", "DATE", .date, help: "the day for which prices hold (default: today)")
  var asOf: CalendarDate?
  @Option(
    "--max-price-age", "DAYS", .integer(in: 0...100_000),
    help: "check: older prices are told (default 90)")
  var maximumAge: Int?
  @Option(
    "--output", short: "-o", "FOLDER", .folder,
    help: "import: one file for each provider there (default: one JSON array to the output)")
  var output: String?
  @Option(
    "--source", "TEXT", .text,
    help: "import: what the entries give as their source (default: the format and file)")
  var source: String?
  @Option("--provider", "NAME", .text, help: "import: the cloud of a skypilot or gpuhunt file")
  var provider: String?
  @Flag("--json", help: "as JSON") var json

  private enum Action: String, CaseIterable {
    case list, check
    case importing = "import"
  }

  func run() throws -> ExitCode {
    guard let action = words.first.flatMap(Action.init(rawValue:)) else {
      throw CommandFailure.usage(
        "breakeven prices needs " + Action.allCases.map(\.rawValue).joined(separator: ", "))
    }
    switch action {
    case .list: return try list()
    case .check: return try check()
    case .importing: return try importPrices()
    }
  }

  private func list() throws -> ExitCode {
    let catalog = try prices.catalog()
    let apis = try CatalogReport(.apis, of: catalog)
    let offers = try CatalogReport(.offers, of: catalog)
    Console.print(
      json
        ? CatalogReport.json([apis, offers])
        : apis.text(style: Console.style) + "\n" + offers.text(style: Console.style))
    return .success
  }

  /// Errors in the catalog end with the exit code of bad data; warnings and notes do not.
  private func check() throws -> ExitCode {
    let catalog = try prices.catalog()
    let findings = PriceCheck.findings(
      in: catalog.prices, at: asOf ?? .today, maximumAgeDays: maximumAge ?? 90,
      accelerators: Set(catalog.accelerators.accelerators.map(\.id)),
      openModel: { catalog.models.canonicalIdentifier(of: $0) },
      reference: prices.folder == nil ? nil : try Catalog.builtIn().prices,
      sparsePeaks: catalog.accelerators.accelerators.compactMap { accelerator in
        accelerator.sparsePeak.map { (accelerator.id, $0) }
      })
    let report = PriceCheckReport(findings)
    Console.print(json ? report.json : report.text(style: Console.style))
    return findings.contains { $0.severity == .error } ? .badData : .success
  }

  private func importPrices() throws -> ExitCode {
    guard words.count == 3, let format = PriceImporter.Format(rawValue: words[1]) else {
      throw CommandFailure.usage(
        "breakeven prices import needs one of "
          + PriceImporter.Format.allCases.map(\.rawValue).joined(separator: ", ")
          + ", and a file or -")
    }
    let isStream = words[2] == "-"
    let data = isStream ? try StandardInput.bytes() : try Files.read(words[2])
    let name = isStream ? "standard input" : words[2]
    let catalog = try Catalog.builtIn()
    let prices = try PriceImporter.prices(
      from: data, format: format, file: name,
      source: source ?? "\(format.rawValue), \(name.fileStem)", asOf: asOf ?? .today,
      provider: provider, knowing: catalog.prices,
      accelerators: { try? catalog.accelerator(named: $0).id })
    if let output {
      try Files.write(prices.files.map { (output + "/" + $0.name, $0.text) })
    } else {
      Console.print("[\n" + prices.files.map(\.text).joined(separator: ",\n") + "]")
    }
    Console.error(PriceImportReport(prices).text)
    return .success
  }
}
