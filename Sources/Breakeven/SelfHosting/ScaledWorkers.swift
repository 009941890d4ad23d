import Numerics
import Pricing

/// Workers that a seller starts with requests, takes back after an idle time, and bills by the second.
///
/// Requests come at random at a rate `λ` and stay for `S` seconds each, so that `N ~ Poisson(λS)` are in flight
/// (M/G/∞, whatever the distribution of `S`). A worker takes `C` of them, so the worker after `a/C` others is needed
/// while `N > a`. It is called `λ·P(N = a)` times a second, the gaps between its calls last `g = P(N ≤ a)/(λ·P(N = a))`
/// on average, and gaps shorter than the idle time `τ` do not stop it. With gaps of exponential length it is up
/// for a share `u = 1 − P(N ≤ a)·e^(−τ/g)` of the time and started `r = λ·P(N = a)·e^(−τ/g)` times a second.
/// For the first worker (`a = 0`) gaps are exponential in truth, and
/// `u = 1 − e^(−λ(S + τ))`: the busy period of M/G/∞ with every service longer by `τ` (Takács 1962).
/// Those of further workers are not: with two requests to a worker, three in flight and 20 s of idle time all workers together
/// come out 11 % longer than simulated, so that they cost too much here.
/// A start of `L` seconds stretches the cycle of `1/r` seconds: of it `u/r` is billed, and `L` where starts are.
/// Hours are taken one by one: the idle time that reaches from a busy hour into an empty one is not counted.
///
/// Three requests an hour of 10 s each, 60 s of idle time and starts of 30 s that are billed: `λ(S + τ) = 0.0583`,
/// `1/r = 1,200·e^0.0583 = 1,272 s`, up for `1,272 − 1,200 = 72 s`, so `(72 + 30)/(1,272 + 30) = 7.8 %` of the time.
struct ScaledWorkers: Sendable, Hashable {
  /// Requests in flight that one worker takes within the service level.
  let concurrency: Double
  /// Seconds for which a request is in flight on a worker that has no other.
  let secondsAlone: Double
  /// Seconds from a request to a worker that serves it.
  let loadSeconds: Double
  /// Seconds that are billed for a start.
  let billedLoadSeconds: Double
  /// Idle times that can be set.
  let idleSeconds: ClosedRange<Double>
  /// The share of requests that may wait for the start of a worker; 1 where no target speaks against it.
  let toleratedShare: Double
  /// What an hour of a worker that is always on costs, over one of another.
  let keptPriceShare: Double

  init(
    concurrency: Double, secondsAlone: Double, loadSeconds: Double, service: ManagedService,
    billing: GPUOffer.Billing, toleratedShare: Double
  ) {
    self.concurrency = max(1, concurrency)
    self.secondsAlone = secondsAlone
    self.loadSeconds = loadSeconds
    // A run ends anywhere within a step of billing: half of one is paid for nothing.
    billedLoadSeconds = (service.billsStart ? loadSeconds : 0) + billing.incrementSeconds / 2
    idleSeconds = service.idleSeconds ?? 0...0
    self.toleratedShare = toleratedShare
    keptPriceShare = service.keptPriceShare
  }

  private init(_ other: ScaledWorkers, toleratedShare: Double) {
    concurrency = other.concurrency
    secondsAlone = other.secondsAlone
    loadSeconds = other.loadSeconds
    billedLoadSeconds = other.billedLoadSeconds
    idleSeconds = other.idleSeconds
    keptPriceShare = other.keptPriceShare
    self.toleratedShare = toleratedShare
  }

  /// The same where any request may wait.
  var tolerant: ScaledWorkers { ScaledWorkers(self, toleratedShare: 1) }

  /// Hours of workers that a month takes at least, quick to work out.
  ///
  /// As many are up as requests in flight fill, `λS/C`, and the first for `1 − e^(−λ(S + τ))` of the time. A start that
  /// is not billed in full makes it less: at most every request causes one.
  func leastHours(_ traffic: Traffic) -> Double {
    let unbilled = max(0, loadSeconds - billedLoadSeconds)
    var hours = 0.0
    for level in traffic.levels.levels where level.relative > 0 {
      let rate = traffic.requestsPerSecond * level.relative
      let seconds = seconds(rate, traffic)
      let first = 1 - exponential(-min(700, rate * (seconds + idleSeconds.lowerBound)))
      hours +=
        level.pricedHours * max(first, rate * seconds / concurrency) / (1 + rate * unbilled)
    }
    return hours * min(1, keptPriceShare)
  }

  /// A request alone on a worker is taken to be done at most this much sooner than one of many.
  private static let mostSpeedUp = 20.0

  /// What comes to the workers.
  struct Traffic {
    let levels: TrafficLevels
    /// Mean requests per second of all regions.
    let requestsPerSecond: Double
    /// Requests per second that one worker serves within the service level.
    let workerRequestsPerSecond: Double
    /// What workers do over what is believed.
    var throughputFactor = 1.0
  }

  /// What a month takes.
  struct Month {
    /// What an hour of a worker that is always on costs, over one of another.
    let keptPriceShare: Double
    /// Hours of workers that are always on.
    var keptHours = 0.0
    /// Hours for which the others are up.
    var scaledHours = 0.0
    /// The share of requests that wait for the start of the first worker.
    var coldShare = 0.0
    /// Starts of workers that come and go.
    var starts = 0.0
    /// Whether the first worker is always on.
    var keepsOne = false

    /// Hours of workers, those that are always on by their share of the price.
    var hours: Double { keptHours * keptPriceShare + scaledHours }
    /// The share of the cost that those bear that are always on.
    var keptCostShare: Double { hours > 0 ? keptHours * keptPriceShare / hours : 0 }
    /// Hours for which workers are up, over those that are paid at the price of one that comes and goes.
    var upHoursPerPaidHour: Double { hours > 0 ? (keptHours + scaledHours) / hours : 1 }
  }

  /// The cheaper of workers that all come and go, after the shortest idle time that keeps the tolerated share, and
  /// of one that is always on with others that come and go.
  ///
  /// Where no idle time keeps the share, one is always on. Every worker that is needed for most of the time is bought
  /// as always on where that is cheaper: 730 hours at 1.332 USD rather than 700 at 1.908. It is never started.
  func month(_ traffic: Traffic) -> Month {
    let least = idleSeconds.lowerBound
    let idle = idle(traffic)
    var scaled: Month?
    if let idle {
      let month = month(traffic, idle: idle, keepsOne: false)
      // One that is always on costs no less than one that goes as soon.
      if idle == least { return month }
      scaled = month
    }
    let kept = month(traffic, idle: least, keepsOne: true)
    guard let scaled, scaled.hours <= kept.hours else { return kept }
    return scaled
  }

  /// The shortest idle time that keeps the tolerated share; `nil` where none does.
  private func idle(_ traffic: Traffic) -> Double? {
    var (low, high) = (idleSeconds.lowerBound, idleSeconds.upperBound)
    if toleratedShare >= 1 || coldShare(traffic, idle: low) <= toleratedShare { return low }
    guard coldShare(traffic, idle: high) <= toleratedShare else { return nil }
    while high - low > 0.001 * high + 0.01 {
      let middle = (low + high) / 2
      if coldShare(traffic, idle: middle) <= toleratedShare { high = middle } else { low = middle }
    }
    return high
  }

  /// The share of requests that wait for the first worker: the one that starts it and those that come meanwhile,
  /// `1 + λL` of `e^(λ(S + τ)) + λL` in a cycle.
  private func coldShare(_ traffic: Traffic, idle: Double) -> Double {
    var (cold, all) = (0.0, 0.0)
    for level in traffic.levels.levels where level.relative > 0 {
      let rate = traffic.requestsPerSecond * level.relative
      let requests = rate * level.hours
      all += requests
      let exponent = rate * (seconds(rate, traffic) + idle)
      guard exponent < 40 else { continue }
      let starting = rate * loadSeconds
      cold += requests * (1 + starting) / (exponential(exponent) + starting)
    }
    return all > 0 ? cold / all : 0
  }

  /// Seconds for which a request is in flight at a rate.
  ///
  /// They grow in a straight line with the requests in flight, from one alone to those of a full worker: with
  /// `S(n) = S₁ + b(n − 1)` and `n = λS` (Little), `S = (S₁ − b)/(1 − λb)`.
  private func seconds(_ rate: Double, _ traffic: Traffic) -> Double {
    let workerRate = traffic.workerRequestsPerSecond
    let full = concurrency / workerRate
    let alone = min(full, max(secondsAlone / traffic.throughputFactor, full / Self.mostSpeedUp))
    guard rate < workerRate, concurrency > 1 else { return full }
    let slope = (full - alone) / (concurrency - 1)
    return min(full, max(alone, (alone - slope) / (1 - rate * slope)))
  }

  private func month(_ traffic: Traffic, idle: Double, keepsOne: Bool) -> Month {
    var month = Month(keptPriceShare: keptPriceShare)
    var workers = WorkerHours()
    var startsOfEach = WorkerHours()
    var (cold, all, total) = (0.0, 0.0, 0.0)
    for level in traffic.levels.levels {
      total += level.pricedHours
      guard level.relative > 0 else { continue }
      let rate = traffic.requestsPerSecond * level.relative
      let seconds = seconds(rate, traffic)
      all += rate * level.hours
      var inFlight = PoissonCount(mean: rate * seconds)
      // Workers below which the requests in flight practically never fall.
      let always = Int(max(0, min(1e6, (inFlight.low / concurrency).rounded(.down))))
      workers.addAlways(level.pricedHours, below: always)
      let stride = max(1, Int(inFlight.spread / concurrency / Self.workersPerLevel))
      var before: (hours: Double, starts: Double)?
      var worker = always
      while worker < always + 10_000 {
        let others = (Double(worker) * concurrency).rounded(.down)
        let (atMost, exactly) = inFlight.probabilities(others)
        guard atMost < 1 - 1e-9, exactly > 0 else { break }
        let calls = rate * exactly
        let stays = exponential(-idle * calls / atMost)
        let starts = calls * stays
        let up =
          (1 - atMost * stays + starts * billedLoadSeconds) / (1 + starts * loadSeconds)
        let hours = level.pricedHours * min(1, up)
        let started = level.hours * 3600 * starts / (1 + starts * loadSeconds)
        workers.add(hours, of: worker, after: before?.hours, stride: stride)
        startsOfEach.add(started, of: worker, after: before?.starts, stride: stride)
        before = (hours, started)
        if worker == 0 {
          let starting = rate * loadSeconds
          cold +=
            rate * level.hours * (1 + starting)
            / (exponential(min(700, rate * (seconds + idle))) + starting)
        }
        worker += stride
      }
    }
    month.coldShare = all > 0 ? cold / all : 0
    let starts = startsOfEach.byWorker
    for (worker, hours) in workers.byWorker.enumerated() {
      let isCheaperKept = keptPriceShare < 1 && keptPriceShare * total < hours
      guard worker == 0 && keepsOne || isCheaperKept else {
        month.scaledHours += hours
        month.starts += worker < starts.count ? starts[worker] : 0
        continue
      }
      month.keptHours += total
      if worker == 0 {
        month.keepsOne = true
        month.coldShare = 0
      }
    }
    return month
  }

  /// Workers of a level that are looked at one by one; of more, those between lie on straight lines.
  private static let workersPerLevel = 24.0
}

/// Hours of a month in which each worker is up, the first at index 0; or how often it is started.
private struct WorkerHours {
  private var partial: [Double] = []
  /// Hours in which all workers below an index are up.
  private var below: [Double] = []

  /// Adds hours in which all workers below one are up.
  mutating func addAlways(_ hours: Double, below worker: Int) {
    if below.count <= worker { below += Array(repeating: 0, count: worker + 1 - below.count) }
    below[worker] += hours
  }

  /// Adds the hours of a worker, and of those before it that were passed over: from those of the one last looked at
  /// they change in a straight line.
  mutating func add(_ hours: Double, of worker: Int, after last: Double?, stride: Int) {
    if partial.count <= worker {
      partial += Array(repeating: 0, count: worker + 1 - partial.count)
    }
    partial[worker] += hours
    guard let last, stride > 1 else { return }
    for passed in 1..<stride {
      partial[worker - passed] += hours + (last - hours) * Double(passed) / Double(stride)
    }
  }

  /// The hours of each worker.
  var byWorker: [Double] {
    var always = below.reduce(0, +)
    return (0..<max(partial.count, below.count)).map { worker in
      if worker < below.count { always -= below[worker] }
      return always + (worker < partial.count ? partial[worker] : 0)
    }
  }
}

/// The number of requests in flight at a random moment.
private struct PoissonCount {
  let mean: Double
  /// A count below which it practically never falls.
  let low: Double
  /// How many counts above that one it takes at times.
  var spread: Double { mean > Self.normalFrom ? 12 * mean.squareRoot() : 0 }
  /// The count that was reached, its probability, and that of at most as many.
  private var count = 0.0
  private var exactly: Double
  private var atMost: Double
  /// From this mean on the normal distribution stands in, to about a part in 100.
  private static let normalFrom = 40.0
  /// Counts of smaller means beyond this practically never come.
  private static let farthest = 400.0

  init(mean: Double) {
    self.mean = mean
    low = mean > Self.normalFrom ? max(0, mean - 6 * mean.squareRoot()) : 0
    exactly = mean > Self.normalFrom ? 0 : exponential(-mean)
    atMost = exactly
  }

  /// The probabilities of at most and of exactly a whole number, which never falls from one call to the next.
  mutating func probabilities(_ wanted: Double) -> (atMost: Double, exactly: Double) {
    guard mean <= Self.normalFrom else {
      let deviation = mean.squareRoot()
      let z = (wanted - mean) / deviation
      return (
        NormalDistribution.probability(below: z + 0.5 / deviation),
        exponential(-z * z / 2) / (deviation * 2.506628274631)
      )
    }
    while count < min(wanted, Self.farthest) {
      count += 1
      exactly *= mean / count
      atMost += exactly
    }
    return (min(1, atMost), wanted > Self.farthest ? 0 : exactly)
  }
}
