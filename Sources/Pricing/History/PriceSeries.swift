import CheckedJSON
import Numerics

/// The prices of one thing at one seller over time.
package struct PriceSeries: Sendable, Hashable, Identifiable {
  /// What a price is for.
  package enum Unit: String, Sendable, Hashable, CaseIterable {
    case perMillionTokens = "usdPerMillionTokens"
    case perGPUHour = "usdPerGPUHour"
    case perCard = "usdPerCard"

    /// The unit in words.
    package var title: String {
      switch self {
      case .perMillionTokens: "USD per million tokens"
      case .perGPUHour: "USD per GPU-hour"
      case .perCard: "USD per card"
      }
    }
  }

  /// The price of one day.
  package struct Point: Sendable, Hashable {
    /// The day; `nil` for a price that held before anybody looked.
    package let date: CalendarDate?
    /// US dollars; of tokens those of input.
    package let usd: Double
    /// Of tokens, US dollars of output.
    package let output: Double?
    /// Of tokens, US dollars of cached input, where known.
    package let cachedInput: Double?
    /// Who says so.
    package let source: String

    /// Makes a point.
    package init(
      date: CalendarDate?, usd: Double, output: Double? = nil, cachedInput: Double? = nil,
      source: String
    ) {
      self.date = date
      self.usd = usd
      self.output = output
      self.cachedInput = cachedInput
      self.source = source
    }
  }

  /// Who sells it.
  package let provider: String
  /// The accelerator's id, or the model as its seller calls it.
  package let item: String
  /// What a price is for.
  package let unit: Unit
  /// On what terms, such as `spot`, or for what, as `embedding`; `nil` where there is but one and of models that write.
  package let terms: String?
  /// The prices by day.
  package private(set) var points: [Point]

  /// Seller, item and terms.
  package var id: String { [provider, item, terms ?? ""].joined(separator: "/").lowercased() }

  /// Whether it is of a model that writes, which is repriced otherwise than one that embeds or ranks.
  var isOfWriting: Bool { unit == .perMillionTokens && terms == nil }

  /// Makes a series.
  package init(
    provider: String, item: String, unit: Unit, terms: String? = nil, points: [Point]
  ) {
    self.provider = provider
    self.item = item
    self.unit = unit
    self.terms = terms
    self.points = points
  }

  /// Adds a point that is newer than those there are; one that is not says nothing new.
  mutating func append(_ point: Point) {
    guard let date = point.date, points.last?.date.map({ $0 < date }) ?? true else { return }
    points.append(point)
  }

  /// The change from the first to the last price, as a factor; `nil` with fewer than two.
  package var change: Double? {
    guard let first = points.first, let last = points.last, points.count > 1, first.usd > 0 else {
      return nil
    }
    return last.usd / first.usd
  }

  /// The change a month from the first dated price to the last: `(last / first)^(1 / months) − 1`; `nil` for less than
  /// a month.
  package var changePerMonth: Double? {
    let dated = points.filter { $0.date != nil }
    guard let first = dated.first, let last = dated.last, let from = first.date, let to = last.date,
      first.usd > 0
    else { return nil }
    let months = Double(from.days(until: to)) / 30.4375
    guard months >= 1 else { return nil }
    return exponential(naturalLogarithm(last.usd / first.usd) / months) - 1
  }

  /// The least and the greatest price seen.
  package var range: ClosedRange<Double>? {
    guard let least = points.map(\.usd).min(), let most = points.map(\.usd).max() else {
      return nil
    }
    return least...most
  }
}
