import CheckedJSON
import Pricing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The files of the folder `Pricing/` of this checkout, schemas included.
func shippedFiles() throws -> [(name: String, data: Data)] {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Pricing")
  let names = try FileManager.default.subpathsOfDirectory(atPath: root.path)
  return try names.filter { $0.hasSuffix(".json") }.sorted().map {
    ("Pricing/" + $0, try Data(contentsOf: root.appending(path: $0)))
  }
}

/// The catalog of the folder `Pricing/` of this checkout, read once for all tests.
func shippedCatalog() throws -> PriceCatalog { try shipped.get() }

private let shipped = Result { try PriceCatalog(files: shippedFiles()) }
