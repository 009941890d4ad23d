import Numerics
import Workloads

/// What each way to have capacity is expected to cost in each month, layer by layer.
///
/// All costs are sums over months of a price times a quantity, so that the means over paths are all that the expected
/// cost of any plan fixed today needs.
package struct SupplyCosts: Sendable {
  let months: Int
  let side: SupplySide
  /// People, tools, and what goes to the API in any case, by month.
  private(set) var standing: [Double]
  /// The mean price of machines relative to the first month of the plan.
  private(set) var machinePrice: [Double]
  /// By term, month and layer; empty for terms that bind.
  private var flexible: [[Double]]
  /// By month and layer: traffic out of one's own network.
  private var egress: [Double]

  var layers: Int { side.layers?.layers.count ?? 0 }

  init(_ side: SupplySide, _ paths: [MarketPath]) {
    self.side = side
    let months = paths.first?.months.count ?? 0
    let layers = side.layers?.layers.count ?? 0
    self.months = months
    standing = Array(repeating: side.fixedUSDPerMonth, count: months)
    machinePrice = Array(repeating: 0, count: months)
    flexible = side.terms.map {
      $0.isFlexible ? Array(repeating: 0, count: layers * months) : []
    }
    egress = Array(repeating: 0, count: layers * months)
    let requestUSD = side.requestsPerMonth * side.apiUSDPerRequest * side.apiShare
    for path in paths {
      for (month, market) in path.months.enumerated() {
        standing[month] += path.probability * requestUSD * market.volume * market.apiPrice
        machinePrice[month] += path.probability * market.machinePrice
      }
    }
    guard let table = side.layers else { return }
    let hasEgress = side.egressUSDPerRequest > 0
    let sizes = side.terms.map { table.position(ofSize: $0.replicasPerInstance) }
    for path in paths {
      for (month, market) in path.months.enumerated() {
        let place = table.place(of: market.volume)
        let start = month * layers
        if hasEgress {
          let usd = path.probability * side.egressUSDPerRequest
          for layer in 0..<layers {
            egress[start + layer] += usd * table.requests(layer: layer, place: place)
          }
        }
        for (number, term) in side.terms.enumerated() {
          switch term.kind {
          case .byUse:
            let usd = path.probability * market.machinePrice * term.usdPerHour
            let size = sizes[number]
            for layer in 0..<layers {
              flexible[number][start + layer] +=
                usd * table.hours(sizeAt: size, layer: layer, place: place)
            }
          case .api:
            let usd = path.probability * side.apiUSDPerRequest * market.apiPrice
            for layer in 0..<layers {
              flexible[number][start + layer] += usd * table.requests(layer: layer, place: place)
            }
          case .committed, .owned: break
          }
        }
      }
    }
    guard hasEgress else { return }
    for (number, term) in side.terms.enumerated() where term.kind == .byUse {
      for at in egress.indices { flexible[number][at] += egress[at] }
    }
  }

  /// Whether machines on these terms are enough for a layer.
  func reaches(_ term: SupplyTerm, _ layer: Int) -> Bool {
    (side.layers?.layers[layer].upper ?? 0) <= term.mostReplicas
  }

  /// US dollars of a layer on flexible terms in a month.
  func usd(term: Int, layer: Int, month: Int) -> Double { flexible[term][month * layers + layer] }

  func egressUSD(layer: Int, _ range: Range<Int>) -> Double {
    guard side.egressUSDPerRequest > 0 else { return 0 }
    return range.reduce(0) { $0 + egress[$1 * layers + layer] }
  }

  /// US dollars a month of a layer on terms that bind, at a price of 1; of owned machines, for so many months.
  func boundUSDPerMonth(_ term: SupplyTerm, layer: Int, over months: Int) -> Double {
    guard let layer = side.layers?.layers[layer] else { return 0 }
    let instances = Double(layer.instances(of: term.replicasPerInstance))
    switch term.kind {
    case .owned(let ownership): return instances * ownership.usdPerMonth(over: months)
    case .committed: return instances * term.usdPerHour * Volume.hoursPerMonth
    case .byUse, .api: return 0
    }
  }

  /// Replicas of the busiest hour at a volume.
  func peakReplicas(volume: Double) -> Int {
    side.layers.map { $0.peakReplicas(place: $0.place(of: volume)) } ?? 0
  }

  func standingUSD(_ range: Range<Int>) -> Double { range.reduce(0) { $0 + standing[$1] } }
}
