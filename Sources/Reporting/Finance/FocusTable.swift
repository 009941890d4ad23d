package import Breakeven
package import CheckedJSON
import Documents
import Pricing

/// A plan as rows of FOCUS 1.2, so that the forecast and the invoice meet in one table.
///
/// One row for each resource and month. `BilledCost` is what is invoiced in that month, `EffectiveCost` what the month
/// bears: a purchase is billed at once and borne over its life. A month is 730 hours, as everywhere. A plan that is
/// cheaper or dearer than the other side says so in `Tags`.
package struct FocusTable: Sendable {
  /// Who bears some charges.
  private struct Account: Sendable {
    let id: String
    let name: String
    let type: String
    let tags: String
    let charges: [PlannedCharge]
  }

  private let accounts: [Account]
  private let periods: [(start: CalendarDate, end: CalendarDate)]

  /// Makes the table of what a decision recommends; `nil` where nothing can serve.
  ///
  /// - Throws: `InputError` for a charge that is not a number.
  package init?(_ decision: Decision) throws(InputError) {
    guard let plan = decision.plan else { return nil }
    periods = (0..<plan.months).map { plan.period(ofMonth: $0) }
    let tags = Self.tags(
      side: plan.side.rawValue, verdict: decision.verdict.choice, asOf: decision.asOf)
    accounts = [
      Account(
        id: plan.workloadName, name: plan.workloadName, type: "Workload",
        tags: JSONText.object(tags).compact, charges: plan.charges)
    ]
    try check()
  }

  /// Makes the table of what is recommended for several workloads; `nil` where nothing is.
  ///
  /// Machines that several share are in the account of their fleet, once; its tags say which share each workload bears.
  /// Everything else is in the workload's own.
  ///
  /// - Throws: `InputError` for a charge that is not a number.
  package init?(_ report: JointReport) throws(InputError) {
    let facts = report.facts
    guard let plan = facts.decision.costPlan, let choice = facts.decision.plan?.choice else {
      return nil
    }
    periods = (0..<plan.months).map {
      (plan.firstMonth.adding(months: $0), plan.firstMonth.adding(months: $0 + 1))
    }
    let tags = Self.tags(
      side: choice.rawValue, verdict: facts.decision.choice,
      asOf: facts.decision.decisions[0].asOf)
    func name(_ workload: Int) -> String { facts.names[facts.decision.planned[workload]] }
    accounts = plan.accounts.map { account in
      switch account.bearer {
      case .workload(let index):
        return Account(
          id: name(index), name: name(index), type: "Workload",
          tags: JSONText.object(tags).compact, charges: account.charges)
      case .fleet(let index, let shares):
        let parts = shares.map {
          JSONText.Member("breakeven:share:\(name($0.workload))", .number($0.share))
        }
        return Account(
          id: "fleet-\(index + 1)", name: "Shared fleet \(index + 1)", type: "Shared fleet",
          tags: JSONText.object(tags + parts).compact, charges: account.charges)
      }
    }
    try check()
  }

  private static func tags(
    side: String, verdict: Verdict.Choice, asOf: CalendarDate
  ) -> [JSONText.Member] {
    [
      .init("breakeven:side", .string(side)), .init("breakeven:verdict", .string(verdict.rawValue)),
      .init("breakeven:asOf", .string(asOf.description)),
    ]
  }

  /// No sum is written that is not a number.
  private func check() throws(InputError) {
    for charge in accounts.flatMap(\.charges) {
      guard let unknown = charge.firstUnknown else { continue }
      throw InputError(
        found: "a \(unknown) for \(charge.resource) in month \(charge.month + 1)",
        expected: "finite numbers to write as FOCUS rows")
    }
  }

  /// The table as CSV with a header row.
  package var csv: String {
    let header = FocusColumn.allCases.map(\.rawValue).joined(separator: ",")
    let rows = accounts.flatMap { account in
      account.charges.map { charge in
        let values = row(charge, account)
        return FocusColumn.allCases.map { Escaping.csv(values[$0] ?? "") }.joined(separator: ",")
      }
    }
    return ([header] + rows).joined(separator: "\n") + "\n"
  }

  private func row(_ charge: PlannedCharge, _ account: Account) -> [FocusColumn: String] {
    whoAndWhen(charge, account).merging(costs(charge)) { $1 }
      .merging(charge.kind == .tax ? [:] : prices(charge)) { $1 }
      .merging(commitment(charge)) { $1 }
  }

  private func whoAndWhen(
    _ charge: PlannedCharge, _ account: Account
  ) -> [FocusColumn: String] {
    let (start, end) = periods[charge.month]
    let meter = charge.focusMeter
    return [
      .billingAccountId: "breakeven", .billingAccountName: "Breakeven plan",
      .billingAccountType: "Plan", .billingCurrency: "USD",
      .billingPeriodStart: Self.time(start), .billingPeriodEnd: Self.time(end),
      .chargePeriodStart: Self.time(start), .chargePeriodEnd: Self.time(end),
      .chargeCategory: charge.focusChargeCategory, .chargeFrequency: charge.focusFrequency,
      .chargeDescription: charge.focusDescription,
      .invoiceIssuerName: charge.provider, .providerName: charge.provider,
      .publisherName: charge.provider,
      .resourceId: charge.resource, .resourceName: charge.resource,
      .resourceType: meter.resourceType,
      .serviceCategory: meter.category, .serviceSubcategory: meter.subcategory,
      .serviceName: meter.service,
      .subAccountId: account.id, .subAccountName: account.name,
      .subAccountType: account.type, .tags: account.tags,
    ]
  }

  private func costs(_ charge: PlannedCharge) -> [FocusColumn: String] {
    let isSpread = charge.kind == .setupShare
    let contracted = isSpread ? charge.billedUSD : charge.quantity * charge.usdPerUnit
    let list = isSpread ? charge.billedUSD : charge.quantity * charge.listUSDPerUnit
    return [
      .billedCost: Self.number(charge.billedUSD), .effectiveCost: Self.number(charge.effectiveUSD),
      .contractedCost: Self.number(charge.kind == .tax ? charge.billedUSD : contracted),
      .listCost: Self.number(charge.kind == .tax ? charge.billedUSD : list),
      .pricingCurrency: "USD",
      .pricingCurrencyEffectiveCost: Self.number(charge.effectiveUSD),
    ]
  }

  private func prices(_ charge: PlannedCharge) -> [FocusColumn: String] {
    let unit = charge.focusUnit
    let quantity = Self.number(charge.quantity / unit.priced)
    let contracted = Self.number(charge.usdPerUnit * unit.priced)
    let list = Self.number(charge.listUSDPerUnit * unit.priced)
    let sku = "\(charge.resource)/\(charge.focusMeter.meter)"
    var values: [FocusColumn: String] = [
      .pricingCategory: charge.focusPricingCategory ?? "",
      .pricingQuantity: quantity,
      .pricingUnit: unit.priced == 1 ? unit.name : "\(Int(unit.priced)) \(unit.name)",
      .skuId: sku, .skuMeter: charge.focusMeter.meter,
      .skuPriceId: "\(sku)/\(charge.focusPricingCategory ?? "")",
    ]
    // What is spread was paid with the purchase: a price times its quantity is not what it costs here.
    if charge.kind != .setupShare {
      values[.listUnitPrice] = list
      values[.contractedUnitPrice] = contracted
      values[.pricingCurrencyListUnitPrice] = list
      values[.pricingCurrencyContractedUnitPrice] = contracted
    }
    if charge.focusChargeCategory == "Usage" {
      values[.consumedQuantity] = Self.number(charge.quantity)
      values[.consumedUnit] = unit.name
    }
    return values
  }

  private func commitment(_ charge: PlannedCharge) -> [FocusColumn: String] {
    let id: String
    let name: String
    switch charge.kind {
    case .machines(let terms) where terms.isReserved: (id, name) = (terms.rawValue, terms.title)
    case .provisioned:
      guard let commitment = charge.commitment else { return [:] }
      (id, name) = (commitment.replacing(" ", with: "-"), commitment)
    default: return [:]
    }
    return [
      .commitmentDiscountId: "\(charge.resource)/\(id)",
      .commitmentDiscountName: name, .commitmentDiscountCategory: "Usage",
      .commitmentDiscountType: charge.kind == .provisioned
        ? "Provisioned Throughput" : "Reservation",
      .commitmentDiscountStatus: "Used",
      .commitmentDiscountQuantity: Self.number(charge.quantity),
      .commitmentDiscountUnit: "Hours",
    ]
  }

  private static func time(_ day: CalendarDate) -> String { "\(day)T00:00:00Z" }

  /// A decimal of at most twelve digits, without separators.
  private static func number(_ value: Double) -> String {
    JSONText.number(NumberText.rounded(value, digits: 12)).compact.replacing("e", with: "E")
  }
}
