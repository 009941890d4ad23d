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
  /// What timings of kernels say of the parameters.
  var kernels = KernelEvidence.none
  /// Standard deviation of the logarithm of a throughput that the form cannot explain.
  var noise = 0.07
  /// The same of a time to the first token.
  var firstTokenNoise = 0.50

  /// Fits the parameters of some measurements.
  func fit(_ rows: [CalibrationRow], iterations: Int = 14) -> ParameterLogarithms {
    var current = ParameterLogarithms(priors: priors, generations: generations, families: families)
    var damping = 1e-3
    let pairs = pairs(rows, current.blocks)
    var best = loss(rows, current, pairs)
    let fields = rows.map { sensitiveFields($0, current) }
    let places = places(rows, fields, current.blocks, pairs)
    for _ in 0..<iterations {
      var system = SymmetricSystem(size: places.count)
      addPenalties(current, places, pairs, damping: damping, to: &system)
      for (row, fields) in zip(rows, fields) {
        add(row, linearised(row, current, fields), places, current.blocks, to: &system)
      }
      guard let step = system.solution() else {
        damping *= 10
        continue
      }
      guard let choice = self.best(of: rows, current, places, pairs, step: step, below: best) else {
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

  /// Fits the parameters of some of the measurements that `start` was fitted to, with slopes taken
  /// there.
  ///
  /// The equations are factorised once; each step then costs one prediction of every measurement.
  func refit(
    _ rows: [CalibrationRow], _ linearised: [LinearisedRow], from start: ParameterLogarithms
  ) -> ParameterLogarithms {
    var current = start
    let blocks = start.blocks
    let pairs = pairs(rows, blocks)
    let fields = linearised.map { row in
      row.residuals.flatMap { $0?.slopes.map(\.field) ?? [] }
    }
    let places = places(rows, fields, blocks, pairs)
    // What no measurement that is left speaks of forgets what the others said.
    for block in current.values.indices {
      for (field, prior) in priors.priors.enumerated() where places[block, field] < 0 {
        current.values[block][field] = blocks.mean(block, prior)
      }
    }
    var system = SymmetricSystem(size: places.count)
    addPenalties(current, places, pairs, damping: 1e-7, to: &system)
    for (row, slopes) in zip(rows, linearised) { add(row, slopes, places, blocks, to: &system) }
    guard let factor = system.factor() else { return fit(rows) }
    var best = loss(rows, current, pairs)
    for _ in 0..<10 {
      var gradient = SymmetricSystem.Right(size: places.count)
      addPenalties(current, places, pairs, to: &gradient)
      for (row, slopes) in zip(rows, linearised) {
        let here = residuals(row, logarithms: current.sum(row.terms(blocks)))
        for (residual, slopes) in zip([here.0, here.1], slopes.residuals) {
          guard let residual, let slopes, residual.isFinite else { continue }
          gradient.add(
            entries(row, slopes, places, blocks), value: -residual,
            weight: row.weight * Self.robustness(residual))
        }
      }
      let step = factor.solution(of: gradient)
      guard let choice = self.best(of: rows, current, places, pairs, step: step, below: best) else {
        break
      }
      let gain = (best - choice.value) / max(best, 1e-9)
      current = choice.next
      best = choice.value
      if gain < 1e-5 { break }
    }
    return current
  }

  /// The pairs of generation and family that some rows are of.
  private func pairs(_ rows: [CalibrationRow], _ blocks: ParameterBlocks) -> Set<Int> {
    Set(rows.map { blocks.pair($0.generation, $0.family) })
  }

  private func places(
    _ rows: [CalibrationRow], _ fields: [[Int]], _ blocks: ParameterBlocks, _ pairs: Set<Int>
  ) -> ParameterPlaces {
    var places = ParameterPlaces(blocks: blocks.count)
    for (row, fields) in zip(rows, fields) {
      for term in row.terms(blocks) where term.weight != 0 {
        for field in fields { places.add(term.block, field) }
      }
    }
    for observation in kernels.observations {
      for term in observation.terms(blocks, pairs: pairs) {
        places.add(term.block, observation.field)
      }
    }
    return places
  }

  /// The longest of a few steps along a direction that lowers the loss.
  private func best(
    of rows: [CalibrationRow], _ current: ParameterLogarithms, _ places: ParameterPlaces,
    _ pairs: Set<Int>, step: [Double], below least: Double
  ) -> (value: Double, next: ParameterLogarithms)? {
    var lengths: [(value: Double, next: ParameterLogarithms)] = []
    for length in [1.0, 0.5, 0.2, 0.05] {
      let next = moved(current, places, by: step, length: length)
      let value = loss(rows, next, pairs)
      if let last = lengths.last, last.value < least, value >= last.value { break }
      lengths.append((value, next))
    }
    guard let choice = lengths.min(by: { $0.value < $1.value }), choice.value < least else {
      return nil
    }
    return choice
  }

  /// Huber's weight: 1 within 1.5 standard deviations, falling beyond.
  private static func robustness(_ residual: Double) -> Double {
    abs(residual) <= 1.5 ? 1 : 1.5 / abs(residual)
  }

  /// The residuals of a row, each with its own standard deviation.
  private func residuals(_ row: CalibrationRow, logarithms: [Double]) -> (Double?, Double?) {
    var deployment = row.deployment
    deployment.parameters = EngineParameters(logarithms: logarithms)
    let predicted = deployment.prediction(of: row.measurement.conditions)
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

  /// A row's errors at some parameters, with their slopes by all or some of them.
  func linearised(
    _ row: CalibrationRow, _ current: ParameterLogarithms, _ fields: [Int]? = nil
  ) -> LinearisedRow {
    var logarithms = current.sum(row.terms(current.blocks))
    let here = residuals(row, logarithms: logarithms)
    let step = 1e-3
    var slopes: [[(field: Int, value: Double)]] = [[], []]
    for index in fields ?? Array(0..<ParameterLogarithms.count) {
      let kept = logarithms[index]
      logarithms[index] = kept + step
      let there = residuals(row, logarithms: logarithms)
      logarithms[index] = kept
      for (place, pair) in [(there.0, here.0), (there.1, here.1)].enumerated() {
        guard let after = pair.0, let before = pair.1, after != before else { continue }
        let slope = (after - before) / step
        if slope.isFinite { slopes[place].append((index, slope)) }
      }
    }
    return LinearisedRow(
      residuals: zip([here.0, here.1], slopes).map { value, slopes in
        guard let value, value.isFinite else { return nil }
        return LinearisedRow.Residual(value: value, slopes: slopes)
      })
  }

  private func entries(
    _ row: CalibrationRow, _ residual: LinearisedRow.Residual, _ places: ParameterPlaces,
    _ blocks: ParameterBlocks
  ) -> [(index: Int, value: Double)] {
    let terms = row.terms(blocks)
    var entries: [(index: Int, value: Double)] = []
    entries.reserveCapacity(residual.slopes.count * terms.count)
    for term in terms where term.weight != 0 {
      for slope in residual.slopes {
        entries.append((places[term.block, slope.field], slope.value * term.weight))
      }
    }
    return entries
  }

  private func add(
    _ row: CalibrationRow, _ linearised: LinearisedRow, _ places: ParameterPlaces,
    _ blocks: ParameterBlocks, to system: inout SymmetricSystem
  ) {
    for case let residual? in linearised.residuals {
      system.add(
        entries(row, residual, places, blocks), value: -residual.value,
        weight: row.weight * Self.robustness(residual.value))
    }
  }

  private func addPenalties(
    _ current: ParameterLogarithms, _ places: ParameterPlaces, _ pairs: Set<Int>, damping: Double,
    to system: inout SymmetricSystem
  ) {
    penalties(current, places, pairs) { entries, value, weight, isPrior in
      system.add(entries, value: value, weight: weight)
      if isPrior {
        system.addDiagonal(entries[0].index, weight: weight * damping * 100, value: 0)
      }
    }
  }

  private func addPenalties(
    _ current: ParameterLogarithms, _ places: ParameterPlaces, _ pairs: Set<Int>,
    to right: inout SymmetricSystem.Right
  ) {
    penalties(current, places, pairs) { entries, value, weight, _ in
      right.add(entries, value: value, weight: weight)
    }
  }

  /// What priors and timings of kernels pull at: entries, how far off they are, and their weight.
  private func penalties(
    _ current: ParameterLogarithms, _ places: ParameterPlaces, _ pairs: Set<Int>,
    _ body: ([(index: Int, value: Double)], Double, Double, Bool) -> Void
  ) {
    for block in current.values.indices {
      for (index, prior) in priors.priors.enumerated() where places[block, index] >= 0 {
        let spread = current.blocks.spread(block, prior)
        let mean = current.blocks.mean(block, prior)
        body(
          [(places[block, index], 1)], mean - current.values[block][index], 1 / (spread * spread),
          true)
      }
    }
    for observation in kernels.observations {
      let entries = observation.terms(current.blocks, pairs: pairs).map {
        (index: places[$0.block, observation.field], value: $0.weight)
      }
      body(
        entries, observation.logarithm - current.value(of: observation, pairs),
        1 / (observation.spread * observation.spread), false)
    }
  }

  private func moved(
    _ current: ParameterLogarithms, _ places: ParameterPlaces, by step: [Double], length: Double
  ) -> ParameterLogarithms {
    var next = current
    for block in current.values.indices {
      for index in 0..<ParameterLogarithms.count where places[block, index] >= 0 {
        next.values[block][index] += length * min(1, max(-1, step[places[block, index]]))
      }
    }
    return next
  }

  private func loss(
    _ rows: [CalibrationRow], _ current: ParameterLogarithms, _ pairs: Set<Int>
  ) -> Double {
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
    for observation in kernels.observations {
      let deviation =
        (current.value(of: observation, pairs) - observation.logarithm) / observation.spread
      total += deviation * deviation
    }
    return total
  }
}

extension ParameterLogarithms {
  /// The logarithm of the parameter that an observation is of, as it stands.
  fileprivate func value(
    of observation: KernelEvidence.Observation, _ pairs: Set<Int>
  ) -> Double {
    observation.terms(blocks, pairs: pairs).reduce(0) {
      $0 + $1.weight * values[$1.block][observation.field]
    }
  }
}
