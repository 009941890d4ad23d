package import Breakeven
import CheckedJSON
package import Documents
package import PriceImport

/// What a check of a price catalog found, grouped by kind.
package struct PriceCheckReport: Sendable {
  /// Which findings are shown.
  package struct Selection: Sendable {
    /// The kinds; empty for all.
    package var kinds: [PriceCheck.Kind] = []
    /// The least grave.
    package var severity = PriceCheck.Severity.note
    /// The entries: a name, or a pattern with `*`; empty for all.
    package var entries: [String] = []

    /// Shows everything.
    package init() {}

    fileprivate func shows(_ finding: PriceCheck.Finding) -> Bool {
      let order = PriceCheck.Severity.allCases
      let rank = order.firstIndex(of: finding.severity) ?? 0
      return (kinds.isEmpty || kinds.contains(finding.kind))
        && rank <= order.firstIndex(of: severity) ?? order.count
        && (entries.isEmpty
          || entries.contains { pattern in
            let wild = NamePattern(pattern)
            return wild.isWild
              ? wild.matches(finding.id)
              : finding.id.lowercased().contains(pattern.lowercased())
          })
    }
  }

  /// Those that are shown, the gravest first.
  package let findings: [PriceCheck.Finding]
  private let isNarrowed: Bool
  private let hidden: Int

  package init(_ findings: [PriceCheck.Finding], showing selection: Selection = Selection()) {
    self.findings = findings.filter(selection.shows)
    hidden = findings.count - self.findings.count
    isNarrowed = !selection.kinds.isEmpty
  }

  /// More findings of one kind of entries that are only old or retired are counted, not listed.
  private static let mostListed = 5

  /// A table for each kind, the kind with the gravest first, and the number of findings by severity.
  package func text(style: TerminalStyle = .plain) -> String {
    guard !findings.isEmpty else {
      return "nothing to complain about" + (hidden > 0 ? " among what was asked for" : "") + "\n"
    }
    var text = ""
    for kind in kinds {
      let group = findings.filter { $0.kind == kind }
      text += "\(kind.title) (\(kind.rawValue), \(group.count))\n"
      text +=
        (isFolded(kind, group)
          ? folded(group)
          : table(group).plainText(
            style: style, maximumCellWidth: 100)) + "\n"
    }
    return text + counts + (hidden > 0 ? "; \(hidden) not shown" : "") + "\n"
  }

  private var kinds: [PriceCheck.Kind] {
    var seen: [PriceCheck.Kind] = []
    for finding in findings where !seen.contains(finding.kind) { seen.append(finding.kind) }
    return seen
  }

  private func isFolded(_ kind: PriceCheck.Kind, _ group: [PriceCheck.Finding]) -> Bool {
    !isNarrowed && [.stale, .retired].contains(kind) && group.count > Self.mostListed
  }

  /// How many of them each provider has, and how to see them.
  private func folded(_ group: [PriceCheck.Finding]) -> String {
    let providers = Dictionary(grouping: group) { finding in
      String(finding.id.prefix { $0 != "/" && $0 != "-" })
    }
    let parts = providers.map { ($0.value.count, $0.key) }
      .sorted { ($1.0, $0.1) < ($0.0, $1.1) }.map { "\($0.1) \($0.0)" }
    let kind = group.first?.kind.rawValue ?? ""
    return "  " + parts.joined(separator: ", ") + "; --kind \(kind) lists them\n"
  }

  private func table(_ group: [PriceCheck.Finding]) -> TextTable {
    var table = TextTable(columns: [
      TextTable.Column("Severity"), TextTable.Column("Entry"), TextTable.Column("Finding"),
    ])
    for finding in group {
      table.append([
        InlineText(finding.severity.rawValue), InlineText(finding.id),
        InlineText(finding.problem.description),
      ])
    }
    return table
  }

  private var counts: String {
    PriceCheck.Severity.allCases.map { severity in
      let count = findings.count { $0.severity == severity }
      return "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }.joined(separator: ", ")
  }

  /// JSON, schema `breakeven/prices-check/1`.
  package var json: String {
    let value: JSONText = [
      "schema": "breakeven/prices-check/1",
      "counts": .object(
        PriceCheck.Severity.allCases.map { severity in
          JSONText.Member(
            severity.rawValue, .integer(findings.count { $0.severity == severity }))
        }),
      "findings": .array(
        findings.map {
          [
            "severity": .string($0.severity.rawValue), "kind": .string($0.kind.rawValue),
            "id": .string($0.id), "problem": .string($0.problem.description),
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
    if let rows = prices.rowsImported {
      let all = rows + prices.leftOut.count + prices.rowsWithoutAccelerator
      lines.append(
        "  of \(Self.count(all, "row", "rows")): \(rows) imported, \(prices.leftOut.count) left out,"
          + " \(prices.rowsWithoutAccelerator) without an accelerator")
    }
    for (kind, count) in prices.leftOutByKind.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }
    ) {
      lines.append("  \(count): \(kind)")
    }
    for entry in prices.leftOut {
      switch entry.reason {
      case .unknownPriceKey, .invalid, .unlikePeers, .otherCurrency, .unbilledFee,
        .repeatedAtOtherPrices:
        lines.append(
          "  left out \(Escaping.printable(entry.entry)): "
            + Escaping.printable(entry.reason.description))
      case .unsupported where prices.rowsImported != nil:
        lines.append(
          "  left out \(Escaping.printable(entry.entry)): "
            + Escaping.printable(entry.reason.description))
      case .noPrice, .zeroPrice, .notText, .repeated, .unsupported: break
      }
    }
    if let unused { lines.append(unused) }
    return lines.joined(separator: "\n")
  }

  /// More keys of prices that are not taken over are counted, not named.
  private static let mostUnused = 6

  /// The keys of prices that were not taken over, those of the most entries first; `nil` for none.
  private var unused: String? {
    let keys = prices.unusedPriceKeys.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    guard !keys.isEmpty else { return nil }
    let named = keys.prefix(Self.mostUnused)
      .map { "\(Escaping.printable($0.key.shortened())) \($0.value)" }
    let rest = keys.count - named.count
    return "  not taken over, as no request of a workload uses them (entries): "
      + named.joined(separator: ", ") + (rest > 0 ? " and \(rest) more, which --json names" : "")
  }

  /// JSON, schema `breakeven/prices-import/1`: the files, and all that was left out with its reason.
  package var json: String {
    var members: [(name: String, value: JSONText?)] = [
      ("schema", "breakeven/prices-import/1"), ("imported", .integer(prices.imported)),
      ("files", .array(prices.files.map { .string($0.name) })),
    ]
    if let rows = prices.rowsImported {
      members += [
        ("rowsImported", .integer(rows)),
        ("rowsWithoutAccelerator", .integer(prices.rowsWithoutAccelerator)),
      ]
    }
    members.append(
      (
        "leftOut",
        .array(
          prices.leftOut.map {
            [
              "entry": .string($0.entry), "kind": .string($0.reason.kind),
              "reason": .string($0.reason.description),
            ]
          })
      ))
    members.append(
      (
        "unusedPriceKeys",
        .object(
          prices.unusedPriceKeys.sorted { $0.key < $1.key }.map {
            JSONText.Member($0.key, .integer($0.value))
          })
      ))
    return JSONText.object(JSONText.present(members)).pretty
  }

  private static func count(_ number: Int, _ one: String, _ many: String) -> String {
    "\(number) \(number == 1 ? one : many)"
  }
}
