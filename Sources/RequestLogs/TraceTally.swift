/// What does not depend on the order of a log's lines: sums, counts and histograms of fixed bins.
struct TraceTally: Hashable, Sendable {
  var requests: UInt64 = 0
  var failures: UInt64 = 0
  var timed: UInt64 = 0
  var grouped: UInt64 = 0
  var promptTokens: UInt128 = 0
  var completionTokens: UInt128 = 0
  var cachedTokens: UInt128 = 0
  var promptSquares: UInt128 = 0
  var completionSquares: UInt128 = 0
  var products: UInt128 = 0
  var prompts = TokenHistogram()
  var completions = TokenHistogram()
  var joint = JointHistogram()
  var minutes = MinuteCounts()
  var load = LoadByTime()
  /// Thousandths of grouped requests by hour of the week.
  var groupedHours = [UInt64](repeating: 0, count: 168)
  var seenBlocks = SeenBlocks()

  mutating func add(_ other: TraceTally) {
    requests &+= other.requests
    failures &+= other.failures
    timed &+= other.timed
    grouped &+= other.grouped
    promptTokens &+= other.promptTokens
    completionTokens &+= other.completionTokens
    cachedTokens &+= other.cachedTokens
    promptSquares &+= other.promptSquares
    completionSquares &+= other.completionSquares
    products &+= other.products
    prompts.add(other.prompts)
    completions.add(other.completions)
    joint.add(other.joint)
    minutes.add(other.minutes)
    load.add(other.load)
    for hour in groupedHours.indices { groupedHours[hour] &+= other.groupedHours[hour] }
    seenBlocks.add(other.seenBlocks)
  }

  /// Adds the first `count` of `records`, at most 65,536 so that no 64-bit sum of squares overflows.
  mutating func add(_ records: [LogRecord], _ count: Int) {
    let records = records.span.extracting(first: count)
    addLengths(records)
    Self.addCounts(records, &prompts.counts, &completions.counts, &joint.cells)
    minutes.add(records, &timed)
    load.add(records)
  }

  private mutating func addLengths(_ records: Span<LogRecord>) {
    var (prompt, completion, cached) = (UInt64(0), UInt64(0), UInt64(0))
    var (prompts, completions, products) = (UInt64(0), UInt64(0), UInt64(0))
    for index in records.indices {
      let record = records[index]
      let (p, c) = (UInt64(record.promptTokens), UInt64(record.completionTokens))
      prompt &+= p
      completion &+= c
      cached &+= UInt64(record.cachedTokens)
      prompts &+= p &* p
      completions &+= c &* c
      products &+= p &* c
    }
    requests &+= UInt64(records.count)
    promptTokens &+= UInt128(prompt)
    completionTokens &+= UInt128(completion)
    cachedTokens &+= UInt128(cached)
    promptSquares &+= UInt128(prompts)
    completionSquares &+= UInt128(completions)
    self.products &+= UInt128(products)
  }

  private static func addCounts(
    _ records: Span<LogRecord>, _ prompts: inout [UInt64], _ completions: inout [UInt64],
    _ cells: inout [JointHistogram.Cell]
  ) {
    var prompts = prompts.mutableSpan
    var completions = completions.mutableSpan
    var cells = cells.mutableSpan
    let shortBins = JointHistogram.shortBins
    let bins = shortBins.span
    for index in records.indices {
      let record = records[index]
      let (prompt, completion) = (Int(record.promptTokens), Int(record.completionTokens))
      var cell = 0
      if prompt < bins.count, completion < bins.count {
        prompts[prompt] &+= 1
        completions[completion] &+= 1
        cell = Int(bins[prompt]) &* JointHistogram.binCount &+ Int(bins[completion])
      } else {
        prompts[TokenHistogram.bin(of: record.promptTokens)] &+= 1
        completions[TokenHistogram.bin(of: record.completionTokens)] &+= 1
        cell = JointHistogram.cell(record.promptTokens, record.completionTokens)
      }
      cells[cell].add(1, UInt64(record.promptTokens), UInt64(record.completionTokens))
    }
  }

  /// Adds requests that are known by their sums: each counts as the mean of its group.
  ///
  /// A group of none still lengthens the time that the log covers.
  mutating func add(_ group: LogGroup) {
    if let first = group.firstTime { minutes.first = min(minutes.first, first) }
    if let last = group.lastTime { minutes.last = max(minutes.last, last) }
    guard group.requests > 0 else { return }
    let (prompt, completion) = (
      UInt32(clamping: group.promptTokens / group.requests),
      UInt32(clamping: group.completionTokens / group.requests)
    )
    requests &+= group.requests
    grouped &+= group.requests
    promptTokens &+= UInt128(group.promptTokens)
    completionTokens &+= UInt128(group.completionTokens)
    cachedTokens &+= UInt128(group.cachedTokens)
    promptSquares &+= group.promptSquares
    completionSquares &+= group.completionSquares
    products &+= group.products
    prompts.counts[TokenHistogram.bin(of: prompt)] &+= group.requests
    completions.counts[TokenHistogram.bin(of: completion)] &+= group.requests
    joint.cells[JointHistogram.cell(prompt, completion)]
      .add(group.requests, group.promptTokens, group.completionTokens)
    if let hour = group.hourOfWeek {
      groupedHours[hour] &+= group.requests &* 1000
    } else if let first = group.firstTime {
      spread(group.requests &* 1000, from: first, to: max(first, group.lastTime ?? first))
    }
  }

  /// Spreads requests evenly over the hours of the week that a stretch of time touches.
  ///
  /// Each hour takes what has come by its end less what had come by its start, so that the sum is exact. Of
  /// 24,000 requests of a day each hour takes 1,000.
  private mutating func spread(_ requests: UInt64, from first: Int64, to last: Int64) {
    let hour: Int64 = 3_600_000_000
    let length = Double(max(1, last - first))
    guard length < 4 * 168 * Double(hour) else {
      for slot in 0..<168 {
        let (before, after) = (Double(slot) / 168, Double(slot + 1) / 168)
        groupedHours[slot] &+= Self.part(requests, before, after)
      }
      return
    }
    var start = first
    repeat {
      let end = min(last, start - ((start % hour) + hour) % hour + hour)
      let (before, after) = (Double(start - first) / length, Double(end - first) / length)
      groupedHours[MinuteCounts.slot(of: start) / 60 % 168] &+= Self.part(
        requests, before, end >= last ? 1 : after)
      start = end
    } while start < last
  }

  private static func part(_ requests: UInt64, _ before: Double, _ after: Double) -> UInt64 {
    UInt64((Double(requests) * after).rounded()) &- UInt64((Double(requests) * before).rounded())
  }
}
