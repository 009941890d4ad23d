import CheckedJSON
package import Pricing

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// The files of the folder `Pricing/` of this checkout, schemas included.
package func shippedFiles() throws -> [(name: String, data: Data)] {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Pricing")
  let names = try FileManager.default.subpathsOfDirectory(atPath: root.path)
  return try names.filter { $0.hasSuffix(".json") }.sorted().map {
    ("Pricing/" + $0, try Data(contentsOf: root.appending(path: $0)))
  }
}

/// The catalog of the folder `Pricing/` of this checkout, read once for all tests.
package func shippedCatalog() throws -> PriceCatalog { try shipped.get() }

private let shipped = Result { try PriceCatalog(files: shippedFiles()) }

extension CalendarDate {
  /// A date for tests in which no date matters.
  package static var distant: CalendarDate {
    guard let date = CalendarDate(year: 2000, month: 1, day: 1) else {
      fatalError("the calendar has no 2000-01-01")
    }
    return date
  }
}
