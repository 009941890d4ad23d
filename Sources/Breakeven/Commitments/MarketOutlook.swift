/// Volume and prices of one month ahead, each relative to the first month of a plan.
package struct MarketMonth: Sendable, Hashable {
  package let volume: Double
  package let machinePrice: Double
  package let apiPrice: Double

  package init(volume: Double = 1, machinePrice: Double = 1, apiPrice: Double = 1) {
    self.volume = volume
    self.machinePrice = machinePrice
    self.apiPrice = apiPrice
  }
}

/// One way in which the months ahead may turn out.
package struct MarketPath: Sendable, Hashable {
  package let months: [MarketMonth]
  package let probability: Double

  package init(_ months: [MarketMonth], probability: Double = 1) {
    self.months = months
    self.probability = probability
  }
}

/// What is known at a look in some month, and what may follow then.
package struct MarketTree: Sendable, Hashable {
  /// One state of what is known at the look.
  package struct Branch: Sendable, Hashable {
    /// The months before the look.
    package let past: [MarketMonth]
    package let probability: Double
    /// The months from the look on, as they may follow; their probabilities sum to 1.
    package let futures: [MarketPath]

    package init(past: [MarketMonth], probability: Double, futures: [MarketPath]) {
      self.past = past
      self.probability = probability
      self.futures = futures
    }
  }

  /// The month of the look, from the start of the plan.
  package let month: Int
  package let branches: [Branch]

  package init(month: Int, branches: [Branch]) {
    self.month = month
    self.branches = branches
  }

  /// All paths over the whole horizon.
  var paths: [MarketPath] {
    branches.flatMap { branch in
      branch.futures.map {
        MarketPath(branch.past + $0.months, probability: branch.probability * $0.probability)
      }
    }
  }

  /// The pasts with their probabilities.
  var pasts: [MarketPath] { branches.map { MarketPath($0.past, probability: $0.probability) } }
}

/// The months ahead as far as they can be known: paths, and what each look would reveal.
package struct MarketOutlook: Sendable, Hashable {
  package let paths: [MarketPath]
  /// By month, ascending.
  package let trees: [MarketTree]

  package init(paths: [MarketPath], trees: [MarketTree]) {
    self.paths = paths
    self.trees = trees.sorted { $0.month < $1.month }
  }

  /// The mean volume of each month.
  var expectedVolumes: [Double] {
    (0..<(paths.first?.months.count ?? 0)).map { month in
      paths.reduce(0) { $0 + $1.probability * $1.months[month].volume }
    }
  }

  /// Every volume that occurs.
  package var volumes: Set<Double> {
    var volumes: Set<Double> = []
    for path in paths { volumes.formUnion(path.months.map(\.volume)) }
    for branch in trees.flatMap(\.branches) {
      volumes.formUnion(branch.past.map(\.volume))
      for future in branch.futures { volumes.formUnion(future.months.map(\.volume)) }
    }
    return volumes
  }
}
