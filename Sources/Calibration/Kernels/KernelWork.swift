import Numerics

/// What one kernel has to do, at full efficiency of its chip.
struct KernelWork: Sendable, Hashable {
  /// Launches, each of a constant time; an all-reduce among more ranks takes more than one.
  var launches = 1.0
  /// Seconds at the datatype's dense peak.
  var compute = 0.0
  /// Seconds at the peak bandwidth of memory, or of the link.
  var memory = 0.0
  /// Items, each of a constant time.
  var items = 0.0
  /// Seconds at peak bandwidth for its activations to travel once.
  var pass = 0.0
}

/// The time of a kernel of one operator, datatype, chip and engine.
///
///     t = launch · launches + ((compute/ηc)⁴ + (memory/ηm)⁴)^¼ + item · items + passes · pass
///
/// It is the form in which a step counts its operators, so that its shares of the peaks can be taken
/// over. A BF16 product of 64 × 8192 × 8192 on an H100 with a launch of 3.7 µs, ηc = 0.78 and
/// ηm = 0.84 takes 3.7 + 48.6 µs: its weights alone need 40 µs at peak.
package struct KernelFormula: Sendable, Hashable {
  /// The constants, in the order of ``KernelConstant``.
  private var values: [Double]

  init(_ value: (KernelConstant) -> Double) {
    values = KernelConstant.allCases.map(value)
  }

  /// A constant.
  package subscript(constant: KernelConstant) -> Double {
    get { values[constant.index] }
    set { values[constant.index] = newValue }
  }

  /// Seconds for some work.
  func seconds(_ work: KernelWork) -> Double {
    let compute = work.compute / self[.computeShare]
    let memory = work.memory / self[.bandwidthShare]
    let squares = (compute * compute, memory * memory)
    let joined = (squares.0 * squares.0 + squares.1 * squares.1).squareRoot().squareRoot()
    return self[.launch] * work.launches + joined + self[.item] * work.items
      + self[.passes] * work.pass
  }
}

extension KernelConstant {
  fileprivate var index: Int {
    switch self {
    case .launch: 0
    case .computeShare: 1
    case .bandwidthShare: 2
    case .item: 3
    case .passes: 4
    }
  }
}

extension KernelFormula {
  /// The geometric mean of some formulas; `nil` for none.
  init?(mean formulas: [KernelFormula]) {
    guard !formulas.isEmpty else { return nil }
    self.init { constant in
      let sum = formulas.reduce(0) { $0 + naturalLogarithm($1[constant]) }
      return exponential(sum / Double(formulas.count))
    }
  }
}
