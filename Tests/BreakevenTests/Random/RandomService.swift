@testable import Breakeven

/// What a random workload asks of whoever serves it.
struct RandomService: Sendable {
  var isBatch: Bool
  var timeToFirstTokenSeconds: Double?
  var timePerOutputTokenSeconds: Double?
  var percentile: Double
  var peakToAverage: Double
  var isOfficeHours: Bool
  var spareReplicas: Int
  var deadlineHours: Double
  var spotAllowed: Bool

  init(_ dice: inout SplitMix64) {
    isBatch = dice.chance(0.3)
    timeToFirstTokenSeconds = dice.chance(0.7) ? dice.factor(from: 0.1, to: 30) : nil
    timePerOutputTokenSeconds = dice.chance(0.7) ? dice.factor(from: 0.01, to: 0.5) : nil
    percentile = dice.one(of: [50, 90, 95, 99])
    peakToAverage = dice.one(of: [1, 1.5, 2, 4, 10])
    isOfficeHours = dice.chance(0.2)
    spareReplicas = dice.one(of: [0, 1, 1, 2])
    deadlineHours = dice.one(of: [1, 4, 8, 24])
    spotAllowed = dice.chance(0.5)
  }

  func mode() throws -> Mode {
    guard !isBatch else {
      return .batch(try BatchTerms(deadlineHours: deadlineHours, spotAllowed: spotAllowed))
    }
    let office = (0..<168).map { $0 < 120 && (8..<18).contains($0 % 24) ? 1.0 : 0 }
    return .interactive(
      try ServiceLevel(
        timeToFirstTokenSeconds: timeToFirstTokenSeconds,
        timePerOutputTokenSeconds: timePerOutputTokenSeconds, percentile: percentile,
        spareReplicas: spareReplicas),
      try isOfficeHours
        ? Traffic(.weekly(weights: office)) : .daily(peakToAverage: peakToAverage))
  }
}
