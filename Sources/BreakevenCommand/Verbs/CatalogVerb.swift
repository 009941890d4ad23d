import Breakeven
import Reporting

/// `breakeven catalog`: what is known by name.
struct CatalogVerb: Verb {
  static let name = "catalog"
  static let summary = "list known models, GPUs, engines, GPU offers and APIs"
  static let discussion = ["Lists what is known by name."]
  static let examples = [
    VerbExample("every GPU with its peaks", "breakeven catalog gpus"),
    VerbExample("API prices as JSON", "breakeven catalog apis --json"),
  ]

  @Operands(
    "LIST", .words(CatalogReport.List.allCases.map(\.rawValue)),
    help: CatalogReport.List.allCases.map(\.rawValue).joined(separator: ", "))
  var list: String
  let prices = PriceOptions()
  @Flag("--json", help: "as JSON") var json

  func run() throws -> ExitCode {
    let names = CatalogReport.List.allCases.map(\.rawValue)
    guard let list = CatalogReport.List(rawValue: list.lowercased()) else {
      throw CommandFailure.usage(
        "breakeven catalog: found \"\(self.list.shortened())\", expected "
          + names.joined(separator: ", ")
          + (nearest(to: self.list, among: names).map { " (did you mean \($0)?)" } ?? ""))
    }
    let report = try CatalogReport(list, of: prices.catalog())
    Console.print(json ? report.json : report.text(style: Console.style))
    return .success
  }
}
