import Breakeven
import RequestLogs

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How fast a log is replayed against a saturated replica, what memory that takes as the log gets longer,
/// and what more cores do: `swift run -c release Benchmarks AzureLLMInferenceTrace_conv.csv`.
struct ReplayBenchmarks {
  private let deployment: Deployment
  private let trace: RequestTrace
  private let speed: Double

  /// The log comes so much faster than it was written that it saturates one replica, with a tenth more.
  init(_ deployment: Deployment, trace path: String) throws {
    self.deployment = deployment
    trace = try RequestTrace(TraceReader().requestLog(path: path))
    let mix = try TraceReader().profile(path: path).mix
    let saturation = deployment.saturation(of: RequestShape(mix)).requestsPerSecond
    speed = 1.1 * saturation * trace.spanSeconds / Double(trace.count)
  }

  func run() async throws {
    for repetitions in [5, 50, 500] {
      let arrivals = try Arrivals.replaying(trace, speed: speed, repetitions: repetitions)
      let simulation = try Simulation(of: deployment)
      var finished = 0
      let timing = Timing(bestOf: repetitions < 500 ? 3 : 1) {
        finished = simulation.run(arrivals).finished
      }
      Figure(
        "replayed requests", each: Double(finished), in: timing,
        of: "\(arrivals.count) requests of the log on one saturated replica",
        outcome: "peak memory \(peakMebibytes) MiB"
      ).print()
    }
    let replicas = 8
    let arrivals = try Arrivals.replaying(
      trace, speed: Double(replicas) * speed, repetitions: 100)
    let simulation = try Simulation(of: deployment, replicas: replicas)
    for threads in [1, 2] {
      var finished = 0
      let timing = await Timing {
        finished = await simulation.run(arrivals, threads: threads).finished
      }
      Figure(
        "replayed requests", each: Double(finished), in: timing,
        of: "\(arrivals.count) requests on \(replicas) saturated replicas, \(threads) threads"
      ).print()
    }
  }

  /// The most memory that the process has held so far.
  private var peakMebibytes: Int {
    var usage = rusage()
    #if canImport(Darwin)
      unsafe getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss >> 20
    #else
      unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return usage.ru_maxrss >> 10
    #endif
  }
}
