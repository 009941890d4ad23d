extension [BreakEven.VolumeInterval] {
  /// The intervals with those joined whose gap is a smaller share of the volume than `share`.
  func joined(acrossGapsBelow share: Double) -> [BreakEven.VolumeInterval] {
    reduce(into: []) { joined, next in
      if let last = joined.last, let end = last.to, next.from < end * (1 + share) {
        joined[joined.count - 1] = BreakEven.VolumeInterval(from: last.from, to: next.to)
      } else {
        joined.append(next)
      }
    }
  }
}

/// Where self-hosting, a rising staircase, is cheaper than an API, a line through zero.
struct VolumeIntervals {
  /// US dollars of the cheapest self-hosting at a volume.
  let selfHostUSD: (Double) -> Double
  /// What it costs at that volume or any larger one, at least; for stairs that never fall the same.
  let leastUSD: (Double) -> Double
  /// US dollars of the API for each request.
  let usdPerRequest: Double

  /// Crossings are told to one part in 10⁹.
  private static let precision = 1e-9
  private static let maximumJumps = 20_000

  /// The volumes from `low` to `high` at which self-hosting is cheaper.
  ///
  /// Two jumps cross the volumes without missing a step. Where the API is cheaper at `x`, self-hosting
  /// costs at least `L(x)` beyond, so it cannot win before the line reaches that: `x ← L(x)/p`. Where
  /// self-hosting is cheaper, it cannot lose before its stairs reach the line's present height: `x` goes
  /// to the first volume with `S ≥ p·x`, found by bisection.
  func intervals(from low: Double, to high: Double) -> [BreakEven.VolumeInterval] {
    guard low > 0, high > low, usdPerRequest > 0 else { return [] }
    var found: [BreakEven.VolumeInterval] = []
    var start: Double?
    var volume = low
    for _ in 0..<Self.maximumJumps where volume < high {
      let own = selfHostUSD(volume)
      guard !own.isNaN else { return found }
      if own >= usdPerRequest * volume {
        if let from = start {
          found.append(BreakEven.VolumeInterval(from: from, to: volume))
          start = nil
        }
        let least = leastUSD(volume) / usdPerRequest
        volume = max(least, volume * (1 + (least < volume ? 1e-3 : Self.precision)))
      } else {
        if start == nil { start = volume }
        volume = max(
          firstVolume(costing: usdPerRequest * volume, from: volume, to: high),
          volume * (1 + Self.precision))
      }
    }
    if let start {
      found.append(BreakEven.VolumeInterval(from: start, to: volume < high ? volume : nil))
    }
    return found
  }

  /// The first volume at which self-hosting costs at least `usd`; `limit` if there is none.
  private func firstVolume(costing usd: Double, from low: Double, to limit: Double) -> Double {
    guard selfHostUSD(limit) >= usd else { return limit }
    var (low, high) = (low, limit)
    while high - low > Self.precision * high / 4 {
      let middle = high > 4 * low ? (low * high).squareRoot() : (low + high) / 2
      if selfHostUSD(middle) >= usd { high = middle } else { low = middle }
    }
    return high
  }
}
