package import Breakeven
import CheckedJSON
import Documents

/// A plan as rows of FOCUS 1.2, so that the forecast and the invoice meet in one table.
///
/// One row for each resource and month. `BilledCost` is what is invoiced in that month, `EffectiveCost` what the month
/// bears: a purchase is billed at once and borne over its life. A month is 730 hours, as everywhere. A plan that is
/// cheaper or dearer than the other side says so in `Tags`.
package struct FocusTable: Sendable {
  private let plan: CostPlan
  private let tags: String

  /// Makes the table of what a decision recommends; `nil` where nothing can serve.
  package init?(_ decision: Decision) {
    guard let plan = decision.plan else { return nil }
    self.plan = plan
    tags =
      JSONText.object([
        .init("breakeven:side", .string(plan.side.rawValue)),
        .init("breakeven:verdict", .string(decision.verdict.choice.rawValue)),
        .init("breakeven:asOf", .string(decision.asOf.description)),
      ]).compact
  }

  /// The table as CSV with a header row.
  package var csv: String {
    let header = FocusColumn.allCases.map(\.rawValue).joined(separator: ",")
    let rows = plan.charges.map { charge in
      let values = row(charge)
      return FocusColumn.allCases.map { Escaping.csv(values[$0] ?? "") }.joined(separator: ",")
    }
    return ([header] + rows).joined(separator: "\n") + "\n"
  }

  private func row(_ charge: PlannedCharge) -> [FocusColumn: String] {
    whoAndWhen(charge).merging(costs(charge)) { $1 }
      .merging(charge.kind == .tax ? [:] : prices(charge)) { $1 }
      .merging(commitment(charge)) { $1 }
  }

  private func whoAndWhen(_ charge: PlannedCharge) -> [FocusColumn: String] {
    let (start, end) = plan.period(ofMonth: charge.month)
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
      .subAccountId: plan.workloadName, .subAccountName: plan.workloadName,
      .subAccountType: "Workload", .tags: tags,
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
      .pricingUnit: unit.priced == 1 ? unit.name : "1000000 \(unit.name)",
      .listUnitPrice: list, .contractedUnitPrice: contracted,
      .pricingCurrencyListUnitPrice: list, .pricingCurrencyContractedUnitPrice: contracted,
      .skuId: sku, .skuMeter: charge.focusMeter.meter,
      .skuPriceId: "\(sku)/\(charge.focusPricingCategory ?? "")",
    ]
    if charge.focusChargeCategory == "Usage" {
      values[.consumedQuantity] = Self.number(charge.quantity)
      values[.consumedUnit] = unit.name
    }
    return values
  }

  private func commitment(_ charge: PlannedCharge) -> [FocusColumn: String] {
    guard case .machines(let terms) = charge.kind,
      terms.isReserved
    else { return [:] }
    return [
      .commitmentDiscountId: "\(charge.resource)/\(terms.rawValue)",
      .commitmentDiscountName: terms.title, .commitmentDiscountCategory: "Usage",
      .commitmentDiscountType: "Reservation", .commitmentDiscountStatus: "Used",
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
