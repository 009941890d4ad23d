import Breakeven
import Reporting

/// `breakeven catalog`: what is known by name.
enum CatalogVerb {
  static let verb = Verb(
    name: "catalog",
    usage: """
      usage: breakeven catalog models|gpus|engines|offers|apis [--json] [--pricing FOLDER]

      Lists what is known by name.
      """,
    summary: "list known models, GPUs, engines, GPU offers and APIs", run: run)

  static func run(_ words: [String]) throws -> ExitCode {
    let arguments = try Arguments(
      words, options: [.flag("--json"), .value("--pricing")], verb: "catalog")
    let name = try arguments.only("models, gpus, engines, offers or apis", verb: "catalog")
    guard let list = CatalogReport.List(rawValue: name) else {
      throw CommandFailure.usage(
        "breakeven catalog: found \"\(name)\", expected "
          + CatalogReport.List.allCases.map(\.rawValue).joined(separator: ", "))
    }
    let report = try CatalogReport(list, of: arguments.catalog())
    Console.print(
      arguments.has("--json")
        ? report.json : report.text(style: Console.style))
    return .success
  }
}
