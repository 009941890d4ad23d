import Numerics
package import Roofline

/// How far predictions of some rows are off, in parts of one.
package struct ValidationSummary: Sendable, Hashable {
  /// Engine generation; empty where rows of several are mixed.
  package let engine: String
  /// Chip; empty where rows of several are mixed.
  package let accelerator: String
  /// Class of model; `nil` where rows of several are mixed.
  package let modelClass: ModelClass?
  /// What the rows were grouped by.
  package let name: String
  /// Rows with a throughput.
  package let count: Int
  /// Median of |predicted/measured − 1| of output tokens per second.
  package let medianError: Double
  /// 90th percentile of the same.
  package let ninetiethPercentileError: Double
  /// Median of predicted/measured − 1.
  package let bias: Double
  /// Share of measured throughputs within the 80 % interval.
  package let coverage: Double
  /// Median error of the time to the first token in closed loops; `nil` if none was published.
  package let firstTokenMedianError: Double?
  /// Median error of the time per output token in closed loops; `nil` if none was published.
  package let perTokenMedianError: Double?

  init(name: String, rows: [Validation.Row]) {
    func only<Value: Hashable>(_ value: (Validation.Row) -> Value) -> Value? {
      let values = Set(rows.map(value))
      return values.count == 1 ? values.first : nil
    }
    func ratios(
      _ rows: [Validation.Row], _ value: (Observation) -> Double?
    ) -> [Double] {
      rows.compactMap { row in
        guard let predicted = value(row.predicted), let measured = value(row.measured),
          measured > 0
        else { return nil }
        return predicted / measured - 1
      }
    }
    self.name = name
    engine = only(\.engine) ?? ""
    accelerator = only(\.accelerator) ?? ""
    modelClass = only(\.modelClass) ?? nil
    let errors = ratios(rows) { $0.outputTokensPerSecond }
    count = errors.count
    medianError = quantile(errors.map { abs($0) }, 0.5) ?? 0
    ninetiethPercentileError = quantile(errors.map { abs($0) }, 0.9) ?? 0
    bias = quantile(errors, 0.5) ?? 0
    let covered = rows.filter { row in
      guard let interval = row.interval, let measured = row.measured.outputTokensPerSecond else {
        return false
      }
      return interval.low <= measured && measured <= interval.high
    }
    coverage = errors.isEmpty ? 0 : Double(covered.count) / Double(errors.count)
    let closed = rows.filter(\.isClosedLoop)
    firstTokenMedianError = quantile(
      ratios(closed) { $0.timeToFirstTokenSeconds }.map { abs($0) }, 0.5)
    perTokenMedianError = quantile(
      ratios(closed) { $0.timePerOutputTokenSeconds }.map { abs($0) }, 0.5)
  }
}

extension Validation {
  /// Errors by engine generation, chip and class of model, in that order.
  package var summary: [ValidationSummary] {
    groups { "\($0.engine)\u{0}\($0.accelerator)\u{0}\($0.modelClass?.rawValue ?? "")" }
  }

  /// Errors by class of model.
  package var byClass: [ValidationSummary] { groups { $0.modelClass?.rawValue ?? "" } }

  /// Errors of all rows.
  package var overall: ValidationSummary? { groups { _ in "" }.first }

  /// Errors of the rows with the same key, by key.
  package func groups(_ key: (Validation.Row) -> String) -> [ValidationSummary] {
    var groups: [String: [Validation.Row]] = [:]
    for row in rows where row.skipReason == nil { groups[key(row), default: []].append(row) }
    return groups.keys.sorted().compactMap { name in
      groups[name].map { ValidationSummary(name: name, rows: $0) }
    }
  }
}
