/// A batch job that runs on replicas that interactive traffic leaves idle.
struct TroughJob: Sendable, Hashable {
  /// Replica hours that it takes, at the speed that is relied on.
  var replicaHours: Double
  /// Hours from when it lies ready to its last answer, at most.
  let deadlineHours: Double
  /// The hour of the day at which it lies ready; `nil` if that may be any.
  let readyHour: Int?
  /// Whether there is one every day, or one in the month.
  let isDaily: Bool

  init(
    replicaHours: Double, deadlineHours: Double, readyHour: Int? = nil, isDaily: Bool = true
  ) {
    self.replicaHours = replicaHours
    self.deadlineHours = deadlineHours
    self.readyHour = readyHour
    self.isDaily = isDaily
  }
}

/// Batch jobs in the troughs of a week.
///
/// A replica that interactive requests do not need works on the job whose deadline is nearest; no other order keeps
/// more deadlines. Six replicas by day and two by night (20 to 8) leave 48 replica hours: a job of 48 that lies ready at
/// 20:00 and must be done by 8:00 needs no more machines, one of 60 needs one.
struct TroughSchedule: Sendable {
  private let jobs: [TroughJob]

  /// Starts that are tried, in hours, where a job may lie ready at any.
  private static let startStep = 2

  init(_ jobs: [TroughJob]) { self.jobs = jobs }

  /// The hour of the day at which jobs that may lie ready at any need the fewest replicas, and how many that are.
  ///
  /// - Parameter needed: Replicas that interactive traffic needs in each hour of the week.
  func replicas(besides needed: [Int]) -> (count: Int, start: Int) {
    let starts =
      jobs.contains { $0.readyHour == nil }
      ? Array(stride(from: 0, to: 24, by: Self.startStep)) : [0]
    var best = (count: Int.max, start: 0)
    for start in starts {
      let count = replicas(besides: needed, startingAt: start, below: best.count)
      if count < best.count { best = (count, start) }
    }
    return best
  }

  /// The fewest replicas that keep all deadlines, at most `limit`.
  func replicas(besides needed: [Int], startingAt start: Int, below limit: Int = .max) -> Int {
    let peak = needed.max() ?? 0
    // With so many more every job has machines of its own.
    let more = jobs.reduce(0.0) { $0 + ($1.replicaHours / $1.wholeHours).rounded(.up) }
    guard more < 1e6 else { return .max }
    var (low, high) = (peak, min(limit, peak + Int(more)))
    while low < high {
      let middle = (low + high) / 2
      if fits(needed.map { Double(middle - $0) }, startingAt: start) {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return low
  }

  /// Whether the idle replicas of each hour of the week keep all deadlines.
  func fits(_ idle: [Double], startingAt start: Int) -> Bool {
    var open: [(deadline: Double, hours: Double)] = []
    let longest = jobs.map(\.deadlineHours).max() ?? 0
    // Weeks repeat: the one after the longest job is like all that follow.
    let end = 2 * HourlyLoad.hours + Int(longest.rounded(.up))
    for hour in 0..<end {
      for job in jobs where (job.readyHour ?? start) == hour % 24 {
        guard job.isDaily || hour < 24 else { continue }
        let new = (deadline: Double(hour) + job.deadlineHours, hours: job.replicaHours)
        let place = open.firstIndex { $0.deadline > new.deadline } ?? open.count
        open.insert(new, at: place)
      }
      var left = idle[hour % HourlyLoad.hours]
      for index in open.indices where left > 0 && open[index].hours > 0 {
        let share = min(1, open[index].deadline - Double(hour))
        let done = min(open[index].hours, left * share)
        open[index].hours -= done
        left -= done
      }
      for job in open where job.deadline <= Double(hour + 1) && job.hours > 1e-9 { return false }
      open.removeAll { $0.deadline <= Double(hour + 1) || $0.hours <= 1e-9 }
    }
    return true
  }
}

extension TroughJob {
  /// The hours in which it can run before the next one lies ready.
  fileprivate var wholeHours: Double {
    let hours = deadlineHours < 1 ? deadlineHours : deadlineHours.rounded(.down)
    return isDaily ? min(24, hours) : hours
  }
}
