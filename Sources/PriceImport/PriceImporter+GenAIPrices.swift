import CheckedJSON
import Pricing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension PriceImporter {
  /// Imports the `data.json` of genai-prices: an array of providers, each with models whose prices
  /// per million tokens may depend on the date, the hour and the manner of processing.
  static func genaiPrices(
    _ data: Data, file: String?, source: String, asOf: CalendarDate, knowing known: KnownOfferings
  ) throws(InputError) -> PriceImport {
    let document = try JSONDocument(data, file: file)
    var catalog = ImportedCatalog(knowing: known)
    for place in try document.root.array() {
      let provider = try place.object()
      let listed = try provider.required("id").text()
      let id = ProviderName.provider(listed)
      for place in try provider["models"]?.array() ?? [] {
        let members = try place.object()
        let listedModel = try members.required("id").text()
        let model = ProviderName.model(listedModel, of: listed)
        let entry = listed + "/" + listedModel
        do {
          let parsed = try GenAIPricesEntry(
            members, at: asOf, purpose: catalog.known.purpose(provider: id, model: model))
          parsed.unusedPriceKeys.forEach { catalog.noteUnusedPriceKey($0) }
          let value = parsed.tariff(
            model: model, provider: id, source: source + ", " + entry.shortened(to: 200), asOf: asOf
          )
          catalog.addTariff(value, provider: id, model: model, entry: entry)
        } catch {
          catalog.leaveOut(entry, ImportObstacle.reason(of: error))
        }
      }
    }
    return catalog.finish()
  }
}
