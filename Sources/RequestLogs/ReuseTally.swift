/// The prompt tokens of logs that came back, by what came between and by the time between.
///
/// Sums in fixed bins, so that the tallies of several logs add up; what comes back from one log to the next is not
/// seen.
struct ReuseTally: Hashable, Sendable {
  /// Bins to a doubling.
  private static let perDoubling = 3.0
  /// Bins of up to 2⁴² tokens or milliseconds.
  static let bins = 128
  /// Replicas that take requests in turn: 1, 2, 4, … 128.
  static let doublings = 8

  /// Prompt tokens, reused or not.
  var promptTokens: UInt64 = 0
  var requests: UInt64 = 0
  /// Microseconds from the first request of each log to its last.
  var microseconds: UInt64 = 0
  /// Reused tokens by the different tokens that came between.
  var byTokens = [[UInt64]](
    repeating: [UInt64](repeating: 0, count: Self.bins), count: Self.doublings)
  /// Reused tokens by the milliseconds since they were used last.
  var byMilliseconds = [UInt64](repeating: 0, count: Self.bins)

  var isEmpty: Bool { promptTokens == 0 }

  mutating func add(_ other: ReuseTally) {
    promptTokens &+= other.promptTokens
    requests &+= other.requests
    microseconds &+= other.microseconds
    for index in byTokens.indices {
      for bin in 0..<Self.bins { byTokens[index][bin] &+= other.byTokens[index][bin] }
    }
    for bin in 0..<Self.bins { byMilliseconds[bin] &+= other.byMilliseconds[bin] }
  }

  /// The bin of a count: its binary logarithm in thirds.
  static func bin(of count: Double) -> Int {
    guard count >= 1 else { return 0 }
    let exponent = Int(count.exponent)
    let thirds = count.significand < 1.259_921 ? 0 : count.significand < 1.587_401 ? 1 : 2
    return min(bins - 1, Int(perDoubling) * exponent + thirds + 1)
  }

  /// The highest count of a bin.
  static func bound(of bin: Int) -> Double {
    guard bin > 0 else { return 1 }
    let (exponent, thirds) = ((bin - 1) / 3, (bin - 1) % 3)
    let factors = [1.259_921, 1.587_401, 2]
    return Double(1 << exponent) * factors[thirds]
  }
}
