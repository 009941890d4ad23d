package import CheckedJSON
import Numerics

/// When interactive requests come: how they spread over a week, and how they bunch within an hour.
public struct Traffic: Hashable, Sendable {
  /// How requests spread over the hours of a week.
  package let shape: TrafficShape
  /// The standard deviation of the gaps between requests over their mean, within an hour: 1 is Poisson,
  /// 0 a metronome, and above 1 requests come in bursts.
  ///
  /// Gaps are taken to be gamma-distributed with the shape `1/burstiness²`; it is that shape which the
  /// `--burstiness` of vLLM's benchmark gives.
  package let burstiness: Double

  /// The burstiness that can be declared.
  static let burstinesses = 0.0...20.0

  /// Makes a traffic.
  package init(_ shape: TrafficShape = .flat, burstiness: Double = 1) throws(InputError) {
    guard Self.burstinesses.contains(burstiness) else {
      throw InputError(
        found: "a burstiness of \(PlainDecimal.text(burstiness))", expected: "from 0 to 20")
    }
    self.shape = shape
    self.burstiness = burstiness
  }

  private init(poisson shape: TrafficShape) {
    self.shape = shape
    burstiness = 1
  }

  /// Nobody said when requests come.
  package static let unstated = Traffic(poisson: .unstated)

  /// The same at every hour, arriving at random.
  package static let flat = Traffic(poisson: .flat)

  /// A daily peak of `ratio` times the average, from 1 to 20, arriving at random.
  package static func daily(peakToAverage ratio: Double) throws(InputError) -> Traffic {
    Traffic(poisson: try .daily(peakToAverage: ratio))
  }

  /// The traffic of each of the 168 hours of a week relative to the average; their mean is 1.
  package var hourOfWeekWeights: [Double] { shape.hourOfWeekWeights }

  /// The busiest hour relative to the average.
  package var peakToAverage: Double { shape.peakToAverage }
}
