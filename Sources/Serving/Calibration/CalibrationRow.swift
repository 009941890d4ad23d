/// A measurement ready to be fitted: its deployment, and which generation and family it speaks for.
struct CalibrationRow: Sendable {
  let measurement: Measurement
  let deployment: Deployment
  let generation: Int
  let family: Int
  /// How much it counts.
  let weight: Double
}

/// Logarithms of all parameters: a common value, and deviations by generation and by family.
struct ParameterLogarithms: Sendable {
  static let count = EngineParameters.fields.count
  var common: [Double]
  var byGeneration: [[Double]]
  var byFamily: [[Double]]

  init(priors: ParameterPriors, generations: Int, families: Int) {
    common = priors.priors.map { naturalLogarithm($0.mean) }
    let none = [Double](repeating: 0, count: Self.count)
    byGeneration = Array(repeating: none, count: generations)
    byFamily = Array(repeating: none, count: families)
  }

  /// The logarithms that hold for a generation on a family.
  func sum(generation: Int, family: Int) -> [Double] {
    (0..<Self.count).map { common[$0] + byGeneration[generation][$0] + byFamily[family][$0] }
  }

  /// The parameters that hold for a generation on chips of a family that was not fitted.
  func parameters(generation: Int) -> EngineParameters {
    EngineParameters(
      logarithms: (0..<Self.count).map { common[$0] + byGeneration[generation][$0] })
  }

  /// The parameters that hold for a generation on a family.
  func parameters(generation: Int, family: Int) -> EngineParameters {
    EngineParameters(logarithms: sum(generation: generation, family: family))
  }
}

extension EngineParameters {
  init(logarithms: [Double]) {
    self.init()
    for (field, logarithm) in zip(Self.fields, logarithms) {
      self[keyPath: field.path] = exponential(logarithm)
    }
    self = bounded
  }
}
