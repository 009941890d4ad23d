import Workloads

/// When a batch job is best sent to an API whose prices vary by the hour: the cheapest start within its
/// deadline.
package struct SendingHours: Sendable, Hashable {
  /// The share of the requests that is sent in each of the 168 hours of the week from Monday 00:00 UTC.
  package let traffic: [Double]
  /// Hours from when a job lies ready to its start, on average.
  package let meanWaitHours: Double
  /// US dollars of a request if every job were sent as soon as it lies ready, over those at the best start.
  package let costOfSendingAtOnce: Double

  /// Hours over which a job is sent unless the workload says.
  static let defaultHours = 1.0

  /// The share of the cost that waiting saves.
  package var saving: Double { 1 - 1 / costOfSendingAtOnce }

  /// Finds the cheapest start of a job after each hour at which it may lie ready.
  ///
  /// A job is sent evenly over `duration` hours, all within `deadline`, so its cost is the mean of the hourly
  /// price over them. As the price is constant within an hour, that mean is a broken line of the start: it is
  /// least where the job starts or ends at a change of the price, or at the first or last possible start.
  /// With a price of 2 from 1 to 4 o'clock and of 1 else, a job of an hour that is ready at 2 waits for 2
  /// hours if its deadline is 3 hours or more; with 2.5 hours it starts after 1.5, and half of it costs 2.
  ///
  /// - Parameters:
  ///   - hourlyUSD: What a request costs in each of the 168 hours.
  ///   - readyHours: The hours of the week at which a job may lie ready, each as likely as the others.
  init(hourlyUSD: [Double], readyHours: [Int], deadline: Double, duration: Double) {
    let price = HourlyPrice(hourlyUSD)
    let duration = min(max(duration, 1e-6), deadline)
    var traffic = [Double](repeating: 0, count: 168)
    var (wait, best, atOnce) = (0.0, 0.0, 0.0)
    for ready in readyHours {
      let start = price.cheapestStart(
        after: Double(ready), within: deadline - duration, duration: duration)
      wait += start - Double(ready)
      best += price.mean(from: start, duration: duration)
      atOnce += price.mean(from: Double(ready), duration: duration)
      price.spread(1 / Double(readyHours.count), from: start, duration: duration, over: &traffic)
    }
    self.traffic = traffic
    meanWaitHours = wait / Double(max(1, readyHours.count))
    costOfSendingAtOnce = best > 0 ? atOnce / best : 1
  }

  /// The hours of the week at which a job of these terms may lie ready.
  static func readyHours(_ terms: BatchTerms) -> [Int] {
    terms.readyHourUTC.map { hour in (0..<7).map { 24 * $0 + hour } } ?? Array(0..<168)
  }
}

/// A price that is constant within each hour and repeats every week.
private struct HourlyPrice {
  private let usd: [Double]
  /// Sums of the price from the start of the week to each hour.
  private let sums: [Double]
  /// Whether the price of an hour differs from that of the hour before.
  private let changes: [Bool]

  init(_ usd: [Double]) {
    self.usd = usd
    sums = usd.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) }
    changes = usd.indices.map { usd[$0] != usd[($0 + 167) % 168] }
  }

  /// The integral of the price from the start of the first week.
  private func integral(to time: Double) -> Double {
    let weeks = (time / 168).rounded(.down)
    let hours = min(max(0, time - 168 * weeks), 168)
    let hour = min(Int(hours), 167)
    return weeks * sums[168] + sums[hour] + (hours - Double(hour)) * usd[hour]
  }

  func mean(from start: Double, duration: Double) -> Double {
    (integral(to: start + duration) - integral(to: start)) / duration
  }

  /// The earliest of the cheapest starts.
  func cheapestStart(after ready: Double, within slack: Double, duration: Double) -> Double {
    let latest = ready + min(max(0, slack), 168)
    var best = (start: ready, usd: mean(from: ready, duration: duration))
    func consider(_ start: Double) {
      guard start > ready, start <= latest else { return }
      let usd = mean(from: start, duration: duration)
      let gain = best.usd - usd
      if gain > 1e-12 * best.usd || gain >= 0 && start < best.start { best = (start, usd) }
    }
    for hour in Int(ready)...Int((latest + duration).rounded(.up)) where changes[hour % 168] {
      consider(Double(hour))
      consider(Double(hour) - duration)
    }
    consider(latest)
    return best.start
  }

  /// Adds the hours of one job to those of all.
  func spread(_ share: Double, from start: Double, duration: Double, over traffic: inout [Double]) {
    let end = start + duration
    var hour = Int(start.rounded(.down))
    while Double(hour) < end {
      let overlap = min(end, Double(hour + 1)) - max(start, Double(hour))
      traffic[hour % 168] += share * overlap / duration
      hour += 1
    }
  }
}
