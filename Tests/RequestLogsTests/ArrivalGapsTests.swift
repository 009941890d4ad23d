import Testing

@testable import RequestLogs

@Suite struct ArrivalGapsTests {
  /// Times with none among them, some that go back, and gaps from nothing to years.
  static func times(_ seed: UInt64, step: Int64) -> [Int64] {
    var state = seed
    var time: Int64 = 0
    return (0..<LogRun.longest).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let random = Int64(state >> 33)
      if random % 11 == 0 { return LogRecord.noTime }
      let scale: Int64 =
        random % 7 == 0 ? -3 : random % 13 == 0 ? 1 << 30 : random % 17 == 0 ? 134_217_728 : 1000
      time += scale * step * (random % 5)
      time = max(-LogRecord.maximumTime, min(time, LogRecord.maximumTime))
      return time
    }
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>, [1, 7, 1_000_000] as [Int64])
  func manyAtOnceAreTheSameAsOneByOne(seed: UInt64, step: Int64) {
    let times = Self.times(seed, step: step)
    var (together, apart) = (ArrivalGaps(), ArrivalGaps())
    for half in [times.prefix(500), times.dropFirst(500)] {
      together.add(half.map { LogRecord(time: $0) }, half.count)
      for time in half where time != LogRecord.noTime { apart.add(time) }
    }
    #expect(together == apart)
    #expect(apart.outOfOrder > 0 && apart.count > 500)
  }
}
