public import CheckedJSON

#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// What things cost in the past: of accelerators by the hour, of APIs by the token, of cards to buy.
///
/// A folder of catalogs keeps it in `history/`, apart from the prices of today, so that nothing but a question about the
/// past reads it.
public struct PriceHistory: Sendable {
  /// All series, by seller and item.
  public private(set) var series: [PriceSeries]

  /// Makes a history.
  package init(_ series: [PriceSeries] = []) {
    self.series = series.sorted { ($0.provider, $0.item, $0.id) < ($1.provider, $1.item, $1.id) }
  }

  /// Whether a file of a catalog's folder holds history.
  package static func holds(_ name: String) -> Bool {
    name.hasPrefix("history/") || name.contains("/history/")
  }

  /// Reads history files; other files of the folder are skipped.
  ///
  /// - Throws: `InputError` for text that is not JSON, unknown keys, prices that are no prices, and days out of order.
  public init(files: [(name: String, data: Data)]) throws(InputError) {
    var series: [PriceSeries] = []
    for file in files where Self.holds(file.name) && !file.name.hasSuffix(".schema.json") {
      series += try PriceSeries.all(in: JSONDocument(file.data, file: file.name).root)
    }
    self.init(series)
  }

  /// The same with the prices of a catalog as the newest points.
  package func with(_ catalog: PriceCatalog) -> PriceHistory {
    var all = series
    func add(_ point: PriceSeries.Point, to key: PriceSeries) {
      if let position = all.firstIndex(where: { $0.id == key.id }) {
        all[position].append(point)
      } else {
        all.append(
          PriceSeries(
            provider: key.provider, item: key.item, unit: key.unit, terms: key.terms,
            points: [point]))
      }
    }
    for tariff in catalog.tariffs {
      add(
        .init(
          date: tariff.provenance.asOf, usd: tariff.prices.usdPerMillionInput,
          output: tariff.prices.usdPerMillionOutput,
          cachedInput: tariff.prices.usdPerMillionCachedInput, source: tariff.provenance.source),
        to: PriceSeries(
          provider: tariff.provider, item: tariff.model, unit: .perMillionTokens, points: []))
    }
    // The cheapest size stands for an accelerator at one seller, as in the past.
    let offers = catalog.offers.sorted {
      ($0.usdPerGPUHour() ?? .infinity) < ($1.usdPerGPUHour() ?? .infinity)
    }
    for offer in offers {
      for term in offer.terms {
        add(
          .init(
            date: offer.provenance.asOf,
            usd: term.usdPerInstanceHour / Double(offer.gpusPerInstance),
            source: offer.provenance.source),
          to: PriceSeries(
            provider: offer.provider, item: offer.gpu, unit: .perGPUHour,
            terms: term.commitment.rawValue, points: []))
      }
    }
    return PriceHistory(all)
  }

  /// The series that a name means: of an item, a seller, or `seller/item`; each with `*`, in any case.
  ///
  /// - Throws: `InputError` with the nearest item where nothing fits.
  package func series(matching name: String) throws(InputError) -> [PriceSeries] {
    let pattern = NamePattern(name)
    let found = series.filter { series in
      [series.item, series.provider, series.provider + "/" + series.item].contains {
        pattern.matches($0)
      }
    }
    if !found.isEmpty { return found }
    // Half a name means everything that has it, so that `gpt-oss-120b` finds `openai/gpt-oss-120b`.
    let part = name.lowercased().filter { $0 != "*" }
    let containing = part.count < 3 ? [] : series.filter { $0.item.lowercased().contains(part) }
    guard containing.isEmpty else { return containing }
    throw InputError.unknown("item with a history", name, among: series.map(\.item))
  }
}
