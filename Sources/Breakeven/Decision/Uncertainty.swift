public import Numerics

/// An input that is not known exactly.
public enum UncertainInput: String, Sendable, Hashable, CaseIterable {
  case throughput
  case gpuPrice
  case apiPrice
  case volume
  case overhead
  case apiOverhead
  case interruptions
  case machinePriceTrend
  case apiPriceTrend

  /// The input in words.
  public var title: String {
    switch self {
    case .throughput: "speed of a replica"
    case .gpuPrice: "price of the machines"
    case .apiPrice: "price of the API"
    case .volume: "volume"
    case .overhead: "people and tools of self-hosting"
    case .apiOverhead: "people and tools of the API"
    case .interruptions: "interruptions of spot machines"
    case .machinePriceTrend: "trend of machine prices"
    case .apiPriceTrend: "trend of API prices while committed"
    }
  }
}

/// What the uncertain inputs together do to the saving of the recommended fleet over the best API, both
/// chosen before any of them is known.
public struct Uncertainty: Sendable, Hashable {
  /// The saving when one input is at the ends of its 80 % range and the others at their best guess.
  public struct Swing: Sendable, Hashable {
    /// The input.
    public let input: UncertainInput
    /// The factor of the low end.
    package let lowFactor: Double
    /// The factor of the high end.
    package let highFactor: Double
    /// The saving at the low end, in US dollars in the period; `-infinity` where the targets are missed.
    public let savingAtLow: Double
    /// The saving at the high end.
    public let savingAtHigh: Double

    /// How far the input moves the saving.
    public var size: Double { abs(savingAtHigh - savingAtLow) }
  }

  /// The share of draws in which the recommended fleet is cheaper than the best API.
  public let probabilitySelfHostCheaper: Double
  /// The 80 % interval of what self-hosting saves, in US dollars in the period; negative is a loss.
  public let saving: Interval
  /// The 80 % interval of what self-hosting costs.
  public let selfHostUSD: Interval
  /// The 80 % interval of what the API costs.
  public let apiUSD: Interval
  /// The mean of what self-hosting costs in the draws that keep the targets; of their highest and lowest
  /// twentieth the ends count.
  package let expectedSelfHostUSD: Double
  /// The mean of what the API costs, counted alike.
  package let expectedAPIUSD: Double
  /// The share of draws in which steps take so long that the fleet cannot keep its targets.
  package let probabilityOfMissingTargets: Double
  /// The share of draws in which some fleet, chosen with hindsight, is cheaper than the API.
  package let probabilityWithHindsight: Double
  /// What choosing fleet and side in hindsight would save on average, in US dollars in the period.
  package let valueOfHindsightUSD: Double
  /// The 80 % interval of the lowest volume from which self-hosting wins, in requests in the period,
  /// among the draws in which there is one.
  public let breakEvenVolume: Interval?
  /// The share of draws in which self-hosting wins at some volume up to a thousand times the workload's.
  package let probabilityOfBreakEven: Double
  /// The inputs, largest swing first.
  public let swings: [Swing]
  /// How many draws were made.
  public let draws: Int
  /// The seed that they were made from.
  public let seed: UInt64
}
