package import CheckedJSON
package import ModelArithmetic
import Synchronization
package import Workloads

/// A workload's adapters with what is known of serving such: made once, and shared by all deployments.
package final class AdapterService: Sendable, Hashable {
  /// What the workload declares.
  package let adapters: Adapters
  /// What is known of serving such.
  package let facts: AdapterFacts
  /// One of them, by its matrices.
  package let adapter: LowRankAdapter
  let spread: AdapterSpread
  /// What was read off models, of which a search asks thousands of times.
  private let known = Mutex<[String: Reading]>([:])

  /// What adapters are to one model.
  struct Reading: Sendable {
    let needs: [AdapterNeed]
    /// Matrices that one changes.
    let matrices: Int
    let adaptsExperts: Bool
    /// Tells models of one name apart.
    fileprivate let layers: Int
    fileprivate let hiddenSize: Int
  }

  /// Takes in adapters; `nil` for a single one, which is merged into the weights.
  package init?(_ adapters: Adapters, _ facts: AdapterFacts) {
    guard !adapters.isMerged, let adapter = adapters.one else { return nil }
    self.adapters = adapters
    self.facts = facts
    self.adapter = adapter
    spread = AdapterSpread(adapters)
  }

  package static func == (first: AdapterService, second: AdapterService) -> Bool {
    first === second || first.adapters == second.adapters && first.facts == second.facts
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(adapters) }

  /// What adapters are to a model.
  func reading(of model: ModelArchitecture) -> Reading {
    if let known = known.withLock({ $0[model.name] }), known.layers == model.layers.count,
      known.hiddenSize == model.hiddenSize
    {
      return known
    }
    let matrices = adapter.matrices(of: model)
    let reading = Reading(
      needs: adapter.needs(of: model), matrices: matrices.count,
      adaptsExperts: matrices.contains { $0.role == .routedExpert }, layers: model.layers.count,
      hiddenSize: model.hiddenSize)
    known.withLock { $0[model.name] = reading }
    return reading
  }

  /// Bytes of one adapter on each chip of a replica.
  package func bytes(of model: ModelArchitecture, on layout: Layout) -> Double {
    reading(of: model).needs.reduce(0) {
      $0 + $1.weights.parameters * adapters.format.bytesPerNumber
        * Self.share(of: $1.weights, on: layout)
    } / Double(layout.pipeline)
  }

  /// The part of an adapter's work and bytes that each chip has: one of its two matrices is split as the matrix beside
  /// it, and the other is whole on every rank.
  ///
  /// That is what engines do unless told otherwise (vLLM, `fully_sharded_loras`); ranks with whole experts hold only
  /// what belongs to theirs.
  static func share(of need: WeightNeed, on layout: Layout) -> Double {
    let split = 1 / layout.chips(sharing: need.sharding)
    return need.experts != nil && layout.expert > 1 ? split : (1 + split) / 2
  }

  /// Why a model cannot have such adapters under an engine; `nil` if nothing is known to keep it from them.
  package func obstacle(_ model: ModelArchitecture, _ engine: EngineProfile) -> String? {
    let reading = reading(of: model)
    guard reading.matrices > 0 else {
      return "\(model.name) has no matrices that such adapters change"
    }
    let known = facts.engine(engine.engine)
    if let most = known?.maximumRank, adapters.rank > most {
      return "\(engine.engine) serves adapters up to a rank of \(most), not \(adapters.rank)"
    }
    if known?.experts == false, reading.adaptsExperts {
      return "\(engine.engine) serves no adapters of experts"
    }
    return nil
  }

  /// What nobody published of an engine's way with such adapters; empty where all is known.
  package func unchecked(_ model: ModelArchitecture, _ engine: EngineProfile) -> [String] {
    guard let known = facts.engine(engine.engine) else { return ["adapters"] }
    let experts = reading(of: model).adaptsExperts
    return (known.maximumRank == nil ? ["the highest rank of adapters"] : [])
      + (experts && known.experts == nil ? ["adapters of experts"] : [])
  }

  /// The names among the targets that no matrix of a model has.
  package func unknownTargets(of model: ModelArchitecture) -> InputError? {
    guard case .named(let names) = adapters.targets else { return nil }
    let known = Set(
      LowRankAdapter(rank: 1, targets: .all)?.matrices(of: model).map(\.lastName) ?? [])
    guard let index = names.firstIndex(where: { !known.contains($0) }) else { return nil }
    return .unknown(
      "matrix of \(model.name)", names[index], among: known.sorted(),
      place: "$.adapters.targets[\(index)]")
  }

  /// The same where no model at all has such a matrix; `nil` where one has them all.
  package func unknownTargets(ofAll models: [ModelArchitecture]) -> InputError? {
    let errors = models.map(unknownTargets)
    return errors.contains { $0 == nil } ? nil : errors.first ?? nil
  }
}

extension Adapters {
  /// One of them, by its matrices.
  package var one: LowRankAdapter? {
    let targets: LowRankAdapter.Targets =
      switch targets {
      case .attention: .attention
      case .all: .all
      case .named(let names): .named(Set(names))
      }
    return LowRankAdapter(rank: rank, targets: targets)
  }
}

extension Adapters {
  /// The shares of requests that adapters have, most first, each with how many have it.
  package var shares: [(count: Double, share: Double)] { AdapterSpread(self).shares }
}

extension Adapters.Format {
  /// Bytes of a number.
  package var bytesPerNumber: Double { self == .fp32 ? 4 : 2 }
}

extension AdapterService {
  /// Of the room for caches, the share that adapters take at most where nobody says how many are held.
  private static let mostOfRoom = 0.25

  /// How many adapters a replica holds: as many as stated, else all, or as many as a quarter of the room for caches
  /// holds, but at least one.
  func resident(each bytes: Double, room: Double) -> Int {
    if let stated = adapters.resident { return stated }
    guard bytes > 0 else { return adapters.count }
    let most = max(0, Self.mostOfRoom * room) / bytes
    return max(1, Int(min(Double(adapters.count), most)))
  }
}
