/// A residual as a function of the requests that run: a sum of bells around measured numbers.
///
/// It is known at places half a unit of the logarithm apart, from 1 request to 98,000, and linear between
/// them, as bells between them are shared by both: off by at most 1.6 % of a bell's height.
struct RequestCurve: Sendable, Hashable {
  private static let spacing = 0.5
  private static let places = 24
  /// The height of a bell so many places away.
  private static let heights = (0..<places).map {
    Likeness.closeness(requests: spacing * Double($0))
  }

  private let values: [Double]

  init(_ bells: Bells) {
    let heights = Self.heights
    var values = [Double](repeating: 0, count: Self.places)
    for (other, weight) in bells.weights.enumerated() where weight != 0 {
      for place in values.indices { values[place] += weight * heights[abs(place - other)] }
    }
    self.values = values
  }

  /// The residual with so many requests running, given their logarithm.
  func value(at logarithm: Double) -> Double {
    let (place, share) = Self.place(logarithm)
    return values[place] * (1 - share) + values[place + 1] * share
  }

  /// The place at or below a logarithm, and how far it lies on the way to the next.
  fileprivate static func place(_ logarithm: Double) -> (index: Int, share: Double) {
    let position = min(Double(places - 1), max(0, logarithm / spacing))
    let index = min(places - 2, Int(position))
    return (index, position - Double(index))
  }

  /// Bells by the places that they stand at.
  struct Bells: Sendable, Hashable {
    fileprivate var weights = [Double](repeating: 0, count: places)

    /// Adds a bell that some others know the place of.
    mutating func add(_ factor: Double, times bell: Bell) {
      weights[bell.place] += factor * bell.weight
      weights[bell.place + 1] += factor * bell.nextWeight
    }
  }

  /// A bell, shared by the two places next to it.
  struct Bell: Sendable, Hashable {
    fileprivate let place: Int
    fileprivate let weight: Double
    fileprivate let nextWeight: Double

    init(_ weight: Double, at logarithm: Double) {
      let (place, share) = RequestCurve.place(logarithm)
      self.place = place
      self.weight = weight * (1 - share)
      nextWeight = weight * share
    }
  }
}
