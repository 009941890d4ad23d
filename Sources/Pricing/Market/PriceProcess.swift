package import Numerics

/// A price that moves from month to month: it drifts, it wanders, and now and then it jumps.
///
/// `ln p(t + 1) − ln p(t) = ln(1 + d) − σ²/2 + σ·z + [jump] − ln(1 + λ(E[eʲ] − 1))`, with `z` standard normal and a jump in
/// a month with the chance `λ`. The last terms keep the expected price on its drift `d`, however much it wanders: a
/// price of 2 USD without drift is expected to be 2 USD in any month. Rents wander, API prices stand still and jump.
package struct PriceProcess: Sendable, Hashable {
  /// The change of the expected price from month to month, as a fraction.
  package let driftPerMonth: Double
  /// The standard deviation of the logarithm after a month of wandering.
  package let volatility: Double
  /// The chance of a jump in a month.
  package let jumpsPerMonth: Double
  /// Logarithms of the jumps that were seen, each as likely as the others.
  package let jumps: [Double]
  /// How many moves it was calibrated on.
  package let moves: Int

  /// Makes a process.
  package init(
    driftPerMonth: Double = 0, volatility: Double = 0, jumpsPerMonth: Double = 0,
    jumps: [Double] = [], moves: Int = 0
  ) {
    self.driftPerMonth = driftPerMonth
    self.volatility = volatility
    self.jumpsPerMonth = jumps.isEmpty ? 0 : jumpsPerMonth
    self.jumps = jumps
    self.moves = moves
  }

  /// A price that never moves.
  package static let constant = PriceProcess()

  /// Whether nothing about it is uncertain.
  package var isCertain: Bool { volatility == 0 && jumpsPerMonth == 0 }

  /// The expected price after so many months, relative to the first: `(1 + d)^t`.
  package func expected(inMonth month: Int) -> Double {
    exponential(Double(month) * naturalLogarithm(1 + driftPerMonth))
  }

  /// The same process with another drift, or other wandering.
  package func with(driftPerMonth: Double? = nil, volatility: Double? = nil) -> PriceProcess {
    PriceProcess(
      driftPerMonth: driftPerMonth ?? self.driftPerMonth, volatility: volatility ?? self.volatility,
      jumpsPerMonth: jumpsPerMonth, jumps: jumps, moves: moves)
  }

  /// The drift that data can tell from chance: `d · max(0, 1 − (s/d)²)` for a drift `d` known to within `s`.
  ///
  /// −1 % a month known to within 0.5 % counts as −0.75 %; known to within 1 % or less well it counts as none
  /// (the positive part of James and Stein's estimate).
  package static func distinguishable(_ drift: Double, standardError: Double) -> Double {
    guard drift != 0, standardError.isFinite else { return 0 }
    return drift * max(0, 1 - (standardError / drift) * (standardError / drift))
  }

  /// So many paths over so many months, each month relative to the first.
  ///
  /// They come in pairs that wander in opposite ways, and each month is scaled so that its mean is the expected price:
  /// a handful of paths has the mean of infinitely many.
  package func paths(
    _ count: Int, months: Int, using generator: inout SplitMix64
  ) -> [[Double]] {
    let expected = (0..<max(1, months)).map { self.expected(inMonth: $0) }
    guard !isCertain, count > 0 else { return Array(repeating: expected, count: max(1, count)) }
    var paths: [[Double]] = []
    while paths.count < count {
      var (up, down) = ([1.0], [1.0])
      for _ in 1..<max(2, months) {
        let step = volatility * generator.normal()
        up.append(up[up.count - 1] * exponential(step + jump(&generator)))
        down.append(down[down.count - 1] * exponential(jump(&generator) - step))
      }
      paths += [up, down]
    }
    paths.removeLast(paths.count - count)
    for month in expected.indices {
      let mean = paths.reduce(0) { $0 + $1[month] } / Double(count)
      for path in paths.indices { paths[path][month] *= expected[month] / mean }
    }
    return paths.map { Array($0.prefix(expected.count)) }
  }

  private func jump(_ generator: inout SplitMix64) -> Double {
    guard jumpsPerMonth > 0, generator.uniform() < jumpsPerMonth else { return 0 }
    return jumps[min(jumps.count - 1, Int(generator.uniform() * Double(jumps.count)))]
  }
}
