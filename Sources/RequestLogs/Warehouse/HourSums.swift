/// Requests by hour of the week and how their rate changes from hour to hour, as a warehouse sums them.
struct HourSums: Hashable, Sendable {
  /// Requests in each hour of the week, from Monday.
  var requests = [UInt64](repeating: 0, count: 168)
  var busiestMinute: UInt64 = 0
  /// Stretches of an hour in which requests came.
  var stretches: UInt64 = 0
  /// Of those, the sum of requests per minute, and of its inverse.
  var rateSum = 0.0
  var inverseRateSum = 0.0
  /// Requests that have no time.
  var untimed: UInt64 = 0
  /// Minutes from the first request's to the last one's.
  var minutes: UInt64 = 0

  var isEmpty: Bool { stretches == 0 }
  var total: UInt64 { requests.reduce(untimed, &+) }

  mutating func add(_ other: HourSums) {
    for hour in requests.indices { requests[hour] &+= other.requests[hour] }
    busiestMinute = max(busiestMinute, other.busiestMinute)
    stretches &+= other.stretches
    rateSum += other.rateSum
    inverseRateSum += other.inverseRateSum
    untimed &+= other.untimed
    minutes &+= other.minutes
  }

  /// `R = E[λ]·E[1/λ]` over the hours; `nil` where requests came in none or not in all of them.
  var rateSpread: Double? {
    guard stretches > 0, stretches >= max(1, minutes / 60) else { return nil }
    return rateSum * inverseRateSum / (Double(stretches) * Double(stretches))
  }

  /// The busiest minute over the mean minute.
  var peakToMean: Double? {
    let timed = total &- untimed
    guard minutes > 1, timed > 0 else { return nil }
    return Double(busiestMinute) * Double(minutes) / Double(timed)
  }

  /// The mean requests per minute of each hour of the week; `nil` for hours that the log does not reach.
  func rates(from first: Int64, to last: Int64) -> [Double?] {
    guard first <= last else { return [Double?](repeating: nil, count: 168) }
    let minute = MinuteCounts.microseconds
    func number(_ time: Int64) -> Int64 { (time - ((time % minute) + minute) % minute) / minute }
    let (start, end) = (number(first), number(last))
    var covered = [Double](repeating: 0, count: 168)
    let week: Int64 = 168 * 60
    let whole = (end - start + 1) / week
    for hour in covered.indices { covered[hour] = Double(whole) * 60 }
    for offset in 0..<((end - start + 1) % week) {
      let slot = (((start + offset + 3 * 24 * 60) % week) + week) % week
      covered[Int(slot / 60)] += 1
    }
    return zip(requests, covered).map { $1 > 0 ? Double($0) / $1 : nil }
  }
}
