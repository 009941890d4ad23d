import Roofline

extension Evidence {
  /// What these measurements are evidence of.
  init(_ rows: [CalibrationRow]) {
    let dates = rows.map(\.measurement.date).filter { !$0.isEmpty }
    var architectures: [String: Set<String>] = [:]
    for row in rows {
      architectures[row.deployment.accelerator.id, default: []].insert(
        row.deployment.model.dimensions)
    }
    self.init(
      rows: rows.count, from: dates.min() ?? "", until: dates.max() ?? "",
      sources: Set(rows.map(\.measurement.source)).subtracting([""]).sorted(),
      architectures: architectures.mapValues { $0.sorted() })
  }
}
