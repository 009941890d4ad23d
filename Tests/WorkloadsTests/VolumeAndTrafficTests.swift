import CheckedJSON
import TestFixtures
import Testing
import Workloads

@Suite struct VolumeAndTrafficTests {
  @Test(
    arguments: [
      (1000, Volume.Unit.perHour, 730_000), (24, .perDay, 730), (5, .perMonth, 5),
    ] as [(Double, Volume.Unit, Double)])
  func aMonthHas730Hours(requests: Double, unit: Volume.Unit, monthly: Double) throws {
    let volume = try Volume(requests, unit)
    #expect(isClose(volume.requestsPerMonth ?? 0, monthly, within: 1e-12))
  }

  @Test func oneJobHasNoRate() throws {
    #expect(try Volume(100, .oneJob).requestsPerMonth == nil)
  }

  @Test(arguments: [0, -1, 1e30, .nan, .infinity] as [Double])
  func absurdVolumesAreRefused(requests: Double) {
    for unit in Volume.Unit.allCases {
      #expect(throws: InputError.self) { try Volume(requests, unit) }
    }
  }

  @Test func growthCompounds() throws {
    let growth = try Growth(perMonth: 0.05, horizonMonths: 12)
    #expect(isClose(growth.factor(inMonth: 2), 1.1025, within: 1e-12))
    #expect(isClose(growth.meanFactor, 1.3264, within: 1e-4))
  }

  @Test(arguments: [1, 1.2, 1.86, 2.19, 6, 15] as [Double])
  func aPeakIsMetAndTheMeanIsOne(ratio: Double) throws {
    let shape = try TrafficShape.daily(peakToAverage: ratio)
    let weights = shape.hourOfWeekWeights
    #expect(weights.count == 168)
    #expect(isClose(weights.reduce(0, +) / 168, 1, within: 1e-12))
    #expect(isClose(shape.peakToAverage, ratio, within: 1e-6))
    #expect(weights.allSatisfy { $0 >= 0 })
  }

  @Test func declaredHoursAreScaled() throws {
    let day = try TrafficShape.daily(
      weights: [Double](repeating: 0, count: 12) + [Double](repeating: 3, count: 12))
    #expect(day.hourOfWeekWeights[3] == 0)
    #expect(isClose(day.hourOfWeekWeights[20], 2, within: 1e-12))
    #expect(throws: InputError.self) { try TrafficShape.daily(weights: [1]) }
    #expect(throws: InputError.self) {
      try TrafficShape.weekly(weights: [Double](repeating: 0, count: 168))
    }
    #expect(TrafficShape.flat.peakToAverage == 1)
    #expect(throws: InputError.self) { try Traffic(burstiness: 21) }
    #expect(throws: InputError.self) { try Traffic(burstiness: .nan) }
  }

  @Test func aCachedPrefixLeavesTheRest() throws {
    let prefix = try SharedPrefix(tokens: 1000, hitRate: 0.9)
    #expect(prefix.uncachedPromptTokens(of: 3000) == 2100)
    #expect(isClose(prefix.uncachedPromptTokens(of: 500), 50, within: 1e-12))
  }
}
