/// Finds the blend of terms that is expected to cost least, and what more knowledge would be worth.
///
/// Machines on demand, bound for months or owned, and an API, in any blend: each layer of the load has a sequence of terms
/// of its own. A plan fixed today is judged by its expected cost; what looking again later is worth follows from plans
/// that are made anew in each state that a look may find.
package struct CommitmentPlanner: Sendable {
  package let sides: [SupplySide]
  package let outlook: MarketOutlook

  package init(_ sides: [SupplySide], outlook: MarketOutlook) {
    self.sides = sides
    self.outlook = outlook
  }

  /// A plan, and what it is expected to cost over the horizon.
  package struct Priced: Sendable {
    package let plan: SupplyPlan
    package let side: SupplySide
    package let usd: Double
  }

  /// The plan that is expected to cost least of all that can be fixed today.
  package func cheapest() -> Priced? { cheapest(outlook.paths) }

  private func cheapest(_ paths: [MarketPath]) -> Priced? {
    var best: Priced?
    for side in sides {
      let found = SupplyCosts(side, paths).cheapest()
      if found.usd < best?.usd ?? .infinity {
        best = Priced(plan: found.plan, side: side, usd: found.usd)
      }
    }
    return best
  }

  /// What a plan costs on each path, with the least that it could have cost for one who had known the path.
  package func withHindsight(_ priced: Priced) -> [(usd: Double, leastUSD: Double)] {
    outlook.paths.map { path in
      let one = [MarketPath(path.months)]
      var least = Double.infinity
      var usd = priced.usd
      for side in sides {
        let costs = SupplyCosts(side, one)
        if side.kind == priced.side.kind { usd = costs.usd(of: priced.plan) }
        least = min(least, costs.cheapest().usd)
      }
      return (usd, min(least, usd))
    }
  }

  /// What a look in some month is worth.
  package struct Look: Sendable, Hashable {
    /// The month, from the start.
    package let month: Int
    /// Expected US dollars over the horizon of the plan fixed today, without a look.
    package let fixedUSD: Double
    /// … of binding nothing until the look, and planning then.
    package let waitingUSD: Double
    /// … of today's plan, with all that is not bound planned anew at the look.
    package let lookingUSD: Double

    /// What waiting saves over the plan fixed today; negative where it costs more.
    package var waitingSavesUSD: Double { fixedUSD - waitingUSD }
    /// What looking again saves over never looking.
    package var lookingSavesUSD: Double { fixedUSD - lookingUSD }
  }

  /// What each look is worth.
  ///
  /// The plan that is fixed today is the best one for all that the look's own tree may hold, so that planning anew gains by
  /// what is learnt and not by other draws.
  package func looks() -> [Look] {
    outlook.trees.compactMap { tree in cheapest(tree.paths).map { look(at: tree, $0) } }
  }

  private func look(at tree: MarketTree, _ priced: Priced) -> Look {
    let month = tree.month
    let pasts = tree.pasts
    var waiting = Double.infinity
    for side in sides {
      let past = SupplyCosts(side, pasts)
      waiting = min(
        waiting,
        past.standingUSD(0..<month) + past.least(onlyFlexible: true).total(from: 0))
    }
    let past = SupplyCosts(priced.side, pasts)
    let locks = priced.plan.steps.map { $0.last { $0.month < month && $0.months > 1 } }
    var begun = past.standingUSD(0..<month)
    for (layer, steps) in priced.plan.steps.enumerated() {
      for step in steps where step.month < month {
        begun += past.usd(of: step, layer: layer, in: step.month..<min(step.end, month))
      }
    }
    let isBound = locks.contains { ($0?.end ?? 0) > month }
    var (fixed, looking) = (begun, begun)
    for branch in tree.branches {
      var least = Double.infinity
      var leastKept = Double.infinity
      for side in sides {
        let costs = SupplyCosts(side, branch.futures)
        let anew = costs.least()
        let standing = costs.standingUSD(0..<costs.months)
        least = min(least, standing + anew.total(from: 0))
        guard side.kind == priced.side.kind else { continue }
        var kept = standing
        var asPlanned = standing
        for (layer, steps) in priced.plan.steps.enumerated() {
          var free = 0
          for step in steps where step.end > month {
            let range = max(0, step.month - month)..<(step.end - month)
            let shifted = SupplyPlan.Step(
              term: step.term, month: step.month - month, months: step.months)
            let usd = costs.usd(
              of: shifted, layer: layer, in: range,
              price: step.month < month ? past.machinePrice[step.month] : nil)
            asPlanned += usd
            if step.month < month {
              kept += usd
              free = range.upperBound
            }
          }
          kept += anew.usd(layer: layer, from: free)
        }
        leastKept = min(leastKept, kept)
        fixed += branch.probability * asPlanned
      }
      waiting += branch.probability * least
      looking += branch.probability * (isBound ? leastKept : min(least, leastKept))
    }
    return Look(month: month, fixedUSD: fixed, waitingUSD: waiting, lookingUSD: looking)
  }

  /// The expected cost of having everything on one term from the first month to the last.
  ///
  /// Layers that the forecast does not need are had by the hour where that can be; `nil` where the term is not sold.
  package func usd(ofAlways isMeant: (SupplyTerm) -> Bool, side kind: SupplySide.Kind) -> Double? {
    guard let plan = always(isMeant, side: kind) else { return nil }
    return SupplyCosts(plan.side, outlook.paths).usd(of: plan.plan)
  }

  /// The plan that has everything on one term, renewed as often as it ends.
  package func always(
    _ isMeant: (SupplyTerm) -> Bool, side kind: SupplySide.Kind
  ) -> (plan: SupplyPlan, side: SupplySide)? {
    guard let side = sides.first(where: { $0.kind == kind }) else { return nil }
    guard kind != .api else { return (SupplyPlan(side: .api, steps: []), side) }
    guard let number = side.terms.firstIndex(where: isMeant) else { return nil }
    let byUse = side.terms.firstIndex { $0.kind == .byUse }
    let costs = SupplyCosts(side, outlook.paths)
    let months = costs.months
    let peak = costs.peakReplicas(volume: outlook.expectedVolumes.max() ?? 1)
    let steps = (0..<costs.layers).map { layer in
      // A coarse layer that reaches far beyond the peak is not bound as a whole.
      let isNeeded =
        side.layers.map { table in
          let bounds = table.layers[layer]
          return bounds.lower < peak && bounds.upper - peak < table.layers[0].replicas
        } ?? true
      let term = isNeeded && costs.reaches(side.terms[number], layer) ? number : byUse ?? number
      let length: Int
      switch side.terms[term].kind {
      case .byUse, .api: length = 1
      case .committed(let bound): length = bound
      case .owned: length = months
      }
      return stride(from: 0, to: months, by: length).map {
        SupplyPlan.Step(term: term, month: $0, months: min(length, months - $0))
      }
    }
    return (SupplyPlan(side: kind, steps: steps), side)
  }
}
