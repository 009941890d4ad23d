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
  private static let shared = Mutex<[SharedDecision.Key: SharedDecision]>([:])

  /// The decision about a workload as it is, by the shipped catalog on the day of the report.
  static func decision(_ name: String, on narrowing: Narrowing) throws -> Decision {
    let key = SharedDecision.Key(name: name, narrowing: narrowing)
    let one = shared.withLock { all in
      let one = all[key] ?? SharedDecision()
      all[key] = one
      return one
    }
    return try one.made { try decision(name, on: narrowing) { $0 } }
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

/// A decision that is made when it is first asked for.
private final class SharedDecision: Sendable {
  struct Key: Hashable {
    let name: String
    let narrowing: Narrowing
  }

  private let decision = Mutex<Decision?>(nil)

  func made(_ make: () throws -> Decision) throws -> Decision {
    try decision.withLock { kept in
      if let kept { return kept }
      let new = try make()
      kept = new
      return new
    }
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
