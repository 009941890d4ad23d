package import CheckedJSON
import Numerics

/// Accelerators that are there already, or that would be bought: how many, and on what terms.
public struct OwnMachines: Hashable, Sendable {
  /// The accelerator, such as `A100-80GB`.
  package let gpu: String
  /// How many there are: no plan uses more of them.
  package let count: Int
  /// Whether they are paid for, so that their price is spent whatever is decided.
  package let isPaid: Bool
  /// US dollars per kWh of electricity; `nil` for a usual price.
  package let usdPerKilowattHour: Double?
  /// US dollars to buy one with its share of a server; `nil` for the catalog's price.
  package let usdPerGPU: Double?
  /// Whether one replica is kept as a spare; `nil` for as elsewhere in the workload.
  package let wantsSpare: Bool?

  /// Accelerators that one entry may count.
  package static let counts = 1...1_000_000
  /// Electricity prices that can be stated, in US dollars per kWh.
  package static let electricity = 0.0...10.0
  /// Purchase prices that can be stated, in US dollars.
  package static let purchases = 0.0...10_000_000.0

  /// Makes an entry of 1 to 1,000,000 accelerators, at 0 to 10 US dollars per kWh.
  package init(
    gpu: String, count: Int, isPaid: Bool = true, usdPerKilowattHour: Double? = nil,
    usdPerGPU: Double? = nil, wantsSpare: Bool? = nil
  ) throws(InputError) {
    guard Self.counts.contains(count) else {
      throw InputError(found: "\(count) accelerators", expected: "from 1 to 1000000")
    }
    if let price = usdPerKilowattHour, !Self.electricity.contains(price) {
      throw InputError(
        found: "\(PlainDecimal.text(price)) US dollars per kWh", expected: "from 0 to 10")
    }
    if let price = usdPerGPU, !Self.purchases.contains(price) {
      throw InputError(
        found: "\(PlainDecimal.text(price)) US dollars for a GPU", expected: "from 0 to 10000000")
    }
    self.gpu = gpu
    self.count = count
    self.isPaid = isPaid
    self.usdPerKilowattHour = usdPerKilowattHour
    self.usdPerGPU = usdPerGPU
    self.wantsSpare = wantsSpare
  }
}
