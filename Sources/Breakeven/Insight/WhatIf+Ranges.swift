import CheckedJSON
import Numerics

extension WhatIf {
  /// The 80 % range of a cost, in US dollars in the period; `infinity` where the targets are missed.
  package struct Range: Sendable, Hashable {
    package let low: Double
    package let high: Double

    /// - Parameter draws: What the cost was in each draw.
    init(_ draws: [Double]) {
      var draws = draws
      low = selected(&draws, at: draws.count / 10) ?? .nan
      high = selected(&draws, at: draws.count * 9 / 10) ?? .nan
    }
  }

  /// The 80 % ranges of both sides over volume, as ``Decision/costBands(count:)`` has them.
  package struct Bands: Sendable, Hashable {
    /// Requests in the period.
    package let requests: [Double]
    /// By machines, overhead and volume, the last running fastest; `nil` where nothing is compared.
    package let own: [Range?]
    /// By API price and volume; `nil` where no API is known to serve so much.
    package let api: [Range?]
  }
}

extension WhatIf.Bands {
  /// A hundredth to a hundred times the volume.
  private static let reach = 4.605170185988092

  /// - Parameters:
  ///   - here: The ranges at the workload's own volume: of self-hosting by machines and overhead, of the API by its
  ///     price.
  ///   - count: Volumes, the one in the middle the workload's own.
  init(
    _ comparison: Comparison, axes: WhatIf.Axes, curves: [APICurve],
    here: (own: [WhatIf.Range?], api: [WhatIf.Range?]), count: Int = 33
  ) throws(InputError) {
    var costs = CostsOverVolume(comparison)
    var requests: [Double] = []
    var own: [[WhatIf.Range?]] = []
    var apis: [[WhatIf.Range?]] = []
    for step in 0..<count {
      guard 2 * step != count - 1 else {
        requests.append(comparison.demand.requests)
        own.append(here.own)
        apis.append(here.api)
        continue
      }
      let logarithm = Self.reach * (2 * Double(step) / Double(max(1, count - 1)) - 1)
      let volume = comparison.demand.requests * exponential(logarithm)
      let cheapest = comparison.contenders.options.min {
        $0.totalUSD(requests: volume) < $1.totalUSD(requests: volume)
      }
      guard let option = cheapest, let any = comparison.apis.first else { continue }
      requests.append(volume)
      let known = try costs.costs(
        option, curves.lazy.compactMap { $0.api(requests: volume) }.first ?? any,
        expecting: logarithm)
      own.append(
        axes.machines.flatMap { machines in
          axes.overhead.map { overhead in
            WhatIf.Range(
              known.map { $0.machineUSD * machines + $0.egressUSD + $0.overheadUSD * overhead })
          }
        })
      var ranges: [WhatIf.Range?] = []
      for (factor, curve) in zip(axes.api, curves) {
        guard let api = curve.api(requests: volume) else {
          ranges.append(nil)
          continue
        }
        let market = comparison.market(requests: volume, priceFactor: factor)
        ranges.append(
          WhatIf.Range(
            try costs.costs(option, api, among: market, expecting: logarithm).map {
              $0.billUSD * factor + $0.apiOverheadUSD
            }))
      }
      apis.append(ranges)
    }
    self.requests = requests
    self.own = (0..<axes.machines.count * axes.overhead.count).flatMap { place in
      own.map { $0[place] }
    }
    api = axes.api.indices.flatMap { place in apis.map { $0[place] } }
  }
}
