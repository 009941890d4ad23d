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
    var members: [(String, String)] = [
      ("schema", Self.quoted(Self.schema)),
      ("formats", Self.list(formats.map(\.rawValue).sorted().map(Self.quoted))),
      ("requests", "\(tally.requests)"), ("failures", "\(tally.failures)"),
      ("timed", "\(tally.timed)"), ("grouped", "\(tally.grouped)"),
      ("malformed", "\(malformed)"),
      ("firstMalformed", Self.list(firstMalformedLines.map(Self.text))),
      ("promptTokens", "\"\(tally.promptTokens)\""),
      ("completionTokens", "\"\(tally.completionTokens)\""),
      ("cachedTokens", "\"\(tally.cachedTokens)\""),
      ("promptSquares", "\"\(tally.promptSquares)\""),
      ("completionSquares", "\"\(tally.completionSquares)\""),
      ("products", "\"\(tally.products)\""),
    ]
    if tally.minutes.first <= tally.minutes.last {
      members.append(("firstMicrosecond", "\(tally.minutes.first)"))
      members.append(("lastMicrosecond", "\(tally.minutes.last)"))
    }
    members += [
      ("arrivals", Self.list(arrivals.map(Self.text))),
      ("prompts", Self.runs(tally.prompts.counts)),
      ("completions", Self.runs(tally.completions.counts)),
      ("joint", Self.list(Self.cells(tally.joint))),
      ("minutes", Self.runs(tally.minutes.counts)),
      (
        "load",
        Self.list(
          ["\(tally.load.exponent)", "\(tally.load.first)"] + tally.load.sums.map { "\($0)" })
      ),
      ("groupedThousandths", Self.runs(tally.groupedHours)),
      ("blocks", "\(tally.seenBlocks.blocks)"),
      ("blocksAreScattered", "\(tally.seenBlocks.isScattered)"),
      ("seenBlocks", Self.words(tally.seenBlocks.words)),
    ]
    if !reuse.isEmpty {
      members += [
        ("reusePromptTokens", "\(reuse.promptTokens)"), ("reuseRequests", "\(reuse.requests)"),
        ("reuseMicroseconds", "\(reuse.microseconds)"),
        ("reuseByTokens", Self.list(reuse.byTokens.map(Self.runs))),
        ("reuseByMilliseconds", Self.runs(reuse.byMilliseconds)),
      ]
    }
    if !hours.isEmpty {
      members += [
        ("hours", Self.runs(hours.requests)), ("hoursBusiestMinute", "\(hours.busiestMinute)"),
        ("hoursStretches", "\(hours.stretches)"), ("hoursRateSum", "\(hours.rateSum)"),
        ("hoursInverseRateSum", "\(hours.inverseRateSum)"), ("hoursMinutes", "\(hours.minutes)"),
      ]
    }
    return "{" + members.map { "\n  \"\($0)\": \($1)" }.joined(separator: ",") + "\n}\n"
  }

  private static func quoted(_ text: String) -> String { OrderedJSON.quoted(text) }

  private static func list(_ elements: [String]) -> String {
    "[" + elements.joined(separator: ", ") + "]"
  }

  private static func text(_ line: MalformedLine) -> String {
    "[\(quoted(line.file ?? "")), \(line.line)]"
  }

  private static func text(_ gaps: ArrivalGaps) -> String {
    "[\(gaps.first ?? 0), \(gaps.last ?? 0), \(gaps.count), \(gaps.outOfOrder), "
      + "\"\(gaps.resolution)\", \"\(gaps.sum)\", \"\(gaps.sumOfSquares)\"]"
  }

  /// `[cell, requests, prompt tokens, completion tokens]` of each cell that is not empty.
  private static func cells(_ joint: JointHistogram) -> [String] {
    joint.cells.indices.filter { joint.cells[$0].requests > 0 }.map { index in
      let cell = joint.cells[index]
      return "[\(index), \(cell.requests), \(cell.promptTokens), \(cell.completionTokens)]"
    }
  }

  /// `[first bin, count, count, …]` of each run of bins that are not empty.
  private static func runs(_ counts: [some FixedWidthInteger]) -> String {
    var runs: [String] = []
    for run in stretches(counts) {
      var text = "[\(run.lowerBound)"
      for bin in run { text += ", \(counts[bin])" }
      runs.append(text + "]")
    }
    return list(runs)
  }

  /// `[first word, "hexadecimal digits, sixteen to a word"]` of each run of words that are not empty.
  private static func words(_ words: [UInt64]) -> String {
    list(
      stretches(words).map { run in
        let digits = words[run].map { word in
          let digits = String(word, radix: 16)
          return String(repeating: "0", count: 16 - digits.count) + digits
        }
        return "[\(run.lowerBound), \"" + digits.joined() + "\"]"
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
