import CheckedJSON
import Pricing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension PriceImporter {
  /// Imports LiteLLM's cost map: one object, a model per key, prices in US dollars per token.
  static func litellm(
    _ data: Data, file: String?, source: String, asOf: CalendarDate, knowing known: KnownOfferings
  ) throws(InputError) -> PriceImport {
    let document = try JSONDocument(data, file: file)
    let map = try document.root.object()
    var catalog = ImportedCatalog(knowing: known)
    for key in map.keys where key != "sample_spec" && key != "$schema" {
      guard let place = map[key], place.isObject else {
        catalog.leaveOut(key, .unsupported("not an object"))
        continue
      }
      do {
        let entry = try LiteLLMEntry(key: key, members: place.object())
        entry.unusedPriceKeys.forEach { catalog.noteUnusedPriceKey($0) }
        let value = entry.tariff(source: source + ", " + key.shortened(to: 200), asOf: asOf)
        catalog.addTariff(value, provider: entry.provider, model: entry.model, entry: key)
      } catch {
        catalog.leaveOut(key, ImportObstacle.reason(of: error))
      }
    }
    return catalog.finish()
  }
}
