import Numerics
import Roofline

/// Fits engine parameters to measurements by robust least squares with priors.
///
/// Minimises `Σ w·ρ(ln(predicted/measured)/σ) + Σ (deviation/prior)²` over the logarithms of all
/// parameters by Gauss–Newton steps. `ρ` is Huber's loss: quadratic within 1.5 σ, linear beyond, so
/// that a few wild rows cannot bend the fit. Derivatives are taken by small steps of each effective
/// parameter; the blocks that a row belongs to share them.
struct Calibrator: Sendable {
  let priors: ParameterPriors
  let generations: Int
  let families: Int
  /// Standard deviation of the logarithm of a throughput that the form cannot explain.
  var noise = 0.07
  /// The same of a time to the first token.
  var firstTokenNoise = 0.50

  func fit(_ rows: [CalibrationRow], iterations: Int = 14) -> ParameterLogarithms {
    var current = ParameterLogarithms(priors: priors, generations: generations, families: families)
    var damping = 1e-3
    var best = loss(rows, current)
    // Blocks that no row belongs to stay at zero and need no equations.
    var used = [Bool](repeating: false, count: current.blocks.count)
    for row in rows {
      for term in row.terms(current.blocks) { used[term.block] = true }
    }
    var offsets = [Int](repeating: -1, count: used.count)
    var size = 0
    for block in used.indices where used[block] {
      offsets[block] = size
      size += ParameterLogarithms.count
    }
    let sensitivities = rows.map { sensitiveFields($0, current) }
    for _ in 0..<iterations {
      var system = SymmetricSystem(size: size)
      addPenalties(current, offsets, damping: damping, to: &system)
      for (row, fields) in zip(rows, sensitivities) {
        accumulate(row, current, offsets, fields, into: &system)
      }
      guard let step = system.solution() else {
        damping *= 10
        continue
      }
      // The longest of a few steps along the direction that lowers the loss.
      var lengths: [(value: Double, next: ParameterLogarithms)] = []
      for length in [1.0, 0.5, 0.2, 0.05] {
        let next = moved(current, offsets, by: step, length: length)
        let value = loss(rows, next)
        if let last = lengths.last, last.value < best, value >= last.value { break }
        lengths.append((value, next))
      }
      guard let choice = lengths.min(by: { $0.value < $1.value }), choice.value < best else {
        damping = min(1, damping * 10)
        continue
      }
      let gain = (best - choice.value) / max(best, 1e-9)
      current = choice.next
      best = choice.value
      damping = max(1e-7, damping / 5)
      if gain < 1e-4 { break }
    }
    return current
  }

  /// The residuals of a row, each with its own standard deviation.
  private func residuals(_ row: CalibrationRow, logarithms: [Double]) -> (Double?, Double?) {
    var deployment = row.deployment
    deployment.parameters = EngineParameters(logarithms: logarithms)
    let predicted = deployment.prediction(of: row.measurement)
    var throughput: Double?
    if let measured = row.measurement.measuredOutputTokensPerSecond,
      let value = predicted.outputTokensPerSecond
    {
      throughput = naturalLogarithm(value / measured) / noise
    }
    var firstToken: Double?
    if let error = row.measurement.firstTokenError(predicted) {
      firstToken = error / firstTokenNoise
    }
    return (throughput, firstToken)
  }

  /// The parameters that move a row's predictions at all.
  private func sensitiveFields(_ row: CalibrationRow, _ current: ParameterLogarithms) -> [Int] {
    var logarithms = current.sum(row.terms(current.blocks))
    let here = residuals(row, logarithms: logarithms)
    return (0..<ParameterLogarithms.count).filter { index in
      let kept = logarithms[index]
      logarithms[index] = kept + 0.1
      let there = residuals(row, logarithms: logarithms)
      logarithms[index] = kept
      return there != here
    }
  }

  private func accumulate(
    _ row: CalibrationRow, _ current: ParameterLogarithms, _ offsets: [Int], _ fields: [Int],
    into system: inout SymmetricSystem
  ) {
    let terms = row.terms(current.blocks)
    var logarithms = current.sum(terms)
    let here = residuals(row, logarithms: logarithms)
    let step = 1e-3
    var throughputSlopes: [(index: Int, value: Double)] = []
    var firstTokenSlopes: [(index: Int, value: Double)] = []
    for index in fields {
      let kept = logarithms[index]
      logarithms[index] = kept + step
      let there = residuals(row, logarithms: logarithms)
      logarithms[index] = kept
      if let after = there.0, let before = here.0, after != before {
        throughputSlopes.append((index, (after - before) / step))
      }
      if let after = there.1, let before = here.1, after != before {
        firstTokenSlopes.append((index, (after - before) / step))
      }
    }
    for (residual, slopes) in [(here.0, throughputSlopes), (here.1, firstTokenSlopes)] {
      guard let residual, residual.isFinite else { continue }
      let robust = abs(residual) <= 1.5 ? 1 : 1.5 / abs(residual)
      var entries: [(index: Int, value: Double)] = []
      entries.reserveCapacity(slopes.count * terms.count)
      for term in terms where term.weight != 0 {
        for slope in slopes where slope.value.isFinite {
          entries.append((offsets[term.block] + slope.index, slope.value * term.weight))
        }
      }
      system.add(entries, value: -residual, weight: row.weight * robust)
    }
  }

  private func addPenalties(
    _ current: ParameterLogarithms, _ offsets: [Int], damping: Double,
    to system: inout SymmetricSystem
  ) {
    for block in current.values.indices where offsets[block] >= 0 {
      for (index, prior) in priors.priors.enumerated() {
        let spread = current.blocks.spread(block, prior)
        let mean = current.blocks.mean(block, prior)
        let weight = 1 / (spread * spread)
        system.addDiagonal(
          offsets[block] + index, weight: weight, value: mean - current.values[block][index])
        system.addDiagonal(offsets[block] + index, weight: weight * damping * 100, value: 0)
      }
    }
  }

  private func moved(
    _ current: ParameterLogarithms, _ offsets: [Int], by step: [Double], length: Double
  ) -> ParameterLogarithms {
    var next = current
    for block in current.values.indices where offsets[block] >= 0 {
      for index in 0..<ParameterLogarithms.count {
        next.values[block][index] += length * min(1, max(-1, step[offsets[block] + index]))
      }
    }
    return next
  }

  private func loss(_ rows: [CalibrationRow], _ current: ParameterLogarithms) -> Double {
    var total = 0.0
    for row in rows {
      let logarithms = current.sum(row.terms(current.blocks))
      let (throughput, firstToken) = residuals(row, logarithms: logarithms)
      for residual in [throughput, firstToken] {
        guard let residual, residual.isFinite else { continue }
        let scaled = abs(residual)
        total += row.weight * (scaled <= 1.5 ? scaled * scaled : 3 * scaled - 2.25)
      }
    }
    for block in current.values.indices {
      for (index, prior) in priors.priors.enumerated() {
        let mean = current.blocks.mean(block, prior)
        let deviation = (current.values[block][index] - mean) / current.blocks.spread(block, prior)
        total += deviation * deviation
      }
    }
    return total
  }
}
