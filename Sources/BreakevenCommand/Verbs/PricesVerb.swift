import Breakeven
import PriceImport
import Reporting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `breakeven prices`: list, check and import price catalogs.
enum PricesVerb {
  static let verb = Verb(
    name: "prices",
    usage: """
      usage: breakeven prices list [--json] [--pricing FOLDER]
             breakeven prices check [--json] [--pricing FOLDER] [--as-of DATE] [--max-price-age DAYS]
             breakeven prices import litellm|genai-prices|skypilot|gpuhunt FILE|- [options]

      list    API tariffs and GPU offers with their sources and dates
      check   what looks wrong in a catalog: old or retired entries, unknown models, slips in the unit
      import  turns somebody else's price list into a catalog; - reads the standard input

        --output FOLDER  write one file for each provider there (default: one JSON array to the output)
        --as-of DATE     the day for which the list holds (default: today)
        --source TEXT    what the entries give as their source (default: the format and file)
        --provider NAME  the cloud of a skypilot or gpuhunt file
      """,
    summary: "list, check and import price catalogs", run: run)

  private enum Action: String, CaseIterable {
    case list, check
    case importing = "import"
  }

  static func run(_ words: [String]) throws -> ExitCode {
    let arguments = try Arguments(
      words,
      options: [
        .flag("--json"), .value("--pricing"), .value("--as-of"), .value("--max-price-age"),
        .value("--output"), .value("--source"), .value("--provider"),
      ], verb: "prices")
    guard let word = arguments.positional.first, let action = Action(rawValue: word) else {
      throw CommandFailure.usage(
        "breakeven prices needs " + Action.allCases.map(\.rawValue).joined(separator: ", "))
    }
    switch action {
    case .list: return try list(arguments)
    case .check: return try check(arguments)
    case .importing: return try importPrices(arguments)
    }
  }

  private static func list(_ arguments: Arguments) throws -> ExitCode {
    let catalog = try arguments.catalog()
    let apis = try CatalogReport(.apis, of: catalog)
    let offers = try CatalogReport(.offers, of: catalog)
    Console.print(
      arguments.has("--json")
        ? CatalogReport.json([apis, offers])
        : apis.text(style: Console.style) + "\n" + offers.text(style: Console.style))
    return .success
  }

  /// Errors in the catalog end with the exit code of bad data; warnings and notes do not.
  private static func check(_ arguments: Arguments) throws -> ExitCode {
    let catalog = try arguments.catalog()
    let findings = PriceCheck.findings(
      in: catalog.prices, at: try arguments.date("--as-of") ?? .today,
      maximumAgeDays: try arguments.integer("--max-price-age", in: 0...100_000) ?? 90,
      accelerators: Set(catalog.accelerators.accelerators.map(\.id)),
      openModel: { catalog.models.canonicalIdentifier(of: $0) },
      reference: arguments.value("--pricing") == nil ? nil : try Catalog.builtIn().prices,
      sparsePeaks: catalog.accelerators.accelerators.compactMap { accelerator in
        accelerator.sparsePeak.map { (accelerator.id, $0) }
      })
    let report = PriceCheckReport(findings)
    Console.print(arguments.has("--json") ? report.json : report.text(style: Console.style))
    return findings.contains { $0.severity == .error } ? .badData : .success
  }

  private static func importPrices(_ arguments: Arguments) throws -> ExitCode {
    let words = arguments.positional
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
      source: arguments.value("--source") ?? "\(format.rawValue), \(name.fileStem)",
      asOf: try arguments.date("--as-of") ?? .today, provider: arguments.value("--provider"),
      knowing: catalog.prices, accelerators: { try? catalog.accelerator(named: $0).id })
    if let folder = arguments.value("--output") {
      try Files.write(prices.files.map { (folder + "/" + $0.name, $0.text) })
    } else {
      Console.print("[\n" + prices.files.map(\.text).joined(separator: ",\n") + "]")
    }
    Console.error(PriceImportReport(prices).text)
    return .success
  }
}
