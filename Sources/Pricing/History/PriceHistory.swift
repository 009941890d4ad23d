package import CheckedJSON

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// What things cost in the past: of accelerators by the hour, of APIs by the token, of cards to buy.
///
/// A folder of catalogs keeps it in `history/`, apart from the prices of today, so that nothing but a question about the
/// past reads it.
package struct PriceHistory: Sendable {
  /// All series, by seller and item.
  package private(set) var series: [PriceSeries]

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
  package init(files: [(name: String, data: Data)]) throws(InputError) {
    var series: [PriceSeries] = []
    for file in files where Self.holds(file.name) && !file.name.hasSuffix(".schema.json") {
      series += try PriceSeries.all(in: JSONDocument(file.data, file: file.name).root)
    }
    self.init(series)
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
