import CheckedJSON
import TestFixtures
import Testing

@testable import RequestLogs

@Suite struct HostileLogTests {
  static let goodLine =
    #"{"timestamp": 1, "input_length": 10, "output_length": 2, "hash_ids": [1]}"#

  static let badLines: [[UInt8]] =
    [
      #"{"timestamp": 1, "input_length": 10, "output_length": 2"#,
      #"{"timestamp": 1, "input_length": 10, "output_length": 2, "hash_ids": [1"#,
      #"{"timestamp": 1, "input_length": 10, "output_length": 2, "hash_ids": [}"#,
      #"{"timestamp": 1, "input_length": 10, "output_length": 2} {}"#,
      #"{"timestamp": 1, "input_length": "ten", "output_length": 2}"#,
      #"{"timestamp": 1, "input_length": -10, "output_length": 2}"#,
      #"{"timestamp": 1, "input_length": 99999999999999999999999999, "output_length": 2}"#,
      #"{"timestamp": 1e999, "input_length": 10, "output_length": 2}"#,
      #"{"timestamp": 99999999999999999999, "input_length": 10, "output_length": 2}"#,
      #"{"timestamp": 1, "input_length": 1e400, "output_length": 2}"#,
      #"{"timestamp": 1, "input_length": 10}"#, #"{"timestamp": 1, "output_length": 2}"#,
      "{", "}", "[]", "null", "\"", "{\"", "{\"a", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,",
      "{\"a\" 1}", "{\"hash_ids\":", "{\"hash_ids\":[", "{\"hash_ids\":[1,", "{\"timestamp\":-",
      "{\"timestamp\":1.", "{\"timestamp\":1e", "{\"timestamp\":\"\\", "2023-11-16 18:15:46,374,44",
      String(repeating: "[", count: 100_000), "{\"a\":" + String(repeating: "{", count: 100_000),
    ].map { Array($0.utf8) } + [
      [0], [0xFF, 0xFE, 0x00], [0x80, 0x81, 0xC0],
      Array("{\"timestamp\"".utf8) + [0, 0, 0], [UInt8](repeating: 0x22, count: 1001),
      Array(#"{"timestamp": 1, "input_length": 10, "output_length": 2}"#.utf16).flatMap {
        [UInt8($0 & 255), 0]
      },
    ]

  @Test(arguments: badLines.indices) func aBadJSONLineCostsNoOther(index: Int) throws {
    let good = Array(Self.goodLine.utf8) + [10]
    let bad = Self.badLines[index]
    let bytes = good + bad + [10] + good + bad + [10] + good + good + good + bad
    let profile = try TraceReader().profile(bytes)
    #expect(profile.requests == 5)
    #expect(profile.malformedLines == 3)
    #expect(profile.firstMalformedLines.map(\.line) == [2, 4, 8])
  }

  @Test(arguments: [
    "x", "1,2", "1,,3", "1,2,", ",,", "1,-2,3", "1,2,99999999999999999999", "1,1e30,3", "1,nan,3",
    "1e999,2,3", "\"1,2,3", "1,\"2,3", "1,\"2\"x,3", "1,2,\"3", "1 2 3", "\u{0},\u{0},\u{0}",
    "é,ü,ß",
    "{\"timestamp\": 1}", "9999999999999999999,2,3", "2023-13-45 99:99:99,1,2", "1,0x10,3",
  ])
  func aBadCSVLineCostsNoOther(line: String) throws {
    let text =
      "arrived_at,num_prefill_tokens,num_decode_tokens\n1,10,2\n\(line)\n3,10,2\n"
    let profile = try TraceReader().profile(Array(text.utf8))
    #expect(profile.requests == 2)
    #expect(profile.malformedLines == 1)
    #expect(profile.firstMalformedLines.map(\.line) == [3])
  }

  @Test func headersOfJoinedFilesAndEmptyLinesAreNoFault() throws {
    let text = "arrived_at,num_prefill_tokens,num_decode_tokens\n1,10,2\n"
    let profile = try TraceReader().profile(Array((text + "\n" + text + "\r\n").utf8))
    #expect(profile.requests == 2)
    #expect(profile.malformedLines == 0)
  }

  @Test(arguments: LogExcerpt.all) func noiseNeverTraps(_ log: LogExcerpt) throws {
    var state: UInt64 = 42
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let saved = try TraceReader().profile(Array(log.text.utf8)).json
    for round in 0..<60 {
      let original = Array((round % 4 == 0 ? saved : log.text).utf8)
      var bytes = original
      for _ in 0..<(1 + random(8)) {
        let position = random(bytes.count)
        switch random(4) {
        case 0: bytes[position] = UInt8(random(256))
        case 1: bytes.remove(at: position)
        case 2: bytes.insert(contentsOf: Array("9999999999".utf8), at: position)
        default: bytes.insert(Array("\"{}[],\n\\".utf8)[random(8)], at: position)
        }
      }
      let profile = try? TraceReader(format: log.format).profile(bytes)
      _ = try? profile?.workload(name: "Noise")
    }
  }

  /// Lines are compared with those before them, which must not change what is read: each line is read
  /// once among others and once by itself.
  @Test(arguments: LogExcerpt.all.filter { $0.format.jsonLayout != nil && $0.text.hasPrefix("{") })
  func aLineSaysTheSameAmongOthers(_ log: LogExcerpt) throws {
    var state: UInt64 = 7
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let originals = log.text.utf8.split(separator: LogBytes.newline).map(Array.init)
    var lines: [[UInt8]] = []
    for index in 0..<120 {
      var line = originals[index % 7 == 3 ? index % originals.count : 0]
      for _ in 0..<(index % 3 == 2 ? 1 + random(3) : 0) {
        let position = 1 + random(line.count - 1)
        switch random(5) {
        case 0: line[position] = UInt8(ascii: "0") + UInt8(random(10))
        case 1: line.remove(at: position)
        case 2: line.insert(contentsOf: Array("12345678".utf8).prefix(1 + random(8)), at: position)
        case 3: line.insert(UInt8(ascii: " "), at: position)
        default: line.insert(Array("\"{}[],:\\-.eZ\r".utf8)[random(13)], at: position)
        }
      }
      lines.append(line)
    }
    var reader = TraceReader(format: log.format)
    reader.readsRows = false
    let whole = try reader.profile(Array(lines.joined(separator: [10])) + [10])
    var sums = [UInt128](repeating: 0, count: whole.sums.count)
    for line in lines { sums = try zip(sums, reader.profile(line).sums).map { $0 + $1 } }
    #expect(whole.sums == sums)
    #expect(whole.requests > 60)
  }

  /// The same for rows, of which many are read in one go and one by itself is not.
  @Test(arguments: LogExcerpt.all.filter { $0.format.csvLayout != nil && !$0.text.contains("\"") })
  func aRowSaysTheSameAmongOthers(_ log: LogExcerpt) throws {
    var state: UInt64 = 11
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let lines = log.text.utf8.split(separator: LogBytes.newline).map(Array.init)
    let (header, originals) = (lines[0] + [LogBytes.newline], lines.dropFirst())
    var rows: [[UInt8]] = []
    for index in 0..<240 {
      var row = originals[1 + index % originals.count]
      for _ in 0..<(index % 3 == 2 ? 1 + random(3) : 0) where row.count > 1 {
        let position = random(row.count)
        switch random(4) {
        case 0: row[position] = UInt8(ascii: "0") + UInt8(random(10))
        case 1: row.remove(at: position)
        case 2:
          row.insert(contentsOf: Array("1234567890".utf8).prefix(1 + random(10)), at: position)
        default: row.insert(Array(" ,,:;-.eZT\r".utf8)[random(11)], at: position)
        }
      }
      rows.append(row)
    }
    var reader = TraceReader(format: log.format)
    reader.readsRows = false
    let whole = try reader.profile(header + Array(rows.joined(separator: [10])) + [10])
    var sums = [UInt128](repeating: 0, count: whole.sums.count)
    var (first, last) = (Int64.max, Int64.min)
    for row in rows {
      let one = try reader.profile(header + row)
      sums = zip(sums, one.sums).map { $0 + $1 }
      (first, last) = (min(first, one.tally.minutes.first), max(last, one.tally.minutes.last))
    }
    #expect(whole.sums == sums)
    #expect(whole.tally.minutes.first == first && whole.tally.minutes.last == last)
    #expect(whole.requests > 120)
  }

  /// Ids that count up are compared with those before them, which must not let a wrong one pass.
  @Test(arguments: [
    ("[8, 9, 10, 11]", 4), ("[98,99,100,101]", 4), ("[999998, 999999, 1000000, 1000001]", 4),
    ("[9999998, 9999999, 10000000, 10000001]", 4), ("[8, 9, :, 11]", 3), ("[18, 19, 1:, 21]", 0),
    ("[18, 19, 2, 21]", 4), ("[1, 2,3, 4]", 4), ("[1, 2,  3, 4]", 4), ("[12345671, 12345672]", 2),
    ("[1234567, 1234568,1234569, 1234570,12345711]", 5), ("[1, 2 , 3]", 3), ("[1, 2; 3]", 0),
  ]) func blocksAreCountedOneByOne(list: String, count: UInt64) throws {
    let line = { (list: String) in
      #"{"timestamp": 1, "input_length": 10, "output_length": 2, "hash_ids": \#(list)}"# + "\n"
    }
    let profile = try TraceReader().profile(
      Array((line("[]") + String(repeating: line(list), count: 3)).utf8))
    #expect(profile.tally.seenBlocks.blocks == 3 * count)
    #expect(profile.malformedLines == (count > 0 ? 0 : 3))
    if count > 0 { #expect(isClose(profile.prefixReuse ?? 0, 2.0 / 3, within: 1e-6)) }
  }

  @Test func aLineWithoutEndIsOneBadLine() throws {
    let good = Array(Self.goodLine.utf8) + [10]
    let long = [UInt8](repeating: UInt8(ascii: "["), count: 8 << 20)
    let profile = try TraceReader().profile(good + long)
    #expect(profile.requests == 1)
    #expect(profile.malformedLines == 1)
  }
}

extension TraceProfile {
  /// What is the sum of all lines, whatever their order.
  fileprivate var sums: [UInt128] {
    [
      UInt128(tally.requests), UInt128(tally.failures), UInt128(malformed), UInt128(tally.timed),
      tally.promptTokens, tally.completionTokens, tally.cachedTokens, tally.promptSquares,
      tally.completionSquares, tally.products, UInt128(tally.seenBlocks.blocks),
    ]
  }
}
