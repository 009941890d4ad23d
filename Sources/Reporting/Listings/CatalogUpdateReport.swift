import CheckedJSON
import Documents
package import PriceImport

/// What newer price lists change in a folder of catalogs, to be reviewed.
package struct CatalogUpdateReport: Sendable {
  private let update: CatalogUpdate
  private let isWritten: Bool

  /// - Parameter isWritten: Whether the files were written, or only would be.
  package init(_ update: CatalogUpdate, isWritten: Bool) {
    self.update = update
    self.isWritten = isWritten
  }

  /// More new entries of one provider are counted.
  private static let mostNew = 6

  /// One line for each entry by kind of change, new ones by provider, then the files.
  package var text: String {
    var lines: [String] = []
    for kind in [CatalogUpdate.Change.Kind.suspicious, .changed, .gone] {
      let changes = changes(kind)
      guard !changes.isEmpty else { continue }
      lines.append("\(kind.rawValue) (\(changes.count))")
      for change in changes {
        lines.append("  \(change.id): " + change.details.joined(separator: "; "))
      }
    }
    let new = Dictionary(grouping: changes(.new), by: \.provider)
    if !new.isEmpty {
      lines.append("new (\(changes(.new).count))")
      for (provider, changes) in new.sorted(by: { $0.key < $1.key }) {
        guard changes.count <= Self.mostNew else {
          lines.append("  \(provider): \(changes.count) entries")
          continue
        }
        for change in changes {
          lines.append("  \(change.id): " + change.details.joined(separator: "; "))
        }
      }
    }
    lines.append(
      "\(update.confirmed) confirmed, \(changes(.changed).count) changed, \(changes(.new).count) new,"
        + " \(changes(.gone).count) gone, \(changes(.suspicious).count) suspicious")
    let files = update.files.count
    lines.append(
      files == 0
        ? "no file changes"
        : "\(files) file\(files == 1 ? "" : "s") \(isWritten ? "written" : "would change")")
    return lines.map(Escaping.printable).joined(separator: "\n") + "\n"
  }

  private func changes(_ kind: CatalogUpdate.Change.Kind) -> [CatalogUpdate.Change] {
    update.changes.filter { $0.kind == kind }
  }

  /// JSON, schema `breakeven/prices-update/1`.
  package var json: String {
    let value: JSONText = [
      "schema": "breakeven/prices-update/1", "written": .bool(isWritten),
      "confirmed": .integer(update.confirmed),
      "files": .array(update.files.map { .string($0.path) }),
      "changes": .array(
        update.changes.map { change in
          [
            "kind": .string(change.kind.rawValue), "id": .string(change.id),
            "provider": .string(change.provider),
            "details": .array(change.details.map { .string($0) }),
          ]
        }),
    ]
    return value.pretty
  }
}
