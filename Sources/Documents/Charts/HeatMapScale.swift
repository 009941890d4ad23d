#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension HeatMap.Scale {
  /// Factors at which the colours of a ratio change.
  private static let factors = [1.1, 1.5, 2.5, 5]

  /// Shares of the limit at which the colours of a difference change.
  private static let shares = [0.1, 0.3, 0.6, 1]

  /// The colour of a cell.
  func color(_ value: Double) -> ChartColor {
    guard !value.isNaN else { return .absent }
    switch self {
    case .ratio:
      guard value > 0 else { return .absent }
      let factor = max(value, 1 / value)
      let step = Self.factors.prefix { factor >= $0 }.count
      return .diverging(value < 1 ? -step : step)
    case .difference(let limit, _, _, _):
      guard limit > 0 else { return .absent }
      let step = Self.shares.prefix { abs(value) >= $0 * limit }.count
      return .diverging(value > 0 ? -step : step)
    case .categories(let names):
      guard let index = Int(exactly: value), names.indices.contains(index) else { return .absent }
      return .series(index)
    }
  }

  /// What is zero where the line runs, or nil where there is no line.
  func distanceFromEven(_ value: Double) -> Double? {
    switch self {
    case .ratio: value > 0 && value.isFinite ? log(value) : nil
    case .difference: value.isFinite ? value : nil
    case .categories: nil
    }
  }

  /// The legend from left to right: colours with the value at each boundary between them.
  var legend: (colors: [ChartColor], boundaries: [String]) {
    switch self {
    case .ratio:
      let below = Self.factors.reversed().map { NumberText.trimmed(1 / $0, digits: 2) + "×" }
      let above = Self.factors.map { NumberText.trimmed($0, digits: 2) + "×" }
      return ((-4...4).map { .diverging($0) }, below + above)
    case .difference(let limit, let format, _, _):
      let above = Self.shares.reversed().map { format.text($0 * limit) }
      let below = Self.shares.map { format.text(-$0 * limit) }
      return ((-4...4).map { .diverging($0) }, above + below)
    case .categories(let names):
      return (names.indices.map { .series($0) }, [])
    }
  }

  /// The words at the ends of the legend.
  var ends: (left: String, right: String) {
    switch self {
    case .ratio(let belowOne, let aboveOne): (belowOne, aboveOne)
    case .difference(_, _, let aboveZero, let belowZero): (aboveZero, belowZero)
    case .categories: ("", "")
    }
  }
}
