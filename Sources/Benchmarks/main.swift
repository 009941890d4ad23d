import Breakeven
import CheckedJSON
import Foundation
import Reporting

/// Prints how fast the library is, with the sizes of the inputs: `swift run -c release Benchmarks`, and
/// with the path of a log how fast that is replayed.
///
/// With `--json` each figure is a line of JSON, to be kept beside those of other states.
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
  let seconds = best(of: 3) {
    for index in 0..<count {
      sum +=
        deployment.saturated(at: Double(1 + index % 200), shape: shape, pace: pace)
        .requestsPerSecond
    }
  }
  line(
    "deployment evaluations", Double(count) / seconds, "a second",
    "closed loops of 1 to 200 requests, \(count) evaluations, checksum \(Int(sum / Double(count)))")
}

func simulatedRequests() throws {
  let saturation = deployment.saturation(of: RequestShape(workload.mix)).requestsPerSecond
  let count = 2_000_000
  let arrivals = try Arrivals.drawn(
    from: workload.mix, requestsPerSecond: saturation * 1.2, count: count)
  let simulation = try Simulation(of: deployment)
  var finished = 0
  let seconds = best(of: 3) { finished = simulation.run(arrivals).finished }
  line(
    "simulated requests", Double(finished) / seconds, "a second",
    "one saturated replica, \(count) requests")
}

func decisions() throws {
  var assumptions = DecisionAssumptions()
  var decision: Decision?
  let seconds = best(of: 3) {
    decision = try? Decision(workload, catalog: catalog, asOf: day, assumptions: assumptions)
  }
  line(
    "decision", seconds * 1e3, "ms",
    "\(workload.name), \(decision?.selfHosting.count ?? 0) options, \(assumptions.draws) draws")
  let usual = assumptions.draws
  assumptions.draws = 10 * usual
  let longer = best(of: 3) {
    decision = try? Decision(workload, catalog: catalog, asOf: day, assumptions: assumptions)
  }
  line(
    "draws", Double(9 * usual) / max(1e-9, longer - seconds), "a second",
    "all uncertain inputs together")
  guard let decision else { return }
  var bytes = 0
  let rendering = best(of: 3) { bytes = CostReport(decision).markdown(chartFolder: "").utf8.count }
  line("report text", rendering * 1e3, "ms", "\(bytes) bytes of Markdown")
  line("report", (seconds + rendering) * 1e3, "ms", "the decision and its text")
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
  let seconds = best(of: 3) {
    for index in 1...count {
      let job = try? BatchJob(
        requests: Double(index) * 1000, promptTokens: 12_000, sharedPromptTokens: 1500,
        completionTokens: 340, deadlineSeconds: 8 * 3600, allowsSpot: true)
      if let job, decider.decide(job).choice == .selfHost { machines += 1 }
    }
  }
  line(
    "decision about one job", seconds / Double(count) * 1e3, "ms",
    "\(nightly.name), jobs of 1k to \(count)k requests")
}

func best(of runs: Int, _ work: () -> Void) -> Double {
  (0..<runs).map { _ in ContinuousClock().measure(work) }.min().map { $0 / .seconds(1) } ?? .nan
}

func line(_ name: String, _ value: Double, _ unit: String, _ size: String) {
  guard !CommandLine.arguments.contains("--json") else {
    let figure: JSONText = [
      "name": .string(name), "value": .number(rounded(value)), "unit": .string(unit),
      "input": .string(size),
    ]
    print(figure.compact)
    return
  }
  let title = name + String(repeating: " ", count: max(1, 26 - name.count))
  print(title + "\(rounded(value)) \(unit)  (\(size))")
}

func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
