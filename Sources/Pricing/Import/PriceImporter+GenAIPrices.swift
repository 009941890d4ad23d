import CheckedJSON

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension PriceImporter {
  /// Imports the `data.json` of genai-prices: an array of providers, each with models whose prices
  /// per million tokens may depend on the date, the hour and the manner of processing.
  static func genaiPrices(
    _ data: Data, file: String?, source: String, asOf: CalendarDate
  ) throws(InputError) -> PriceImport {
    let document = try JSONDocument(data, file: file)
    var catalog = ImportedCatalog()
    for place in try document.root.array() {
      let provider = try place.object()
      let id = try provider.required("id").text()
      for place in try provider["models"]?.array() ?? [] {
        let members = try place.object()
        let model = try members.required("id").text()
        let entry = id + "/" + model
        do {
          let parsed = try GenAIPricesEntry(members, at: asOf)
          parsed.unusedPriceKeys.forEach { catalog.noteUnusedPriceKey($0) }
          let value = parsed.tariff(
            model: model, source: source + ", " + entry.shortened(to: 200), asOf: asOf)
          catalog.addTariff(value, provider: id, entry: entry)
        } catch {
          catalog.leaveOut(entry, ImportObstacle.reason(of: error))
        }
      }
    }
    return catalog.finish()
  }
}
