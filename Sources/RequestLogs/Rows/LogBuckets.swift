/// Sums of requests by stretches of time, as usage reports give them.
struct LogBuckets: Sendable {
  private struct Bucket: Sendable {
    var start: Int64
    /// ``LogRecord/noTime`` if the log does not say.
    var end: Int64
    var isDay: Bool
    var group: LogGroup
  }

  private var buckets: [Bucket] = []
  private var covered: (first: Int64, last: Int64)?
  /// When the last bucket began, if it was taken as unfinished.
  private(set) var unfinished: Int64?

  static let day: Int64 = 86_400_000_000

  var isEmpty: Bool { buckets.isEmpty }

  mutating func add(_ row: LogRow, _ group: LogGroup) {
    buckets.append(
      Bucket(
        start: row.time, end: row.endTime, isDay: row.flags.contains(.isDateOnly), group: group))
  }

  /// A stretch in which nothing may have happened.
  mutating func cover(_ first: Int64, _ last: Int64) {
    covered = (min(first, covered?.first ?? first), max(last, covered?.last ?? last))
  }

  /// The sums with the stretch that each covers.
  ///
  /// A bucket without an end lasts a day if it is a date, else as long as the shortest step from one
  /// bucket to another. The last one is taken as unfinished if it has fewer than half as many requests as
  /// any other: it then lasts as long as it would take at the mean rate of the others, so that the time
  /// that had not come yet when the log was written does not count as quiet.
  mutating func groups() -> [LogGroup] {
    guard !buckets.isEmpty else { return [] }
    let starts = Set(buckets.map(\.start)).subtracting([LogRecord.noTime]).sorted()
    let step = zip(starts, starts.dropFirst()).map { $1 - $0 }.min() ?? 0
    var sums: [Int64: Double] = [:]
    for index in buckets.indices where buckets[index].start != LogRecord.noTime {
      let bucket = buckets[index]
      if bucket.end == LogRecord.noTime || bucket.end <= bucket.start {
        buckets[index].end = bucket.start + (bucket.isDay ? Self.day : step)
      }
      sums[bucket.start, default: 0] += Double(bucket.group.requests)
    }
    shortenLast(starts, sums)
    var groups = buckets.map { bucket in
      var group = bucket.group
      if bucket.start != LogRecord.noTime {
        (group.firstTime, group.lastTime) = (bucket.start, bucket.end)
      }
      return group
    }
    if let covered {
      var nothing = LogGroup(0, LogRow.Lengths(prompt: 0, completion: 0, cached: 0))
      (nothing.firstTime, nothing.lastTime) = covered
      groups.append(nothing)
    }
    return groups
  }

  private mutating func shortenLast(_ starts: [Int64], _ sums: [Int64: Double]) {
    guard let last = starts.last, starts.count > 1, let sum = sums[last],
      let least = starts.dropLast().compactMap({ sums[$0] }).min(), sum < least / 2,
      covered.map({ $0.last <= last }) ?? true
    else { return }
    let ends = Dictionary(
      buckets.filter { $0.start != LogRecord.noTime }.map { ($0.start, $0.end) },
      uniquingKeysWith: max)
    let others = starts.dropLast()
    let time = others.reduce(0.0) { $0 + Double((ends[$1] ?? $1) - $1) }
    let requests = others.reduce(0.0) { $0 + (sums[$1] ?? 0) }
    guard time > 0, requests > 0 else { return }
    let lasted = Int64(sum / requests * time)
    for index in buckets.indices where buckets[index].start == last {
      buckets[index].end = min(buckets[index].end, last + lasted)
    }
    unfinished = last
  }
}

extension LogGroup {
  /// Requests of which only the sums of lengths are known.
  init(_ requests: UInt64, _ lengths: LogRow.Lengths) {
    func product(_ first: UInt64, _ second: UInt64) -> UInt128 {
      UInt128(first) &* UInt128(second) / UInt128(max(1, requests))
    }
    let (prompt, completion) = (lengths.prompt, lengths.completion)
    self.init(
      requests: requests, promptTokens: prompt, completionTokens: completion,
      cachedTokens: min(lengths.cached, prompt), promptSquares: product(prompt, prompt),
      completionSquares: product(completion, completion), products: product(prompt, completion))
  }
}
