/// Factors on the inputs, and their 80 % ranges.
struct InputRanges: Sendable, Hashable {
  private var ranges: [UncertainInput: (low: Double, high: Double)] = [:]

  static func == (first: InputRanges, second: InputRanges) -> Bool {
    UncertainInput.allCases.allSatisfy { first[$0] == second[$0] }
  }

  func hash(into hasher: inout Hasher) {
    for input in UncertainInput.allCases {
      hasher.combine(self[input].low)
      hasher.combine(self[input].high)
    }
  }

  subscript(input: UncertainInput) -> (low: Double, high: Double) { ranges[input] ?? (1, 1) }

  /// What the workload declares, else the estimate's own spread for throughput, −15 % … +30 % for
  /// machines (rents rose by a fifth in two months of 2026), list prices as they are, ±20 % volume, and
  /// interruptions from a hundredth to 3.3 times the rate, as the published ones are.
  init(_ workload: Workload, option: SelfHostOption) throws(InputError) {
    let declared = workload.ranges
    func range(_ factor: UncertaintyRanges.Factor?, _ low: Double, _ high: Double) -> (
      low: Double, high: Double
    ) { factor.map { ($0.low, $0.high) } ?? (low, high) }
    ranges[.throughput] = range(
      declared.throughput, 1 / option.throughputFactor, option.throughputFactor)
    ranges[.gpuPrice] = range(declared.gpuPrice, 0.85, 1.3)
    ranges[.apiPrice] = range(declared.apiPrice, 1, 1)
    ranges[.volume] = range(declared.volume, 0.8, 1.25)
    ranges[.interruptions] = range(declared.interruptions, 0.01, 3.3)
    let overhead = try OverheadCost(workload.costs).usd(in: .month)
    ranges[.overhead] =
      overhead.likely > 0
      ? (overhead.low / overhead.likely, overhead.high / overhead.likely) : (1, 1)
  }
}

extension InputRanges {
  /// An input's factors as the logarithm of a normal distribution, each side with its own spread, so that
  /// 80 % lie within the range: `σ = ln(high) / 1.2816` above 1 and `−ln(low) / 1.2816` below.
  func spread(of input: UncertainInput) -> (below: Double, above: Double) {
    let range = self[input]
    return (
      -naturalLogarithm(max(1e-6, range.low)) / 1.2816,
      naturalLogarithm(max(1e-6, range.high)) / 1.2816
    )
  }
}
