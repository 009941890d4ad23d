package import Breakeven
import CheckedJSON

extension CatalogReport {
  /// Tariffs of APIs and offers of machines: of a model the tariffs alone, of a GPU the offers alone.
  ///
  /// A host that sells only one of both has one list.
  ///
  /// - Throws: `InputError` where neither list has anything that fits.
  package static func priceLists(
    of catalog: Catalog, filter: CatalogFilter
  ) throws(InputError) -> [CatalogReport] {
    if let model = filter[.model], filter[.gpu] != nil {
      throw InputError(
        found: "--gpu beside --model \"\(model.shortened())\"",
        expected: "one of both: tariffs are of models, offers of GPUs")
    }
    if filter[.model] != nil { return [try CatalogReport(.apis, of: catalog, filter: filter)] }
    if filter[.gpu] != nil { return [try CatalogReport(.offers, of: catalog, filter: filter)] }
    guard let host = filter[.host] else {
      return [try CatalogReport(.apis, of: catalog), try CatalogReport(.offers, of: catalog)]
    }
    let found = [List.apis, .offers].compactMap {
      try? CatalogReport($0, of: catalog, filter: filter)
    }
    guard found.isEmpty else { return found }
    throw InputError.unknown(
      "host", host,
      among: Set(catalog.prices.tariffs.map(\.provider) + catalog.prices.offers.map(\.provider))
        .sorted(), place: "--host")
  }
}
