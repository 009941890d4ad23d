import Numerics
import Roofline
import Workloads

/// A base load of several workloads whose cost follows draws.
///
/// The APIs take what the replicas leave, and the base grows with its load where that is cheaper; only machines that
/// are billed by use are given back.
struct DrawnBaseLoad {
  /// One interactive workload.
  struct Part {
    let requests: Double
    let usdPerRequest: Double
    let egressUSDPerRequest: Double
    let response: StepResponse
    let spread: (below: Double, above: Double)
    let ranges: InputRanges
    /// The place of its volume among the draws.
    let workload: Int
  }

  private let parts: [Part]
  private let base: SharedBaseLoad
  private let fleet: SharedFleet
  private let replicas: Int
  /// What tax and the coarser levels multiply the base's sum by.
  private let machineScale: Double
  private let sentScale: [Double]

  /// Levels of load that the draws tell apart.
  private static let levels = 10

  /// `nil` of a fleet that is no base load.
  init?(_ fleet: SharedFleet, parts: [Part]) {
    guard let all = fleet.base else { return nil }
    base = all.condensed(to: Self.levels)
    self.fleet = fleet
    self.parts = parts
    let replicas = fleet.replicas / max(1, fleet.machines.load.regions.count)
    self.replicas = replicas
    let coarse = base.outcome(replicas: replicas, fleet.way)
    machineScale = coarse.map { $0.machineUSD > 0 ? fleet.machineUSD / $0.machineUSD : 1 } ?? 1
    sentScale = parts.indices.map { index in
      let sent = fleet.shares.first { $0.workload == parts[index].workload }?.apiShare ?? 0
      return coarse.map { $0.apiShares[index] > 0 ? sent / $0.apiShares[index] : 1 } ?? 1
    }
  }

  /// US dollars of machines, traffic and APIs in a month.
  func usd(_ draw: JointDraw) -> Double {
    var (loads, rates, grown): ([Double], [Double], [Double]) = ([], [], [])
    var price = 1.0
    for part in parts {
      let factor = part.ranges[.volume].factor(at: draw.volumes[part.workload])
      let z = part.ranges.declaresThroughput ? draw.declaredSteps : draw.steps
      let slower = part.response.logarithm(
        steps: z * (z < 0 ? part.spread.below : part.spread.above))
      grown.append(factor)
      loads.append(slower > -.infinity ? factor * exponential(-slower) : .infinity)
      rates.append(slower > -.infinity ? exponential(slower) : 1)
      price = part.ranges[.gpuPrice].factor(at: draw.machinePrice)
      if fleet.rental.terms.isBilledByUse {
        price *= part.ranges[.machinePriceTrend].trend(at: draw.machineTrend)
      }
    }
    let drawn = base.scaled(loads: loads, rates: rates)
    func cost(_ count: Int) -> Double {
      guard let outcome = drawn.outcome(replicas: count, fleet.way) else { return .infinity }
      return parts.indices.reduce(outcome.machineUSD * machineScale * price) { sum, index in
        let part = parts[index]
        let sent = min(1, outcome.apiShares[index] * sentScale[index])
        let requests = part.requests * grown[index]
        return sum + requests * (1 - sent) * part.egressUSDPerRequest
          + requests * sent * part.usdPerRequest
          * part.ranges[.apiPrice].factor(at: draw.apiPrice)
          * part.ranges[.apiPriceTrend].trend(at: draw.apiTrend)
      }
    }
    let kept = cost(replicas)
    let finite = loads.filter { $0 < .infinity }
    let mean = finite.reduce(0, +) / Double(max(1, finite.count))
    let scaled = Int(min(1e5, (Double(replicas) * mean).rounded(.up)))
    let mayFall = fleet.rental.terms.isBilledByUse && scaled > 0
    guard scaled > replicas || scaled < replicas && mayFall else { return kept }
    return min(kept, cost(scaled))
  }
}
