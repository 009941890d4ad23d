import Breakeven
import Calibration
import Numerics
import Pricing

/// Prices at which predictions are put to the test.
struct BacktestMarket {
  private let spreads: CrossFittedSpreads
  /// US dollars per chip and hour on all terms, by chip, in ascending order.
  private let chipPrices: [String: [Double]]
  private let tariffs: [String: [Tariff]]

  /// API prices are tried at `4^(k/16)` of the predicted cost, from a quarter to the fourfold.
  private static let margins = (-16...16).map { Double($0) / 16 * naturalLogarithm(4) }
  /// How many configurations of a model make a choice.
  private static let fewestChoices = 3

  init(_ predictions: [HeldBackThroughput], prices: PriceCatalog, spreads: CrossFittedSpreads) {
    self.spreads = spreads
    var chipPrices: [String: [Double]] = [:]
    for offer in prices.offers where offer.service == nil {
      chipPrices[offer.gpu, default: []] += offer.terms.map {
        $0.usdPerInstanceHour / Double(offer.gpusPerInstance)
      }
    }
    self.chipPrices = chipPrices.mapValues { $0.sorted() }
    var tariffs: [String: [Tariff]] = [:]
    for model in Set(predictions.map(\.model)) {
      tariffs[model] = prices.tariffs(servingOpenModel: model)
    }
    self.tariffs = tariffs
  }

  func trials(_ rows: [HeldBackThroughput], at prices: Backtest.Prices) -> [BacktestTrial] {
    switch prices {
    case .aroundBreakEven: rows.map { trial($0, margins: Self.margins) }
    case .listed: rows.map { trial($0, margins: listedMargins($0)) }
    case .cheapestOfSeveral: choices(rows)
    }
  }

  private func trial(_ row: HeldBackThroughput, margins: [Double]) -> BacktestTrial {
    let deviation = spreads.deviation(of: row)
    return BacktestTrial(
      group: row.group, configuration: row.configuration,
      verdicts: margins.map { margin in
        BacktestTrial.Verdict(margin: margin, limit: -margin / deviation, error: row.error)
      })
  }

  /// ln(API cost / predicted cost) at the listed prices of the chip and of the model.
  private func listedMargins(_ row: HeldBackThroughput) -> [Double] {
    let tokens = RequestTokens(prompt: row.promptTokens, completion: row.completionTokens)
    let bills = (tariffs[row.model] ?? []).compactMap { $0.cost(of: tokens) }.sorted()
    return Self.spanning(chipPrices[row.accelerator] ?? []).flatMap { usdPerChipHour in
      Self.spanning(bills).map { bill in
        naturalLogarithm(bill / row.usdPerRequest(usdPerChipHour: usdPerChipHour))
      }
    }
  }

  /// The least, the median and the largest, each once.
  private static func spanning(_ sorted: [Double]) -> [Double] {
    guard let least = sorted.first, let largest = sorted.last else { return [] }
    var values = [least]
    for value in [sorted[sorted.count / 2], largest] where value > values[values.count - 1] {
      values.append(value)
    }
    return values
  }

  /// The deployments measured for one model and one pair of lengths, the cheapest of which is built.
  private func choices(_ rows: [HeldBackThroughput]) -> [BacktestTrial] {
    var sets: [String: [(row: HeldBackThroughput, usd: Double)]] = [:]
    for row in rows {
      guard let prices = chipPrices[row.accelerator] else { continue }
      let usd = row.usdPerRequest(usdPerChipHour: prices[prices.count / 2])
      sets["\(row.model)|\(row.promptTokens)|\(row.completionTokens)", default: []]
        .append((row, usd))
    }
    return sets.keys.sorted().compactMap { key in
      guard let set = sets[key], let best = set.min(by: { $0.usd < $1.usd }),
        Set(set.map(\.row.configuration)).count >= Self.fewestChoices
      else { return nil }
      return BacktestTrial(
        group: best.row.model, configuration: best.row.model,
        verdicts: Self.margins.map { margin in
          // One draw moves all throughputs alike: some deployment undercuts the API as soon as the one
          // with the least to gain in σ does.
          let api = naturalLogarithm(best.usd) + margin
          let limit = set.reduce(.infinity) { least, choice in
            min(least, (naturalLogarithm(choice.usd) - api) / spreads.deviation(of: choice.row))
          }
          return BacktestTrial.Verdict(margin: margin, limit: limit, error: best.row.error)
        })
    }
  }
}

extension HeldBackThroughput {
  /// US dollars of a request: `chips · usdPerChipHour / 3600 · completion / predicted`.
  fileprivate func usdPerRequest(usdPerChipHour: Double) -> Double {
    Double(chips) * usdPerChipHour / 3600 * completionTokens / predicted
  }
}
