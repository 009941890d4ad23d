import CheckedJSON

extension TraceProfile {
  /// What a saved profile says of itself.
  static let schema = "breakeven/profile/1"

  /// The whole profile as a JSON file, to be merged with others later.
  ///
  /// It holds every sum and every bin, so nothing is lost: profiles of parts of a log that are saved, read
  /// again by ``TraceReader`` and merged equal the profile of the whole. Bins are written as runs,
  /// `[first bin, count, count, …]`, and sums that may pass 2⁵³ as texts. The size does not grow with the
  /// log: some hundred kilobytes, and at most about thirty megabytes.
  package var json: String {
    let tally = tally
    var members: [JSONText.Member] = [
      .init("schema", .string(Self.schema)),
      .init("formats", .array(formats.map(\.rawValue).sorted().map { .string($0) })),
      Self.count("requests", tally.requests), Self.count("failures", tally.failures),
      Self.count("timed", tally.timed), Self.count("grouped", tally.grouped),
      Self.count("malformed", malformed),
      .init("firstMalformed", .array(firstMalformedLines.map(Self.json))),
      Self.sum("promptTokens", tally.promptTokens),
      Self.sum("completionTokens", tally.completionTokens),
      Self.sum("cachedTokens", tally.cachedTokens),
      Self.sum("promptSquares", tally.promptSquares),
      Self.sum("completionSquares", tally.completionSquares),
      Self.sum("products", tally.products),
    ]
    if tally.minutes.first <= tally.minutes.last {
      members.append(Self.count("firstMicrosecond", tally.minutes.first))
      members.append(Self.count("lastMicrosecond", tally.minutes.last))
    }
    members += [
      .init("arrivals", .array(arrivals.map(Self.json))),
      .init("prompts", Self.runs(tally.prompts.counts)),
      .init("completions", Self.runs(tally.completions.counts)),
      .init("joint", .array(Self.cells(tally.joint))),
      .init("minutes", Self.runs(tally.minutes.counts)),
      .init(
        "load",
        .array(
          [.integer(tally.load.exponent), Self.count(tally.load.first)]
            + tally.load.sums.map(Self.count))),
      .init("groupedThousandths", Self.runs(tally.groupedHours)),
      Self.count("blocks", tally.seenBlocks.blocks),
      .init("blocksAreScattered", .bool(tally.seenBlocks.isScattered)),
      .init("seenBlocks", Self.words(tally.seenBlocks.words)),
    ]
    if !reuse.isEmpty {
      members += [
        Self.count("reusePromptTokens", reuse.promptTokens),
        Self.count("reuseRequests", reuse.requests),
        Self.count("reuseMicroseconds", reuse.microseconds),
        .init("reuseByTokens", .array(reuse.byTokens.map(Self.runs))),
        .init("reuseByMilliseconds", Self.runs(reuse.byMilliseconds)),
      ]
    }
    if !hours.isEmpty {
      members += [
        .init("hours", Self.runs(hours.requests)),
        Self.count("hoursBusiestMinute", hours.busiestMinute),
        Self.count("hoursStretches", hours.stretches),
        .init("hoursRateSum", .number(hours.rateSum)),
        .init("hoursInverseRateSum", .number(hours.inverseRateSum)),
        Self.count("hoursMinutes", hours.minutes),
      ]
      if hours.untimed > 0 { members.append(Self.count("hoursUntimed", hours.untimed)) }
    }
    return JSONText.object(members.map { JSONText.Member($0.name, .line($0.value)) }).pretty
  }

  /// A count, which is less than 2⁵³.
  private static func count(_ count: some FixedWidthInteger) -> JSONText {
    .integer(Int(truncatingIfNeeded: count))
  }

  private static func count(_ name: String, _ count: some FixedWidthInteger) -> JSONText.Member {
    JSONText.Member(name, Self.count(count))
  }

  /// A sum that may be larger, as a text.
  private static func sum(_ name: String, _ sum: UInt128) -> JSONText.Member {
    JSONText.Member(name, .string("\(sum)"))
  }

  private static func json(_ line: MalformedLine) -> JSONText {
    [.string(line.file ?? ""), count(line.line)]
  }

  private static func json(_ gaps: ArrivalGaps) -> JSONText {
    [
      count(gaps.first ?? 0), count(gaps.last ?? 0), count(gaps.count), count(gaps.outOfOrder),
      .string("\(gaps.resolution)"), .string("\(gaps.sum)"), .string("\(gaps.sumOfSquares)"),
    ]
  }

  /// `[cell, requests, prompt tokens, completion tokens]` of each cell that is not empty.
  private static func cells(_ joint: JointHistogram) -> [JSONText] {
    joint.cells.indices.filter { joint.cells[$0].requests > 0 }.map { index in
      let cell = joint.cells[index]
      return [
        .integer(index), count(cell.requests), count(cell.promptTokens),
        count(cell.completionTokens),
      ]
    }
  }

  /// `[first bin, count, count, …]` of each run of bins that are not empty.
  private static func runs(_ counts: [some FixedWidthInteger]) -> JSONText {
    .array(
      stretches(counts).map { run in
        .array([.integer(run.lowerBound)] + run.map { count(counts[$0]) })
      })
  }

  /// `[first word, "hexadecimal digits, sixteen to a word"]` of each run of words that are not empty.
  private static func words(_ words: [UInt64]) -> JSONText {
    .array(
      stretches(words).map { run in
        let digits = words[run].map { word in
          let digits = String(word, radix: 16)
          return String(repeating: "0", count: 16 - digits.count) + digits
        }
        return [.integer(run.lowerBound), .string(digits.joined())]
      })
  }

  private static func stretches(_ counts: [some FixedWidthInteger]) -> [Range<Int>] {
    var stretches: [Range<Int>] = []
    var index = 0
    while index < counts.count {
      let start = index
      while index < counts.count, counts[index] != 0 { index += 1 }
      if index > start { stretches.append(start..<index) }
      while index < counts.count, counts[index] == 0 { index += 1 }
    }
    return stretches
  }
}
