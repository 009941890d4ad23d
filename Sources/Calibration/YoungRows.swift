import Numerics
import Roofline

/// Measurements of models that had come out within two months of the build that served them.
///
/// Such software may be slower than it will be by a factor of five, and no parameter of a chip is to learn
/// from it. So a first fit sees none of them. It says how far young stacks are off, by the chips' vendor;
/// those that it comes within a factor of 1.5 of are then fitted with all others.
struct YoungRows {
  /// How far young stacks are off, by the chips' vendor.
  let stacks: [String: YoungStack]
  /// The lines of those that are not to be fitted.
  let slowLines: Set<Int>

  /// How far from its prediction a young row is no more fitted.
  private static let farthest = naturalLogarithm(1.5)
  /// Fewer rows than this say nothing of a vendor.
  private static let fewest = 10

  init(_ rows: [CalibrationRow], calibrator: Calibrator) {
    let young = rows.filter { $0.deployment.stackAge?.isYoung ?? false }
    guard !young.isEmpty else {
      stacks = [:]
      slowLines = []
      return
    }
    let fit = CalibrationFit(
      rows.filter { !($0.deployment.stackAge?.isYoung ?? false) }, calibrator: calibrator)
    let errors = young.compactMap { row in
      row.measurement.throughputError(
        fit.deployment(of: row).prediction(of: row.measurement.conditions)
      )
      .map { (row: row, error: $0) }
    }
    slowLines = Set(
      errors.filter { abs($0.error) > Self.farthest }.map(\.row.measurement.line))
    stacks = Dictionary(grouping: errors) { $0.row.deployment.accelerator.vendor }
      .filter { $0.value.count >= Self.fewest }
      .mapValues { rows in
        YoungStack(
          rows.map { row, error in
            (
              error: error, youth: row.deployment.stackAge?.youth ?? 1,
              cell: row.key(.cells(folds: 2))
            )
          })
      }
  }
}

extension YoungStack {
  /// The weighted median of errors brought to the day of release, and the 80 % quantile around it.
  ///
  /// A row counts by the root of its cell's number, and by how young its stack was.
  fileprivate init(_ errors: [(error: Double, youth: Double, cell: String)]) {
    var counts: [String: Double] = [:]
    for each in errors { counts[each.cell, default: 0] += 1 }
    let scaled = errors.map { each in
      (
        value: each.error / each.youth,
        weight: each.youth / (counts[each.cell] ?? 1).squareRoot()
      )
    }
    func quantile(_ share: Double, of values: [(value: Double, weight: Double)]) -> Double {
      let sorted = values.sorted { $0.value < $1.value }
      let most = share * sorted.reduce(0) { $0 + $1.weight }
      var sum = 0.0
      for each in sorted {
        sum += each.weight
        if sum >= most { return each.value }
      }
      return 0
    }
    let shift = max(0, quantile(0.5, of: scaled))
    self.init(
      shift: shift,
      spread: quantile(0.8, of: scaled.map { (abs($0.value - shift), $0.weight) })
        / ErrorSpread.normalQuantile90)
  }
}
