/// Fits engine parameters to measurements by robust least squares with priors.
///
/// Minimises `Σ w·ρ(ln(predicted/measured)/σ) + Σ (deviation/prior)²` over the logarithms of all
/// parameters by Gauss–Newton steps. `ρ` is Huber's loss: quadratic within 1.5 σ, linear beyond, so
/// that a few wild rows cannot bend the fit. Derivatives are taken by small steps of each effective
/// parameter; a common value, a generation and a family share them.
struct Calibrator {
  let priors: ParameterPriors
  let generations: Int
  let families: Int
  /// Standard deviation of the logarithm of a throughput that the form cannot explain.
  let noise = 0.10
  /// The same of a time to the first token.
  let firstTokenNoise = 0.40

  func fit(_ rows: [CalibrationRow], iterations: Int = 14) -> ParameterLogarithms {
    var current = ParameterLogarithms(priors: priors, generations: generations, families: families)
    var damping = 1e-3
    var best = loss(rows, current)
    for _ in 0..<iterations {
      var system = penalties(current, damping: damping)
      for row in rows { accumulate(row, current, into: &system) }
      guard let step = system.solution() else {
        damping *= 10
        continue
      }
      let next = moved(current, by: step)
      let value = loss(rows, next)
      if value < best {
        let gain = (best - value) / max(best, 1e-9)
        current = next
        best = value
        damping = max(1e-6, damping / 5)
        if gain < 1e-5 { break }
      } else {
        damping *= 10
      }
    }
    return current
  }

  /// The residuals of a row, each with its own standard deviation.
  private func residuals(_ row: CalibrationRow, _ deployment: Deployment) -> [(Double, Double)] {
    let predicted = deployment.prediction(of: row.measurement)
    var residuals: [(Double, Double)] = []
    if let measured = row.measurement.measuredOutputTokensPerSecond,
      let value = predicted.outputTokensPerSecond
    {
      residuals.append((naturalLogarithm(value / measured), noise))
    }
    if case .concurrency = row.measurement.load,
      let measured = row.measurement.measured.timeToFirstTokenSeconds,
      let value = predicted.timeToFirstTokenSeconds
    {
      residuals.append((naturalLogarithm(value / measured), firstTokenNoise))
    }
    return residuals
  }

  private func residuals(_ row: CalibrationRow, logarithms: [Double]) -> [(Double, Double)] {
    var deployment = row.deployment
    deployment.parameters = EngineParameters(logarithms: logarithms)
    return residuals(row, deployment)
  }

  private func accumulate(
    _ row: CalibrationRow, _ current: ParameterLogarithms, into system: inout SymmetricSystem
  ) {
    let count = ParameterLogarithms.count
    var logarithms = current.sum(generation: row.generation, family: row.family)
    let here = residuals(row, logarithms: logarithms)
    let step = 1e-3
    var slopes = [[Double]](repeating: [Double](repeating: 0, count: count), count: here.count)
    for index in 0..<count {
      let kept = logarithms[index]
      logarithms[index] = kept + step
      let there = residuals(row, logarithms: logarithms)
      logarithms[index] = kept
      for (item, (after, before)) in zip(there, here).enumerated() {
        slopes[item][index] = (after.0 - before.0) / step
      }
    }
    for (item, (residual, sigma)) in here.enumerated() where residual.isFinite {
      let scaled = abs(residual) / sigma
      let robust = scaled <= 1.5 ? 1 : 1.5 / scaled
      var entries: [(index: Int, value: Double)] = []
      entries.reserveCapacity(3 * count)
      for index in 0..<count where slopes[item][index] != 0 && slopes[item][index].isFinite {
        entries.append((index, slopes[item][index]))
      }
      let own = entries
      for entry in own { entries.append((count * (1 + row.generation) + entry.index, entry.value)) }
      for entry in own {
        entries.append((count * (1 + generations + row.family) + entry.index, entry.value))
      }
      system.add(entries, value: -residual, weight: row.weight * robust / (sigma * sigma))
    }
  }

  private func penalties(_ current: ParameterLogarithms, damping: Double) -> SymmetricSystem {
    let count = ParameterLogarithms.count
    var system = SymmetricSystem(size: count * (1 + generations + families))
    for (index, prior) in priors.priors.enumerated() {
      func pull(_ position: Int, _ value: Double, _ spread: Double) {
        let weight = 1 / (spread * spread)
        system.addDiagonal(position, weight: weight, value: -value)
        system.addDiagonal(position, weight: weight * damping * 100, value: 0)
      }
      pull(index, current.common[index] - naturalLogarithm(prior.mean), prior.spread)
      for generation in 0..<generations {
        pull(
          count * (1 + generation) + index, current.byGeneration[generation][index],
          prior.betweenGenerations)
      }
      for family in 0..<families {
        pull(
          count * (1 + generations + family) + index, current.byFamily[family][index],
          prior.betweenFamilies)
      }
    }
    return system
  }

  private func moved(_ current: ParameterLogarithms, by step: [Double]) -> ParameterLogarithms {
    let count = ParameterLogarithms.count
    func limited(_ position: Int) -> Double { min(1, max(-1, step[position])) }
    var next = current
    for index in 0..<count {
      next.common[index] += limited(index)
      for generation in 0..<generations {
        next.byGeneration[generation][index] += limited(count * (1 + generation) + index)
      }
      for family in 0..<families {
        next.byFamily[family][index] += limited(count * (1 + generations + family) + index)
      }
    }
    return next
  }

  private func loss(_ rows: [CalibrationRow], _ current: ParameterLogarithms) -> Double {
    var total = 0.0
    for row in rows {
      let logarithms = current.sum(generation: row.generation, family: row.family)
      for (residual, sigma) in residuals(row, logarithms: logarithms) where residual.isFinite {
        let scaled = abs(residual) / sigma
        total += row.weight * (scaled <= 1.5 ? scaled * scaled : 3 * scaled - 2.25)
      }
    }
    for (index, prior) in priors.priors.enumerated() {
      func square(_ value: Double, _ spread: Double) -> Double { value * value / (spread * spread) }
      total += square(current.common[index] - naturalLogarithm(prior.mean), prior.spread)
      for values in current.byGeneration {
        total += square(values[index], prior.betweenGenerations)
      }
      for values in current.byFamily { total += square(values[index], prior.betweenFamilies) }
    }
    return total
  }
}
