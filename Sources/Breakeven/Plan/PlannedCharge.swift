package import Pricing
import Workloads

/// One line of a plan: what one resource costs in one month.
package struct PlannedCharge: Sendable, Hashable {
  /// What is paid for.
  package enum Kind: Sendable, Hashable {
    /// Machines in use or kept.
    case machines(Rental.Terms)
    /// Machines on which a seller runs the model.
    case managed(ManagedService.Kind)
    /// The purchase of machines, once.
    case purchase
    /// Tokens of one class, or what belongs to requests.
    case tokens(Bill.TokenClass)
    /// Units of provisioned throughput, used or not.
    case provisioned
    /// Traffic out of one's own network.
    case egress
    case people, tools, storage
    /// Setting up, once, and the share of it that a month bears.
    case setup, setupShare
    case tax
  }

  /// The month, counted from 0 at the plan's first.
  package let month: Int
  /// What is paid for.
  package let kind: Kind
  /// The offer's, machine's or tariff's id; the workload's name where the cost is nobody else's.
  package let resource: String
  /// Who sends the bill; `own` for what is one's own.
  package let provider: String
  /// How many units.
  package let quantity: Double
  /// US dollars of a unit by the list.
  package let listUSDPerUnit: Double
  /// US dollars of a unit as agreed: the list less a discount.
  package let usdPerUnit: Double
  /// US dollars that are invoiced in the month.
  package let billedUSD: Double
  /// US dollars that the month bears: purchases are spread over the time that they serve.
  package let effectiveUSD: Double
  /// The term for which units of throughput are committed to, such as `for a year`; `nil` by the hour, and for all else.
  package let commitment: String?

  init(
    month: Int, kind: Kind, resource: String, provider: String, quantity: Double,
    usdPerUnit: Double, discount: Double = 0, billedUSD: Double? = nil, effectiveUSD: Double? = nil,
    commitment: String? = nil
  ) {
    self.month = month
    self.kind = kind
    self.resource = resource
    self.provider = provider
    self.quantity = quantity
    self.usdPerUnit = usdPerUnit
    self.commitment = commitment
    listUSDPerUnit = usdPerUnit / (1 - discount)
    self.billedUSD = billedUSD ?? quantity * usdPerUnit
    self.effectiveUSD = effectiveUSD ?? quantity * usdPerUnit
  }
}

extension PlannedCharge {
  /// A month of machines.
  ///
  /// - Parameters:
  ///   - gpus: Accelerators that are kept; where an hour costs nothing, sums of money do not tell how many hours.
  ///   - usd: What they cost before tax.
  ///   - machinePrice: What machines without a commitment cost at the time over today's price.
  init(
    _ rental: Rental, gpus: Int, usd: Double, in month: Int, machinePrice: Double, discount: Double
  ) {
    let price = rental.usdPerInstanceHour(atTrend: machinePrice)
    // The purchase is billed once, at the start; only running is billed month by month.
    let running =
      rental.ownership.map { 1 - $0.capitalUSDPerGPUHour / max(1e-12, $0.usdPerGPUHour) } ?? 1
    self.init(
      month: month, kind: rental.service.map { .managed($0.kind) } ?? .machines(rental.terms),
      resource: rental.id, provider: rental.provider,
      quantity: price > 0
        ? usd / price
        : Double(gpus) / Double(max(1, rental.gpusPerInstance)) * Volume.hoursPerMonth,
      usdPerUnit: price, discount: rental.terms == .owned ? 0 : discount,
      billedUSD: usd * running, effectiveUSD: usd)
  }

  /// The purchase of machines; `nil` where nothing is bought.
  init?(purchaseOf rental: Rental, gpus: Int, in month: Int = 0, taxFactor: Double) {
    guard let owned = rental.ownership, owned.capitalUSDPerGPU > 0, !rental.isPaid else {
      return nil
    }
    self.init(
      month: month, kind: .purchase, resource: rental.id, provider: rental.provider,
      quantity: Double(gpus), usdPerUnit: owned.capitalUSDPerGPU * taxFactor, effectiveUSD: 0)
  }

  /// The first of its sums and counts that is not a number; `nil` if all are.
  package var firstUnknown: String? {
    let sums: [(name: String, value: Double)] = [
      ("quantity", quantity), ("price of a unit", usdPerUnit), ("list price", listUSDPerUnit),
      ("billed cost", billedUSD), ("effective cost", effectiveUSD),
    ]
    return sums.first { !$0.value.isFinite }.map { "\($0.name) of \($0.value)" }
  }

  /// What is counted.
  package var unit: Unit {
    switch kind {
    case .machines, .managed, .provisioned: .hours
    case .purchase: .accelerators
    case .tokens(.request), .egress: .requests
    case .tokens(.cacheStorage): .tokenHours
    case .tokens(let tokenClass) where tokenClass.isCall: .requests
    case .tokens: .tokens
    case .people, .tools, .storage, .setup, .setupShare, .tax: .months
    }
  }

  /// What charges are counted in.
  package enum Unit: String, Sendable, Hashable {
    case hours, accelerators, requests, tokens, tokenHours, months
  }
}
