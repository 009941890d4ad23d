import CheckedJSON
import Pricing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension PriceImporter {
  /// Imports the `api.json` of models.dev: a provider per key with a model per key, prices per million tokens.
  static func modelsDev(
    _ data: Data, file: String?, source: String, asOf: CalendarDate, knowing known: KnownOfferings
  ) throws(InputError) -> PriceImport {
    let document = try JSONDocument(data, file: file)
    let providers = try document.root.object()
    var catalog = ImportedCatalog(knowing: known)
    for listed in providers.keys {
      guard let place = providers[listed], place.isObject,
        let models = try place.object()["models"]
      else {
        catalog.leaveOut(listed, .unsupported("a provider without models"))
        continue
      }
      let list = try models.object()
      let provider = ProviderName.provider(listed)
      for key in list.keys {
        let entry = listed + "/" + key
        let model = ProviderName.model(key, of: listed)
        guard !EuroSellers.inModelsDev.contains(listed) else {
          catalog.leaveOut(entry, .otherCurrency("EUR", isSaid: false))
          continue
        }
        do {
          let parsed = try ModelsDevEntry(list.required(key).object())
          parsed.unusedPriceKeys.forEach { catalog.noteUnusedPriceKey($0) }
          let value = parsed.tariff(
            model: model, provider: provider, source: source + ", " + entry.shortened(to: 200),
            asOf: asOf)
          catalog.addTariff(value, provider: provider, model: model, entry: entry)
        } catch {
          catalog.leaveOut(entry, ImportObstacle.reason(of: error))
        }
      }
    }
    return catalog.finish()
  }
}
