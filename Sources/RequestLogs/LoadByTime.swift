/// The tokens of a log's requests by equal stretches of time, completions counted four times.
///
/// A stretch lasts 2ᵏ microseconds, with the least `k` for which the log has fewer than 256 of them: that depends on
/// its first and its last request alone, so that sums add up exactly in any order.
struct LoadByTime: Hashable, Sendable {
  /// Stretches that are told apart, at most.
  static let most: Int64 = 256
  /// Prompt tokens that a completion token counts for: the median of what the tariffs of `Pricing/apis` charge, 899
  /// of them on 28 November 2026.
  static let promptTokensPerCompletionToken: UInt64 = 4

  /// The binary logarithm of a stretch's microseconds.
  private(set) var exponent = 0
  /// The first stretch, counted from time 0.
  private(set) var first: Int64 = 0
  /// The load of each stretch from there on.
  private(set) var sums: [UInt64] = []

  /// Makes an empty tally.
  init() {}

  /// Makes a tally of sums; `nil` for more of them, or longer ones, than there can be.
  init?(exponent: Int, first: Int64, sums: [UInt64]) {
    guard (0...62).contains(exponent), sums.count < Int(Self.most),
      sums.isEmpty || abs(first) <= LogRecord.maximumTime >> Int64(exponent) &+ 1
    else { return nil }
    (self.exponent, self.first, self.sums) = (exponent, first, sums)
  }

  /// The load of all.
  var total: Double { sums.reduce(0) { $0 + Double($1) } }

  mutating func add(_ records: Span<LogRecord>) {
    // Most requests share their stretch with the one before, so they are summed up together.
    var (begin, end, sum) = (Int64.max, Int64.min, UInt64(0))
    for index in records.indices {
      let record = records[index]
      guard record.time != LogRecord.noTime else { continue }
      if record.time < begin || record.time > end {
        if begin <= end { add(sum, inStretch: begin >> Int64(exponent)) }
        end = record.time | ((1 << Int64(exponent)) - 1)
        begin = end &- ((1 << Int64(exponent)) - 1)
        sum = 0
      }
      sum &+=
        UInt64(record.promptTokens) &+ Self.promptTokensPerCompletionToken
        &* UInt64(record.completionTokens)
    }
    if begin <= end { add(sum, inStretch: begin >> Int64(exponent)) }
  }

  mutating func add(_ other: LoadByTime) {
    while exponent < other.exponent { widen() }
    for (index, load) in other.sums.enumerated() {
      // Widening on the way changes the exponent, not the time of a stretch.
      let start = (other.first &+ Int64(index)) << Int64(other.exponent)
      add(load, inStretch: start >> Int64(exponent))
    }
  }

  private mutating func add(_ load: UInt64, inStretch stretch: Int64) {
    guard !sums.isEmpty else {
      (first, sums) = (stretch, [load])
      return
    }
    var stretch = stretch
    while max(stretch, first &+ Int64(sums.count) &- 1) &- min(stretch, first) >= Self.most - 1 {
      widen()
      stretch >>= 1
    }
    if stretch < first {
      sums.insert(contentsOf: [UInt64](repeating: 0, count: Int(first &- stretch)), at: 0)
      first = stretch
    }
    let place = Int(stretch &- first)
    if place >= sums.count {
      sums += [UInt64](repeating: 0, count: place &- sums.count &+ 1)
    }
    sums[place] &+= load
  }

  /// Makes stretches twice as long.
  private mutating func widen() {
    let start = first >> 1
    var wider = [UInt64](
      repeating: 0,
      count: sums.isEmpty ? 0 : Int(((first &+ Int64(sums.count) &- 1) >> 1) &- start) &+ 1)
    for (index, load) in sums.enumerated() {
      wider[Int(((first &+ Int64(index)) >> 1) &- start)] &+= load
    }
    (exponent, first, sums) = (exponent &+ 1, start, wider)
  }

  /// The load of each quarter of the time from `start` to `end`, over their mean; `nil` without load.
  ///
  /// A stretch that lies in two quarters counts in both by its part of each.
  func quarters(from start: Int64, to end: Int64) -> [Double]? {
    guard end > start else { return nil }
    var quarters = [0.0, 0, 0, 0]
    let (begin, length) = (Double(start), Double(end) - Double(start))
    let width = Double(sign: .plus, exponent: exponent, significand: 1)
    for (index, load) in sums.enumerated() where load > 0 {
      let from = (Double(first &+ Int64(index)) * width - begin) / length * 4
      let (low, high) = (max(0, from), min(4, from + width / length * 4))
      for quarter in 0..<4 {
        let part = min(high, Double(quarter + 1)) - max(low, Double(quarter))
        if part > 0 { quarters[quarter] += Double(load) * part / max(1e-12, high - low) }
      }
    }
    let mean = quarters.reduce(0, +) / 4
    return mean > 0 ? quarters.map { $0 / mean } : nil
  }
}
