import ModelArithmetic
import Roofline
import Workloads

/// What the cheapest deployments cost at each speed with one stack or the other.
///
/// A plain stack decodes a token a step. A modern one may guess tokens ahead in every published way, and may read
/// prompts and write tokens on two pools of the same machines, whose workers fit one of them: at equal speed the
/// cheapest of all counts.
struct StackFrontier {
  private let demand: Demand
  private let known: SpeculationCatalog
  private let catalog: Catalog

  /// Speeds in output tokens per second at which pools are sought.
  private static let speeds: [Double] = [20, 40, 80, 160]
  private static let poolChips = 64
  private static let draftTokens: Set<Int> = [1, 2, 3]

  init?(_ demand: Demand) {
    guard demand.shape.decodeSteps > 1, let known = try? Catalog.speculation(),
      let catalog = try? Catalog.hardware()
    else { return nil }
    self.demand = demand
    self.known = known
    self.catalog = catalog
  }

  /// The Pareto front of some options, from cheap and slow to dear and fast.
  func runs(_ options: [SelfHostOption], stack: ServingStack) -> [SpeedFrontier.Run] {
    let all = options.flatMap { option in
      stack == .plain
        ? batches(option.deployment.speculating(nil), option)
        : modern(option)
    }
    var front: [SpeedFrontier.Run] = []
    for run in all.sorted(by: {
      ($0.tokensPerSecondPerUser, -$0.usdPerMillionTokens)
        > ($1.tokensPerSecondPerUser, -$1.usdPerMillionTokens)
    }) where run.usdPerMillionTokens < front.last?.usdPerMillionTokens ?? .infinity {
      front.append(run)
    }
    return front.reversed()
  }

  private func modern(_ option: SelfHostOption) -> [SpeedFrontier.Run] {
    let plain = option.deployment.speculating(nil)
    let guesses = known.choices(
      with: plain.model, id: catalog.acceptanceIdentifier(of: plain.model)
    ).filter { Self.draftTokens.contains($0.draftTokens) }
    let runs = ([plain] + guesses.map { plain.speculating($0) }).flatMap { batches($0, option) }
    guard option.deployment.layout.chips > 1 else { return runs }
    return runs
      + Self.speeds.compactMap { speed in
        let search = PoolSearch(
          shape: demand.shape, secondsPerToken: 1 / speed, chips: Self.poolChips,
          workerChips: option.rental.maximumGPUsPerNode)
        return search.best(like: plain, guesses: guesses).map {
          run(
            option,
            $0.pools.name
              + ($0.pools.decode.worker.speculation.map { " with \($0.method.title)" } ?? ""),
            speed: speed, perChip: $0.perChip)
        }
      }
  }

  /// One replica at full load, from one request to as many as fit, by doubling.
  private func batches(
    _ deployment: Deployment, _ option: SelfHostOption
  ) -> [SpeedFrontier.Run] {
    guard deployment.memory.fits else { return [] }
    let shape = demand.shape
    let limit = deployment.runningLimit(for: shape)
    let pace = deployment.pace(of: shape)
    let name =
      deployment.layout.name + (deployment.speculation.map { " with \($0.method.title)" } ?? "")
    var runs: [SpeedFrontier.Run] = []
    var concurrency = 1.0
    while concurrency <= max(1, limit) {
      let state = deployment.saturated(at: concurrency, shape: shape, pace: pace)
      if state.timePerOutputToken > 0 {
        runs.append(
          run(
            option, name, speed: 1 / state.timePerOutputToken,
            perChip: state.requestsPerSecond / Double(deployment.layout.chips)))
      }
      concurrency *= 2
    }
    return runs
  }

  private func run(
    _ option: SelfHostOption, _ name: String, speed: Double, perChip: Double
  ) -> SpeedFrontier.Run {
    let tokens = perChip * (demand.shape.prompt + demand.shape.completion)
    return SpeedFrontier.Run(
      option: option, name: name, tokensPerSecondPerUser: speed,
      usdPerMillionTokens: option.rental.usdPerGPUHour / 3600 / tokens * 1e6)
  }
}
