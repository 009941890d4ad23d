package import CheckedJSON
import Roofline
package import Workloads

/// Requests that come to a fleet: a log that is replayed, or requests drawn from a mix.
///
/// It is a recipe: every simulation that it is given to sees the same requests.
package struct Arrivals: Sendable {
  enum Source: Sendable {
    case trace(RequestTrace, timeScale: Double, period: Double)
    case drawn(Drawn)
    case custom(@Sendable () -> @Sendable () -> SimulatedRequest?)
  }

  struct Drawn: Sendable {
    let lengths: LengthDraw
    let shape: RequestShape
    let gap: ArrivalGap
    let meanGap: Double
    let seed: UInt64
    let sharedPrefix: SharedPrefix?
  }

  let source: Source
  /// How many requests come at most.
  package let count: Int
  /// Tokens of the prefix that all requests share; it lies in memory once.
  let sharedPrefixTokens: Int

  /// The mean lengths, which like cases are found by; `nil` where requests are not known beforehand.
  var shape: RequestShape? {
    switch source {
    case .trace(let trace, _, _): trace.meanShape
    case .drawn(let drawn): drawn.shape
    case .custom: nil
    }
  }

  /// The share of the tokens behind the shared prefix that come from a tier beside the memory of accelerators, of
  /// requests that name no blocks.
  var tierHitRate: Double {
    if case .drawn(let drawn) = source { drawn.sharedPrefix?.tierHitRate ?? 0 } else { 0 }
  }

  /// Replays a log.
  ///
  /// - Parameters:
  ///   - trace: The log.
  ///   - speed: How many times faster than in the log requests come, from 1e-6 to 1e12.
  ///   - repetitions: How often the log is played, each time after the last with a mean gap between.
  package static func replaying(
    _ trace: RequestTrace, speed: Double = 1, repetitions: Int = 1
  ) throws(InputError) -> Arrivals {
    guard (1e-6...1e12).contains(speed) else {
      throw InputError(found: "a speed of \(speed)", expected: "from 1e-6 to 1e12")
    }
    guard (1...1_000_000_000).contains(repetitions) else {
      throw InputError(found: "\(repetitions) repetitions", expected: "from 1 to 1000000000")
    }
    let gap = trace.count > 1 ? trace.spanSeconds / Double(trace.count - 1) : 1
    let (count, overflows) = trace.count.multipliedReportingOverflow(by: repetitions)
    return Arrivals(
      source: .trace(trace, timeScale: 1 / speed, period: trace.spanSeconds + gap),
      count: overflows ? .max : count, sharedPrefixTokens: 0)
  }

  /// The requests of a log, all queued at the start.
  package static func queued(_ trace: RequestTrace) -> Arrivals {
    Arrivals(
      source: .trace(trace, timeScale: 0, period: 0), count: trace.count, sharedPrefixTokens: 0)
  }

  /// Requests drawn from a mix, coming at random.
  ///
  /// - Parameters:
  ///   - mix: Their lengths.
  ///   - rate: Mean requests per second, above 0.
  ///   - burstiness: Standard deviation over mean of the gaps between them, from 0 to 20: 1 is Poisson.
  ///   - count: How many come.
  ///   - seed: The same seed gives the same requests.
  ///   - sharedPrefix: The prefix that they share, and how often a cache holds it.
  package static func drawn(
    from mix: RequestMix, requestsPerSecond rate: Double, burstiness: Double = 1, count: Int,
    seed: UInt64 = 1, sharedPrefix: SharedPrefix? = nil
  ) throws(InputError) -> Arrivals {
    guard (1e-9...1e9).contains(rate) else {
      throw InputError(found: "\(rate) requests per second", expected: "from 1e-9 to 1e9")
    }
    guard (0...20).contains(burstiness) else {
      throw InputError(found: "a burstiness of \(burstiness)", expected: "from 0 to 20")
    }
    guard (0...1_000_000_000_000).contains(count) else {
      throw InputError(found: "\(count) requests", expected: "from 0 to 1e12")
    }
    return drawn(mix, meanGap: 1 / rate, burstiness, count, seed, sharedPrefix)
  }

  /// Requests drawn from a mix, all queued at the start.
  package static func queued(
    _ mix: RequestMix, count: Int, seed: UInt64 = 1, sharedPrefix: SharedPrefix? = nil
  ) throws(InputError) -> Arrivals {
    guard (0...1_000_000_000_000).contains(count) else {
      throw InputError(found: "\(count) requests", expected: "from 0 to 1e12")
    }
    return drawn(mix, meanGap: 0, 0, count, seed, sharedPrefix)
  }

  /// Requests from anywhere, such as a log too large for memory.
  ///
  /// `start` is called once for each pass and returns a closure that gives the requests in order.
  /// Arrivals before the last one, or that are no number, are taken to come with the last one, and
  /// lengths outside 1…``RequestTrace/maximumTokens`` to be the nearest in it; the result counts both.
  package static func requests(
    atMost count: Int, _ start: @escaping @Sendable () -> @Sendable () -> SimulatedRequest?
  ) -> Arrivals {
    Arrivals(source: .custom(start), count: max(0, count), sharedPrefixTokens: 0)
  }

  private static func drawn(
    _ mix: RequestMix, meanGap: Double, _ burstiness: Double, _ count: Int, _ seed: UInt64,
    _ sharedPrefix: SharedPrefix?
  ) -> Arrivals {
    let prefix = sharedPrefix.map { $0.hitRate > 0 ? Int($0.tokens) : 0 } ?? 0
    return Arrivals(
      source: .drawn(
        Drawn(
          lengths: LengthDraw(mix), shape: RequestShape(mix, sharedPrefix: sharedPrefix),
          gap: ArrivalGap(burstiness: burstiness), meanGap: meanGap,
          seed: seed, sharedPrefix: sharedPrefix)),
      count: count, sharedPrefixTokens: prefix)
  }
}
