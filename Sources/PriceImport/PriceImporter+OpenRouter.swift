import CheckedJSON
import Pricing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension PriceImporter {
  /// Imports OpenRouter's `/api/v1/models`: one object with a model per element of `data`, prices as texts in US
  /// dollars per token.
  static func openRouter(
    _ data: Data, file: String?, source: String, asOf: CalendarDate, knowing known: KnownOfferings
  ) throws(InputError) -> PriceImport {
    let document = try JSONDocument(data, file: file)
    var catalog = ImportedCatalog(knowing: known)
    for place in try document.root.object().required("data").array() {
      let members = try place.object()
      let model = try members.required("id").text()
      do {
        let entry = try OpenRouterEntry(members)
        entry.unusedPriceKeys.forEach { catalog.noteUnusedPriceKey($0) }
        let value = entry.tariff(
          model: model, source: source + ", " + model.shortened(to: 200), asOf: asOf)
        catalog.addTariff(value, provider: "openrouter", model: model, entry: model)
      } catch {
        catalog.leaveOut(model, ImportObstacle.reason(of: error))
      }
    }
    return catalog.finish()
  }
}
