import Numerics
import Roofline

/// The groups that share a deviation of the parameters' logarithms.
///
/// The logarithm of each parameter of a run is a sum: a common value, what its engine generation
/// changes, what its family of chips changes, what the two change together, a drift by date, and powers
/// of the chip's peak and bandwidth.
struct ParameterBlocks: Sendable, Hashable {
  let generations: Int
  let families: Int

  var count: Int { 3 + generations + 2 * families + generations * families }
  func generation(_ index: Int) -> Int { 1 + index }
  func family(_ index: Int) -> Int { 1 + generations + index }
  func drift(_ index: Int) -> Int { 1 + generations + families + index }
  func pair(_ generation: Int, _ family: Int) -> Int {
    1 + generations + 2 * families + generation * families + family
  }
  var compute: Int { count - 2 }
  var bandwidth: Int { count - 1 }

  /// What is expected of a parameter's value in a block, before any measurement.
  func mean(_ block: Int, _ prior: ParameterPrior) -> Double {
    switch block {
    case 0: naturalLogarithm(prior.mean)
    case bandwidth: prior.bandwidthExponent
    default: 0
    }
  }

  /// Standard deviation of a block's deviation.
  ///
  /// What the chip's scale explains need not differ between families, so these and their pairs with
  /// generations are held closer together than chips of unknown scale would be.
  func spread(_ block: Int, _ prior: ParameterPrior) -> Double {
    switch block {
    case 0: prior.spread
    case ...generations: prior.betweenGenerations
    case compute: 0.5 * prior.followsScale * prior.betweenFamilies
    case bandwidth: 0.7 * prior.followsScale * prior.betweenFamilies
    case ...(generations + families): 0.7 * prior.betweenFamilies
    case ...(generations + 2 * families): 0.5 * prior.betweenFamilies
    default: 0.4 * prior.betweenFamilies
    }
  }
}

/// Logarithms of all parameters, by block.
struct ParameterLogarithms: Sendable, Hashable {
  static let count = EngineParameters.fields.count
  let blocks: ParameterBlocks
  /// The common logarithms first, then the deviations of each block.
  var values: [[Double]]

  init(priors: ParameterPriors, generations: Int, families: Int) {
    blocks = ParameterBlocks(generations: generations, families: families)
    let none = [Double](repeating: 0, count: Self.count)
    values = Array(repeating: none, count: blocks.count)
    for block in values.indices {
      values[block] = priors.priors.map { [blocks] in blocks.mean(block, $0) }
    }
  }

  /// The sum over the blocks that a run belongs to, each with its weight.
  func sum(_ terms: [(block: Int, weight: Double)]) -> [Double] {
    var sum = [Double](repeating: 0, count: Self.count)
    for term in terms {
      for index in 0..<Self.count { sum[index] += term.weight * values[term.block][index] }
    }
    return sum
  }
}
