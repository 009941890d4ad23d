import Testing

@testable import Breakeven

struct SendingHoursTests {
  /// 2 USD from 1 to 4 o'clock on every day, else 1.
  static let usd = (0..<168).map { (1..<4).contains($0 % 24) ? 2.0 : 1 }

  /// A job of an hour that is ready at 2 o'clock waits until 4, or sends half of itself at the dear price if it
  /// must start by half past 3; a job of 6 hours that is ready at 0 must wait for 4 to avoid the dear hours.
  @Test(
    arguments: [
      (2, 3.0, 1.0, 2.0, 1.0), (2, 2.5, 1, 1.5, 1.5), (2, 1, 1, 0, 2), (4, 20, 1, 0, 1),
      (0, 8, 6, 2, 8.0 / 6), (0, 9.5, 6, 3.5, 6.5 / 6), (0, 10, 6, 4, 1), (2, 730, 1, 2, 1),
      (2, 8, 0.25, 2, 1),
    ] as [(Int, Double, Double, Double, Double)])
  func cheapestStart(ready: Int, deadline: Double, hours: Double, wait: Double, usd: Double) {
    let best = SendingHours(
      hourlyUSD: Self.usd, readyHours: [ready], deadline: deadline, duration: hours)
    #expect(abs(best.meanWaitHours - wait) < 1e-9)
    #expect(abs(zip(best.traffic, Self.usd).reduce(0) { $0 + $1.0 * $1.1 } - usd) < 1e-9)
    #expect(abs(best.traffic.reduce(0, +) - 1) < 1e-9)
  }

  /// No start on a grid of a minute is cheaper, and more time is never dearer.
  @Test(arguments: [0.5, 1, 2.75, 7, 30])
  func noStartIsCheaper(duration: Double) {
    let usd = (0..<168).map { (hour: Int) -> Double in
      1 + Double((hour * 37) % 11) / 10 + (hour > 120 ? 0.5 : 0)
    }
    var last = Double.infinity
    for slack in [0.0, 0.6, 3, 11.2, 100] {
      for ready in [0, 5, 50, 166] {
        let best = SendingHours(
          hourlyUSD: usd, readyHours: [ready], deadline: duration + slack, duration: duration)
        let found = zip(best.traffic, usd).reduce(0) { $0 + $1.0 * $1.1 }
        for step in 0...Int(slack * 60) {
          let start = Double(ready) + Double(step) / 60
          #expect(found <= Self.mean(usd, from: start, duration) + 1e-9)
        }
        if ready == 50 {
          #expect(found <= last + 1e-9)
          last = found
        }
      }
    }
  }

  static func mean(_ usd: [Double], from start: Double, _ duration: Double) -> Double {
    var sum = 0.0
    for hour in Int(start)...Int(start + duration) {
      let overlap = min(start + duration, Double(hour + 1)) - max(start, Double(hour))
      sum += max(0, overlap) * usd[hour % 168]
    }
    return sum / duration
  }

  /// A night's job that is ready at midnight avoids DeepSeek's peaks from 1 to 4 and 6 to 10 on weekdays; one
  /// that must be done within the peak pays it.
  @Test(
    arguments: [(0, 8.0, 1.0), (1, 8, 1), (1, 1, 1 + 5.0 / 7), (nil, 5, 1)]
      as [(Int?, Double, Double)])
  func aBatchIsSentOffPeak(ready: Int?, deadline: Double, factor: Double) throws {
    let tariff = try Market.builtIn.get().prices.tariff("deepseek/deepseek-flash")
    let terms = try BatchTerms(deadlineHours: deadline, readyHourUTC: ready)
    let demand = Demand(try Market.workload(mode: .batch(terms)))
    let api = APICandidate(
      tariff: tariff, basis: .sameModel("any"), demand: demand, batch: terms)
    #expect(abs(api.usdPerRequest - factor * (1000 * 0.15e-6 + 200 * 0.6e-6)) < 1e-12)
  }

  @Test func oneJobIsToldHowLongToWait() throws {
    let tariff = try Market.builtIn.get().prices.tariff("deepseek/deepseek-flash")
    let hosted = try Market.catalog(tariffs: [
      Tariff(
        provider: "tidal", model: "llama", openModel: Market.model, standard: tariff.standard,
        windows: tariff.windows, provenance: tariff.provenance)
    ])
    let decider = try BatchDecider(
      like: Market.workload(mode: Market.nightly()), catalog: hosted,
      asOf: Market.date("2026-11-21"))
    func api(readyAt hour: Int, hours: Double) throws -> BatchDecision.API {
      try #require(
        decider.decide(
          BatchJob(
            requests: 1000, promptTokens: 1000, completionTokens: 200,
            deadlineSeconds: hours * 3600, readyHour: HourOfWeek(hour))
        ).api)
    }
    let patient = try api(readyAt: 7, hours: 8)
    #expect(patient.waitHours == 3 && abs(patient.usd - 0.27) < 1e-9)
    let hurried = try api(readyAt: 7, hours: 1)
    #expect(hurried.waitHours == 0 && abs(hurried.usd - 0.54) < 1e-9)
  }
}
