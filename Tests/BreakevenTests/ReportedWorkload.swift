import Foundation
import Synchronization
import Testing

@testable import Breakeven

/// What a search is narrowed to, so that a decision takes a second or two in a debug build.
struct Narrowing: Hashable {
  var gpus: [String]
  var engines = ["vLLM"]
  var layouts: [String] = []

  static let oneH100 = Narrowing(gpus: ["H100-SXM"], layouts: ["TP1"])
  static let twoH100 = Narrowing(gpus: ["H100-SXM"], layouts: ["TP2"])
  static let oneA100 = Narrowing(gpus: ["A100-80GB"], layouts: ["TP1"])
}

/// A workload of `Reported/`, whose verdict somebody reported to be wrong.
enum ReportedWorkload {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Reported")

  static func named(_ name: String) throws -> Workload {
    try Workload(
      JSONDocument(
        Data(contentsOf: folder.appending(path: name + ".json")), file: name + ".json"))
  }

  /// Few draws, and neither simulated requests nor what is usual unless a test is about them.
  static let assumptions = {
    var assumptions = DecisionAssumptions()
    assumptions.draws = 400
    assumptions.sideDraws = 100
    assumptions.simulatedRequests = 0
    assumptions.assumesUsual = false
    return assumptions
  }()

  /// What several tests look at, decided once.
  private static let shared = Mutex<[Narrowed: Task<Decision, any Error>]>([:])

  private struct Narrowed: Hashable {
    let name: String
    let narrowing: Narrowing
  }

  /// The decision about a workload as it is, by the shipped catalog on the day of the report.
  ///
  /// Tests that wait for it leave their thread to others.
  static func decided(_ name: String, on narrowing: Narrowing) async throws -> Decision {
    let task = shared.withLock { all in
      let key = Narrowed(name: name, narrowing: narrowing)
      let task = all[key] ?? Task { try decision(name, on: narrowing) { $0 } }
      all[key] = task
      return task
    }
    return try await task.value
  }

  /// The decision about a changed workload, or by other assumptions.
  static func decision(
    _ name: String, on narrowing: Narrowing,
    assuming assumptions: DecisionAssumptions = assumptions,
    changing change: (Workload) throws -> Workload
  ) throws -> Decision {
    let workload = try change(named(name))
    var candidates = workload.candidates
    if !narrowing.gpus.isEmpty { candidates.gpus = narrowing.gpus }
    if candidates.engines.isEmpty { candidates.engines = narrowing.engines }
    if candidates.layouts.isEmpty { candidates.layouts = narrowing.layouts }
    return try Decision(
      workload.with(candidates: candidates), catalog: Market.builtIn.get(),
      asOf: Market.date("2026-11-27"), assumptions: assumptions)
  }
}

extension Workload {
  /// The same workload with other equivalences.
  func with(equivalences: [Equivalence]) throws -> Workload {
    try Workload(
      name: name, lengths: lengths, sharedPrefix: sharedPrefix, volume: volume, growth: growth,
      mode: mode, candidates: candidates, equivalences: equivalences, costs: costs, ranges: ranges)
  }

  /// The same workload with machines that are there.
  func with(own: [OwnMachines]) throws -> Workload {
    try Workload(
      name: name, lengths: lengths, sharedPrefix: sharedPrefix, volume: volume, growth: growth,
      mode: mode, candidates: candidates, equivalences: equivalences, costs: costs, ranges: ranges,
      own: own)
  }
}
