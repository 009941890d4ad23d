import CheckedJSON
import ModelArithmetic
import Numerics
import Roofline
import Workloads

/// Finds the deployments of one model on one accelerator that are worth planning.
///
/// Of deployments with as many chips, one that serves more never costs more: they fill the same machines and
/// need fewer replicas. So of all engines, precisions and layouts with as many chips only the fastest is kept,
/// and beside it the fastest that stores weights in at least 8 bits. Saturation bounds what is served within
/// targets, and takes a fraction of the time to work out: candidates are tried from the fastest down, until
/// the next could not serve more even if it saturated.
struct DeploymentSearch {
  let model: ModelArchitecture
  let accelerator: Accelerator
  let engines: [EngineProfile]
  let precisions: [CandidatePrecision]
  var layouts: [Layout]
  let demand: Demand
  let mode: Mode
  /// The requests, prepared for capacities within targets; `nil` in batch.
  let served: ServiceDemand?
  /// The fewest requests per second and chip that could still be chosen; slower deployments are passed over.
  var leastPerChip = 0.0
  /// The adapters that requests are for; `nil` where they are for the model itself.
  var adapters: AdapterService? = nil
  /// Tiers of memory beside the chips' that are tried where prompts come back; `nil` stands for none.
  var tiers: [CacheTier?] = [nil]

  /// A deployment that is worth planning.
  struct Found {
    let deployment: Deployment
    /// What it serves within the targets by closed form; `nil` in batch.
    let capacity: ServiceCapacity?
    /// By which factor engines differ on these chips, as a standard deviation of the logarithm.
    let engineSpread: Double
    /// Whether its weights have fewer than 8 bits where the publisher's own have more.
    let isStepInQuality: Bool
    /// What is asked of it, with the hit rate that its own caches will have; `nil` where no session is known.
    var demand: Demand? = nil
  }

  /// What came of it.
  struct Outcome {
    var found: [Found] = []
    /// How many deployments were compared.
    var tried = 0
    /// Why none fits or keeps the targets, if so.
    var obstacle: String?
  }

  private struct Candidate {
    let deployment: Deployment
    let pace: Pace
    let saturation: Double
    let isStepInQuality: Bool
  }

  /// What the layouts of one precision under one engine share, so that it is looked up once.
  private struct Alike {
    /// One deployment with whole experts on a chip, and one with all of them split.
    var samples: [Bool: Deployment] = [:]
    var paces: [PaceKey: Pace] = [:]

    struct PaceKey: Hashable {
      let chips: Int
      let isExpertParallel: Bool
    }
  }

  /// Searches the layouts, those with fewer chips first.
  ///
  /// - Parameters:
  ///   - unmet: What to say where none keeps the targets.
  ///   - isAffordable: Whether a deployment on so many chips could still be chosen, however much it served.
  ///   - bound: Told each deployment that was found, says the fewest requests per second and chip of those that could
  ///     still be chosen.
  mutating func run(
    unmet: String, isAffordable: (_ chips: Int) -> Bool, bound: (Found) -> Double
  ) throws(InputError) -> Outcome {
    var outcome = Outcome()
    let keeps = precisions.map { precision in
      engines.map { ChipSupport.keeps(cacheIn: precision.precision.kvCache, $0, model) }
    }
    for (precision, keeps) in zip(precisions, keeps) where !keeps.contains(true) {
      outcome.obstacle =
        "no engine that is tried keeps its cache in \(precision.precision.kvCache.rawValue)"
    }
    var alike = precisions.map { _ in [Alike](repeating: Alike(), count: engines.count) }
    for chips in Set(layouts.map(\.chips)).sorted() where isAffordable(chips) {
      var candidates: [Candidate] = []
      var most = [Double](repeating: 0, count: engines.count)
      for index in precisions.indices where keeps[index].contains(true) {
        let precision = precisions[index]
        for layout in layouts where layout.chips == chips {
          let held = HeldMemory(model, layout: layout, precision: precision.precision)
          var twin: Deployment?
          for engine in engines.indices where keeps[index][engine] {
            outcome.tried += 1
            let tried = try candidate(
              layout, held, precision, engine, &alike[index][engine], twin: &twin)
            switch tried {
            case .success(let candidate):
              most[engine] = max(most[engine], candidate.saturation)
              if candidate.saturation > leastPerChip * Double(chips) {
                candidates.append(candidate)
              }
            case .failure(let obstacle): outcome.obstacle = obstacle.description
            }
          }
        }
      }
      let spread = max(
        Self.spread(ofEngines: most), unmeasuredSpread,
        chips > accelerator.tensorRankLimit ? Self.linkedSpread : 0)
      for isStep in [false, true] {
        let alike = candidates.filter { $0.isStepInQuality == isStep }
        guard let best = best(of: alike, engineSpread: spread) else {
          if !alike.isEmpty { outcome.obstacle = unmet }
          continue
        }
        outcome.found.append(best)
        leastPerChip = max(leastPerChip, bound(best))
      }
    }
    return outcome
  }

  /// How far replicas over several nodes are off beside all else, as a standard deviation of the logarithm: assumed, as
  /// no run of one is among the measurements.
  private static let linkedSpread = 0.2

  /// Where no engine was measured on the chip's family nor on one that it is taken for, predictions are off as
  /// those of generations never measured.
  private var unmeasuredSpread: Double {
    engines.contains { $0.isMeasured(on: accelerator) }
      ? 0
      : engines.map {
        $0.spreads.throughput.deviation(for: ModelClass(model), novelties: [.unseenGeneration])
      }.max() ?? 0
  }

  private func candidate(
    _ layout: Layout, _ held: HeldMemory, _ precision: CandidatePrecision, _ place: Int,
    _ alike: inout Alike, twin: inout Deployment?
  ) throws(InputError) -> Result<Candidate, Infeasibility> {
    let engine = engines[place]
    let memory = Deployment.memoryPlan(
      held, of: model, on: accelerator, layout: layout, engine: engine, adapters: adapters)
    if let obstacle = memory.obstacle { return .failure(obstacle) }
    let isExpertParallel = layout.expert > 1
    let deployment: Deployment
    if let sample = alike.samples[isExpertParallel] ?? alike.samples[!isExpertParallel] {
      deployment = try sample.with(
        layout: layout, memory: memory, likeUnderAnotherEngine: twin)
    } else {
      deployment = try Deployment(
        model: model, accelerator: accelerator, layout: layout, precision: precision.precision,
        engine: engine, memory: memory
      ).serving(adapters, memory: memory)
    }
    if alike.samples[isExpertParallel] == nil { alike.samples[isExpertParallel] = deployment }
    twin = deployment
    do throws(Infeasibility) {
      try deployment.checkFit(of: demand.shape)
    } catch {
      return .failure(error)
    }
    let key = Alike.PaceKey(chips: layout.chips, isExpertParallel: isExpertParallel)
    let pace = alike.paces[key] ?? deployment.pace(of: demand.shape)
    alike.paces[key] = pace
    return .success(
      Candidate(
        deployment: deployment, pace: pace,
        saturation: deployment.saturation(of: demand.shape, pace: pace).requestsPerSecond,
        isStepInQuality: precision.isStepInQuality))
  }

  private func best(of candidates: [Candidate], engineSpread: Double) -> Found? {
    func found(_ candidate: Candidate, _ capacity: ServiceCapacity?) -> Found {
      Found(
        deployment: candidate.deployment, capacity: capacity, engineSpread: engineSpread,
        isStepInQuality: candidate.isStepInQuality)
    }
    let order = candidates.indices.sorted {
      (candidates[$1].saturation, $0) < (candidates[$0].saturation, $1)
    }
    guard case .interactive(let level, _) = mode else {
      return order.first.map {
        inBatch(found(candidates[$0], nil))
      }
    }
    guard let served else { return nil }
    let caches = OwnCaches(demand, mode: mode)
    var best: Found?
    for index in order {
      let candidate = candidates[index]
      let known =
        best?.capacity?.requestsPerSecond ?? leastPerChip
        * Double(candidate.deployment.layout.chips)
      guard candidate.saturation > known else { break }
      if let caches {
        var most = known
        for tier in tiers {
          let deployment = candidate.deployment.offloading(to: tier)
          guard let own = caches.capacity(of: deployment, within: level, exceeding: most) else {
            continue
          }
          most = own.capacity.requestsPerSecond
          best = Found(
            deployment: deployment, capacity: own.capacity, engineSpread: engineSpread,
            isStepInQuality: candidate.isStepInQuality, demand: own.demand)
        }
        continue
      }
      guard
        let capacity = candidate.deployment.capacity(
          for: served, within: level, exceeding: known, pace: candidate.pace),
        capacity.requestsPerSecond > known
      else { continue }
      best = found(candidate, capacity)
    }
    return best
  }

  /// A deployment for a batch, with the tier with which it is done soonest.
  private func inBatch(_ plain: Found) -> Found {
    guard let caches = OwnCaches(demand, mode: mode) else { return plain }
    var best: Found?
    var most = 0.0
    for tier in tiers {
      let deployment = plain.deployment.offloading(to: tier)
      let own = caches.inBatch(deployment)
      let rate = deployment.saturation(of: (own ?? demand).shape).requestsPerSecond
      guard best == nil || rate > most else { continue }
      most = rate
      best = Found(
        deployment: deployment, capacity: nil, engineSpread: plain.engineSpread,
        isStepInQuality: plain.isStepInQuality, demand: own)
    }
    return best ?? plain
  }

  /// The standard deviation of the logarithm of what each engine reaches at best; 0 for one engine.
  private static func spread(ofEngines most: [Double]) -> Double {
    let logarithms = most.filter { $0 > 0 }.map(naturalLogarithm)
    guard logarithms.count > 1 else { return 0 }
    let mean = logarithms.reduce(0, +) / Double(logarithms.count)
    let squares = logarithms.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(logarithms.count - 1)).squareRoot()
  }
}

/// A precision that may be tried, and whether it is a step in quality.
struct CandidatePrecision: Sendable, Hashable {
  let precision: Precision
  let isStepInQuality: Bool
}
