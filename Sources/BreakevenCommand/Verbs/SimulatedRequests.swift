import Breakeven

/// The options of `breakeven simulate` that say which requests are played.
struct SimulatedRequests: OptionGroup {
  static let title: String? = "Requests"
  static let mostRequests = 1_000_000_000

  @Operands(
    "TRACE…", help: "further logs beside that of --trace, played together by their times")
  var furtherTraces: [String]
  @Option(
    "--trace", "TRACE", .file,
    help:
      "a log: whatever breakeven profile reads that has a line and a time for each request, - for the standard input; the prompt blocks that Mooncake's and Bailian's traces name fill a prefix cache"
  )
  var trace: String?
  @Option(
    "--speed", "X", .number(in: 1e-6...1e12),
    help: "they come X times faster than in the log (default 1)")
  var speed: Double?
  @Option(
    "--repeat", "N", .integer(in: 1...1_000_000_000), help: "the log is played N times (default 1)")
  var repetitions: Int?
  @Option(
    "--workload", "WORKLOAD", .file,
    help:
      "drawn from a workload: its lengths, shared prefix, burstiness and busiest hour; of a batch workload the whole job, all queued"
  )
  var workload: String?
  @Option(
    "--requests", "N", .integer(in: 1...SimulatedRequests.mostRequests),
    help: "how many are drawn (default 100000, or one job)")
  var count: Int?
  @Option(
    "--rate", "R", .number(in: 1e-9...1e9),
    help: "requests per second instead of those of the busiest hour")
  var rate: Double?
  @Option(
    "--burstiness", "B", .number(in: 0...20),
    help: "instead of the workload's: 1 random arrivals, above 1 bursts")
  var burstiness: Double?
  @Option(
    "--seed", "N", .integer(in: 0...Int.max), default: 1,
    help: "the same seed gives the same requests (default 1)")
  var seed: Int
  @Flag("--queued", help: "all requests lie ready at the start") var isQueued
  @Option("--log-model", "NAME", .text, help: "only requests of this model of the log")
  var logModel: String?
  let log = LogOptions()

  /// The options that say how many requests come, and when.
  var pace: [any DeclaredOption] {
    [$speed, $repetitions, $count, $rate, $burstiness, $seed, $isQueued]
  }

  /// Refuses options that contradict each other.
  func check(verb: String) throws(CommandFailure) {
    if trace == nil, let stray = furtherTraces.first {
      throw .usage("breakeven \(verb): unexpected word \"\(stray.shortened())\"")
    }
    try refuseTogether([$trace, $workload], verb: verb)
    guard trace != nil || workload != nil else {
      throw .usage("breakeven \(verb) needs --trace or --workload")
    }
    try refuse([$count, $rate, $burstiness, $seed], without: $workload, verb: verb)
    try refuse([$speed, $repetitions, $logModel] + log.all, without: $trace, verb: verb)
    let paced: [any DeclaredOption] = [$speed, $repetitions, $rate, $burstiness]
    if isQueued, let given = paced.first(where: \.isGiven) {
      throw .usage("breakeven \(verb): --queued goes without \(given.name): all requests lie ready")
    }
  }
}
