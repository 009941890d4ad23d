import Breakeven
import Reporting

/// `breakeven prices`: the price catalogs.
enum PricesVerb {
  static let verb = CommandLineTool.Verb(
    name: "prices",
    usage: """
      usage: breakeven prices list [--json] [--pricing FOLDER]

      Lists API tariffs and GPU offers with their sources and dates.
      """,
    summary: "list price catalogs with sources and dates", run: run)

  static func run(_ words: [String]) throws -> ExitCode {
    let arguments = try Arguments(
      words, options: [.flag("--json"), .value("--pricing")], verb: "prices")
    guard try arguments.only("list", verb: "prices") == "list" else {
      throw CommandFailure.usage("breakeven prices: expected list")
    }
    let catalog = try arguments.catalog()
    let style = TerminalStyle(isEnabled: Console.wantsColor)
    let apis = try CatalogReport(.apis, of: catalog)
    let offers = try CatalogReport(.offers, of: catalog)
    Console.print(
      arguments.has("--json")
        ? CatalogReport.json([apis, offers])
        : apis.text(style: style) + "\n" + offers.text(style: style))
    return .success
  }
}
