package import CheckedJSON

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension TraceReader {
  /// Reads a profile that was saved; `nil` if the log is none.
  func savedProfile(
    _ bytes: Span<UInt8>, sample: [UInt8], name: String?
  ) throws(InputError) -> TraceProfile? {
    guard TraceProfile.isSaved(sample) else { return nil }
    guard bytes.count <= JSONDocument.maximumBytes else {
      throw InputError(
        file: name, found: "a saved profile of \(bytes.count) bytes",
        expected: "at most \(JSONDocument.maximumBytes) bytes")
    }
    var data = Data(capacity: bytes.count)
    for index in bytes.indices { data.append(bytes[index]) }
    return try TraceProfile(JSONDocument(data, file: name))
  }
}

extension TraceProfile {
  /// Whether a file that begins so is a saved profile, be it of this version or another.
  static func isSaved(_ sample: [UInt8]) -> Bool {
    guard sample.first(where: { $0 > 32 && $0 < 128 }) == UInt8(ascii: "{") else { return false }
    let schema = Array("breakeven/profile/".utf8)
    let beginning = sample.prefix(256)
    return beginning.indices.contains { beginning[$0...].starts(with: schema) }
  }

  private static let members = [
    "schema", "formats", "requests", "failures", "timed", "grouped", "malformed", "firstMalformed",
    "promptTokens", "completionTokens", "cachedTokens", "promptSquares", "completionSquares",
    "products", "firstMicrosecond", "lastMicrosecond", "arrivals", "prompts", "completions",
    "joint",
    "minutes", "load", "groupedHours", "groupedThousandths", "blocks", "blocksAreScattered",
    "seenBlocks",
    "reusePromptTokens", "reuseRequests", "reuseMicroseconds", "reuseByTokens",
    "reuseByMilliseconds", "hours", "hoursBusiestMinute", "hoursStretches", "hoursRateSum",
    "hoursInverseRateSum", "hoursMinutes", "hoursUntimed",
  ]

  /// Reads a profile as ``json`` writes it.
  ///
  /// - Throws: `InputError` for counts that are no counts, or that contradict each other.
  package init(_ document: JSONDocument) throws(InputError) {
    let root = try document.root.object()
    try root.allowOnly(Self.members)
    guard try root.required("schema").text() == Self.schema else {
      throw try root.required("schema").error(expected: "\"\(Self.schema)\"")
    }
    self.init()
    for format in try root.required("formats").array() { try formats.insert(format.choice()) }
    malformed = try root.required("malformed").wholeNumber()
    firstMalformedLines = try Self.malformedLines(root.required("firstMalformed"))
    arrivals = try Self.arrivals(root.required("arrivals"))
    tally = try TraceTally(root)
    if root["reusePromptTokens"] != nil { reuse = try ReuseTally(root) }
    if root["hours"] != nil { hours = try HourSums(root) }
    let (requests, joint) = (tally.requests, tally.joint.cells)
    for (name, sum) in [
      ("prompts", tally.prompts.counts.sum), ("completions", tally.completions.counts.sum),
      ("joint", joint.map(\.requests).sum),
    ] where sum != UInt128(requests) {
      throw try root.required(name).error(expected: "\(requests) requests together, not \(sum)")
    }
    guard joint.map(\.promptTokens).sum == tally.promptTokens,
      joint.map(\.completionTokens).sum == tally.completionTokens
    else {
      throw try root.required("joint").error(expected: "the tokens of all requests together")
    }
  }

  private static func malformedLines(_ place: JSONPlace) throws(InputError) -> [MalformedLine] {
    var lines: [MalformedLine] = []
    for line in try place.array().prefix(LogPart.keptMalformed) {
      let pair = try line.elements(2)
      guard case .string(let file) = pair[0].value else { throw pair[0].error(expected: "a file") }
      lines.append(
        MalformedLine(
          line: try pair[1].integer(in: 1...Int(JSONPlace.largestWhole)),
          file: file.isEmpty ? nil : file))
    }
    return lines.sorted()
  }

  private static func arrivals(_ place: JSONPlace) throws(InputError) -> [ArrivalGaps] {
    var arrivals: [ArrivalGaps] = []
    for stretch in try place.array() {
      let numbers = try stretch.elements(7)
      var gaps = ArrivalGaps()
      gaps.first = try numbers[0].time()
      gaps.last = try numbers[1].time()
      gaps.count = try numbers[2].wholeNumber()
      gaps.outOfOrder = try numbers[3].wholeNumber()
      gaps.resolution = UInt64(clamping: try numbers[4].longNumber())
      gaps.sum = try numbers[5].longNumber()
      gaps.sumOfSquares = try numbers[6].longNumber()
      arrivals.append(gaps)
    }
    return arrivals.sorted()
  }
}

extension TraceTally {
  fileprivate init(_ root: JSONMembers) throws(InputError) {
    self.init()
    requests = try root.required("requests").wholeNumber()
    failures = try root.required("failures").wholeNumber()
    timed = try root.required("timed").wholeNumber()
    grouped = try root.required("grouped").wholeNumber()
    promptTokens = try root.required("promptTokens").longNumber()
    completionTokens = try root.required("completionTokens").longNumber()
    cachedTokens = try root.required("cachedTokens").longNumber()
    promptSquares = try root.required("promptSquares").longNumber()
    completionSquares = try root.required("completionSquares").longNumber()
    products = try root.required("products").longNumber()
    if let first = root["firstMicrosecond"] {
      minutes.first = try first.time()
      minutes.last = try root.required("lastMicrosecond").time()
      guard minutes.first <= minutes.last else {
        throw first.error(expected: "a time before the last one")
      }
    }
    try root.required("prompts").readRuns(into: &prompts.counts)
    try root.required("completions").readRuns(into: &completions.counts)
    if let hours = root["groupedHours"] {
      // Profiles that were saved earlier count whole requests.
      try hours.readRuns(into: &groupedHours)
      for hour in groupedHours.indices { groupedHours[hour] &*= 1000 }
    } else {
      try root.required("groupedThousandths").readRuns(into: &groupedHours)
    }
    let minuteRuns = try root.required("minutes")
    if minuteRuns.value != .array([]) {
      minutes.allocate()
      try minuteRuns.readRuns(into: &minutes.counts)
    }
    // Profiles that were saved earlier do not have it.
    if let place = root["load"] { load = try LoadByTime(place) }
    for cell in try root.required("joint").array() {
      let numbers = try cell.elements(4)
      let index = try numbers[0].integer(in: 0...joint.cells.count - 1)
      try joint.cells[index].add(
        numbers[1].wholeNumber(), numbers[2].wholeNumber(), numbers[3].wholeNumber())
    }
    seenBlocks.blocks = try root.required("blocks").wholeNumber()
    seenBlocks.isScattered = try root.required("blocksAreScattered").bool()
    for run in try root.required("seenBlocks").array() {
      let pair = try run.elements(2)
      seenBlocks.allocate()
      let start = try pair[0].integer(in: 0...seenBlocks.words.count - 1)
      try pair[1].readWords(into: &seenBlocks.words, from: start)
    }
  }
}

extension LoadByTime {
  fileprivate init(_ place: JSONPlace) throws(InputError) {
    let numbers = try place.array()
    guard numbers.count >= 2 else { throw place.error(expected: "at least two numbers") }
    var sums: [UInt64] = []
    for number in numbers.dropFirst(2) { sums.append(try number.wholeNumber()) }
    let exponent = try numbers[0].integer(in: 0...62)
    guard
      let load = try LoadByTime(
        exponent: exponent, first: Int64(numbers[1].integer(in: -(1 << 53)...(1 << 53))),
        sums: sums)
    else { throw place.error(expected: "fewer than 256 sums within the years that are believed") }
    self = load
  }
}

extension HourSums {
  fileprivate init(_ root: JSONMembers) throws(InputError) {
    self.init()
    try root.required("hours").readRuns(into: &requests)
    busiestMinute = try root.required("hoursBusiestMinute").wholeNumber()
    stretches = try root.required("hoursStretches").wholeNumber()
    rateSum = try root.required("hoursRateSum").number(in: 0...1e15)
    inverseRateSum = try root.required("hoursInverseRateSum").number(in: 0...1e15)
    minutes = try root.required("hoursMinutes").wholeNumber()
    // Profiles that were saved earlier do not have it.
    untimed = try root["hoursUntimed"]?.wholeNumber() ?? 0
  }
}

extension ReuseTally {
  fileprivate init(_ root: JSONMembers) throws(InputError) {
    self.init()
    promptTokens = try root.required("reusePromptTokens").wholeNumber()
    requests = try root.required("reuseRequests").wholeNumber()
    microseconds = try root.required("reuseMicroseconds").wholeNumber()
    let curves = try root.required("reuseByTokens").elements(Self.doublings)
    for (doubling, runs) in curves.enumerated() {
      try runs.readRuns(into: &byTokens[doubling])
    }
    try root.required("reuseByMilliseconds").readRuns(into: &byMilliseconds)
  }
}

extension JSONPlace {
  /// The largest whole number that a JSON number holds without loss.
  fileprivate static let largestWhole = 9_007_199_254_740_992.0

  fileprivate func elements(_ count: Int) throws(InputError) -> [JSONPlace] {
    let elements = try array()
    guard elements.count == count else { throw error(expected: "an array of \(count)") }
    return elements
  }

  fileprivate func wholeNumber() throws(InputError) -> UInt64 {
    guard case .number(let number) = value, let whole = Self.whole(number) else {
      throw error(expected: "a whole number up to 2^53")
    }
    return whole
  }

  private static func whole(_ number: Double) -> UInt64? {
    number <= largestWhole ? UInt64(exactly: number) : nil
  }

  fileprivate func time() throws(InputError) -> Int64 {
    let limit = Double(LogRecord.maximumTime)
    return Int64(try number(in: -limit...limit).rounded())
  }

  /// A whole number that is written as a text because it may pass 2⁵³.
  fileprivate func longNumber() throws(InputError) -> UInt128 {
    guard case .string(let text) = value, text.utf8.count <= 39, let number = UInt128(text) else {
      throw error(expected: "a whole number of at most 39 digits, as a text")
    }
    return number
  }

  /// Fills bins from runs, `[first bin, count, count, …]`.
  fileprivate func readRuns<Count: FixedWidthInteger>(
    into counts: inout [Count]
  ) throws(InputError) {
    for run in try array() {
      guard case .array(let values) = run.value, case .number(let first)? = values.first,
        let start = Int(exactly: first), start >= 0, start < counts.count,
        values.count - 1 <= counts.count - start
      else { throw run.error(expected: "a run that begins at one of \(counts.count) bins") }
      for (offset, value) in values.dropFirst().enumerated() {
        guard case .number(let number) = value, let whole = Self.whole(number),
          let count = Count(exactly: whole)
        else { throw run.error(expected: "whole counts") }
        counts[start + offset] = count
      }
    }
  }

  /// Fills words from hexadecimal digits, sixteen to a word.
  fileprivate func readWords(into words: inout [UInt64], from start: Int) throws(InputError) {
    guard case .string(let text) = value, text.utf8.count.isMultiple(of: 16),
      text.utf8.count / 16 <= words.count - start
    else { throw error(expected: "hexadecimal digits, sixteen to a word") }
    var index = start
    var (word, digits) = (UInt64(0), 0)
    for byte in text.utf8 {
      guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else {
        throw error(expected: "hexadecimal digits")
      }
      (word, digits) = (word << 4 | UInt64(digit), digits + 1)
      if digits == 16 {
        words[index] = word
        (word, digits, index) = (0, 0, index + 1)
      }
    }
  }
}

extension Array where Element == UInt64 {
  fileprivate var sum: UInt128 { reduce(0) { $0 + UInt128($1) } }
}
