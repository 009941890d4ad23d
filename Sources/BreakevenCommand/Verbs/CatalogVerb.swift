import Breakeven
import Reporting

/// `breakeven catalog`: what is known by name.
struct CatalogVerb: Verb {
  static let name = "catalog"
  static let summary = "list known models, GPUs, engines, GPU offers and APIs"
  static let discussion = ["Lists what is known by name."]
  static let examples = [
    VerbExample("every GPU with its peaks", "breakeven catalog gpus"),
    VerbExample("the GPUs of one vendor", "breakeven catalog gpus --vendor amd"),
    VerbExample("who serves a model", "breakeven catalog apis --model 'llama 3.3 70b'"),
    VerbExample("API prices as JSON", "breakeven catalog apis --json"),
  ]

  @Operands(
    "LIST", .words(CatalogReport.List.allCases.map(\.rawValue)),
    help: CatalogReport.List.allCases.map(\.rawValue).joined(separator: ", "))
  var list: String
  @Option(
    "--model", "NAME", .text, help: "only models whose name holds NAME; * stands for anything")
  var model: String?
  @Option("--gpu", "NAME", .name(of: .gpus), help: "only this GPU") var gpu: String?
  @Option("--vendor", "NAME", .text, help: "only GPUs or models of this maker") var vendor: String?
  @Option("--host", "NAME", .text, help: "only what this provider sells") var host: String?
  let prices = PriceOptions()
  @Flag("--json", help: "as JSON") var json
  @Flag("--names", help: "only the names, one a line") var names

  func run() throws -> ExitCode {
    let lists = CatalogReport.List.allCases.map(\.rawValue)
    guard let list = CatalogReport.List(rawValue: list.lowercased()) else {
      throw CommandFailure.usage(
        "breakeven catalog: found \"\(self.list.shortened())\", expected "
          + lists.joined(separator: ", ")
          + (nearest(to: self.list, among: lists).map { " (did you mean \($0)?)" } ?? ""))
    }
    var filter = CatalogFilter()
    filter[.model] = model
    filter[.gpu] = gpu
    filter[.vendor] = vendor
    filter[.host] = host
    let catalog = try prices.folder == nil ? .builtIn(only: list.part) : prices.catalog()
    if names, !json {
      let names = try CatalogReport.names(list, of: catalog, filter: filter)
      try Console.print(names.joined(separator: "\n"))
      return .success
    }
    let report = try CatalogReport(list, of: catalog, filter: filter)
    try Console.print(
      json ? report.json : report.text(style: Console.style, width: Console.columns))
    return .success
  }
}
