/// What is done for each layer in each month: a plan that is fixed today.
package struct SupplyPlan: Sendable, Hashable {
  /// One term, kept from a month for so many months.
  package struct Step: Sendable, Hashable {
    /// The position of the term among those of the side.
    package let term: Int
    package let month: Int
    package let months: Int

    var end: Int { month + months }
  }

  package let side: SupplySide.Kind
  /// The steps of each layer, one after the other.
  package let steps: [[Step]]
}

extension SupplyCosts {
  /// The least cost of each layer from each month to the end, and the step that begins it.
  ///
  /// `least(t) = min over terms (cost of the term from t + least(t + its months))`: each layer's best sequence of terms,
  /// worked out from the end. A term that would outlast the horizon is not taken, unless `endsEarly` lets it be cut.
  struct Least {
    fileprivate var usd: [[Double]]
    fileprivate var step: [[SupplyPlan.Step]]

    /// US dollars of all layers from a month on.
    func total(from month: Int) -> Double { usd.reduce(0) { $0 + $1[month] } }

    func usd(layer: Int, from month: Int) -> Double { usd[layer][month] }
  }

  func least(endsEarly: Bool = false, onlyFlexible: Bool = false) -> Least {
    var result = Least(usd: [], step: [])
    for layer in 0..<layers {
      var usd = [Double](repeating: 0, count: months + 1)
      var steps: [SupplyPlan.Step] = []
      for month in stride(from: months - 1, through: 0, by: -1) {
        var best = Double.infinity
        var step = SupplyPlan.Step(term: 0, month: month, months: 1)
        for (number, term) in side.terms.enumerated() where reaches(term, layer) {
          let length: Int
          let cost: Double
          switch term.kind {
          case .byUse, .api:
            length = 1
            cost = self.usd(term: number, layer: layer, month: month)
          case .committed(let months):
            guard !onlyFlexible, endsEarly || month + months <= self.months else { continue }
            length = min(months, self.months - month)
            cost =
              boundUSDPerMonth(term, layer: layer, over: length) * machinePrice[month]
              * Double(length) + egressUSD(layer: layer, month..<(month + length))
          case .owned:
            guard !onlyFlexible else { continue }
            length = months - month
            cost =
              boundUSDPerMonth(term, layer: layer, over: length) * Double(length)
              + egressUSD(layer: layer, month..<months)
          }
          // What binds has to be cheaper by more than rounding: ties stay free.
          let total = cost + usd[month + length]
          if total < best - 1e-9 * abs(total) {
            best = total
            step = SupplyPlan.Step(term: number, month: month, months: length)
          }
        }
        usd[month] = best
        steps.append(step)
      }
      result.usd.append(usd)
      result.step.append(steps.reversed())
    }
    return result
  }

  /// The plan that costs least, and what it costs.
  func cheapest(endsEarly: Bool = false) -> (plan: SupplyPlan, usd: Double) {
    let least = least(endsEarly: endsEarly)
    let steps = (0..<layers).map { layer in
      var steps: [SupplyPlan.Step] = []
      var month = 0
      while month < months {
        let step = least.step[layer][month]
        steps.append(step)
        month = step.end
      }
      return steps
    }
    return (
      SupplyPlan(side: side.kind, steps: steps),
      standingUSD(0..<months) + (months > 0 ? least.total(from: 0) : 0)
    )
  }

  /// US dollars of a plan of this side over all months.
  func usd(of plan: SupplyPlan) -> Double {
    var usd = standingUSD(0..<months)
    for (layer, steps) in plan.steps.enumerated() {
      for step in steps where step.month < months {
        usd += self.usd(of: step, layer: layer, in: step.month..<min(step.end, months))
      }
    }
    return usd
  }

  /// US dollars of one step in some of its months, all of which are among these.
  ///
  /// - Parameter price: What machines cost when it began; `nil` where it begins in these months.
  func usd(
    of step: SupplyPlan.Step, layer: Int, in range: Range<Int>, price: Double? = nil
  ) -> Double {
    guard !range.isEmpty else { return 0 }
    let term = side.terms[step.term]
    switch term.kind {
    case .byUse, .api:
      return range.reduce(0) { $0 + usd(term: step.term, layer: layer, month: $1) }
    case .committed:
      return boundUSDPerMonth(term, layer: layer, over: step.months)
        * (price ?? machinePrice[step.month]) * Double(range.count)
        + egressUSD(layer: layer, range)
    case .owned:
      return boundUSDPerMonth(term, layer: layer, over: step.months) * Double(range.count)
        + egressUSD(layer: layer, range)
    }
  }
}
