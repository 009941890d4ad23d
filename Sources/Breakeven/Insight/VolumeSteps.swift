import Numerics

/// The contenders' machines over volume, at even steps of its logarithm.
struct VolumeSteps {
  let contenders: Contenders
  let requests: Double
  /// Logarithms of the volume over the workload's.
  private let logarithms: [Double]
  /// By step, then by contender.
  private let machineUSD: [[Double]]

  private static let count = 400

  init(_ contenders: Contenders, requests: Double) {
    self.contenders = contenders
    self.requests = requests
    let reach = naturalLogarithm(Contenders.reach)
    let logarithms = (0...Self.count).map {
      reach * (2 * Double($0) / Double(Self.count) - 1)
    }
    self.logarithms = logarithms
    machineUSD = logarithms.map { logarithm in
      let requests = requests * exponential(logarithm)
      return contenders.options.map { $0.machineUSD(requests: requests) }
    }
  }

  /// The cheapest of them at every second step within a hundredth and a hundred times the volume.
  var cheapest: [WhatIf.Point] {
    logarithms.indices.filter { $0 % 2 == 0 && abs(logarithms[$0]) < 4.7 }.map { step in
      let requests = requests * exponential(logarithms[step])
      let costs = zip(contenders.options, machineUSD[step]).map {
        ($1, $0.egressUSDPerRequest * requests)
      }
      let least = costs.min { $0.0 + $0.1 < $1.0 + $1.1 } ?? (0, 0)
      return WhatIf.Point(requests: requests, machineUSD: least.0, egressUSD: least.1)
    }
  }

  /// The least volume from which self-hosting wins, by machines, API price and overhead.
  ///
  /// - Parameter here: What was found for the workload as it is; `nil` where nothing was sought.
  func breakEvens(
    axes: WhatIf.Axes, curves: [APICurve], overheadUSD: Double, apiOverheadUSD: Double,
    here: BreakEven?
  ) -> [Double?] {
    axes.machines.flatMap { machines -> [Double?] in
      let least = logarithms.indices.map { step -> (usd: Double, option: Int) in
        let volume = requests * exponential(logarithms[step])
        var best = (usd: Double.infinity, option: 0)
        for (index, option) in contenders.options.enumerated() {
          let usd = machineUSD[step][index] * machines + option.egressUSDPerRequest * volume
          if usd < best.usd { best = (usd, index) }
        }
        return best
      }
      return zip(axes.api, curves).flatMap { factor, curve -> [Double?] in
        let bills = logarithms.map { logarithm -> Double? in
          let volume = requests * exponential(logarithm)
          return curve.api(requests: volume)?.billUSD(requests: volume, priceFactor: factor)
        }
        return axes.overhead.map { overhead -> Double? in
          if machines == 1, factor == 1, overhead == 1, let here { return here.firstVolume }
          let fixed = overheadUSD * overhead - apiOverheadUSD
          let first = logarithms.indices.first { step in
            bills[step].map { least[step].usd + fixed < $0 } ?? false
          }
          guard let first else { return nil }
          guard first > 0 else { return requests / Contenders.reach }
          return refined(
            logarithms[first - 1], logarithms[first],
            options: Set([least[first - 1].option, least[first].option]), machines: machines,
            fixed: fixed, curve: curve, factor: factor)
        }
      }
    }
  }

  /// The volume between two at which self-hosting begins to win, by bisection.
  private func refined(
    _ low: Double, _ high: Double, options: Set<Int>, machines: Double, fixed: Double,
    curve: APICurve, factor: Double
  ) -> Double {
    var (low, high) = (low, high)
    for _ in 0..<8 {
      let middle = (low + high) / 2
      let volume = requests * exponential(middle)
      let own =
        options.map { index in
          contenders.options[index].machineUSD(requests: volume) * machines
            + contenders.options[index].egressUSDPerRequest * volume
        }.min() ?? .infinity
      let bill = curve.api(requests: volume)?.billUSD(requests: volume, priceFactor: factor)
      if let bill, own + fixed < bill { high = middle } else { low = middle }
    }
    return requests * exponential(high)
  }
}
