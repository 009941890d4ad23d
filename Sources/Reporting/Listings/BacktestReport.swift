package import Backtest
import Breakeven
import Documents

/// How often verdicts on measurements that were held back were right, as Markdown.
package struct BacktestReport: Sendable {
  private let backtest: Backtest

  package init(_ backtest: Backtest) { self.backtest = backtest }

  /// The table of the README, and the details behind it.
  package var markdown: String {
    var text = "\n## Verdicts that came true\n\n"
    text += "Per cent that were right, of the per cent stated; "
    text += "the columns say what the fit had not seen.\n\n"
    text += overview.markdown
    for prices in Backtest.Prices.allCases {
      text += "\n### \(prices.title)\n\n" + details(prices).markdown
    }
    return text
  }

  private func section(_ prices: Backtest.Prices, _ novelty: Novelty) -> Backtest.Section? {
    backtest.sections.first { $0.prices == prices && $0.novelty == novelty }
  }

  /// Odds by novelty: the share that was right, and what was stated.
  private var overview: TextTable {
    var table = TextTable(
      columns: [TextTable.Column("odds of the verdict")]
        + Novelty.allCases.map { TextTable.Column($0.title, .right) })
    func row(_ title: String, _ bin: (Novelty) -> Backtest.Bin?) {
      table.append(
        [InlineText(title)]
          + Novelty.allCases.map { novelty in
            guard let bin = bin(novelty) else { return InlineText("—") }
            return InlineText(Self.percent(bin.right) + " of " + Self.percent(bin.stated))
          })
    }
    let bins = backtest.sections.filter { $0.prices == .aroundBreakEven }.flatMap(\.bins)
    for bounds in Set(bins.map(\.odds)).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      row(Self.title(of: bounds)) { novelty in
        section(.aroundBreakEven, novelty)?.bins.first { $0.odds == bounds }
      }
    }
    row("all at 90 % or more") { section(.aroundBreakEven, $0)?.confident }
    row("the same, each measurement as one") {
      section(.aroundBreakEven, $0)?.confidentByMeasurement
    }
    row("at 90 % or more, listed prices") { section(.listed, $0)?.confident }
    row("at 90 % or more, cheapest of several") { section(.cheapestOfSeveral, $0)?.confident }
    return table
  }

  private func details(_ prices: Backtest.Prices) -> TextTable {
    var table = TextTable(columns: [
      TextTable.Column("held back"), TextTable.Column("odds"),
      TextTable.Column("verdicts", .right), TextTable.Column("stated", .right),
      TextTable.Column("right", .right), TextTable.Column("standard error", .right),
    ])
    for section in backtest.sections where section.prices == prices {
      let title =
        "\(section.novelty.title) (\(NumberText.fixed(Double(section.measurements), decimals: 0)) "
        + "\(prices == .cheapestOfSeveral ? "choices" : "measurements"), \(section.groups) groups)"
      func row(_ odds: String, _ bin: Backtest.Bin?, title: String = "") {
        guard let bin else { return }
        table.append([
          InlineText(title), InlineText(odds),
          InlineText(NumberText.fixed(Double(bin.verdicts), decimals: 0)),
          InlineText(Self.percent(bin.stated) + " %"), InlineText(Self.percent(bin.right) + " %"),
          InlineText("± " + Self.percent(bin.standardError) + " %"),
        ])
      }
      for (index, bin) in section.bins.enumerated() {
        row(Self.title(of: bin.odds), bin, title: index == 0 ? title : "")
      }
      row("all at 90 % or more", section.confident)
      row("… to self-host", section.confidentSelfHost)
      row("… to pay the API", section.confidentAPI)
      let unit = prices == .cheapestOfSeveral ? "choice" : "measurement"
      row("… each \(unit) as one", section.confidentByMeasurement)
    }
    return table
  }

  private static func title(of odds: ClosedRange<Double>) -> String {
    let low = NumberText.trimmed(odds.lowerBound * 100, digits: 3)
    let high = NumberText.trimmed(odds.upperBound * 100, digits: 3)
    return odds.upperBound == 1 ? "\(low) % or more" : "\(low)–\(high) %"
  }

  private static func percent(_ share: Double) -> String {
    NumberText.fixed(share * 100, decimals: 1)
  }
}

extension Backtest.Prices {
  /// The prices, in words.
  fileprivate var title: String {
    switch self {
    case .aroundBreakEven: "API prices from a quarter to four times the predicted cost"
    case .listed: "Listed prices of the chip and of the model"
    case .cheapestOfSeveral: "The cheapest of several deployments"
    }
  }
}
