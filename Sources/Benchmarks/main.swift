import Breakeven
import CheckedJSON
import Foundation
import Reporting

/// Prints how fast the library is, with the sizes of the inputs: `swift run -c release Benchmarks`, and
/// with the path of a log how fast that is replayed.
///
/// With `--json` each figure is a line of JSON; `.ci/bench-history` keeps them beside those of other states.
let catalog = try Catalog.builtIn()
let deployment = try Deployment(
  model: try catalog.models.architecture(named: "meta-llama/Llama-3.1-8B-Instruct"),
  accelerator: try catalog.accelerators.accelerator(named: "H100-SXM"),
  engine: try catalog.engines.profile(named: "vLLM"))
let workload = try Workload(
  JSONDocument(EmbeddedFile.at("Workloads/chat-assistant.json").data, file: "chat-assistant.json"))
let day = CalendarDate(daysSince1970: 20_778)

if let path = CommandLine.arguments.dropFirst().first(where: { $0 != "--json" }) {
  do {
    try await ReplayBenchmarks(deployment, trace: path).run()
  } catch {
    FileHandle.standardError.write(Data("Benchmarks: \(error)\n".utf8))
    exit(65)
  }
} else {
  try evaluations()
  try constructions()
  try simulatedRequests()
  try routedFleets()
  try ingest()
  try decisions()
  try jobs()
}

func evaluations() throws {
  let shape = RequestShape(workload.mix)
  let pace = deployment.pace(of: shape)
  let count = 1_000_000
  var sum = 0.0
  let timing = Timing(bestOf: 3) {
    for index in 0..<count {
      sum +=
        deployment.saturated(at: Double(1 + index % 200), shape: shape, pace: pace)
        .requestsPerSecond
    }
  }
  Figure(
    "deployment evaluations", each: Double(count), in: timing,
    of: "closed loops of 1 to 200 requests, \(count) evaluations",
    outcome: "checksum \(Int(sum / Double(count)))"
  ).print()
}

func simulatedRequests() throws {
  let saturation = deployment.saturation(of: RequestShape(workload.mix)).requestsPerSecond
  let count = 2_000_000
  let arrivals = try Arrivals.drawn(
    from: workload.mix, requestsPerSecond: saturation * 1.2, count: count)
  let simulation = try Simulation(of: deployment)
  var finished = 0
  let timing = Timing(bestOf: 3) { finished = simulation.run(arrivals).finished }
  Figure(
    "simulated requests", each: Double(finished), in: timing,
    of: "one saturated replica, \(count) requests"
  ).print()
}

func decisions() throws {
  var assumptions = DecisionAssumptions()
  var decision: Decision?
  let deciding = Timing(bestOf: 3) {
    decision = try? Decision(workload, catalog: catalog, asOf: day, assumptions: assumptions)
  }
  Figure(
    "decision", taking: deciding, in: .milliseconds,
    of: "\(workload.name), \(assumptions.draws) draws",
    outcome: "\(decision?.selfHosting.count ?? 0) options"
  ).print()
  let usual = assumptions.draws
  assumptions.draws = 10 * usual
  let longer = Timing(bestOf: 3) {
    decision = try? Decision(workload, catalog: catalog, asOf: day, assumptions: assumptions)
  }
  Figure(
    "draws", each: Double(9 * usual), in: longer - deciding,
    of: "all uncertain inputs together"
  ).print()
  guard let decision else { return }
  var bytes = 0
  let rendering = Timing(bestOf: 3) {
    bytes = CostReport(decision).markdown(chartFolder: "").utf8.count
  }
  Figure(
    "report text", taking: rendering, in: .milliseconds, of: "Markdown",
    outcome: "\(bytes) bytes"
  ).print()
  Figure(
    "report", taking: deciding + rendering, in: .milliseconds, of: "the decision and its text"
  ).print()
}

/// Where one job after another is cheaper, with DeepSeek's hours among the prices.
func jobs() throws {
  let nightly = try Workload(
    JSONDocument(EmbeddedFile.at("Workloads/contract-extraction.json").data, file: "nightly.json"))
  let workload = try Workload(
    name: nightly.name, lengths: nightly.lengths, sharedPrefix: nightly.sharedPrefix,
    volume: nightly.volume, mode: nightly.mode, candidates: nightly.candidates,
    equivalences: nightly.equivalences
      + [
        Equivalence(
          model: nightly.candidates.models[0], api: "deepseek/deepseek-flash", note: "to compare")
      ])
  let decider = try BatchDecider(like: workload, catalog: catalog, asOf: day)
  let count = 2000
  var machines = 0
  let timing = Timing(bestOf: 3) {
    for index in 1...count {
      let job = try? BatchJob(
        requests: Double(index) * 1000, promptTokens: 12_000, sharedPromptTokens: 1500,
        completionTokens: 340, deadlineSeconds: 8 * 3600, allowsSpot: true)
      if let job, decider.decide(job).choice == .selfHost { machines += 1 }
    }
  }
  Figure(
    "decision about one job", taking: timing, for: Double(count), in: .milliseconds,
    of: "\(nightly.name), jobs of 1k to \(count)k requests",
    outcome: "machines for \(machines) of \(3 * count)"
  ).print()
}
