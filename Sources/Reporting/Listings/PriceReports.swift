package import Breakeven
package import Documents
package import PriceImport

/// What a check of a price catalog found.
package struct PriceCheckReport: Sendable {
  private let findings: [PriceCheck.Finding]

  package init(_ findings: [PriceCheck.Finding]) { self.findings = findings }

  /// A table and the number of findings by severity.
  package func text(style: TerminalStyle = .plain) -> String {
    guard !findings.isEmpty else { return "nothing to complain about\n" }
    var table = TextTable(columns: [
      TextTable.Column("Severity"), TextTable.Column("Entry"), TextTable.Column("Finding"),
    ])
    for finding in findings {
      table.append([
        InlineText(finding.severity.rawValue), InlineText(finding.id),
        InlineText(finding.problem.description),
      ])
    }
    let counts = PriceCheck.Severity.allCases.map { severity in
      let count = findings.count { $0.severity == severity }
      return "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }
    return table.plainText(style: style, maximumCellWidth: 100) + "\n"
      + counts.joined(separator: ", ") + "\n"
  }

  /// JSON, schema `breakeven/prices-check/1`.
  package var json: String {
    let value: JSONText = [
      "schema": "breakeven/prices-check/1",
      "findings": .array(
        findings.map {
          [
            "severity": .string($0.severity.rawValue), "id": .string($0.id),
            "problem": .string($0.problem.description),
          ]
        }),
    ]
    return value.pretty
  }
}

/// How an import of prices went.
package struct PriceImportReport: Sendable {
  private let prices: PriceImport

  package init(_ prices: PriceImport) { self.prices = prices }

  /// The counts, and by name every entry with a price key that is not known, or that breaks a rule of the
  /// catalog: somebody may want to look into those.
  package var text: String {
    var lines = [
      Self.count(prices.imported, "entry", "entries") + " imported into "
        + Self.count(prices.files.count, "file", "files") + ", \(prices.leftOut.count) left out"
    ]
    for (kind, count) in prices.leftOutByKind.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }
    ) {
      lines.append("  \(count): \(kind)")
    }
    for entry in prices.leftOut {
      switch entry.reason {
      case .unknownPriceKey, .invalid:
        lines.append(
          "  left out \(Escaping.printable(entry.entry)): "
            + Escaping.printable(entry.reason.description))
      case .noPrice, .zeroPrice, .notText, .repeated, .unsupported: break
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func count(_ number: Int, _ one: String, _ many: String) -> String {
    "\(number) \(number == 1 ? one : many)"
  }
}
