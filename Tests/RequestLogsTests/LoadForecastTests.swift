import Foundation
import Testing
import Workloads

@testable import RequestLogs

/// What a short log says of the load of the next.
struct LoadForecastTests {
  private static func records(_ seconds: [Double], prompt: UInt32 = 100) -> [LogRecord] {
    seconds.map {
      LogRecord(time: Int64($0 * 1e6), promptTokens: prompt, completionTokens: 10)
    }
  }

  private static func tally(_ records: [LogRecord]) -> LoadByTime {
    var tally = LoadByTime()
    tally.add(records.span)
    return tally
  }

  @Test func sumsAddUpInAnyOrder() {
    let all = Self.records((0..<1000).map { -300 + Double($0 * $0 % 7919) * 1.37 })
    let whole = Self.tally(all)
    #expect(whole.total == 1000 * 140)
    #expect(Self.tally(all.reversed()) == whole)
    #expect(whole.sums.count < 256 && whole.sums.count >= 127)
    var (early, late) = (Self.tally(Array(all.prefix(10))), Self.tally(Array(all.dropFirst(10))))
    early.add(late)
    #expect(early == whole)
    late.add(Self.tally(Array(all.prefix(10))))
    #expect(late == whole)
    late.add(LoadByTime())
    #expect(late == whole)
  }

  /// One request in each second of 400, and twice as many in the last 100.
  @Test func quartersAreThoseOfTheSpan() throws {
    let seconds = (0..<400).map(Double.init) + (300..<400).map { Double($0) + 0.5 }
    let tally = Self.tally(Self.records(seconds))
    let quarters = try #require(tally.quarters(from: 0, to: 400_000_000))
    for (quarter, expected) in zip(quarters, [0.8, 0.8, 0.8, 1.6]) {
      #expect(abs(quarter - expected) < 0.02, "\(quarters)")
    }
    #expect(LoadByTime().quarters(from: 0, to: 1) == nil)
  }

  /// The number of the documentation; nothing beyond what is seen where chance explains it; and the end counts.
  @Test func theBoundFollowsTheSteps() {
    let seen = LoadForecast(quarters: [0.8, 1, 1, 1.2], chance: 0).bound
    #expect(abs(seen - 1.7262) < 1e-3)
    #expect(LoadForecast(quarters: [0.8, 1, 1, 1.2], chance: 0.02).bound == 1)
    #expect(LoadForecast(quarters: [1, 1, 1, 1], chance: 0).bound == 1)
    #expect(LoadForecast(quarters: [1.2, 1, 1, 0.8], chance: 0).bound < seen)
  }

  private static func workload(_ seconds: [Double]) throws -> Workload {
    let lines = seconds.sorted().map {
      #"{"timestamp": \#(Int($0 * 1000)), "input_length": 1000, "output_length": 100, "hash_ids": []}"#
    }
    let text = lines.joined(separator: "\n") + "\n"
    return try TraceReader().profile(Array(text.utf8)).workload(name: "log")
  }

  private static func peak(_ workload: Workload) -> Double {
    guard case .interactive(_, let traffic) = workload.mode else { return 0 }
    return traffic.peakToAverage
  }

  /// A log that grows is sized for more than its mean; an even one is not, however short.
  @Test func aShortLogIsNotThePeak() throws {
    var (even, growing): ([Double], [Double]) = ([], [])
    for index in 0..<2000 {
      let place = Double(index)
      even.append(place * 0.5 + Double(index * 37 % 11) * 0.04)
      growing.append(1000 * (place / 2000).squareRoot() + Double(index % 3) * 0.01)
    }
    let steady = try Self.workload(even)
    #expect(Self.peak(steady) == 1)
    let workload = try Self.workload(growing)
    #expect(Self.peak(workload) > 1.75)
    #expect(workload.sources.contains { $0.contains("no promise of the next") })
  }

  @Test func aSavedProfileKeepsIt() throws {
    let lines = (0..<300).map { "\($0 * $0 / 90),\(50 + $0),7\n" }.joined()
    let text = "arrived_at,num_prefill_tokens,num_decode_tokens\n" + lines
    let profile = try TraceReader().profile(Array(text.utf8))
    let again = try TraceReader().profile(Array(profile.json.utf8))
    #expect(again == profile && again.busiestHour == profile.busiestHour)
    #expect((profile.busiestHour ?? 0) > 1)
  }
}
