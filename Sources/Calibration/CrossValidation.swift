import ModelArithmetic
import Roofline

/// Predictions of measurements by fits that never saw them.
package struct CrossValidation: Sendable {
  /// What is kept together when measurements are held back, so that a fit cannot have seen their like.
  package enum Split: Sendable, Hashable {
    /// Engine generation, model, chip, layout and datatypes, dealt into so many folds.
    case configurations(folds: Int)
    /// Engine generation, model and chip, dealt into so many folds.
    case cells(folds: Int)
    /// All measurements on one chip; those of engine generations that ran on no other are not predicted.
    case accelerators
    /// All measurements of one architecture.
    case architectures
    /// All measurements of one architecture and, of models with experts, all others whose weights have
    /// the same width: they run the same kernels, so that an architecture alone leaves siblings in.
    case modelsAndFormats
    /// All measurements of one engine generation.
    case generations
  }

  /// A measurement that was held back, and what a fit on the others predicts for it.
  struct HeldBack: Sendable {
    let row: CalibrationRow
    let parameters: EngineParameters
    let predicted: Observation
  }

  let calibrator: Calibrator
  let rows: [CalibrationRow]
  /// A fit of all rows, from which each fit without some of them starts.
  let start: ParameterLogarithms
  private let linearised: [LinearisedRow]

  /// Makes one of a fit of all rows.
  init(calibrator: Calibrator, rows: [CalibrationRow], start: ParameterLogarithms) {
    self.calibrator = calibrator
    self.rows = rows
    self.start = start
    linearised = rows.map { calibrator.linearised($0, start) }
  }

  /// Every row once, in the order of the rows; of the chips, only rows of generations that ran on others.
  ///
  /// Folds are fitted at the same time on the cores there are; each is worked out alone, so the result
  /// does not depend on how many there are.
  ///
  /// - Parameter isMeant: Whether rows of a model are predicted at all.
  func predictions(
    _ split: Split, of isMeant: (ModelArchitecture) -> Bool = { _ in true }
  ) async -> [HeldBack] {
    let folds = folds(split).map { fold in
      fold.filter { isMeant(rows[$0].deployment.model) }
    }.filter { !$0.isEmpty }
    return await withTaskGroup(of: [(Int, HeldBack)].self) { group in
      for held in folds {
        group.addTask { self.predictions(of: held, split) }
      }
      var all: [(Int, HeldBack)] = []
      for await part in group { all += part }
      return all.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  private func predictions(of held: [Int], _ split: Split) -> [(Int, HeldBack)] {
    let siblings = held.first.map { rows[$0].siblings(split) }
    let heldSet = Set(held)
    let indices = rows.indices.filter { index in
      !heldSet.contains(index) && siblings?(rows[index]) != true
    }
    let others = indices.map { rows[$0] }
    let generations = Set(others.map(\.generation))
    var calibrator = calibrator
    if split == .accelerators {
      calibrator.kernels = calibrator.kernels.without(
        accelerators: Set(held.map { rows[$0].deployment.accelerator.id }))
    }
    // Without a chip or a generation, parameters may move too far for slopes taken elsewhere.
    let isFar = split == .accelerators || split == .generations
    let fit = CalibrationFit(
      others,
      parameters: isFar
        ? calibrator.fit(others)
        : calibrator.refit(others, indices.map { linearised[$0] }, from: start))
    return held.compactMap { index in
      let row = rows[index]
      if split == .accelerators, !generations.contains(row.generation) { return nil }
      let deployment = fit.deployment(of: row)
      return (
        index,
        HeldBack(
          row: row, parameters: deployment.parameters,
          predicted: deployment.prediction(of: row.measurement.conditions))
      )
    }
  }

  /// The indices of the rows of each fold.
  func folds(_ split: Split) -> [[Int]] {
    let keys = rows.map { $0.key(split) }
    var order: [String: Int] = [:]
    let sorted = Set(keys).sorted { ($0.stableHash, $0) < ($1.stableHash, $1) }
    for (position, key) in sorted.enumerated() {
      switch split {
      case .configurations(let folds), .cells(let folds):
        order[key] = position % max(2, folds)
      case .architectures, .modelsAndFormats, .accelerators, .generations:
        order[key] = position
      }
    }
    var result: [[Int]] = Array(repeating: [], count: (order.values.max() ?? -1) + 1)
    for (index, key) in keys.enumerated() {
      if let fold = order[key] { result[fold].append(index) }
    }
    return result.filter { !$0.isEmpty }
  }
}

extension CalibrationRow {
  func key(_ split: CrossValidation.Split) -> String {
    let cell = "\(generation)|\(measurement.architectureName)|\(deployment.accelerator.id)"
    switch split {
    case .configurations:
      return cell + "|\(measurement.layout.name)|\(measurement.weightType)"
        + "|\(measurement.keyValueType)"
    case .cells: return cell
    case .accelerators: return deployment.accelerator.id
    case .architectures: return deployment.model.dimensions
    case .modelsAndFormats:
      return deployment.model.dimensions + "|\(deployment.subject.weights.rawValue)"
    case .generations: return "\(generation)"
    }
  }
}

extension CalibrationRow {
  /// Which rows must not be fitted beside those held back with this one.
  fileprivate func siblings(_ split: CrossValidation.Split) -> (CalibrationRow) -> Bool {
    guard split == .modelsAndFormats else { return { _ in false } }
    let subject = deployment.subject
    let hasExperts = deployment.model.hasExperts
    return { other in
      let its = other.deployment.subject
      return its.architecture == subject.architecture
        || hasExperts && other.deployment.model.hasExperts && its.weights == subject.weights
    }
  }
}

extension String {
  /// FNV-1a, 64 bits: the same in every run, unlike `hashValue`.
  package var stableHash: UInt64 {
    utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
