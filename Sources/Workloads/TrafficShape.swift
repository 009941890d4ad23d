package import CheckedJSON
import Numerics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How interactive traffic spreads over the hours of a week.
public enum TrafficShape: Hashable, Sendable {
  /// The same at every hour.
  case flat
  /// Not stated: the same at every hour unless somebody who decides assumes what is usual.
  case unstated
  /// One smooth peak a day, this many times the average; see ``Weights``.
  case peakToAverage(Double)
  /// The weights of the 24 hours of every day.
  case hourOfDay(Weights)
  /// The weights of the 168 hours of a week, from Monday 00:00 UTC.
  case hourOfWeek(Weights)

  /// Relative weights of hours, of which at least one is above 0.
  public struct Weights: Hashable, Sendable {
    /// The weights as declared, in any unit.
    package let values: [Double]

    fileprivate init(_ values: [Double], count: Int) throws(InputError) {
      guard values.count == count else {
        throw InputError(found: "\(values.count) hours", expected: "\(count) hours")
      }
      for value in values where !(0...1e15).contains(value) {
        throw InputError(
          found: "the weight \(PlainDecimal.text(value))", expected: "a weight from 0 to 1e15")
      }
      guard values.contains(where: { $0 > 0 }) else {
        throw InputError(found: "weights that are all 0", expected: "at least one weight above 0")
      }
      self.values = values
    }
  }

  /// A daily peak of `ratio` times the average, from 1 to 20; traffic that is flat for 1.
  package static func daily(peakToAverage ratio: Double) throws(InputError) -> TrafficShape {
    guard (1...20).contains(ratio) else {
      throw InputError(
        found: "a peak to average of \(PlainDecimal.text(ratio))", expected: "from 1 to 20")
    }
    return ratio == 1 ? .flat : .peakToAverage(ratio)
  }

  /// The same day every day, by 24 weights from 00:00 UTC.
  package static func daily(weights: [Double]) throws(InputError) -> TrafficShape {
    .hourOfDay(try Weights(weights, count: 24))
  }

  /// A week, by 168 weights from Monday 00:00 UTC.
  package static func weekly(weights: [Double]) throws(InputError) -> TrafficShape {
    .hourOfWeek(try Weights(weights, count: 168))
  }

  /// The traffic of each of the 168 hours of a week relative to the average; their mean is 1.
  package var hourOfWeekWeights: [Double] {
    switch self {
    case .flat, .unstated: return [Double](repeating: 1, count: 168)
    case .peakToAverage(let ratio): return Self.repeatedDaily(Self.smoothDay(peak: ratio))
    case .hourOfDay(let weights): return Self.repeatedDaily(weights.values)
    case .hourOfWeek(let weights): return Self.normalised(weights.values)
    }
  }

  /// The busiest hour relative to the average.
  package var peakToAverage: Double { hourOfWeekWeights.max() ?? 1 }

  private static func repeatedDaily(_ day: [Double]) -> [Double] {
    normalised((0..<7).flatMap { _ in day })
  }

  private static func normalised(_ weights: [Double]) -> [Double] {
    let largest = weights.max() ?? 1
    let scaled = weights.map { $0 / largest }
    let mean = scaled.reduce(0, +) / Double(scaled.count)
    return scaled.map { $0 / mean }
  }

  /// 24 hours with their peak at 14:00.
  ///
  /// A circular normal curve `exp(κ·cos(2π(h − 14)/24))`, with κ such that the peak is `peak` times the mean. A ratio of 2 leaves 0.17 of the mean at night.
  private static func smoothDay(peak: Double) -> [Double] {
    func day(_ concentration: Double) -> [Double] {
      normalised(
        (0..<24).map { hour in
          exp(concentration * (cos(2 * Double.pi * Double(hour - 14) / 24) - 1))
        })
    }
    var (low, high) = (0.0, 200.0)
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if day(middle)[14] < peak { low = middle } else { high = middle }
    }
    return day(high)
  }
}
