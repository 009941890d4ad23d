package import Breakeven
import CheckedJSON
package import Documents

/// How prices moved: a table of each series, with its prices drawn as bars.
package struct PriceHistoryReport: Sendable {
  private let series: [PriceSeries]
  private let backtest: CommitmentBacktestReport?

  package init(_ series: [PriceSeries], backtest: CommitmentBacktestReport? = nil) {
    self.series = series
    self.backtest = backtest
  }

  /// Cells of the longest bar.
  private static let barWidth = 30
  /// Points of a long series that are listed, evenly spread.
  private static let mostPoints = 24

  /// For each series a title with its change and a line for each price with a bar from zero; then, in one table, those
  /// of which but one price is known.
  package func text(style: TerminalStyle = .plain) -> String {
    if let backtest { return backtest.text(style: style) }
    var text = ""
    for series in series where series.points.count > 1 {
      text += title(of: series) + "\n" + table(of: series).plainText(style: style) + "\n"
    }
    let single = series.filter { $0.points.count == 1 }
    if !single.isEmpty {
      text += "known of one day\n" + table(ofSingle: single).plainText(style: style) + "\n"
    }
    return text + "\(series.count) series\n"
  }

  private func table(ofSingle series: [PriceSeries]) -> TextTable {
    var table = TextTable(columns: [
      TextTable.Column("Seller"), TextTable.Column("Item"), TextTable.Column("Terms"),
      TextTable.Column("Day"), TextTable.Column("USD", .right),
    ])
    for series in series {
      guard let point = series.points.first else { continue }
      let price = Self.price(point.usd) + (point.output.map { " / " + Self.price($0) } ?? "")
      table.append(
        [series.provider, series.item, series.terms ?? "", Self.day(point), price].map {
          InlineText(Escaping.printable($0))
        })
    }
    return table
  }

  private func title(of series: PriceSeries) -> String {
    var title = "\(series.provider)/\(series.item)"
    if let terms = series.terms { title += ", \(terms)" }
    title += ", \(series.unit.title)"
    if let change = series.change {
      title += ": \(NumberText.significant(change, digits: 3)) times the first"
      if let monthly = series.changePerMonth {
        title += ", \(monthly < 0 ? "−" : "+")\(NumberText.percent(abs(monthly))) a month"
      }
    }
    return Escaping.printable(title)
  }

  private func table(of series: PriceSeries) -> TextTable {
    let isOfTokens = series.unit == .perMillionTokens
    var columns = [TextTable.Column("Day"), TextTable.Column(isOfTokens ? "Input" : "USD", .right)]
    if isOfTokens {
      columns += [TextTable.Column("Output", .right), TextTable.Column("Cached", .right)]
    }
    columns.append(TextTable.Column(""))
    var table = TextTable(columns: columns)
    let most = series.points.map(\.usd).max() ?? 1
    for point in shown(series.points) {
      let cells = max(1, Int((point.usd / most * Double(Self.barWidth)).rounded()))
      var row = [
        InlineText(Self.day(point)), InlineText(Self.price(point.usd)),
      ]
      if isOfTokens {
        row += [
          InlineText(point.output.map(Self.price) ?? ""),
          InlineText(point.cachedInput.map(Self.price) ?? ""),
        ]
      }
      table.append(row + [InlineText(String(repeating: "█", count: cells))])
    }
    return table
  }

  /// The first, the last, and as many between as a screen takes.
  private func shown(_ points: [PriceSeries.Point]) -> [PriceSeries.Point] {
    guard points.count > Self.mostPoints else { return points }
    let step = Double(points.count - 1) / Double(Self.mostPoints - 1)
    return (0..<Self.mostPoints).map { points[Int((Double($0) * step).rounded())] }
  }

  private static func day(_ point: PriceSeries.Point) -> String {
    point.date.map { "\($0)" } ?? "before"
  }

  private static func price(_ usd: Double) -> String { NumberText.trimmed(usd, digits: 6) }

  /// JSON, schema `breakeven/prices-history/1`: every point.
  package var json: String {
    let value: JSONText = .object(
      [
        .init("schema", "breakeven/prices-history/1"),
        .init(
          "series",
          .array(
            series.map { series in
              [
                "provider": .string(series.provider), "item": .string(series.item),
                "terms": .optional(series.terms), "unit": .string(series.unit.rawValue),
                "change": series.change.map { .number($0) } ?? .null,
                "changePerMonth": series.changePerMonth.map { .number($0) } ?? .null,
                "points": .array(
                  series.points.map { point in
                    [
                      "date": .optional(point.date.map { "\($0)" }), "usd": .number(point.usd),
                      "output": point.output.map { .number($0) } ?? .null,
                      "cachedInput": point.cachedInput.map { .number($0) } ?? .null,
                      "source": .string(point.source),
                    ]
                  }),
              ]
            })),
      ] + (backtest.map { [.init("backtest", $0.json)] } ?? []))
    return value.pretty
  }
}
