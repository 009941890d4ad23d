import Numerics
package import Pricing

/// How volume, rents and API prices move from month to month.
package struct MarketProcesses: Sendable, Hashable {
  /// The expected volume of each month relative to the first; its length is the horizon.
  package let volumeForecast: [Double]
  /// Standard deviations of the logarithm of the volume after a year, below and above the forecast.
  package let volumeSpread: (below: Double, above: Double)
  package let rents: PriceProcess
  package let apiPrices: PriceProcess

  package init(
    volumeForecast: [Double], volumeSpread: (below: Double, above: Double) = (0, 0),
    rents: PriceProcess = .constant, apiPrices: PriceProcess = .constant
  ) {
    self.volumeForecast = volumeForecast
    self.volumeSpread = volumeSpread
    self.rents = rents
    self.apiPrices = apiPrices
  }

  package static func == (first: MarketProcesses, second: MarketProcesses) -> Bool {
    first.volumeForecast == second.volumeForecast && first.volumeSpread == second.volumeSpread
      && first.rents == second.rents && first.apiPrices == second.apiPrices
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(volumeForecast)
    hasher.combine(rents)
    hasher.combine(apiPrices)
  }

  /// Whether nothing is uncertain.
  package var isCertain: Bool {
    volumeSpread == (0, 0) && rents.isCertain && apiPrices.isCertain
  }

  /// Walks of the volume away from its forecast, in standard deviations of a year; in opposite pairs.
  fileprivate func volumeWalks(_ count: Int, using generator: inout SplitMix64) -> [[Double]] {
    let months = volumeForecast.count
    guard volumeSpread != (0, 0) else {
      return Array(repeating: Array(repeating: 0, count: months), count: count)
    }
    var walks: [[Double]] = []
    while walks.count < count {
      var walk = [0.0]
      for _ in 1..<max(2, months) {
        walk.append(walk[walk.count - 1] + generator.normal() / 12.0.squareRoot())
      }
      // Apart from those of prices, which come in opposite pairs too, so that pairs do not fall together.
      walks.append(walk)
      walks.append(walk.map { -$0 })
    }
    walks.removeLast(walks.count - count)
    for index in stride(from: 1, to: walks.count - 1, by: 4) where index + 2 < walks.count {
      walks.swapAt(index, index + 1)
    }
    return walks.map { Array($0.prefix(months)) }
  }

  fileprivate func volume(inMonth month: Int, walk: Double) -> Double {
    volumeForecast[month]
      * exponential(walk * (walk < 0 ? volumeSpread.below : volumeSpread.above))
  }
}

extension MarketOutlook {
  /// Draws the months ahead.
  ///
  /// What a look reveals are volume and prices of its month; from there they move on as from any other.
  ///
  /// - Parameters:
  ///   - processes: How volume and prices move from month to month.
  ///   - looks: Months of looks.
  ///   - count: Paths over the whole horizon.
  ///   - branches: States that each look may find.
  ///   - futures: Paths that go on from each of those states.
  ///   - seed: Where the random numbers begin; the same seed draws the same months.
  package init(
    _ processes: MarketProcesses, looks: [Int], paths count: Int = 200, branches: Int = 40,
    futures: Int = 16, seed: UInt64
  ) {
    let months = processes.volumeForecast.count
    let isCertain = processes.isCertain
    let (count, branches, futures) = isCertain ? (1, 1, 1) : (count, branches, futures)
    var generator = SplitMix64(seed: seed)
    struct Drawn {
      let walks: [[Double]]
      let rents: [[Double]]
      let apis: [[Double]]
    }
    func draw(_ count: Int) -> Drawn {
      Drawn(
        walks: processes.volumeWalks(count, using: &generator),
        rents: processes.rents.paths(count, months: months, using: &generator),
        apis: processes.apiPrices.paths(count, months: months, using: &generator))
    }
    let all = draw(count)
    func path(_ drawn: Drawn, _ index: Int, until end: Int) -> [MarketMonth] {
      (0..<end).map { month in
        MarketMonth(
          volume: processes.volume(inMonth: month, walk: drawn.walks[index][month]),
          machinePrice: drawn.rents[index][month], apiPrice: drawn.apis[index][month])
      }
    }
    let firsts = draw(branches)
    let nexts = draw(futures)
    self.init(
      paths: (0..<count).map {
        MarketPath(path(all, $0, until: months), probability: 1 / Double(count))
      },
      trees: looks.filter { $0 > 0 && $0 < months }.map { look in
        MarketTree(
          month: look,
          branches: (0..<branches).map { index in
            MarketTree.Branch(
              past: path(firsts, index, until: look), probability: 1 / Double(branches),
              futures: (0..<futures).map { next in
                MarketPath(
                  (look..<months).map { month in
                    MarketMonth(
                      volume: processes.volume(
                        inMonth: month,
                        walk: firsts.walks[index][look] + nexts.walks[next][month - look]),
                      machinePrice: firsts.rents[index][look] * nexts.rents[next][month - look],
                      apiPrice: firsts.apis[index][look] * nexts.apis[next][month - look])
                  }, probability: 1 / Double(futures))
              })
          })
      })
  }
}
