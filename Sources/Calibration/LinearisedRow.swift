import Numerics

/// The errors of one measurement and their slopes, at some parameters.
///
/// Fits without some measurements start from the fit of all of them and stay near it, so that slopes
/// taken there once serve every one of them.
struct LinearisedRow: Sendable {
  /// One error in standard deviations, with its slope by each parameter that moves it.
  struct Residual: Sendable {
    let value: Double
    let slopes: [(field: Int, value: Double)]
  }

  /// Of the throughput and of the time to the first token, where they were measured.
  let residuals: [Residual?]
}

/// Where each parameter of each block stands in a system of equations.
///
/// A parameter that moves nothing of its block keeps its prior's mean, and needs no equation.
struct ParameterPlaces: Sendable {
  private var places: [Int]
  private(set) var count = 0

  init(blocks: Int) {
    places = Array(repeating: -1, count: blocks * ParameterLogarithms.count)
  }

  subscript(block: Int, field: Int) -> Int { places[block * ParameterLogarithms.count + field] }

  /// Makes room for a parameter.
  mutating func add(_ block: Int, _ field: Int) {
    let index = block * ParameterLogarithms.count + field
    guard places[index] < 0 else { return }
    places[index] = count
    count += 1
  }
}
