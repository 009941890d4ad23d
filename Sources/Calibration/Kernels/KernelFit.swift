import Numerics

/// The formula of a group of timings, and how far it is off.
package struct KernelFit: Sendable, Hashable {
  /// Whose timings they are.
  package let group: KernelGroup
  /// The formula.
  package let formula: KernelFormula
  /// How many timings.
  package let count: Int
  /// Median of |formula/timing − 1|.
  package let medianError: Double
  /// 90th percentile of the same.
  package let ninetiethPercentileError: Double
}

extension KernelFit {
  /// Fits the constants' logarithms by robust least squares: Huber's loss on `ln(formula/timing)/0.1`,
  /// with a prior of one standard deviation of a factor of e on each.
  init(_ group: KernelGroup, _ timings: [KernelTiming]) {
    let kernel = group.kernel
    let constants = kernel.constants
    let prior = constants.map { naturalLogarithm(kernel.expected($0)) }
    func formula(_ logarithms: [Double]) -> KernelFormula {
      var formula = KernelFormula { kernel.expected($0) }
      for (constant, value) in zip(constants, logarithms) { formula[constant] = exponential(value) }
      return formula
    }
    func errors(_ logarithms: [Double]) -> [Double] {
      let formula = formula(logarithms)
      return timings.map { naturalLogarithm(formula.seconds($0.work) / $0.seconds) / 0.1 }
    }
    func loss(_ logarithms: [Double]) -> Double {
      let data = errors(logarithms).reduce(0) {
        $0 + (abs($1) <= 1.5 ? $1 * $1 : 3 * abs($1) - 2.25)
      }
      return zip(logarithms, prior).reduce(data) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
    var current = prior
    var best = loss(current)
    var damping = 1e-3
    for _ in 0..<40 {
      var system = SymmetricSystem(size: current.count)
      let here = errors(current)
      let slopes = current.indices.map { index in
        var moved = current
        moved[index] += 1e-4
        return zip(errors(moved), here).map { ($0 - $1) / 1e-4 }
      }
      for (row, error) in here.enumerated() {
        system.add(
          current.indices.map { ($0, slopes[$0][row]) }, value: -error,
          weight: min(1, 1.5 / max(1e-12, abs(error))))
      }
      for index in current.indices {
        system.addDiagonal(index, weight: 1, value: prior[index] - current[index])
        let curvature = zip(slopes[index], here).reduce(1.0) { $0 + $1.0 * $1.0 }
        system.addDiagonal(index, weight: damping * curvature, value: 0)
      }
      guard let step = system.solution() else { break }
      let next = zip(current, step).map { $0 + min(0.7, max(-0.7, $1)) }
      let value = loss(next)
      guard value < best else {
        damping *= 10
        if damping > 1e6 { break }
        continue
      }
      let gain = best - value
      (current, best, damping) = (next, value, max(1e-6, damping / 5))
      if gain < 1e-6 * best { break }
    }
    self.init(group, formula(current), timings)
  }

  /// A formula that was found elsewhere, and how far it is off on these timings.
  init(_ group: KernelGroup, _ formula: KernelFormula, _ timings: [KernelTiming]) {
    let errors = timings.map { abs(formula.seconds($0.work) / $0.seconds - 1) }
    self.group = group
    self.formula = formula
    count = timings.count
    medianError = quantile(errors, 0.5) ?? 0
    ninetiethPercentileError = quantile(errors, 0.9) ?? 0
  }
}
