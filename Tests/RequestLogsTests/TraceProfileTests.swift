import CheckedJSON
import Foundation
import TestFixtures
import Testing
import Workloads

@testable import RequestLogs

@Suite struct TraceProfileTests {
  /// A log in which nothing repeats too regularly.
  static func log(_ format: TraceFormat, requests: Range<Int>) -> String {
    requests.map { index in
      let time = index * 700 + (index * index * 31) % 997
      let (prompt, completion) = (1 + (index * 7919) % 9973, 1 + (index * 104_729) % 499)
      if format == .mooncake {
        return
          "{\"timestamp\": \(time), \"input_length\": \(prompt), \"output_length\": \(completion), "
          + "\"hash_ids\": [\(index % 37), \(index), 9007199254740993]}\n"
      }
      return "\(Double(time) / 1000),\(prompt),\(completion)\n"
    }.joined()
  }

  static func header(_ format: TraceFormat) -> String {
    format == .vidur ? "arrived_at,num_prefill_tokens,num_decode_tokens\n" : ""
  }

  static func profile(_ format: TraceFormat, _ requests: Range<Int>) throws -> TraceProfile {
    try TraceReader(format: format).profile(
      Array((header(format) + log(format, requests: requests)).utf8))
  }

  @Test(arguments: [TraceFormat.mooncake, .vidur], [1, 17, 500, 999])
  func partsMergeToTheWhole(format: TraceFormat, cut: Int) throws {
    let whole = try Self.profile(format, 0..<1000)
    let parts = try Self.profile(format, 0..<cut).merged(with: Self.profile(format, cut..<1000))
    #expect(parts == whole)
    let third = try Self.profile(format, 1000..<1100)
    let second = try Self.profile(format, cut..<1000)
    let first = try Self.profile(format, 0..<cut)
    #expect(
      first.merged(with: second).merged(with: third)
        == first.merged(with: second.merged(with: third)))
  }

  @Test(arguments: [TraceFormat.mooncake, .vidur], [64, 1000, 4096])
  func threadsAndPipesReadTheSame(format: TraceFormat, chunkBytes: Int) throws {
    let text =
      Self.header(format) + Self.log(format, requests: 0..<3000) + "broken\n" + "also, broken"
    let whole = try TraceReader().profile(Array(text.utf8))
    #expect(whole.requests == 3000)
    #expect(whole.malformedLines == 2)
    let start = format == .vidur ? 3002 : 3001
    #expect(whole.firstMalformedLines.map(\.line) == [start, start + 1])

    let file = FileManager.default.temporaryDirectory.appending(
      path: "trace-\(format)-\(chunkBytes)-\(ProcessInfo.processInfo.processIdentifier)")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    var reader = TraceReader(threads: 4)
    reader.chunkBytes = chunkBytes
    #expect(try reader.profile(path: file.path) == whole)
    let descriptor = unsafe open(file.path, O_RDONLY)
    defer { close(descriptor) }
    #expect(
      try reader.read(stream: LogFile(descriptor: descriptor), name: "pipe").profile == whole)
  }

  /// Parts that overlap in nothing, in the order in which they are merged.
  @Test(arguments: [TraceFormat.mooncake, .vidur], [[0, 1, 2, 3], [3, 1, 0, 2], [2, 3, 1, 0]])
  func savedPartsMergeToTheWholeInAnyOrder(format: TraceFormat, order: [Int]) throws {
    let cuts = [0, 13, 400, 401, 1000]
    let whole = try Self.profile(format, 0..<1000)
    var merged = TraceProfile()
    for part in order {
      let saved = try Self.profile(format, cuts[part]..<cuts[part + 1]).json
      merged.merge(try TraceReader().profile(Array(saved.utf8)))
    }
    #expect(merged == whole)
    #expect(try merged.workload(name: "Log").json == whole.workload(name: "Log").json)
    #expect(try TraceReader().profile(Array(merged.json.utf8)).json == merged.json)
  }

  @Test(arguments: LogExcerpt.all) func aSavedProfileIsReadAsItWas(_ log: LogExcerpt) throws {
    let isOneDocument = log.text.hasPrefix("{\"object\"")
    let text = log.text + (isOneDocument ? "" : "\nbroken, line\n")
    let profile = try TraceReader().profile(Array(text.utf8))
    let saved = try TraceReader().profile(Array(profile.json.utf8), name: "saved.json")
    #expect(saved == profile)
    #expect(saved.json == profile.json)
  }

  @Test func machinesThatLoggedAtTheSameTimeMerge() throws {
    // Requests of two machines in turn: all counts are those of both, the gaps those within each.
    let logs = (0..<2).map { machine in
      (0..<100).map { "\($0 * 2 + machine),\($0 + 1),\(machine + 1)\n" }.joined()
    }
    let parts = try logs.map { try TraceReader().profile(Array((Self.header(.vidur) + $0).utf8)) }
    let merged = parts[0].merged(with: parts[1])
    #expect(merged == parts[1].merged(with: parts[0]))
    #expect(merged.requests == 200)
    #expect(merged.promptTokens.p50 == 50)
    #expect(merged.spanSeconds == 199)
    #expect(merged.gapCoefficientOfVariation == 0)
  }

  @Test(arguments: [
    (#""requests": 4"#, #""requests": 5"#), (#""requests": 4"#, #""requests": -4"#),
    (#""requests": 4"#, #""requests": 1e300"#), (#""requests": 4"#, #""request": 4"#),
    (#""schema": "breakeven/profile/1""#, #""schema": "breakeven/profile/2""#),
    (#""promptTokens": "250""#, #""promptTokens": "-250""#),
    (#""promptTokens": "250""#, #""promptTokens": "9999999999999999999999999999999999999999""#),
    (#""promptTokens": "250""#, #""promptTokens": "251""#),
    (#""prompts": [[10, 1]"#, #""prompts": [[99999999, 1]"#),
    (#""prompts": [[10, 1]"#, #""prompts": [[-1, 1]"#),
    (#""prompts": [[10, 1]"#, #""prompts": [[10, 1.5]"#),
    (#""prompts": [[10, 1]"#, #""prompts": [[]"#),
    (#""minutes": ["#, #""minutes": [[1048319, 1, 1], "#),
    (#""seenBlocks": []"#, #""seenBlocks": [[1048575, "00000000000000010000000000000001"]]"#),
    (#""seenBlocks": []"#, #""seenBlocks": [[0, "xyz"]]"#),
    (#""arrivals": ["#, #""arrivals": [[1, 2], "#),
    (#""formats": ["vidur"]"#, #""formats": ["vidor"]"#),
  ])
  func aSavedProfileThatIsWrongIsRefused(_ change: (old: String, new: String)) throws {
    let text = Self.header(.vidur) + "1,10,1\n2,20,1\n3,100,1\n4,120,1\n"
    let saved = try TraceReader().profile(Array(text.utf8)).json
    #expect(saved.contains(change.old))
    let changed = saved.replacing(change.old, with: change.new)
    #expect(throws: InputError.self) {
      try TraceReader().profile(Array(changed.utf8), name: "saved.json")
    }
  }

  @Test func severalFilesAreOneLog() throws {
    let folder = FileManager.default.temporaryDirectory
    let paths = ["one", "two"].map {
      folder.appending(path: "\($0)-\(ProcessInfo.processInfo.processIdentifier).csv").path
    }
    for (path, range) in zip(paths, [0..<400, 400..<1000]) {
      try Data((Self.header(.vidur) + Self.log(.vidur, requests: range)).utf8)
        .write(to: URL(filePath: path))
    }
    defer { for path in paths { try? FileManager.default.removeItem(atPath: path) } }
    #expect(try TraceReader().profile(paths: paths) == Self.profile(.vidur, 0..<1000))
  }

  @Test func theMixHasTheLogsMeansAndTail() throws {
    let profile = try Self.profile(.vidur, 0..<5000)
    let mix = try profile.mix
    #expect(isClose(mix.meanPromptTokens, profile.promptTokens.mean, within: 1e-9))
    #expect(isClose(mix.meanCompletionTokens, profile.completionTokens.mean, within: 1e-9))
    #expect(isClose(mix.correlation, profile.correlation, within: 0.01))
    #expect(isClose(mix.promptTokens(atQuantile: 0.99), profile.promptTokens.p99, within: 0.1))
  }

  @Test func aProfileBecomesAWorkloadFile() throws {
    let profile = try Self.profile(.mooncake, 0..<1000)
    let workload = try profile.workload(name: "From a log")
    #expect(isClose(workload.mix.meanPromptTokens, profile.promptTokens.mean, within: 1e-5))
    #expect(isClose(workload.volume.requestsPerSecond ?? 0, 1 / 0.7, within: 0.01))
    #expect(workload.mix.points.count <= 256)
    #expect(workload.sharedPrefix != nil)
    #expect(try Workload(document(workload.json)) == workload)
    #expect(throws: InputError.self) { try TraceProfile().workload(name: "Nothing") }
  }

  /// Results of a batch API are a job of as many requests; a log without times says nothing of the kind.
  @Test(arguments: LogExcerpt.all + LogExcerpt.variants)
  func aBatchIsOneJob(_ log: LogExcerpt) throws {
    let profile = try TraceReader().profile(Array(log.text.utf8))
    guard profile.hasVolume else {
      #expect(throws: InputError.self) { try profile.workload(name: "Log") }
      return
    }
    let workload = try profile.workload(name: "Log")
    if [.openAIBatch, .anthropicBatch].contains(log.format) {
      #expect(workload.volume == (try Volume(Double(log.requests), .oneJob)))
      #expect(workload.mode == .batch(try BatchTerms(deadlineHours: 24)))
    } else {
      guard case .interactive = workload.mode else { return #expect(Bool(false)) }
    }
  }

  @Test func aWeekOfDatesHasHours() throws {
    // 2024-05-06 is a Monday. Ten requests at 9:30 on each day, one at every other half hour.
    var text = "TIMESTAMP,ContextTokens,GeneratedTokens\n"
    for day in 6...12 {
      for hour in 0..<24 {
        let time =
          "2024-05-\(day < 10 ? "0" : "")\(day) \(hour < 10 ? "0" : "")\(hour):30:00.0000000"
        for _ in 0..<(hour == 9 ? 10 : 1) { text += "\(time),100,10\n" }
      }
    }
    let profile = try TraceReader().profile(Array(text.utf8))
    let weights = try profile.traffic.hourOfWeekWeights
    #expect(profile.hasDates)
    #expect(weights[9] > 5 * weights[8])
    #expect(weights[24 + 9] > 5 * weights[24 + 10])
  }

  @Test func anHourSaysNothingOfTheWeek() throws {
    let text = """
      hour_of_week,requests,prompt_tokens,completion_tokens,first_time,last_time
      9,3,300,30,1700000000,1700003000
      """
    #expect(try TraceReader().profile(Array(text.utf8)).traffic == .flat)
    #expect(try Self.profile(.vidur, 0..<100).traffic == .flat)
  }

  @Test func gapsSayHowBurstyArrivalsAre() throws {
    let regular = (0..<100).map { "\($0 * 2),1,1\n" }.joined()
    let even = try TraceReader().profile(Array((Self.header(.vidur) + regular).utf8))
    #expect(even.gapCoefficientOfVariation == 0)
    // Gaps of 0 and 2 in turn: mean 1, variance 1.
    let pairs = (0..<101).map { "\(($0 + 1) / 2 * 2),1,1\n" }.joined()
    let bursts = try TraceReader().profile(Array((Self.header(.vidur) + pairs).utf8))
    #expect(isClose(bursts.gapCoefficientOfVariation ?? 0, 1, within: 1e-9))
  }

  /// An hour of gaps of 6 s and one of 3 s: all gaps vary by 0.354 of their mean, but none within its
  /// hour.
  ///
  /// A tick of the log near the mean gap makes gaps an artefact, and an empty hour is no gap.
  @Test func burstinessLeavesOutWhatTheHoursExplain() throws {
    func burstiness(_ seconds: [Double]) throws -> Double? {
      let lines = seconds.map { "\($0),1,1\n" }.joined()
      return try TraceReader().profile(Array((Self.header(.vidur) + lines).utf8)).burstiness
    }
    var seconds: [Double] = []
    for index in 0..<1800 {
      let even = index < 600 ? 6 * index : 3600 + 3 * (index - 600)
      seconds.append(0.5 + Double(even) + Double(index % 7) * 0.001)
    }
    let within = try #require(try burstiness(seconds))
    #expect(within < 0.05)
    let coarse = (0..<600).map { Double($0 / 3) }
    #expect(try burstiness(coarse) == nil)
    #expect(try burstiness([0, 0.001, 3.2, 3.7, 10_800, 10_800.37]) == nil)
  }

  @Test func blocksSeenBeforeAreReuse() throws {
    let text = """
      {"timestamp": 0, "input_length": 1, "output_length": 1, "hash_ids": [1, 2, 3, 4]}
      {"timestamp": 1, "input_length": 1, "output_length": 1, "hash_ids": [1, 2, 5, 6]}
      """
    #expect(try TraceReader().profile(Array(text.utf8)).prefixReuse == 0.25)
  }

  @Test(arguments: [0, 1, 4142, 8191, 8192, 8193, 12_345, 131_072, 10_000_000] as [UInt32])
  func aBinIsAsNarrowAsItSays(tokens: UInt32) {
    let middle = TokenHistogram.tokens(of: TokenHistogram.bin(of: tokens))
    #expect(abs(middle - Double(tokens)) <= 0.00013 * Double(tokens))
    #expect(tokens >= 8192 || middle == Double(tokens))
    #expect(JointHistogram.bin(of: tokens) < JointHistogram.binCount)
  }
}
