import CheckedJSON
import ModelArithmetic
import Roofline
import Workloads

/// Finds the way of guessing ahead with which a deployment serves most.
struct SpeculatingSearch {
  private let known: SpeculationCatalog
  private let catalog: Catalog
  /// The kind of text that acceptance is taken of.
  private let task: String?

  /// Longer drafts gain less and less; those between these differ by a few percent.
  private static let draftTokens: Set<Int> = [1, 2, 3, 5]

  init(_ workload: Workload, _ catalog: Catalog) throws(InputError) {
    known = try Catalog.speculation()
    self.catalog = catalog
    task = workload.tokens.task?.acceptanceTask
  }

  /// What may be tried with a model; none where it has no published draft.
  func choices(for model: ModelArchitecture) -> [Speculation] {
    known.choices(with: model, id: catalog.acceptanceIdentifier(of: model), task: task)
      .filter { Self.draftTokens.contains($0.draftTokens) }
  }

  /// The deployment with the choice that serves most within the targets; itself where none serves more.
  func best(
    _ choices: [Speculation], for plain: DeploymentSearch.Found, of demand: Demand, in mode: Mode,
    _ served: ServiceDemand?
  ) -> DeploymentSearch.Found {
    var best = plain
    let caches = OwnCaches(demand, mode: mode)
    for choice in choices {
      let deployment = plain.deployment.speculating(choice)
      guard deployment.memory.fits, (try? deployment.checkFit(of: demand.shape)) != nil else {
        continue
      }
      var capacity: ServiceCapacity?
      var own: Demand?
      if case .interactive(let level, _) = mode, let caches {
        guard
          let more = caches.capacity(
            of: deployment, within: level, exceeding: best.capacity?.requestsPerSecond ?? 0)
        else { continue }
        (capacity, own) = (more.capacity, more.demand)
      } else if case .interactive(let level, _) = mode {
        guard let served,
          let more = deployment.capacity(
            for: served, within: level, exceeding: best.capacity?.requestsPerSecond ?? 0),
          more.requestsPerSecond > best.capacity?.requestsPerSecond ?? 0
        else { continue }
        capacity = more
      } else {
        own = caches?.inBatch(deployment)
        let now = best.deployment.saturation(of: (best.demand ?? demand).shape).requestsPerSecond
        guard deployment.saturation(of: (own ?? demand).shape).requestsPerSecond > now else {
          continue
        }
      }
      best = DeploymentSearch.Found(
        deployment: deployment, capacity: capacity, engineSpread: plain.engineSpread,
        isStepInQuality: plain.isStepInQuality, demand: own)
    }
    return best
  }
}

extension TaskKind {
  /// The kind of text among those that acceptance was published of.
  fileprivate var acceptanceTask: String {
    switch self {
    case .knowledge: "reasoning"
    case .instructions: "chat"
    case .documents: "summarization"
    case .facts: "qa"
    case .tools: "coding"
    }
  }
}

extension DecisionAssumptions {
  /// The stack that the headline is about: plain, unless somebody says otherwise.
  ///
  /// A price of one's own that only a serving team reaches would be no answer for the many who have none; what it
  /// would be with one stands beside it.
  func stack(of workload: Workload) -> ServingStack { stack ?? workload.stack ?? .plain }
}
