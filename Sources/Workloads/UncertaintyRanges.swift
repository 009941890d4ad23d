public import CheckedJSON
import Numerics

/// By how much the inputs may be off, as factors on them; `nil` leaves the library's own spread.
public struct UncertaintyRanges: Hashable, Sendable {
  /// A range of factors around 1.
  public struct Factor: Hashable, Sendable {
    /// The factor of the low end of an 80 % interval, at most 1.
    public let low: Double
    /// The factor of its high end, at least 1.
    public let high: Double

    /// Makes a range from 0.01 ≤ low ≤ 1 ≤ high ≤ 100.
    ///
    /// - Parameters:
    ///   - low: The factor of the low end of an 80 % interval.
    ///   - high: The factor of its high end.
    public init(low: Double, high: Double) throws(InputError) {
      guard (0.01...1).contains(low), (1...100).contains(high) else {
        throw InputError(
          found: "low \(PlainDecimal.text(low)), high \(PlainDecimal.text(high))",
          expected: "0.01 ≤ low ≤ 1 ≤ high ≤ 100")
      }
      self.low = low
      self.high = high
    }
  }

  /// A range of changes from month to month, as fractions: −0.02 is 2 % less.
  public struct Trend: Hashable, Sendable {
    /// The low end of an 80 % interval.
    public let low: Double
    /// Its high end.
    public let high: Double

    /// Changes that can be stated.
    package static let changes = -0.5...1.0

    /// Makes a range from −0.5 to 1 a month.
    ///
    /// - Parameters:
    ///   - low: The low end of an 80 % interval, as a fraction: −0.02 is 2 % less.
    ///   - high: Its high end.
    public init(low: Double, high: Double) throws(InputError) {
      guard Self.changes.contains(low), Self.changes.contains(high), low <= high else {
        throw InputError(
          found: "low \(PlainDecimal.text(low)), high \(PlainDecimal.text(high))",
          expected: "-0.5 ≤ low ≤ high ≤ 1")
      }
      self.low = low
      self.high = high
    }
  }

  /// Of the number of requests.
  public var volume: Factor?
  /// Of the price of GPUs.
  public var gpuPrice: Factor?
  /// Of the price of API tokens.
  public var apiPrice: Factor?
  /// Of what a deployment delivers.
  public var throughput: Factor?
  /// Of how often spot machines are taken away.
  public var interruptions: Factor?
  /// How rents of machines change from month to month.
  public var machinePricePerMonth: Trend?
  /// How API prices change from month to month.
  public var apiPricePerMonth: Trend?

  /// Makes ranges that are not stated unless given.
  ///
  /// - Parameters:
  ///   - volume: Of the number of requests.
  ///   - gpuPrice: Of the price of GPUs.
  ///   - apiPrice: Of the price of API tokens.
  ///   - throughput: Of what a deployment delivers.
  ///   - interruptions: Of how often spot machines are taken away.
  ///   - machinePricePerMonth: How rents of machines change from month to month.
  ///   - apiPricePerMonth: How API prices change from month to month.
  public init(
    volume: Factor? = nil, gpuPrice: Factor? = nil, apiPrice: Factor? = nil,
    throughput: Factor? = nil, interruptions: Factor? = nil, machinePricePerMonth: Trend? = nil,
    apiPricePerMonth: Trend? = nil
  ) {
    self.volume = volume
    self.gpuPrice = gpuPrice
    self.apiPrice = apiPrice
    self.throughput = throughput
    self.interruptions = interruptions
    self.machinePricePerMonth = machinePricePerMonth
    self.apiPricePerMonth = apiPricePerMonth
  }
}
