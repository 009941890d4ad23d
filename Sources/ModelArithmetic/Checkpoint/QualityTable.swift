package import CheckedJSON

/// Published steps in quality, by model and format, and by class of size for models without any.
package struct QualityTable: Sendable {
  struct Entry: Sendable {
    let format: NumberFormat
    /// Total parameters of the class, when the entry is not of one model.
    let parameters: ClosedRange<Double>?
    let step: QualityStep
  }

  private let entries: [Entry]

  /// Reads the table.
  package init(_ document: JSONDocument) throws(InputError) {
    let members = try document.root.object()
    try members.allowOnly(["version", "asOf", "note", "steps"])
    var entries: [Entry] = []
    for place in try members.required("steps").array() {
      entries.append(try Entry(place))
    }
    self.entries = entries
  }

  /// The step of a format: as measured on this model, or else on models of its size.
  ///
  /// Qwen3.6-27B scores 82.0 on MMLU-Pro in NVFP4 and 84.4 in bf16: a step of −2.4 points, 97.2 % kept.
  ///
  /// - Parameters:
  ///   - model: The canonical id.
  ///   - parameters: Its total parameters.
  ///   - format: The datatype of the quantised weights.
  /// - Returns: `nil` where nothing is published, which does not mean that nothing is lost.
  package func step(model: String, parameters: Int, format: NumberFormat) -> QualityStep? {
    let ofFormat = entries.filter { $0.format == format }
    if let measured = ofFormat.first(where: { $0.step.model == model }) { return measured.step }
    return ofFormat.first { $0.parameters?.contains(Double(parameters)) ?? false }?.step
  }
}

extension QualityTable.Entry {
  init(_ place: JSONPlace) throws(InputError) {
    let members = try place.object()
    try members.allowOnly([
      "model", "billionParameters", "format", "benchmark", "points", "recovery", "source", "date",
    ])
    format = try members.required("format").choice()
    parameters = try members["billionParameters"]?.range(in: 0...1e5).scaled(by: 1e9)
    let model = try members["model"]?.text()
    guard (model == nil) != (parameters == nil) else {
      throw place.error(expected: "either a \"model\" or its \"billionParameters\"")
    }
    step = QualityStep(
      benchmark: try members.required("benchmark").text(),
      points: try members["points"]?.range(in: -100...100),
      recovery: try members.required("recovery").range(in: 0...2), model: model,
      source: try members.required("source").text(), date: try members.required("date").text())
  }
}

extension JSONPlace {
  /// A pair of numbers in order, or one number for both.
  fileprivate func range(in bounds: ClosedRange<Double>) throws(InputError) -> ClosedRange<Double> {
    guard case .array = value else {
      let number = try number(in: bounds)
      return number...number
    }
    let ends = try array()
    guard ends.count == 2 else { throw error(expected: "a number or a pair of numbers") }
    let low = try ends[0].number(in: bounds)
    return low...(try ends[1].number(in: low...max(low, bounds.upperBound)))
  }
}

extension ClosedRange<Double> {
  fileprivate func scaled(by factor: Double) -> ClosedRange<Double> {
    (lowerBound * factor)...(upperBound * factor)
  }
}
